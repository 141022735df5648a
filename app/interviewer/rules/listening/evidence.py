"""What speaks for and against each thing that a clause may tell: its words, tense and place.

Weighs nothing; `kinds` does.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.interviewer.model import MarkKind
from app.interviewer.rules.listening.answer import Clause, Sentence
from app.interviewer.rules.listening.cues import Cues

ENDING = 2  # sentences
LONG = 3  # sentences, of which the last say how it ended
STORY_STEPS = 2  # of one's own
NO_MAXIM = ("stepless", "planning", "hypothetical", "vague", "i", "not_then")
GOES_ON: tuple[MarkKind, ...] = ("situation", "action", "result")


class Places:
    """Where the clauses of an answer stand: before, between and after its steps.

    A step of an opening sentence counts as none where others follow it: it sets the scene.
    """

    def __init__(self, sentences: Sequence[Sentence], cues: Cues, *, asks_for_plans: bool) -> None:
        self.cues, self.asks_for_plans = cues, asks_for_plans
        clauses = [clause for sentence in sentences for clause in sentence.clauses]
        self.told = Counter(stem for sentence in sentences for stem in sentence.content)
        is_long = len(sentences) >= LONG
        self.ending = clauses_before(sentences, -ENDING) if is_long else len(clauses)
        self.last_sentence = clauses_before(sentences, -1) if is_long else len(clauses)
        steps = [at for at, clause in enumerate(clauses) if is_step(clause, cues)]
        first = len(sentences[0].clauses) if sentences else 0
        later = [at for at in steps if at >= first]
        self.opening = first if later else 0
        self.beginning = first if is_long else 0
        self.steps = later or steps
        self.is_story = sum(len(clause.actions.own) for clause in clauses) >= STORY_STEPS

    def evidence(
        self, clause: Clause, at: int, before: MarkKind | None, earlier: frozenset[MarkKind]
    ) -> frozenset[str]:
        """The names of all that speaks for what a clause tells, `at` its place in the answer.

        `before` is what the clause before it in the sentence tells, `earlier` what was told so far.
        """
        found = {*self.of_words(clause), *self.of_place(at)}
        if before in GOES_ON:
            found.add(f"goes_on_{before}")
        if "situation" not in earlier:
            found.add("no_situation")
        return frozenset({*found, *self.of_both(found)})

    def of_words(self, clause: Clause) -> Iterator[str]:
        """What its words and its tense say."""
        done = clause.actions
        is_own_result = bool(done.own) and "change" not in clause.cues  # "I held the lamp"
        yield from clause.cues - {"plan", "result" if is_own_result else "plan"}
        is_past = clause.is_past or {"not_then", "result"} <= clause.cues  # "it didn't come back"
        yield "past" if is_past else "present"
        if "plan" in clause.cues and self.asks_for_plans:
            yield "planned"
        if "learning" not in clause.cues:
            yield from step_of(clause, self.cues)
        says = {
            "so_far": done.so_far,
            "i": done.i,
            "others": clause.is_about_others,
            "content": clause.says_something,
            "linked": any(self.told[stem] > 1 for stem in clause.content),
        }
        yield from (name for name, holds in says.items() if holds)

    def of_place(self, at: int) -> Iterator[str]:
        """What its place in the answer says."""
        says = {
            "beginning": at < self.beginning,
            "opening": at < self.opening,
            "ending": at >= self.ending,
            "last": at >= self.last_sentence,
            "story": self.is_story,
            "planning": self.asks_for_plans,
            "stepless": not self.steps,
            "before": bool(self.steps) and at < self.steps[0],
            "between": bool(self.steps) and self.steps[0] <= at <= self.steps[-1],
            "after": bool(self.steps) and at > self.steps[-1],
        }
        yield from (name for name, holds in says.items() if holds)

    def of_both(self, found: set[str]) -> Iterator[str]:
        """What words say in one place only; there tense alone may decide."""
        if not found.isdisjoint(("own", "general")):
            if "opening" in found:
                yield "own_opening"
            return
        if "team" not in found and "past" in found and not found.isdisjoint(("before", "after")):
            yield "past_before" if "before" in found else "past_after"
        if "after" in found:
            yield from afterwards(found)
        is_rest = {"ending", "present"} <= found and "before" not in found
        if is_rest and found.isdisjoint(NO_MAXIM):
            yield "maxim"
        if {"ending", "since", "i"} <= found and found.isdisjoint(("before", "stepless")):
            yield "habit_since"


def afterwards(found: set[str]) -> Iterator[str]:
    """What speaks for an outcome in a clause after the last step."""
    names = ("others", "result", "linked")
    yield from (f"{name}_after" for name in names if name in found)
    if {"somebody", "past", "ending"} <= found:
        yield "others_after"
    elif found.isdisjoint(names):
        yield "apart"


def clauses_before(sentences: Sequence[Sentence], first: int) -> int:
    """How many clauses stand before a sentence, `first` being counted from the end."""
    return sum(len(sentence.clauses) for sentence in sentences[:first])


def step_of(clause: Clause, cues: Cues) -> Iterator[str]:
    """Whose step it tells, if any: an own one, one that could be anybody's, the team's."""
    done = clause.actions
    if done.own:
        yield "own"
    elif not cues.states.issuperset(done.general_now):
        yield "general"
    elif not cues.states.issuperset(done.team):
        yield "team"


def is_step(clause: Clause, cues: Cues) -> bool:
    return "learning" not in clause.cues and any(step_of(clause, cues))
