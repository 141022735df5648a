"""The interviewer that needs no model: reads by rules, asks by a plan, probes, judges by rubric."""

from collections.abc import Sequence

from app.interview.interviewer.feedback import judge
from app.interview.interviewer.interface import Interviewer
from app.interview.interviewer.language import PACKS, UNKNOWN, detect
from app.interview.interviewer.lexicon import lexicon
from app.interview.interviewer.matching import requirements_of
from app.interview.interviewer.model import (
    MAX_PROBES,
    QUESTIONS,
    Documents,
    Judgement,
    Plan,
    Question,
    Turn,
)
from app.interview.interviewer.plan import eight_questions
from app.interview.interviewer.probes import probe_after

VERSION = "rules-1"  # a change of any rule that changes what is said is a new version


class RulesInterviewer(Interviewer):
    """Deterministic and explainable: every question and judgement names what it rests on.

    Making one reads the lexicon of the language, so that the first interview does not wait for it.
    """

    def __init__(self) -> None:
        lexicon()

    def read(self, documents: Documents, interview_id: int) -> Plan:
        """A plan of eight questions; without requirements where the language has no rules."""
        language = language_of(documents)
        limited = language not in (*PACKS, UNKNOWN)
        requirements = [] if limited else requirements_of(documents)
        questions = eight_questions(documents, requirements, interview_id)
        return Plan(VERSION, language, limited, requirements, questions)

    def next(self, plan: Plan, turns: Sequence[Turn]) -> Question | None:
        """A probe of the last answer if there is cause and room, else the next slot's question."""
        if len(turns) >= QUESTIONS:
            return None
        left = slots_left(plan, turns)
        if has_room_for_a_probe(left, turns) and (probe := probe_after(turns)):
            return probe
        return left[0]

    def judge(self, documents: Documents, plan: Plan, turns: Sequence[Turn]) -> Judgement:
        """The answers on the rubric, by the version of the rules that asked for them."""
        return judge(documents, plan, turns, VERSION)


def language_of(documents: Documents) -> str:
    """The language of the two documents: the one without rules, if either has none."""
    found = [detect(documents.job_description), detect(documents.cv)]
    known = [language for language in found if language != UNKNOWN]
    foreign = [language for language in known if language not in PACKS]
    return next(iter([*foreign, *known]), UNKNOWN)


def slots_left(plan: Plan, turns: Sequence[Turn]) -> list[Question]:
    """The questions still to ask; each probe that was asked has cost the least important one."""
    asked = {turn.question.slot for turn in turns if turn.question.kind == "question"}
    left = [question for question in plan.questions if question.slot not in asked]
    for spare in spares(left)[: max(0, len(turns) + len(left) - QUESTIONS)]:
        left.remove(spare)
    return left


def spares(questions: Sequence[Question]) -> list[Question]:
    """What a probe may replace, the least important first: second gap, pressure, failure."""
    order = {(7, "gap"): 0, (6, "prioritising"): 1, (7, "learning"): 2}
    spare = [question for question in questions if (question.slot, question.competency) in order]
    return sorted(spare, key=lambda question: order[question.slot, question.competency])


def has_room_for_a_probe(left: Sequence[Question], turns: Sequence[Turn]) -> bool:
    """Not twice in a row on one topic, not before the closer, and only in place of a spare."""
    probes = sum(turn.question.kind == "probe" for turn in turns)
    return (
        bool(turns)
        and turns[-1].question.kind == "question"
        and probes < MAX_PROBES
        and len(turns) < QUESTIONS - 1
        and bool(spares(left))
    )
