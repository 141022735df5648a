"""Holds the example interview as a person would, and writes what is shown of it.

`make example` runs this, again whenever a rule has changed: what it writes is the product's own.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from app.again.model import AttemptBody, AttemptsBody, ScoreChange
from app.feedback.marked import MarkedAnswer, Slot, passages_of
from app.feedback.model import Report
from app.web import pages
from tests.clients import client
from tests.example.interview import (
    HERE,
    ROOT,
    Example,
    completed,
    example,
    given_again,
    report_of,
)
from tests.server import serving

DOCUMENT = ROOT / "docs" / "example-interview.md"
PARTIAL = ROOT / "partials" / "example_report.html"


def main() -> None:
    interview = example()
    with (
        TemporaryDirectory() as folder,
        serving(Path(folder)) as server,
        client(server.url) as visitor,
    ):
        session_id = completed(visitor, interview)
        markdown, report = report_of(visitor, session_id)
        attempts = given_again(visitor, session_id, interview.again)
    DOCUMENT.write_text(markdown, "utf-8")
    PARTIAL.write_text(excerpt(interview, report, attempts), "utf-8")


def excerpt(interview: Example, report: Report, attempts: AttemptsBody) -> str:
    """The part of the report that the landing page shows, as a partial that needs nothing."""
    first, again = attempts.attempts
    template = pages.environment().from_string((HERE / "excerpt.html").read_text("utf-8"))
    html = template.render(
        interview=interview,
        score=report.interview_score,
        strength=report.strength_items[0],
        question=attempts.question.content,
        before=as_heard(first, slots_of(report, interview.again.number)),
        after=as_heard(again),
        change=largest_step(first, again),
    )
    return f"{{# Written by `make example`. Needs: nothing. #}}\n{html}\n"


def as_heard(attempt: AttemptBody, slots: Sequence[Slot] = ()) -> MarkedAnswer:
    return MarkedAnswer(passages_of(attempt.answer, attempt.marks), list(slots))


def slots_of(report: Report, number: int) -> list[Slot]:
    """The last part of the story that was not heard in an answer: the excerpt has room for one."""
    (judged,) = (answer for answer in report.answers if answer.number == number)
    return [Slot(slot.part, slot.question) for slot in judged.empty_slots[-1:]]


def largest_step(first: AttemptBody, again: AttemptBody) -> ScoreChange:
    """The dimension that gained most."""
    before = {score.name: score.score for score in first.scores}
    changes = [
        ScoreChange(score.name, before.get(score.name), score.score) for score in again.scores
    ]
    return max(changes, key=lambda change: change.step)


if __name__ == "__main__":
    main()
