"""What was good and what to change, each with the sentence that shows it; the CV is elsewhere."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter

import msgspec

from app.interview.interviewer.answer import Sentence
from app.interview.interviewer.assessment import OTHER_LANGUAGE, Assessed, best_of_each
from app.interview.interviewer.dimensions import TOP, dimension_table, listed, missing
from app.interview.interviewer.languages import table
from app.interview.interviewer.model import Dimension, Item
from app.interview.interviewer.probes import probe_for
from app.interview.interviewer.quoting import best_sentence, first_words, own_clause, phrase
from app.interview.interviewer.rubric import JUDGED
from app.interview.interviewer.story import Vocabulary

STRENGTH = 3.5
WEAKNESSES = 2  # dimensions
FREQUENT = 2  # answers; one is no habit
DENIED = 5  # of a weight: "I have not …" is no beginning of a story
QUOTED_WORDS = 12  # of an answer that was flagged


class PointsTable(msgspec.Struct, frozen=True):
    """The table `[feedback]`, as far as it is about answers."""

    nothing_missing: str
    limited: str
    unread: str
    held_down: dict[str, str]
    all_answers: str
    frame_step: str
    frame_phrase: str
    frame_denied: str
    time: str
    endings: dict[str, str]
    flags: dict[str, str]
    frequent: dict[str, str]
    strengths: dict[str, str]
    weaknesses: dict[str, str]


# Which sentence shows a dimension best: the one with most of what the dimension is made from.
SHOWS: dict[str, Callable[[Sentence], float]] = {
    "specificity": lambda s: 2 * (len(s.figures) + len(s.names) + s.reasons) + len(s.content) / 4,
    "structure": lambda s: 2 * s.reasons + s.is_task + s.is_situation + len(s.actions.own),
    "ownership": lambda s: len(s.actions.own) + len(s.content) / 20,
    "impact": lambda s: s.is_result + s.is_learning + min(1, len(s.figures)) + len(s.content) / 20,
}
# Which sentence shows best that something is not there.
LACKS: dict[str, Callable[[Sentence], float]] = {
    "specificity": lambda s: s.vague + s.hypothetical - len(s.figures) - len(s.names),
    "structure": lambda s: s.hypothetical + s.vague - s.is_situation - s.is_result,
    "ownership": lambda s: s.actions.we + s.hypothetical - 2 * len(s.actions.own),
    "impact": lambda s: s.is_result - len(s.figures) - len(s.names),
}


@cache
def texts() -> PointsTable:
    return table("en", "feedback", PointsTable)


def strengths(
    assessed: Sequence[Assessed], dimensions: Sequence[Dimension], vocabulary: Vocabulary
) -> list[Item]:
    """The dimensions that were shown well, the best first, each with the sentence that shows it."""
    used: set[str] = set()
    items = []
    for dimension in sorted(dimensions, key=lambda dimension: -dimension.score):
        rated = [turn for turn in assessed if (turn.score(dimension.name) or 0) >= STRENGTH]
        shown = SHOWS.get(
            dimension.name,
            lambda s: 0 if s.is_denial or s.hypothetical else len(s.content & vocabulary.role),
        )
        quoted = best_sentence([(turn.source, turn.answer) for turn in rated], shown, used)
        if dimension.score >= STRENGTH and quoted:
            text = texts().strengths[dimension.name]
            items.append(item(text, quoted, assessed, f"strength:{dimension.name}"))
    return items


def weaknesses(
    assessed: Sequence[Assessed],
    dimensions: Sequence[Dimension],
    vocabulary: Vocabulary,
) -> list[Item]:
    """Flags first, then the lowest dimensions and what the answers leave out most often."""
    read = [turn for turn in assessed if turn.is_read and not turn.flags]
    items: list[Item] = []
    for dimension in sorted(dimensions, key=lambda dimension: dimension.score)[:WEAKNESSES]:
        quoted_already = {item.source for item in items}
        lowest = least_of(read, dimension.name, quoted_already)
        if dimension.score < TOP and lowest:
            items.append(weakness(lowest, dimension.name, vocabulary))
    return [*flagged(assessed), *items, *frequent(read)]


def least_of(
    read: Sequence[Assessed], name: str, quoted_already: set[str | None]
) -> Assessed | None:
    """The answer that shows least of a dimension: a story rather than a plan, and a new one."""
    return min(
        best_of_each(read, name),
        key=lambda turn: (
            turn.source in quoted_already,
            turn.question.competency in JUDGED,
            turn.score(name) or 0,
        ),
        default=None,
    )


def flagged(assessed: Sequence[Assessed]) -> list[Item]:
    """What disqualified answers, one item for each reason, with the first answer's beginning."""
    items = []
    for flag, template in [*texts().flags.items(), (OTHER_LANGUAGE, texts().unread)]:
        turns = [turn for turn in assessed if flag in turn.flags]
        if turns:
            text = template.format(where=listed([turn.number for turn in turns]))
            beginning = first_words(turns[0].answer.text, QUOTED_WORDS)
            quoted = (beginning, turns[0].source) if beginning else None
            items.append(item(text, quoted, assessed, f"flag:{flag}"))
    return items


def held_down(flag: str, assessed: Sequence[Assessed], vocabulary: Vocabulary) -> Item:
    """Why the overall is held down, with the sentence that has most words of something else."""
    read = [turn for turn in assessed if turn.is_read]
    shared = frozenset[str]().union(*(turn.answer.content & vocabulary.role for turn in read))
    words = sum(len(turn.answer.words) for turn in read)
    quoted = best_sentence(
        [(turn.source, turn.answer) for turn in read],
        lambda sentence: len(sentence.content - vocabulary.role),
        set(),
    )
    text = texts().held_down[flag].format(shared=len(shared), words=words)
    return item(text, quoted, assessed, f"flag:{flag}")


def weakness(turn: Assessed, name: str, vocabulary: Vocabulary) -> Item:
    """What an answer lacks of a dimension, the sentence that shows it, and how to complete it."""
    explained = {given.name: given for given in dimension_table().dimensions}[name]
    off_job: Callable[[Sentence], float] = lambda s: -len(s.content & vocabulary.role)  # noqa: E731
    lacks = LACKS.get(name, off_job)
    quoted = best_sentence(
        [(turn.source, turn.answer)],
        lambda sentence: lacks(sentence) - DENIED * sentence.is_denial,
        set(),
        least_words=1,
    )
    text = (
        texts()
        .weaknesses[name]
        .format(
            where=listed([turn.number]),
            missing=missing(explained, [turn], dimension_table().last_or)
            or texts().nothing_missing,
        )
    )
    about = quoted[0] if quoted else ""
    return item(f"{text} {frame(turn, name, about)}", quoted, [turn], f"weakness:{name}")


def frame(turn: Assessed, name: str, quote: str) -> str:
    """Sentences to complete, made of the answer's own words: a step of theirs, else a phrase."""
    ending = texts().endings[name]
    clause = own_clause(turn.answer)
    if clause is None:
        denied = any(each.is_denial for each in turn.answer.sentences if quote in each.text)
        template = texts().frame_denied if denied else texts().frame_phrase
        return template.format(phrase=phrase(quote), ending=ending)
    sentence = next(each.text for each in turn.answer.sentences if clause in each.text)
    found = re.search(texts().time, sentence.partition(clause)[0], re.IGNORECASE)
    time = f"{found[0][0].upper()}{found[0][1:]}, " if found else ""
    return texts().frame_step.format(time=time, clause=clause, ending=ending)


def frequent(read: Sequence[Assessed]) -> list[Item]:
    """The probe that the answers call for most often, if they call for any more than once."""
    called = {
        turn.number: probe
        for turn in read
        if (probe := probe_for(turn.answer, turn.question, frozenset()))
        and probe.rule in texts().frequent
    }
    counts = Counter(probe.rule for probe in called.values())
    rule, count = max(counts.items(), key=itemgetter(1), default=("", 0))
    if count < FREQUENT:
        return []
    numbers = [number for number, probe in called.items() if probe.rule == rule]
    where = texts().all_answers if len(numbers) == len(read) else listed(numbers)
    about = called[numbers[0]].phrase
    quoted = (about, f"answer {numbers[0]}") if about else None
    return [item(texts().frequent[rule].format(where=where), quoted, read, f"probe:{rule}")]


def item(
    text: str, quoted: tuple[str, str] | None, assessed: Sequence[Assessed], rule: str
) -> Item:
    """The item, tied to the requirement that the quoted answer's question was about."""
    if quoted is None:
        return Item(text, rule=rule)
    quote, source = quoted
    about = next((turn.question.requirement_id for turn in assessed if turn.source == source), None)
    return Item(text, quote, source, about, rule)
