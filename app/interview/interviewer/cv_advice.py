"""What to change in the CV, from what the job asks for and what the answers showed."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

import msgspec

from app.interview.interviewer.answer import Answer, Sentence, is_figure, names
from app.interview.interviewer.assessment import Assessed
from app.interview.interviewer.cues import content_stems, cues, plain
from app.interview.interviewer.languages import table
from app.interview.interviewer.model import Documents, Item, Requirement
from app.interview.interviewer.quotes import COLUMNS
from app.interview.interviewer.quoting import first_words, readable
from app.interview.interviewer.words import words

MOST = 5
MOST_GAPS = 3  # so that there is room for what the CV already has
FEWEST = 3
FILLED_SHARE = 0.5  # of a requirement's telling stems in one sentence of an answer
ASKED_SHARE = 0.3  # where the question was about that requirement
LEAST_LETTERS = 4  # of an employer's name; "UK" names none
LISTED_WORDS = 3  # between the commas of a list, on average
SHOWN_WORDS = 14  # of a requirement or a CV line inside a sentence


class CvWords(msgspec.Struct, frozen=True):
    """One template for each rule."""

    filled: str
    place_named: str
    place_unnamed: str
    gap: str
    gap_more: str
    partial: str
    unmeasured: str
    other_word: str
    shown: str


class CvTable(msgspec.Struct, frozen=True):
    """The table `[feedback]`, as far as it is about the CV."""

    cv: CvWords


def advice(
    documents: Documents, requirements: Sequence[Requirement], assessed: Sequence[Assessed]
) -> list[Item]:
    """Up to five items, at most one for each requirement, the more important first.

    At least three wherever the job description gave three requirements that a CV can show: a soft
    one that is not there is no gap of a CV.
    """
    ranked = sorted(requirements, key=lambda requirement: -requirement.importance)
    gaps = [requirement for requirement in ranked if requirement.status == "gap"]
    hard = [each for each in gaps if each.kind != "soft" and content_stems(each.text, "en")]
    hard = hard[:MOST_GAPS]
    rules: list[Iterator[Item]] = [
        (found for requirement in gaps if (found := filled(requirement, documents, assessed))),
        (gap(requirement, documents, place > 0) for place, requirement in enumerate(hard)),
        (found for requirement in ranked if (found := other_word(requirement, documents))),
        (found for requirement in ranked if (found := unmeasured(requirement, documents))),
        (found for requirement in ranked if (found := partial(requirement, documents))),
    ]
    items: list[Item] = []
    for item in chain.from_iterable(rules):
        if not any(is_like(item, kept) for kept in items):
            items.append(item)
    return items[:MOST] if len(items) >= FEWEST else items + spare(documents, ranked, hard, items)


def is_like(item: Item, other: Item) -> bool:
    """Whether two items are about the same requirement, or quote the same words."""
    same_quote = item.quote is not None and item.quote == other.quote
    return same_quote or item.requirement_id == other.requirement_id


def spare(
    documents: Documents,
    ranked: Sequence[Requirement],
    hard: Sequence[Requirement],
    items: Sequence[Item],
) -> list[Item]:
    """What can still be said where the rules found little, of the requirements that are left."""
    more = [shown(requirement, documents) for requirement in ranked if requirement.evidence]
    more += [gap(requirement, documents, is_further=False) for requirement in hard]
    advised = {item.requirement_id for item in items}
    return [item for item in more if item.requirement_id not in advised][: FEWEST - len(items)]


def filled(
    requirement: Requirement, documents: Documents, assessed: Sequence[Assessed]
) -> Item | None:
    """A gap that an answer filled: something done, in the requirement's own words."""
    wanted = content_stems(requirement.text, "en")
    terms = content_stems(" ".join(tool_terms(requirement)), "en")
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
    text = cv_words().filled.format(
        quote=quote.rstrip("."),
        requirement=short(requirement.text),
        place=place(turn.answer, documents),
    )
    return Item(text, quote, turn.source, requirement.id, "cv:filled")


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


def place(answer: Answer, documents: Documents) -> str:
    """Where in the CV it belongs: the entry with a name that the answer mentions, if any."""
    in_cv = frozenset(names(words(documents.cv), cues("en")))
    said = [name for sentence in answer.sentences for name in sentence.names]
    mentioned = [name for name in said if name in in_cv and len(name) >= LEAST_LETTERS]
    if mentioned:
        return cv_words().place_named.format(name=mentioned[0])
    return cv_words().place_unnamed


def gap(requirement: Requirement, documents: Documents, is_further: bool) -> Item:
    """What the CV does not show; the second one and those after it are said in fewer words."""
    template = cv_words().gap_more if is_further else cv_words().gap
    text = template.format(requirement=short(requirement.text))
    return on_job(text, requirement, documents, "cv:gap")


def partial(requirement: Requirement, documents: Documents) -> Item | None:
    """A requirement that the CV shows a part of."""
    if requirement.status != "partial" or not requirement.evidence:
        return None
    return on_line(
        cv_words().partial, requirement, requirement.evidence[0], documents, "cv:partial"
    )


def unmeasured(requirement: Requirement, documents: Documents) -> Item | None:
    """A line that supports a requirement without any number; a licence needs none."""
    if requirement.status != "supported" or requirement.kind == "credential":
        return None
    known = cues("en")
    line = next(
        (
            line
            for line in requirement.evidence
            if tells(line) and not any(is_figure(plain(word), known) for word in words(line))
        ),
        None,
    )
    if line is None:
        return None
    return on_line(cv_words().unmeasured, requirement, line, documents, "cv:unmeasured")


def tells(line: str) -> bool:
    """Whether a CV line says something that a number could belong to: no title, list or address."""
    parts = line.split(",")
    is_list = len(parts) > 2 and len(words(line)) <= LISTED_WORDS * len(parts)
    is_header = "@" in line or "·" in line or COLUMNS.search(line) is not None
    return len(words(line)) >= 3 and not is_list and not is_header


def other_word(requirement: Requirement, documents: Documents) -> Item | None:
    """A tool that the CV shows, though under another name than the job's."""
    if requirement.status == "gap" or requirement.kind != "tool" or not requirement.evidence:
        return None
    in_cv = {plain(word) for word in words(documents.cv)}
    terms = tool_terms(requirement)
    if not terms or any(plain(term) in in_cv for term in terms):
        return None
    line = requirement.evidence[0]
    return on_line(cv_words().other_word, requirement, line, documents, "cv:other_word", terms[0])


def tool_terms(requirement: Requirement) -> list[str]:
    """The names of tools in a requirement: words with a capital that do not begin it."""
    return names(words(requirement.text), cues("en"))


def shown(requirement: Requirement, documents: Documents) -> Item:
    """A line that is good as it is."""
    line = requirement.evidence[0]
    return on_line(cv_words().shown, requirement, line, documents, "cv:shown")


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


@cache
def cv_words() -> CvWords:
    return table("en", "feedback", CvTable).cv
