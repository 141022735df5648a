"""The rules of an interview session: its form, where it stands, its moments."""

import pytest
from msgspec.structs import replace

from app.clock import now
from app.errors import ValidationError
from app.sessions.model import Session, SessionForm
from app.sessions.standing import Standing

READY = Standing(has_cv=True, has_job=True)
UNSCORED = Standing(has_feedback=True)
ANSWERED = replace(READY, question_count=8, is_complete=True)


@pytest.mark.parametrize(
    ("title", "company", "errors"),
    [
        ("Nurse", "St Elsewhere", {}),
        ("x" * 200, "看" * 200, {}),
        ("", "St Elsewhere", {"job_title": "Job title cannot be empty"}),
        ("\u200b", "St Elsewhere", {"job_title": "Job title cannot be empty"}),
        ("Nurse", "", {"company_name": "Company name cannot be empty"}),
        ("x" * 201, "x", {"job_title": "Job title too long (max 200 characters)"}),
        ("x", "🩺" * 201, {"company_name": "Company name too long (max 200 characters)"}),
    ],
)
def test_a_form_says_what_is_wrong_in_the_users_words(
    title: str, company: str, errors: dict[str, str]
) -> None:
    assert faults(SessionForm(title, company)) == errors


def test_errors_come_in_the_order_of_the_form() -> None:
    assert list(faults(SessionForm())) == ["job_title", "company_name"]


def faults(form: SessionForm) -> dict[str, str]:
    try:
        form.check()
    except ValidationError as error:
        return error.fields
    return {}


@pytest.mark.parametrize(
    ("standing", "label", "next_action", "place"),
    [
        (Standing(), "Needs a CV and a job description", "Add CV", "documents"),
        (Standing(has_cv=True), "Needs a job description", "Add job description", "documents"),
        (Standing(has_job=True), "Needs a CV", "Add CV", "documents"),
        (READY, "Ready to start", "Review and start", "review"),
        (replace(READY, question_count=3), "Question 3 of 8", "Go on", "interview"),
        (replace(READY, has_cv=False, question_count=3), "Question 3 of 8", "Go on", "interview"),
        (ANSWERED, "Ready for feedback", "Get your feedback", "interview"),
        (replace(ANSWERED, has_feedback=True, score=7), "7/10", "Read your feedback", "feedback"),
        (
            replace(ANSWERED, has_feedback=True),
            "Feedback is ready",
            "Read your feedback",
            "feedback",
        ),
    ],
)
def test_a_card_says_where_a_session_stands_and_what_to_do_next(
    standing: Standing, label: str, next_action: str, place: str
) -> None:
    assert (standing.label, standing.next_action, standing.place) == (label, next_action, place)


@pytest.mark.parametrize(
    ("standing", "states"),
    [
        (Standing(), ["done", "next", "next", "next", "next"]),
        (Standing(has_job=True), ["done", "begun", "next", "next", "next"]),
        (READY, ["done", "done", "next", "next", "next"]),
        (replace(READY, question_count=1), ["done", "done", "done", "begun", "next"]),
        (ANSWERED, ["done", "done", "done", "done", "next"]),
        (replace(ANSWERED, has_feedback=True), ["done"] * 5),
    ],
)
def test_the_steps_say_what_is_done_and_what_has_only_begun(
    standing: Standing, states: list[str]
) -> None:
    session = Session(7, "Nurse", "St Elsewhere", now(), standing)
    assert [step.state for step in session.steps()] == states
    assert session.steps()[0].url == "/session/7/edit"
    here = [step.name for step in session.steps("review") if step.state == "current"]
    assert here == ["Review"]
