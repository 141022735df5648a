"""What a CV says is going on goes on until the day on which it is read."""

from datetime import date

import msgspec
import pytest

from app.interviewer.model import Documents, Plan, Requirement
from tests.roles.rules import RULES, planned

JOB = "Requirements\n- At least {years} years of experience as a pastry chef\n"
CV = "Ana Brook\n\nExperience\nPastry chef, Quay Bakery, {began}\nBaked bread and cakes\n"
MONTHS = "January February March April May June July August September October November December"
DAYS = [date(year, month, 1) for year in (2024, 2026, 2031) for month in range(1, 13)]


def read(began: str, years: int, today: date) -> Requirement:
    documents = Documents("Pastry chef", "Acme", CV.format(began=began), JOB.format(years=years))
    (requirement,) = RULES.read(documents, today).requirements
    return requirement


def ago(today: date, months: int) -> tuple[int, int]:
    """The year and the month, from 1, that were so many months before."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return year, month + 1


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_four_years_and_a_month_to_this_day_are_at_least_four_years(today: date) -> None:
    year, month = ago(today, 49)
    name = MONTHS.split()[month - 1]
    for began in (f"{name} {year} - present", f"{month:02}/{year} – now", f"since {name} {year}"):
        assert read(began, 4, today).status == "supported", began


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_two_years_and_a_month_to_this_day_are_no_four_years(today: date) -> None:
    year, month = ago(today, 25)
    assert read(f"{MONTHS.split()[month - 1]} {year} - present", 4, today).status == "partial"


def test_a_job_that_begins_after_the_day_of_reading_lasts_no_time() -> None:
    (line,) = RULES.matcher.cvs.lines_of("Chef, March 2027 - present", date(2026, 11, 26))
    assert line.span is None


def test_a_plan_keeps_the_day_of_reading_and_an_older_one_has_none() -> None:
    today = date(2026, 11, 26)
    plan = planned(Documents("Chef", "Acme", "", ""), 1, today)
    kept = msgspec.json.encode(plan)
    assert msgspec.json.decode(kept, type=Plan) == plan
    assert plan.read_on == today
    older = kept.replace(b',"read_on":"2026-11-26"', b"").replace(b"rules-4", b"rules-1")
    assert older != kept
    assert msgspec.json.decode(older, type=Plan).read_on is None
