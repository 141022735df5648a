"""What to ask after an answer that leaves something out; the plan decides if there is room."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from zlib import crc32

import msgspec

from app.interview.interviewer.answer import Answer, Sentence, read_answer
from app.interview.interviewer.cues import cues
from app.interview.interviewer.flags import Run, flags, is_other_language, short_runs, text_runs
from app.interview.interviewer.languages import table
from app.interview.interviewer.model import Question, Turn
from app.interview.interviewer.quoting import phrase
from app.interview.interviewer.story import outcomes

SHORT_WORDS = 25
FEW_ACTIONS = 2
HYPOTHETICALS = 2
FEW_OUTCOMES = 2  # without a figure one is little

WITHOUT_OUTCOME = ("background", "gap", "motivation")  # competencies that ask for no finished story
TEAM = re.compile(r"\b(?:we|we've|we'd|our|us)\b")


class Wording(msgspec.Struct, frozen=True):
    """How a probe may be worded, with `{phrase}` for theirs, and why it is asked."""

    texts: list[str]
    why: str


class ProbeTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[probes]`: one wording for each rule, in the order in which they are tried."""

    example: Wording
    short: Wording
    own_part: Wording
    real_case: Wording
    measure: Wording
    ending: Wording


class Probe(msgspec.Struct, frozen=True):
    """The rule that fired and the phrase of the answer that it is about, verbatim, if any."""

    rule: str
    phrase: str | None


@cache
def probe_table() -> ProbeTable:
    return table("en", "probes", ProbeTable)


def probe_after(turns: Sequence[Turn]) -> Question | None:
    """A question about what the last answer leaves out; None where no rule fires.

    Never after a probe. The same turns give the same wording.
    """
    last = turns[-1]
    if last.question.kind == "probe":
        return None
    known = cues("en")
    earlier = frozenset(
        run for turn in turns[:-1] for run in short_runs(read_answer(turn.answer), known)
    )
    found = probe_for(read_answer(last.answer), last.question, earlier)
    return worded(found, last, len(turns)) if found else None


def probe_for(answer: Answer, question: Question, earlier: frozenset[Run]) -> Probe | None:
    """The first rule that fires on an answer; none does on one that can't be read.

    `earlier` are the short runs of the answers before it.
    """
    if is_other_language(answer.text, frozenset()):
        return None
    if flags(answer, text_runs([question.text]), earlier, frozenset()):
        return Probe("example", None)
    return about_telling(answer, question) or about_outcome(answer, question)


def about_telling(answer: Answer, question: Question) -> Probe | None:
    """The rules on how it is told: too short, by a team, or not as something that happened."""
    first = answer.sentences[0]
    few_actions = answer.own_actions + answer.general_actions < FEW_ACTIONS
    if len(answer.words) < SHORT_WORDS:
        return Probe("short", phrase(first.text))
    if few_actions and answer.we > answer.i:
        about = first_where(answer, lambda sentence: sentence.actions.we > 0)
        return Probe("own_part", phrase(about.text, TEAM))
    plans = question.competency == "motivation"  # which asks what they would do
    if few_actions and answer.hypothetical >= HYPOTHETICALS and not plans:
        about = first_where(answer, lambda s: s.hypothetical > 0 and not s.is_denial)
        return Probe("real_case", phrase(about.text, cues("en").hypothetical))
    return None


def about_outcome(answer: Answer, question: Question) -> Probe | None:
    """The rules on what came of it, for questions that ask for something finished.

    Who says what they learnt has come to an end.
    """
    if question.competency in WITHOUT_OUTCOME:
        return None
    if any(sentence.is_learning for sentence in answer.sentences):
        return None
    ends = outcomes(answer)
    figures = any(sentence.figures for sentence in answer.sentences)
    if not figures and len(ends) < FEW_OUTCOMES:
        return about_change(answer)
    if not any(place >= len(answer.sentences) // 2 for place in ends):
        return about_ending(answer)
    return None


def about_change(answer: Answer) -> Probe:
    """What changed by something that was done; where nothing was, one time when it was."""
    said = [sentence for sentence in answer.sentences if not sentence.is_denial]
    if not said:
        return Probe("example", None)
    done = [s for s in said if s.actions.own or s.actions.team]
    if told := done or [sentence for sentence in said if not sentence.hypothetical]:
        return Probe("measure", phrase(told[0].text))
    return Probe("real_case", phrase(said[0].text, cues("en").hypothetical))


def about_ending(answer: Answer) -> Probe:
    """How it ended, from the last thing that was done; where nothing was, one time when it was."""
    done = [s for s in answer.sentences if s.actions.own or s.actions.team or s.actions.general]
    if done:
        return Probe("ending", phrase(done[-1].text))
    return Probe("real_case", phrase(answer.sentences[-1].text))


def first_where(answer: Answer, holds: Callable[[Sentence], bool]) -> Sentence:
    return next(filter(holds, answer.sentences), answer.sentences[0])


def worded(probe: Probe, last: Turn, number: int) -> Question:
    """The probe as a question in the place of the one that it follows."""
    wording: Wording = getattr(probe_table(), probe.rule)
    text = wording.texts[crc32(last.answer.encode()) % len(wording.texts)]
    return msgspec.structs.replace(
        last.question,
        text=text.format(phrase=probe.phrase),
        why=wording.why,
        kind="probe",
        quote=probe.phrase,
        source=f"answer {number}" if probe.phrase else None,
    )
