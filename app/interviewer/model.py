"""The shapes that an interviewer reads and gives."""

from datetime import date
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

QUESTIONS = 8  # of an interview, probes included
MAX_PROBES = 2
ADDED = "a"  # what the ids of added requirements begin with
ESSENTIAL, DUTY = 1.0, 0.6  # importance of a requirement

Status = Literal["supported", "partial", "gap"]
RequirementKind = Literal["credential", "tool", "domain", "soft"]
QuestionKind = Literal["question", "probe"]
Part = Literal["situation", "task", "action", "result"]
MarkKind = Literal[
    "situation", "task", "action", "result", "learning", "figure", "name", "reason", "hedge", "team"
]


class Usage(msgspec.Struct, frozen=True):
    """What was spent on a language model: calls, tokens in and out together, seconds."""

    calls: int = 0
    tokens: int = 0
    seconds: float = 0.0

    def plus(self, other: "Usage | UnsetType") -> "Usage":
        """With what was spent elsewhere too."""
        if other is UNSET:
            return self
        return Usage(
            self.calls + other.calls, self.tokens + other.tokens, self.seconds + other.seconds
        )


class Documents(msgspec.Struct, frozen=True):
    """What an interview rests on; lines end with a newline character alone."""

    job_title: str
    company_name: str
    cv: str
    job_description: str


class Requirement(msgspec.Struct, frozen=True):
    """Something that the job asks for: `text` stands in the job description, verbatim.

    `importance` is 0 to 1. `evidence` holds the CV lines that show it, verbatim, at most two.
    """

    id: str
    text: str
    importance: float
    status: Status
    kind: RequirementKind
    evidence: list[str] = []

    @property
    def is_added(self) -> bool:
        """Whether a person added it, or brought back a line that was left out."""
        return self.id.startswith(ADDED)


class Quotation(msgspec.Struct, frozen=True):
    """A line of one of the documents, verbatim."""

    source: Literal["job", "cv"]
    quote: str


class Question(msgspec.Struct, frozen=True):
    """What is asked, in a sentence or two that one can say aloud, and why.

    `slot` is the place in the plan, 1 to 8; a probe has that of the question it follows. `rests_on`
    are the lines beside the question that it is made from. `quote` is what a probe asks about, a
    verbatim substring of `source` (`answer 1` …); up to `rules-3` it is what any question rests on,
    also of `cv` and `job`. `worded_by` is the version of the rules or a model's name. `hint` says
    in a sentence what an answer is made of. `spent` is what its words cost, whoever found them in
    the end; unset where no model was asked, and in what was kept before it was counted.
    """

    text: str
    why: str
    slot: int
    competency: str
    kind: QuestionKind = "question"
    requirement_id: str | None = None
    quote: str | None = None
    source: str | None = None
    rests_on: list[Quotation] = []
    is_rephrased: bool = False
    worded_by: str = ""
    hint: str = ""
    spent: Usage | UnsetType = UNSET


class Reading(msgspec.Struct, frozen=True):
    """What an interviewer understood of two documents, before anything is asked.

    `limited` where nothing was written for the language of the documents: there are no
    requirements. `left_out` are lines of the job description that ask for nothing. `read_on` is the
    day of reading, on which "to present" ends in the CV. `spent` is what a model's reading cost.
    """

    made_by: str
    language: str
    limited: bool
    requirements: list[Requirement]
    left_out: list[str]
    read_on: date
    spent: Usage | UnsetType = UNSET


class Choices(msgspec.Struct, frozen=True):
    """What a person made of a reading; each is the text of a requirement.

    Without `must` it stays as it was read what is essential.
    """

    excluded: list[str] = []
    must: list[str] | None = None
    added: list[str] = []


class Plan(msgspec.Struct, frozen=True):
    """How one interview will go; kept with it, so that it never changes its meaning.

    `limited` where nothing was written for the language of the documents: the questions are asked,
    and there is no score. `read_on` is the day of reading, on which "to present" ends in the CV;
    the plans of `rules-1` have none. `read_by` made the reading that it was planned from, where a
    model reads too, and `spent` is what that cost.
    """

    made_by: str
    language: str
    limited: bool
    requirements: list[Requirement]
    questions: list[Question]
    read_on: date | None = None
    read_by: str = ""
    spent: Usage | UnsetType = UNSET


class Turn(msgspec.Struct, frozen=True):
    """A question and what was answered to it, as it is stored; nothing where it was skipped."""

    question: Question
    answer: str
    is_skipped: bool = False


class Anchor(msgspec.Struct, frozen=True):
    """What a dimension of the rubric looks like at 1, at 3 and at 5."""

    name: str
    one: str
    three: str
    five: str


class Item(msgspec.Struct, frozen=True):
    """One thing that the feedback says, and the words that it rests on.

    `quote` is a verbatim substring of `source` (`cv`, `job`, `answer 1` …); both are None where
    the point is that something is not there. `rule` names the rule that fired.
    """

    text: str
    quote: str | None = None
    source: str | None = None
    requirement_id: str | None = None
    rule: str = ""


class Dimension(msgspec.Struct, frozen=True):
    """A dimension of the rubric: `score` 1 to 5, why, and what would make it one step higher."""

    name: str
    score: float
    reason: str
    next_step: str


class DimensionScore(msgspec.Struct, frozen=True):
    """One answer on one dimension, 1 to 5, and what was found in it."""

    name: str
    score: float
    found: str


class Mark(msgspec.Struct, frozen=True):
    """What was heard in an answer: from `start` to before `end`, in code points of its text.

    Marks of sentences (`situation` to `learning`, `hedge`, `team`) do not overlap each other.
    """

    start: int
    end: int
    kind: MarkKind


class EmptySlot(msgspec.Struct, frozen=True):
    """A part that was not heard in an answer, and the question that would fill it."""

    part: Part
    question: str


class AnswerJudgement(msgspec.Struct, frozen=True):
    """One answer on the rubric; `number` is its question's, from 1, `flags` as in Judgement.

    `parts` says of each part whether it was heard. Reports up to `rules-3` have no marks and parts.
    """

    number: int
    scores: list[DimensionScore]
    flags: list[str]
    marks: list[Mark] = []
    parts: dict[Part, bool] = {}
    empty_slots: list[EmptySlot] = []


class AttemptJudgement(msgspec.Struct, frozen=True):
    """One answer, given again in its interview's place, and what can be said of it."""

    scored_by: str
    answer: AnswerJudgement
    items: list[Item]


class NextStep(msgspec.Struct, frozen=True):
    """One thing to do next: answer question `number` again, add to the CV, prepare something."""

    kind: Literal["answer", "cv", "prepare"]
    text: str
    number: int | None = None
    requirement_id: str | None = None


class Judgement(msgspec.Struct, frozen=True):
    """What an interview shows; `interview_score` 1 to 10, None where none can be honest.

    `flags` are what kept the score down (`copied`, `empty`, `about_other_work` …). `score_note`
    says why there is no score, or what it can't know; `score_range` is its lowest and its highest
    where few answers are behind it.
    """

    scored_by: str
    interview_score: int | None
    limited: bool
    flags: list[str]
    dimensions: list[Dimension]
    strength_items: list[Item]
    weakness_items: list[Item]
    cv_items: list[Item]
    answers: list[AnswerJudgement]
    score_note: str | None = None
    score_range: tuple[int, int] | None = None
    next_steps: list[NextStep] = []
