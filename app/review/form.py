"""The form of the review: its lists, its rules, and what it makes of a review."""

from collections import defaultdict

import msgspec

from app.errors import ValidationError
from app.interviewer.model import ESSENTIAL
from app.review.model import Chosen, Review
from app.text import has_control_characters, with_plain_newlines
from app.web.fields import fields_of, text_fault
from app.web.request import Request

LISTS, NUMBERS = ("exclude", "must", "add", "restore"), ("start",)
MAX_ADDED = 10
MAX_RESTORED = 60  # as many as a reading has requirements; a thousand measured 0.1 s of every page
ADDED_CHARACTERS = range(3, 301)

UNKNOWN_ID = "That is no requirement of this job. Please load the page and choose again."
UNKNOWN_LINE = "That line was not left out of this job. Please load the page and choose again."


class ReviewForm(msgspec.Struct, frozen=True):
    """The whole of what is chosen: ids of requirements, lines to add, lines to bring back.

    Without `must`, what is essential stays as it was read. `start` goes on to the interview.
    `reading` is the key of the reading that the ids are of; a client may leave it out.
    """

    exclude: list[str] = []
    must: list[str] | None = None
    add: list[str] = []
    restore: list[str] = []
    start: str = ""
    reading: str = ""

    def check(self) -> None:
        """Do nothing where what is added and brought back can be asked about.

        Raises:
            ValidationError: it can't.
        """
        if sentence := added_fault(self.add):
            raise ValidationError(fields={"add": sentence})
        if len(self.restore) > MAX_RESTORED:
            sentence = f"That brings back too many lines. Please choose {MAX_RESTORED} at most."
            raise ValidationError(fields={"restore": sentence})


def added_fault(lines: list[str]) -> str:
    """What is wrong with what was added; empty where nothing is."""
    if len(lines) > MAX_ADDED:
        return f"There are too many lines. Please add {MAX_ADDED} at most, one for each thing."
    if any(len(line) not in ADDED_CHARACTERS for line in lines):
        return (
            f"A line is too short or too long. Please write {ADDED_CHARACTERS.start} to "
            f"{ADDED_CHARACTERS.stop - 1} characters in each."
        )
    if any(map(has_control_characters, lines)):
        return "There are characters that can't be shown. Please type the lines again."
    return ""


async def read_review_form(request: Request) -> ReviewForm:
    """The body as a form, not checked: every value trimmed, and what is blank left out.

    Raises:
        ValidationError: the body can't be read, or a field is no text.
    """
    sent: dict[str, list[str]] = defaultdict(list)
    for name, value in await fields_of(request, ReviewForm.__struct_fields__, LISTS, NUMBERS):
        if not isinstance(value, str):
            raise ValidationError(fields={name: text_fault(name)})
        sent[name].append(with_plain_newlines(value).strip())
    lines = [line.strip() for value in sent["add"] for line in value.split("\n")]
    return ReviewForm(
        exclude=list(filter(None, sent["exclude"])),
        must=list(filter(None, sent["must"])) if "must" in sent else None,
        add=list(dict.fromkeys(filter(None, lines))),
        restore=list(dict.fromkeys(filter(None, sent["restore"]))),
        start="".join(sent["start"]),
        reading="".join(sent["reading"]),
    )


def chosen_by(form: ReviewForm, review: Review) -> Chosen:
    """What the form makes of a review whose requirements have the form's own among them.

    Raises:
        ValidationError: it names an id or a line that the review does not have.
    """
    by_id = {one.id: one for one in review.requirements}
    for name in ("exclude", "must"):
        if set(getattr(form, name) or []) - by_id.keys():
            raise ValidationError(fields={name: UNKNOWN_ID})
    if set(form.restore) - set(review.left_out):
        raise ValidationError(fields={"restore": UNKNOWN_LINE})
    must, not_must = [], []
    if form.must is not None:
        must = [by_id[each].text for each in form.must]
        had_to = [one.text for one in review.requirements if one.importance == ESSENTIAL]
        not_must = [text for text in had_to if text not in must]
    return Chosen(
        excluded=[by_id[each].text for each in form.exclude],
        must=must,
        not_must=not_must,
        added=form.add,
        restored=form.restore,
    )
