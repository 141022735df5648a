"""The rules of an interview session: its form, where it stands, its moments."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sessions.model import Card, SessionForm, microseconds_now, moment_of

WHEN = datetime(2026, 11, 24, tzinfo=UTC)


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
    ("has_cv", "has_job", "standing", "next_action"),
    [
        (False, False, "Needs a CV and a job description", "Add CV"),
        (True, False, "Needs a job description", "Add job description"),
        (False, True, "Needs a CV", "Add CV"),
        (True, True, "Documents added", "Open"),
    ],
)
def test_a_card_says_where_a_session_stands_and_what_to_do_next(
    has_cv: bool, has_job: bool, standing: str, next_action: str
) -> None:
    card = Card(1, "Nurse", "St Elsewhere", WHEN, has_cv, has_job)
    assert (card.standing, card.next_action, card.url) == (standing, next_action, "/session/1")


@given(st.integers(min_value=0, max_value=2**52))
def test_a_moment_is_kept_to_the_microsecond(microseconds: int) -> None:
    moment = moment_of(microseconds)
    assert moment.tzinfo is UTC
    assert round((moment - moment_of(0)).total_seconds() * 1_000_000) == microseconds


def test_now_is_after_this_was_written() -> None:
    assert moment_of(microseconds_now()) > WHEN.replace(year=2024)
