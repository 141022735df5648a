"""What to change in the CV, from what the job asks for and what the answers showed."""

from collections.abc import Iterator, Sequence
from itertools import chain

from app.interviewer.model import Documents, Item, Requirement
from app.interviewer.rules.asking.quotes import COLUMNS
from app.interviewer.rules.judging.assessment import Assessed
from app.interviewer.rules.language.words import words
from app.interviewer.rules.listening.answer import HeardAnswer, Sentence
from app.interviewer.rules.listening.listener import Listener
from app.interviewer.rules.listening.quoting import first_words, readable

MOST = 5
MOST_GAPS = 3  # so that there is room for what the CV already has
FEWEST = 3
FILLED_SHARE = 0.5  # of a requirement's telling stems in one sentence of an answer
ASKED_SHARE = 0.3  # where the question was about that requirement
LEAST_LETTERS = 4  # of an employer's name; "UK" names none
LISTED_WORDS = 3  # between the commas of a list, on average
SHOWN_WORDS = 14  # of a requirement or a CV line inside a sentence


class CvAdviser:
    """Advises on a CV in one language."""

    def __init__(self, listener: Listener) -> None:
        self.listener, self.plain = listener, listener.plain
        self.words = listener.language.judging.feedback.cv

    def advice(
        self,
        documents: Documents,
        requirements: Sequence[Requirement],
        assessed: Sequence[Assessed],
    ) -> list[Item]:
        """Up to five items, at most one for each requirement, the more important first.

        At least three wherever the job description gave three requirements that a CV can show: a
        soft one that is not there is no gap of a CV.
        """
        ranked = sorted(requirements, key=lambda requirement: -requirement.importance)
        gaps = [requirement for requirement in ranked if requirement.status == "gap"]
        stems = self.listener.content_stems
        hard = [gap for gap in gaps if gap.kind != "soft" and stems(gap.text)][:MOST_GAPS]
        rules: list[Iterator[Item]] = [
            (found for gap in gaps if (found := self.filled(gap, documents, assessed))),
            (self.gap(gap, documents, place > 0) for place, gap in enumerate(hard)),
            (found for each in ranked if (found := self.other_word(each, documents))),
            (found for each in ranked if (found := self.unmeasured(each, documents))),
            (found for each in ranked if (found := self.partial(each, documents))),
        ]
        items: list[Item] = []
        for item in chain.from_iterable(rules):
            if not any(is_like(item, kept) for kept in items):
                items.append(item)
        if len(items) >= FEWEST:
            return items[:MOST]
        return items + self.spare(documents, ranked, hard, items)

    def spare(
        self,
        documents: Documents,
        ranked: Sequence[Requirement],
        hard: Sequence[Requirement],
        items: Sequence[Item],
    ) -> list[Item]:
        """What can still be said where the rules found little, of what is left."""
        more = [self.shown(each, documents) for each in ranked if each.evidence]
        more += [self.gap(each, documents, is_further=False) for each in hard]
        advised = {item.requirement_id for item in items}
        return [item for item in more if item.requirement_id not in advised][: FEWEST - len(items)]

    def filled(
        self, requirement: Requirement, documents: Documents, assessed: Sequence[Assessed]
    ) -> Item | None:
        """A gap that an answer filled: something done, in the requirement's own words."""
        wanted = self.listener.content_stems(requirement.text)
        terms = self.listener.content_stems(" ".join(self.tool_terms(requirement)))
        best = max(
            (
                (share, turn, sentence)
                for turn in assessed
                if turn.is_read and not turn.flags
                for sentence in turn.answer.sentences
                if (share := share_shown(sentence, wanted, terms)) >= least_share(turn, requirement)
            ),
            key=lambda candidate: candidate[0],
            default=None,
        )
        if best is None:
            return None
        _, turn, sentence = best
        quote = readable(sentence.text)
        text = self.words.filled.format(
            quote=quote.rstrip("."),
            requirement=short(requirement.text),
            place=self.place(turn.answer, documents),
        )
        return Item(text, quote, turn.source, requirement.id, "cv:filled")

    def place(self, answer: HeardAnswer, documents: Documents) -> str:
        """Where in the CV it belongs: the entry with a name that the answer mentions, if any."""
        in_cv = frozenset(self.listener.names(words(documents.cv)))
        said = [name for sentence in answer.sentences for name in sentence.names]
        mentioned = [name for name in said if name in in_cv and len(name) >= LEAST_LETTERS]
        if mentioned:
            return self.words.place_named.format(name=mentioned[0])
        return self.words.place_unnamed

    def gap(self, requirement: Requirement, documents: Documents, is_further: bool) -> Item:
        """What the CV does not show; the second one and those after it are said in fewer words."""
        template = self.words.gap_more if is_further else self.words.gap
        text = template.format(requirement=short(requirement.text))
        return on_job(text, requirement, documents, "cv:gap")

    def partial(self, requirement: Requirement, documents: Documents) -> Item | None:
        """A requirement that the CV shows a part of."""
        if requirement.status != "partial" or not requirement.evidence:
            return None
        return on_line(
            self.words.partial, requirement, requirement.evidence[0], documents, "cv:partial"
        )

    def unmeasured(self, requirement: Requirement, documents: Documents) -> Item | None:
        """A line that supports a requirement without any number; a licence needs none."""
        if requirement.status != "supported" or requirement.kind == "credential":
            return None
        line = next(
            (
                line
                for line in requirement.evidence
                if tells(line)
                and not any(self.listener.is_figure(self.plain(word)) for word in words(line))
            ),
            None,
        )
        if line is None:
            return None
        return on_line(self.words.unmeasured, requirement, line, documents, "cv:unmeasured")

    def other_word(self, requirement: Requirement, documents: Documents) -> Item | None:
        """A tool that the CV shows, though under another name than the job's."""
        if requirement.status == "gap" or requirement.kind != "tool" or not requirement.evidence:
            return None
        in_cv = {self.plain(word) for word in words(documents.cv)}
        terms = self.tool_terms(requirement)
        if not terms or any(self.plain(term) in in_cv for term in terms):
            return None
        line = requirement.evidence[0]
        return on_line(
            self.words.other_word, requirement, line, documents, "cv:other_word", terms[0]
        )

    def tool_terms(self, requirement: Requirement) -> list[str]:
        """The names of tools in a requirement: words with a capital that do not begin it."""
        return self.listener.names(words(requirement.text))

    def shown(self, requirement: Requirement, documents: Documents) -> Item:
        """A line that is good as it is."""
        line = requirement.evidence[0]
        return on_line(self.words.shown, requirement, line, documents, "cv:shown")


def is_like(item: Item, other: Item) -> bool:
    """Whether two items are about the same requirement, or quote the same words."""
    same_quote = item.quote is not None and item.quote == other.quote
    return same_quote or item.requirement_id == other.requirement_id


def share_shown(sentence: Sentence, wanted: frozenset[str], terms: frozenset[str]) -> float:
    """How much of what is wanted a sentence shows as done; 0 where it denies something.

    One word in common is chance, unless it names a tool.
    """
    done = sentence.actions.own or sentence.actions.general
    shared = sentence.content & wanted
    if not done or sentence.is_denial or (len(shared) < 2 and not shared & terms):
        return 0.0
    return 1.0 if shared & terms else len(shared) / len(wanted)


def least_share(turn: Assessed, requirement: Requirement) -> float:
    asked = turn.question.requirement_id == requirement.id
    return ASKED_SHARE if asked else FILLED_SHARE


def tells(line: str) -> bool:
    """Whether a CV line says something that a number could belong to: no title, list or address."""
    parts = line.split(",")
    is_list = len(parts) > 2 and len(words(line)) <= LISTED_WORDS * len(parts)
    is_header = "@" in line or "·" in line or COLUMNS.search(line) is not None
    return len(words(line)) >= 3 and not is_list and not is_header


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
