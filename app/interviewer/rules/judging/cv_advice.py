"""What to change in the CV, from what the job asks for and what the answers showed."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, islice

from app.interviewer.model import DUTY, Documents, Item, Requirement
from app.interviewer.rules.judging.assessment import Assessed
from app.interviewer.rules.judging.filled_gaps import SHARED_STEMS, FilledGaps, meanings_in
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.actions import is_past
from app.interviewer.rules.listening.answer import Sentence
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.listening.quoting import first_words, readable
from app.interviewer.rules.reading.cv import CvReader
from app.interviewer.rules.reading.lexicon import Lexicon

MOST = 5
MOST_GAPS = 2  # so that there is room for what the CV already has
MOST_FIGURES = 2
MOST_UNMEASURED = 2
FEWEST_WORDS = 4  # of a line of work
LISTED_WORDS = 3  # between the commas of a list, on average
SHOWN_WORDS = 14  # of a requirement or a CV line inside a sentence
WORK = "experience"  # the section of a CV
NUMBER = re.compile(r"(?<![\w:.,])\d[\d,.]*\b")
# A count with what it counts, and neither a year nor a time of day.
# %s are the words that belong to a number, as "m" and "per cent" do.
FIGURE = (
    r"(?<![\w:.,£$€])(?!(?:19|20)\d\d\b)"
    r"(?P<amount>[£$€]?(?P<number>\d{1,12}(?:[,.]\d{1,12}){0,3})(?![:\d])(?:\s?%%|(?:%s)\b)?)"
    r"(?:\s(?P<unit>[^\W\d_]{1,30}))?"
)
HYPHEN = re.compile(r"[-–/]")


class CvAdviser:
    """Advises on a CV in one language: what is right, or nothing."""

    def __init__(self, listener: Listener, cvs: CvReader, lexicon: Lexicon) -> None:
        self.listener, self.plain = listener, listener.plain
        self.cvs, self.lexicon = cvs, lexicon
        self.filled_gaps = FilledGaps(listener, lexicon)
        table = listener.language.judging.feedback
        self.words = table.cv
        self.work_verbs = frozenset(self.words.work_verbs.split())
        self.how_often = re.compile(self.words.how_often, re.IGNORECASE)
        self.countable = re.compile(self.words.countable)
        self.figure = re.compile(FIGURE % self.words.factors, re.IGNORECASE)
        self.change = re.compile(self.words.change, re.IGNORECASE)

    def advice(
        self,
        documents: Documents,
        requirements: Sequence[Requirement],
        assessed: Sequence[Assessed],
        today: date,
    ) -> list[Item]:
        """Up to five items, at most one for each requirement, the more important first.

        A soft requirement that is not there is no gap of a CV, nor is a duty that names no tool.
        """
        ranked = sorted(requirements, key=lambda requirement: -requirement.importance)
        gaps = [requirement for requirement in ranked if requirement.status == "gap"]
        filled = [self.filled(*each) for each in self.filled_gaps.shown(gaps, documents, assessed)]
        told = {item.requirement_id for item in filled}
        hard = [gap for gap in gaps if self.is_hard(gap) and gap.id not in told][:MOST_GAPS]
        work = self.lines_of_work(documents.cv, today)
        rules: list[Iterator[Item]] = [
            iter(filled),
            islice(self.figures(documents.cv, assessed), MOST_FIGURES),
            (self.gap(gap, documents, place > 0) for place, gap in enumerate(hard)),
            (found for each in ranked if (found := self.other_word(each, documents))),
            islice(
                (found for each in ranked if (found := self.unmeasured(each, documents, work))),
                MOST_UNMEASURED,
            ),
            (found for each in ranked if (found := self.partial(each, documents, work))),
        ]
        items: list[Item] = []
        for item in chain.from_iterable(rules):
            if not any(is_like(item, kept) for kept in items):
                items.append(item)
        return items[:MOST]

    def is_hard(self, gap: Requirement) -> bool:
        """Whether a CV could show it: a licence, a tool, or what is essential and says of what."""
        stems = self.listener.content_stems(gap.text)
        if gap.kind in ("credential", "tool"):
            return bool(stems)
        return gap.kind != "soft" and gap.importance > DUTY and len(stems) >= SHARED_STEMS

    def lines_of_work(self, cv: str, today: date) -> frozenset[str]:
        """The lines that say what somebody did: no title, no list, no contact."""
        every_line = self.cvs.lines_of(cv, today)
        work = [line for line in every_line if line.section == WORK] or every_line
        return frozenset(line.text for line in work if self.tells_of_work(line.text))

    def tells_of_work(self, line: str) -> bool:
        found = [self.plain(word) for word in words(line)]
        parts = line.count(",") + 1
        is_list = parts > 1 and len(found) <= LISTED_WORDS * parts
        if len(found) < FEWEST_WORDS or is_list or self.cvs.dates.names_a_time(line):
            return False
        return found[0] in self.work_verbs or is_past(found[0], False, self.listener.cues)

    def filled(self, gap: Requirement, turn: Assessed, sentence: Sentence) -> Item:
        """A gap that an answer filled, with the sentence that does."""
        quote = readable(sentence.text)
        text = self.words.filled.format(quote=quote.rstrip("."), requirement=short(gap.text))
        return Item(text, quote, turn.source, gap.id, "cv:filled")

    def figures(self, cv: str, assessed: Sequence[Assessed]) -> Iterator[Item]:
        """Outcomes that were told with a figure which stands nowhere in the CV, one an answer."""
        known = set(NUMBER.findall(cv))
        for turn in [turn for turn in assessed if turn.is_read and not turn.flags]:
            if turn.score("impact") is None or turn.question.competency in self.words.no_boast:
                continue
            for sentence in turn.answer.sentences:
                figure = next((f for f in self.counts_in(sentence) if f[1] not in known), None)
                if figure:
                    text = self.words.figure.format(figure=figure[0], number=turn.number)
                    yield Item(text, readable(sentence.text), turn.source, rule="cv:figure")
                    break

    def counts_in(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        """The figures of an outcome, as they are said and in digits; no day of a month.

        What something was before and is now counts, whatever else the sentence tells.
        """
        is_done = sentence.is_past and not sentence.is_denial and not sentence.hypothetical
        for found in self.change.finditer(sentence.text if is_done else ""):
            yield found[0], NUMBER.findall(found[0])[-1]
        for found in self.figure.finditer(sentence.text if sentence.is_result else ""):
            unit = self.plain(found["unit"] or "")
            is_counted = unit and unit not in self.listener.cues.function_words
            is_date = not self.cvs.dates.months.keys().isdisjoint((unit, unit[:3]))
            if found["amount"] != found["number"]:
                yield found["amount"], found["number"]
            elif is_counted and not is_date:
                yield found[0], found["number"]

    def gap(self, requirement: Requirement, documents: Documents, is_further: bool) -> Item:
        """What the CV does not show; the second one and those after it are said in fewer words."""
        template = self.words.gap_more if is_further else self.words.gap
        text = template.format(requirement=short(requirement.text))
        return on_job(text, requirement, documents, "cv:gap")

    def partial(
        self, requirement: Requirement, documents: Documents, work: frozenset[str]
    ) -> Item | None:
        """A requirement of which a line of work shows a part, in a word of its own."""
        stems = self.listener.content_stems
        wanted = stems(requirement.text)
        line = next(
            (
                each
                for each in requirement.evidence
                if each in work and len(stems(each) & wanted) >= SHARED_STEMS
            ),
            None,
        )
        if requirement.status != "partial" or line is None:
            return None
        return on_line(self.words.partial, requirement, line, documents, "cv:partial")

    def unmeasured(
        self, requirement: Requirement, documents: Documents, work: frozenset[str]
    ) -> Item | None:
        """A line of work that supports a requirement, names many of something, and not how many."""
        if requirement.status != "supported" or requirement.kind == "credential":
            return None
        line = next((each for each in requirement.evidence if each in work), None)
        if line is None or self.is_measured(line) or not self.countable.search(line):
            return None
        return on_line(self.words.unmeasured, requirement, line, documents, "cv:unmeasured")

    def is_measured(self, line: str) -> bool:
        parts = [part for word in words(line) for part in HYPHEN.split(word) if part]
        has_figure = any(self.listener.is_figure(self.plain(part)) for part in parts)
        return has_figure or self.how_often.search(line) is not None

    def other_word(self, requirement: Requirement, documents: Documents) -> Item | None:
        """A tool that the CV shows by another name than the job's, both of them known names."""
        if requirement.status == "gap" or requirement.kind != "tool" or not requirement.evidence:
            return None
        in_cv = {self.plain(word) for word in words(documents.cv)}
        names = self.names_of(documents)
        terms = [term for term in self.tool_terms(requirement) if self.plain(term) not in names]
        if not terms or any(self.plain(term) in in_cv for term in terms):
            return None
        line = requirement.evidence[0]
        term = next((term for term in terms if self.is_another_name(term, line)), None)
        if term is None:
            return None
        return on_line(self.words.other_word, requirement, line, documents, "cv:other_word", term)

    def names_of(self, documents: Documents) -> frozenset[str]:
        """The words of the title and the company, which are no tools."""
        names = f"{documents.job_title} {documents.company_name}"
        return frozenset(map(self.plain, words(names)))

    def is_another_name(self, term: str, line: str) -> bool:
        """Whether a line has what means the same as a known tool, or what the tool is a kind of."""
        meant = set(meanings_in(term, self.lexicon)) & self.lexicon.hard
        like = meant.union(*(self.lexicon.heads.get(meaning, []) for meaning in meant))
        return bool(meant) and not like.isdisjoint(meanings_in(line, self.lexicon))

    def tool_terms(self, requirement: Requirement) -> list[str]:
        """The names of tools in a requirement: words with a capital that do not begin it."""
        names = self.listener.names(words(requirement.text))
        return [name for name in names if name.lower() not in self.lexicon.proper]


def is_like(item: Item, other: Item) -> bool:
    """Whether two items are about one requirement, or quote the same words."""
    is_about_same = item.requirement_id is not None and item.requirement_id == other.requirement_id
    return is_about_same or (item.quote is not None and item.quote == other.quote)


def on_line(
    template: str,
    requirement: Requirement,
    line: str,
    documents: Documents,
    rule: str,
    term: str = "",
) -> Item:
    """An item about a line of the CV."""
    text = template.format(evidence=short(line), requirement=short(requirement.text), term=term)
    stands = line in documents.cv
    return Item(text, line if stands else None, "cv" if stands else None, requirement.id, rule)


def on_job(text: str, requirement: Requirement, documents: Documents, rule: str) -> Item:
    """An item about a line of the job description."""
    quote, stands = requirement.text, requirement.text in documents.job_description
    return Item(text, quote if stands else None, "job" if stands else None, requirement.id, rule)


def short(text: str) -> str:
    """A line as it is quoted inside a sentence."""
    beginning = first_words(text, SHOWN_WORDS)
    return beginning.rstrip(".;,:") if len(beginning) >= len(text.strip()) else f"{beginning} …"
