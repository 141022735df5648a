"""What each clause of an answer tells: the situation, the task, a step, what came of it, a lesson.

Only clauses near each other decide, and where they stand: before the first step, between steps,
after the last one. Whether it is any good is for `judging`.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from app.interviewer.model import MarkKind
from app.interviewer.rules.listening.actions import Actions, together
from app.interviewer.rules.listening.answer import Clause, Sentence
from app.interviewer.rules.listening.cues import Cues

LAST_SENTENCES = 2  # where what happened after the last step came of it
FIRST_PART = 3  # without a step, an outcome stands after this share of the sentences
STORY_STEPS = 2  # own ones, after which what somebody else did came of them
STEPS = ("action", "result")  # kinds of which the own actions count as steps


def with_kinds(
    sentences: Sequence[Sentence], cues: Cues, *, asks_for_plans: bool
) -> list[Sentence]:
    """The sentences, each clause with what it tells, if anything.

    What somebody would do is a step where the question asks for that.
    """
    story = Story(sentences, cues, asks_for_plans=asks_for_plans)
    heard = []
    for number, sentence in enumerate(sentences):
        clauses = list(story.told(sentence, number))
        actions = together([clause.actions for clause in clauses])
        heard.append(replace(sentence, clauses=clauses, actions=actions))
    return heard


class Story:
    """Goes through the clauses of an answer, with what was told so far in mind."""

    def __init__(self, sentences: Sequence[Sentence], cues: Cues, *, asks_for_plans: bool) -> None:
        self.cues, self.asks_for_plans = cues, asks_for_plans
        clauses = [clause for sentence in sentences for clause in sentence.clauses]
        steps = [place for place, clause in enumerate(clauses) if self.is_step(clause)]
        opening = len(sentences[0].clauses) if sentences else 0
        own = [place for place in steps if not clauses[place].actions.team]
        self.is_opened_by_step = bool(own and own[0] < opening <= own[-1])
        self.first = steps[0] if steps else None
        self.last = own[-1] if own else None
        self.own_steps = sum(len(clause.actions.own) for clause in clauses)
        self.late = len(sentences) // FIRST_PART
        lasting = sum(len(each.clauses) for each in sentences[-LAST_SENTENCES:])
        self.is_ending = len(clauses) - lasting  # the first place of the last sentences
        self.last_of_all = steps[-1] if steps else None
        self.has_step = False
        self.place, self.end = 0, len(clauses) - 1
        self.has_situation = False
        self.has_lesson = False

    def told(self, sentence: Sentence, number: int) -> Iterator[Clause]:
        """The clauses of the next sentence with what they tell."""
        before: MarkKind | None = None
        for clause in sentence.clauses:
            is_after = self.is_after(clause, number)
            is_last = self.last is None or self.place > self.last
            kind = self.kind_of(clause, before, is_after=is_after, is_last=is_last)
            if number == 0 and self.is_opening(clause, kind):
                kind = "situation"
            self.has_situation |= kind == "situation"
            self.has_lesson |= kind == "learning"
            yield replace(clause, kind=kind, actions=counted(clause.actions, kind))
            self.has_step |= kind in ("action", "team")
            self.place += 1
            before = kind

    def is_after(self, clause: Clause, number: int) -> bool:
        """Whether it stands after the first step; without one, late in an answer of several."""
        if self.first is not None:
            return self.first < self.place
        return number >= self.late and self.place > 0 and clause.is_past

    def is_opening(self, clause: Clause, kind: MarkKind | None) -> bool:
        """Whether a first step only says when and where: "I once gave a nurse a heavy bay"."""
        return (
            kind == "action"
            and self.is_opened_by_step
            and not self.has_situation
            and "situation" in clause.cues
        )

    def kind_of(
        self, clause: Clause, before: MarkKind | None, *, is_after: bool, is_last: bool
    ) -> MarkKind | None:
        """What a clause tells, `before` being what the one before it in the sentence does.

        `is_after` the first step, `is_last` where no step follows it.
        """
        cues, done = clause.cues, clause.actions
        if self.is_told_otherwise(clause):
            return "action"
        if self.is_lesson(clause, is_after=is_after):
            return "learning"
        if before == "hedge" and not done.own:
            return "hedge"
        if is_after and self.is_outcome(clause, is_last=is_last):
            return "result"
        if "duty" in cues and not done.own:
            return "task"
        if "hypothetical" in cues and not done.own:
            return "hedge"
        if done.own or self.did_anything(clause):
            return "action"
        return self.kind_without_step(clause, is_after=is_after, is_last=is_last)

    def kind_without_step(
        self, clause: Clause, *, is_after: bool, is_last: bool
    ) -> MarkKind | None:
        """What a clause tells in which somebody did nothing themselves."""
        cues = clause.cues
        is_trouble = "task" in cues
        is_before = not is_after or (not self.has_step and not is_last)
        is_before |= self.first is None and not self.has_situation
        leads_to_step = self.first is not None and "situation" in cues
        if "vague" in cues and not clause.is_past:
            return "hedge"
        if self.has_situation and is_trouble and not is_after:
            return "task"
        if self.team_did_anything(clause):
            return "team"
        if "undone" in cues and not self.has_situation:
            return None
        return "situation" if is_before and (clause.is_past or leads_to_step) else None

    def is_told_otherwise(self, clause: Clause) -> bool:
        """Whether it is a step without a past verb of "I": a plan, a habit, "checked by me"."""
        is_plan = self.asks_for_plans and "plan" in clause.cues and not clause.actions.own
        return is_plan or "by_me" in clause.cues

    def is_lesson(self, clause: Clause, *, is_after: bool) -> bool:
        """Whether it says what was learnt, or, after a step, what somebody does since then."""
        cues, done = clause.cues, clause.actions
        if "learning" in cues or ("fault" in cues and is_after and not done.own):
            return True
        return is_after and "since" in cues and bool(done.i) and "hypothetical" not in cues

    def is_outcome(self, clause: Clause, *, is_last: bool) -> bool:
        """Whether a clause after a step tells what came of it.

        Steps are none, but for those that say how something changed ("cut it from nine to four").
        A problem is none either ("nobody could find the stock"), unless it is over.
        """
        cues, done = clause.cues, clause.actions
        if "hypothetical" in cues or ("problem" in cues and "over" not in cues):
            return False
        if done.own or self.did_anything(clause):
            return "change" in cues
        if "change" in cues or ("result" in cues and (is_last or not done.team)):
            return True
        if done.i or self.has_lesson:
            return False
        if self.ends_story(clause):
            return True
        is_over = self.own_steps >= STORY_STEPS and is_last and clause.says_something
        ends_all = self.place == self.end and self.has_situation and not done.team
        if clause.is_about_others:
            return is_over or (ends_all and clause.is_past)
        return is_over and clause.is_past

    def ends_story(self, clause: Clause) -> bool:
        """Whether it tells what happened after the last step, at the end: "He came." """
        return (
            self.last_of_all is not None
            and self.place > self.last_of_all
            and self.place >= self.is_ending
            and clause.is_past
            and not clause.actions.team
            and not clause.actions.so_far
            and clause.is_about_others
        )

    def is_step(self, clause: Clause) -> bool:
        if "learning" in clause.cues:
            return False
        if clause.actions.own or self.did_anything(clause):
            return "change" not in clause.cues
        return self.team_did_anything(clause) and "result" not in clause.cues

    def did_anything(self, clause: Clause) -> bool:
        return not self.cues.states.issuperset(clause.actions.general_now)

    def team_did_anything(self, clause: Clause) -> bool:
        return not self.cues.states.issuperset(clause.actions.team)


def counted(actions: Actions, kind: MarkKind | None) -> Actions:
    """Actions of a clause that is no step are not one's own steps."""
    if kind in STEPS or not actions.own:
        return actions
    return replace(actions, own=[], general=[*actions.own, *actions.general])
