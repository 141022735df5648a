"""The readings of two documents, the rules' and a model's, and what a choice means in each."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from app.interviewer.model import ESSENTIAL, Reading
from app.review.model import Chosen, OtherDocumentsError, reading_key


class Readings(msgspec.Struct, frozen=True):
    """What the rules understood of two documents, and a model once it has read them too."""

    by_rules: Reading
    by_model: Reading | None = None

    @property
    def best(self) -> Reading:
        """The one that is shown and planned from."""
        return self.by_model or self.by_rules

    def of(self, key: str) -> Reading:
        """The one that a form was made from: either, since a model may come while it is filled in.

        Raises:
            OtherDocumentsError: it was made from a reading of other documents.
        """
        for reading in (self.best, self.by_rules):
            if key in ("", reading_key(reading)):
                return reading
        raise OtherDocumentsError

    def bound(self, chosen: Chosen) -> Chosen:
        """What was chosen, as it holds for the best reading.

        A choice about a line that only the rules read binds what the model read of that line; a
        line that was made a must-have, and of which it read nothing, is brought back.
        """
        if self.by_model is None:
            return chosen
        read = [one.text for one in self.by_model.requirements]
        had_to = {one.text for one in self.by_rules.requirements if one.importance == ESSENTIAL}
        made_must = [text for text in chosen.must if text not in had_to]
        excluded = [*chosen.excluded, *read_of(chosen.excluded, read)]
        back = [text for text in made_must if text in self.by_model.left_out]
        return replace(
            chosen,
            excluded=excluded,
            must=[*chosen.must, *read_of(made_must, read)],
            not_must=[*chosen.not_must, *read_of(chosen.not_must, read)],
            restored=list(dict.fromkeys([*chosen.restored, *back])),
        )


def read_of(lines: Sequence[str], read: Sequence[str]) -> list[str]:
    """What was read of these lines, in other words than theirs: a part of one, or more than it."""
    others = [line for line in lines if line not in read]
    return [text for text in read if any(text in line or line in text for line in others)]
