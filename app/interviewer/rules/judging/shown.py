"""The words of an answer that show a dimension best, verbatim."""

from collections.abc import Callable, Iterator, Sequence

from app.interviewer.rules.judging.assessment import Assessed
from app.interviewer.rules.listening.answer import Sentence
from app.interviewer.rules.listening.quoting import best_sentence
from app.interviewer.rules.listening.story import Vocabulary

THREAD = ("situation", "action", "result")
LONGEST_THREAD = 900  # characters; a longer one is not quoted
OUTCOME_CUES = ("result", "change", "over")
JOB_STEMS = 2  # one is chance
Quoted = tuple[str, str]  # the words, and their source


def shown(
    name: str, rated: Sequence[Assessed], vocabulary: Vocabulary, used: set[str]
) -> Quoted | None:
    """What shows a dimension in one of these answers; None where no words do."""
    if name == "structure":
        return thread(rated)
    holds, weight = (
        is_of_the_job(vocabulary) if name == "relevance" else (HOLDS[name], WEIGHTS[name])
    )
    pieces = list(fitting(rated, holds))
    return best_sentence(pieces, weight, used)


def fitting(
    rated: Sequence[Assessed], holds: Callable[[Sentence], bool]
) -> Iterator[tuple[str, list[Sentence]]]:
    for turn in rated:
        yield turn.source, [each for each in turn.answer.sentences if holds(each)]


def thread(rated: Sequence[Assessed]) -> Quoted | None:
    """From where a story begins to where it ends: of the highest score that can be quoted."""
    for turn in sorted(rated, key=lambda turn: -(turn.score("structure") or 0)):
        if turn.marked.issuperset(THREAD):
            told = [each for each in turn.answer.sentences if not each.kinds.isdisjoint(THREAD)]
            quote = turn.answer.text[told[0].start : told[-1].start + len(told[-1].text)]
            if len(quote) <= LONGEST_THREAD:
                return quote, turn.source
    return None


def is_of_the_job(
    vocabulary: Vocabulary,
) -> tuple[Callable[[Sentence], bool], Callable[[Sentence], float]]:
    """Whether a sentence tells a step in this job, and how much: other trades do not count.

    What the job description says of itself has no step of one's own, however often it is said back.
    """
    job = vocabulary.job - vocabulary.title

    def holds(sentence: Sentence) -> bool:
        is_about_it = len(sentence.content & job) >= JOB_STEMS and bool(sentence.actions.own)
        return is_about_it and not (sentence.is_denial or sentence.hypothetical)

    return holds, lambda sentence: len(sentence.content & job)


def says_how_it_ended(sentence: Sentence) -> bool:
    """Whether the words of an outcome say so, and not only its place."""
    return any(
        clause.kind == "result" and not clause.cues.isdisjoint(OUTCOME_CUES)
        for clause in sentence.clauses
    )


HOLDS: dict[str, Callable[[Sentence], bool]] = {
    "specificity": lambda s: bool(s.figures or s.names or s.reasons) and not s.hypothetical,
    "ownership": lambda s: bool(s.actions.own),
    "impact": lambda s: s.is_result,
}
WEIGHTS: dict[str, Callable[[Sentence], float]] = {
    "specificity": lambda s: 2 * (len(s.figures) + len(s.names) + s.reasons) + len(s.content) / 4,
    "ownership": lambda s: len(s.actions.own) + len(s.content) / 20,
    "impact": lambda s: (
        min(2, len(s.figures))
        + bool(s.names)
        + 2 * says_how_it_ended(s)
        - 2 * (bool(s.actions.own) or "action" in s.kinds)
        + len(s.content) / 20
    ),
}
