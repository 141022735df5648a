"""Whether a language model may have a part in a session."""

from typing import Annotated

import msgspec
from msgspec import Meta

from app.errors import ValidationError

CHOICES = ("0", "1")


class RulesOnlyForm(msgspec.Struct, frozen=True):
    """The choice to keep a session to the rules, or not."""

    on: Annotated[str, Meta(min_length=1, description="`1` keeps to the rules, `0` does not")] = ""

    def check(self) -> None:
        """Do nothing where it is one of the two.

        Raises:
            ValidationError: it is neither.
        """
        if self.on not in CHOICES:
            raise ValidationError(fields={"on": "The choice is not clear. Please send 1 or 0."})


class RulesOnlyBody(msgspec.Struct, frozen=True):
    """The JSON of that choice."""

    rules_only: bool
