"""What the interviewer understood, with what the person makes of it."""

from msgspec.structs import replace

from app.interviewer.interface import Interviewer
from app.interviewer.model import Choices, Documents, Plan, Reading
from app.review.form import ReviewForm, chosen_by
from app.review.model import (
    Chosen,
    Review,
    ReviewedRequirement,
    reading_key,
    reviewed,
)
from app.review.readings import Readings


async def review_of(
    interviewer: Interviewer, documents: Documents, readings: Readings, chosen: Chosen
) -> Review:
    """The best reading with these choices, and what to improve in the CV for what is left of it."""
    reading, chosen = readings.best, readings.bound(chosen)
    requirements = await with_choices(interviewer, documents, reading, chosen)
    kept = [one for one in requirements if not one.excluded]
    return Review(
        reading.language,
        reading.limited,
        requirements,
        reading.left_out,
        chosen,
        reading_key(reading),
        await interviewer.advise(documents, reading, kept),
    )


async def choose(
    interviewer: Interviewer, documents: Documents, readings: Readings, form: ReviewForm
) -> Chosen:
    """What the form chooses.

    Raises:
        ValidationError: it can't be used, or names what was not read.
        OtherDocumentsError: it was made from a reading of other documents.
    """
    form.check()
    reading = readings.of(form.reading)
    named = Chosen(added=form.add, restored=form.restore)
    requirements = await with_choices(interviewer, documents, reading, named)
    as_read = Review(reading.language, reading.limited, requirements, reading.left_out)
    return chosen_by(form, as_read)


async def with_choices(
    interviewer: Interviewer, documents: Documents, reading: Reading, chosen: Chosen
) -> list[ReviewedRequirement]:
    """Everything that was read, brought back or added."""
    choices = chosen.choices(reading)
    added = await interviewer.match(documents, reading, replace(choices, excluded=[]))
    return [reviewed(one, choices, chosen) for one in [*reading.requirements, *added]]


def review_of_plan(plan: Plan, chosen: Chosen) -> Review:
    """What an interview was planned from, and what was chosen for it."""
    as_planned = Choices()
    requirements = [reviewed(one, as_planned, chosen) for one in plan.requirements]
    return Review(plan.language, plan.limited, requirements, [], chosen, has_begun=True)
