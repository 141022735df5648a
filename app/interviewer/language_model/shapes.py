"""The shapes of a second opinion, as it is kept and shown."""

from typing import Literal

import msgspec

from app.interviewer.model import Usage

Addresses = Literal["yes", "partly", "no"]
OpinionState = Literal["waiting", "ready", "failed"]
UNUSABLE = "unusable_reply"  # it was of no shape that a check could be made of


class AnswerOpinion(msgspec.Struct, frozen=True):
    """What the model makes of answer `number`: whether it answers its question, and how well.

    `scores` are 1 to 5 on the dimensions that the question asks for. `quote` stands verbatim in the
    answer, None where the model found nothing to quote and the remark names what is missing.
    `better` is the answer made stronger of the person's own facts; empty where they do not suffice.
    """

    number: int
    addresses: Addresses
    scores: dict[str, int]
    quote: str | None
    remark: str
    better: str


class Dropped(msgspec.Struct, frozen=True):
    """An answer without an opinion, and a word why: of a check, or a flag of the rules."""

    number: int
    why: str


class Opinion(msgspec.Struct, frozen=True):
    """The second opinion on an interview, as far as it has come.

    `score`, 1 to 10, is computed by us from the model's scores; None where none can be honest.
    """

    state: OpinionState
    scored_by: str
    score: int | None = None
    answers: list[AnswerOpinion] = []
    dropped: list[Dropped] = []
    summary: str = ""
    calls: int = 0
    tokens: int = 0
    seconds: float = 0.0

    @property
    def numbers(self) -> list[int]:
        """The answers that were seen to."""
        said = [one.number for one in self.answers]
        return sorted([*said, *(one.number for one in self.dropped)])

    def told(self, number: int) -> bool:
        """Whether answer `number` was seen to."""
        return number in self.numbers

    def on(self, number: int) -> AnswerOpinion | None:
        """What the model makes of answer `number`, if anything."""
        return next((one for one in self.answers if one.number == number), None)

    def why_dropped(self, number: int) -> str | None:
        """Why there is no opinion on answer `number`, where it was seen to."""
        return next((one.why for one in self.dropped if one.number == number), None)

    @property
    def is_unusable(self) -> bool:
        """Whether there is nothing in it because a reply could not be used."""
        return not self.answers and any(one.why == UNUSABLE for one in self.dropped)

    @property
    def may_gain(self) -> bool:
        """Whether another try may bring more of it."""
        is_whole = self.state == "ready" and self == self.without_unusable()
        return self.state != "waiting" and not is_whole

    def without_unusable(self) -> "Opinion":
        """As if the answers had not been read to which no reply could be used."""
        kept = [one for one in self.dropped if one.why != UNUSABLE]
        return msgspec.structs.replace(self, dropped=kept)

    @property
    def spent(self) -> Usage:
        return Usage(self.calls, self.tokens, self.seconds)

    def plus(self, usage: Usage) -> "Opinion":
        """With what was spent on one more call."""
        return msgspec.structs.replace(self, **msgspec.structs.asdict(self.spent.plus(usage)))
