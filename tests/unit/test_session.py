"""The rules of an interview session: its form, where it stands, its moments."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.sessions.model import SessionForm, Standing, microseconds_now, moment_of

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
    assert SessionForm(title, company).errors() == errors


def test_errors_come_in_the_order_of_the_form() -> None:
    assert list(SessionForm().errors()) == ["job_title", "company_name"]


def test_a_request_is_known_by_its_key_and_its_content() -> None:
    ids = {
        SessionForm(title, company, key).request_id()
        for title in ("a", "ab")
        for company in ("bc", "c")
        for key in ("1", "2")
    }
    assert len(ids) == 8
    assert SessionForm("a", "b", "1").request_id() == SessionForm("a", "b", "1").request_id()
    assert SessionForm("a", "b").request_id() is None


@pytest.mark.parametrize(
    ("standing", "label", "next_action", "place"),
    [
        (Standing(), "Needs a CV and a job description", "Add CV", "documents"),
        (Standing(has_cv=True), "Needs a job description", "Add job description", "documents"),
        (Standing(has_job=True), "Needs a CV", "Add CV", "documents"),
        (READY, "Ready", "Start the interview", "interview"),
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


@given(st.integers(min_value=0, max_value=2**52))
def test_a_moment_is_kept_to_the_microsecond(microseconds: int) -> None:
    moment = moment_of(microseconds)
    assert moment.tzinfo is UTC
    assert round((moment - moment_of(0)).total_seconds() * 1_000_000) == microseconds


def test_now_is_after_this_was_written() -> None:
    assert moment_of(microseconds_now()) > datetime(2026, 11, 24, tzinfo=UTC)
