"""What each clause of an answer tells: the situation, the task, a step, what came of it, a lesson.

What stands in the clause and where it stands decide together, by the weights of `kinds`. Whether it
is any good is for `judging`.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from app.interviewer.model import MarkKind
from app.interviewer.rules.listening.actions import Actions, together
from app.interviewer.rules.listening.answer import Clause, Sentence
from app.interviewer.rules.listening.cues import Cues
from app.interviewer.rules.listening.evidence import Places
from app.interviewer.rules.listening.kinds import likeliest

# What a clause plainly names: the first of these evidences that stand together, without any of …
NAMED: list[tuple[frozenset[str], MarkKind]] = [
    (frozenset({"learning"}), "learning"),
    (frozenset({"team", "result", "ending", "past"}), "result"),
    (frozenset({"own"}), "action"),
    (frozenset({"general"}), "action"),
    (frozenset({"team"}), "action"),
    (frozenset({"duty"}), "task"),
    (frozenset({"past_before", "opening"}), "situation"),
]
UNNAMED = frozenset({"hypothetical", "ending"})  # … these: not what happened, or an afterthought
ENDED = frozenset({"over", "change", "result", "goes_on_result"})
STEPS = ("action", "result")  # kinds of which the own actions count as steps


def with_kinds(
    sentences: Sequence[Sentence], cues: Cues, *, asks_for_plans: bool
) -> list[Sentence]:
    """The sentences, each clause with what it tells, if anything.

    What somebody would do is a step where the question asks for that.
    """
    story = Story(Places(sentences, cues, asks_for_plans=asks_for_plans))
    heard = []
    for sentence in sentences:
        clauses = list(story.told(sentence))
        actions = together([clause.actions for clause in clauses])
        heard.append(replace(sentence, clauses=clauses, actions=actions))
    return heard


class Story:
    """Goes through the clauses of an answer, with what was told so far in mind."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.at = 0
        self.earlier: frozenset[MarkKind] = frozenset()

    def told(self, sentence: Sentence) -> Iterator[Clause]:
        """The clauses of the next sentence with what they tell."""
        before: MarkKind | None = None
        for clause in sentence.clauses:
            found = self.places.evidence(clause, self.at, before, self.earlier)
            kind = likeliest(found) or named(found)
            if kind != "learning" and is_step_among_steps(found):
                kind = "action"
            if kind == "result" and is_trouble(found):
                kind = "situation"
            if kind == "result" and is_description(found):
                kind = None
            if kind is None or (kind == "action" and is_unreal(found)):
                kind = hedge(clause, before)
            self.earlier |= {kind} if kind else frozenset()
            kind = "team" if kind == "action" and is_of_team(found) else kind
            yield replace(clause, kind=kind, actions=counted(clause.actions, kind))
            self.at += 1
            before = "action" if kind == "team" else kind


def hedge(clause: Clause, before: MarkKind | None) -> MarkKind | None:
    """Whether a clause that tells nothing speaks of any time and anybody, or goes on doing so."""
    is_vague = "vague" in clause.cues and not (clause.is_past and clause.says_something)
    return "hedge" if before == "hedge" or "hypothetical" in clause.cues or is_vague else None


def named(evidence: frozenset[str]) -> MarkKind | None:
    """What a clause plainly names, though little else speaks for it: nobody is told it lacks."""
    if evidence.isdisjoint(("learning", "result")) and not evidence.isdisjoint(UNNAMED):
        return None
    return next((kind for all_of, kind in NAMED if all_of <= evidence), None)


def is_step_among_steps(evidence: frozenset[str]) -> bool:
    """Whether it is a step of one's own, whatever the clause before it tells: "and I held it"."""
    return {"own", "between"} <= evidence and evidence.isdisjoint(("change", "ending"))


def is_trouble(evidence: frozenset[str]) -> bool:
    """Whether it is what somebody met between two steps, and did not stay: "he was angry"."""
    return {"problem", "between"} <= evidence and evidence.isdisjoint(ENDED)


def is_description(evidence: frozenset[str]) -> bool:
    """Whether it says what something is, or was between two steps: "it was 180 pounds"."""
    is_apart = not evidence.isdisjoint(("between", "present"))
    return "describes" in evidence and is_apart and evidence.isdisjoint(ENDED)


def is_unreal(evidence: frozenset[str]) -> bool:
    """Whether a step was not taken: nothing that happened is told with it."""
    if not evidence.isdisjoint(("own", "general", "team", "planned", "by_me")):
        return False
    return "unreal" in evidence or ("hypothetical" in evidence and "past" not in evidence)


def is_of_team(evidence: frozenset[str]) -> bool:
    return "team" in evidence and evidence.isdisjoint(("by_me", "planned"))


def counted(actions: Actions, kind: MarkKind | None) -> Actions:
    """Actions of a clause that is no step are not one's own steps."""
    if kind in STEPS or not actions.own:
        return actions
    return replace(actions, own=[], general=[*actions.own, *actions.general])
