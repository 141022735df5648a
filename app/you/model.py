"""What is kept of a visitor, in numbers, and the word that deletes it."""

import msgspec

from app.errors import ValidationError

WORD = "forget"


class Kept(msgspec.Struct, frozen=True):
    """How much is kept of a visitor; `answers` counts those that were given again, too."""

    sessions: int
    documents: int
    answers: int
    reports: int


class Model(msgspec.Struct, frozen=True):
    """A language model that is told what people write, and where it runs."""

    name: str
    host: str


class YouBody(msgspec.Struct, frozen=True):
    """The JSON of `GET /you`."""

    sessions: int
    answers: int
    reports: int
    retention_days: int | None
    model: Model | None


class Forgotten(msgspec.Struct, frozen=True):
    """The JSON of deleting everything."""

    forgotten: int
    redirect: str


class ForgetForm(msgspec.Struct, frozen=True):
    """The wish to have everything deleted, in a word."""

    confirm: str = ""

    def check(self) -> None:
        """Do nothing where it is that word.

        Raises:
            ValidationError: it is not.
        """
        if self.confirm.casefold() != WORD:
            raise ValidationError(fields={"confirm": f"Type {WORD} to delete everything"})
