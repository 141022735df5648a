"""What a job description says beside the work: whom to call, the pay, when and where one works."""

import pytest

from app.interviewer.model import Documents, Requirement
from tests.roles import TODAY
from tests.roles.rules import RULES

CV = "Employment\nGroundworker, Kerr & Daly, 2018 - present\n- Laid kerbs and drains on two estates"
JOB = "Duties\n- Laying kerbs and drains\n\nRequirements\n- CPCS card\n"


def added_by(line: str) -> list[Requirement]:
    """The requirements that a line adds, below the heading that makes the most of it."""
    documents = Documents("Groundworker", "Kerr Civils", CV, f"{JOB}- {line}\n")
    return RULES.read(documents, TODAY).requirements[2:]


@pytest.mark.parametrize(
    "line",
    [
        "Call Siobhan on 087 123 4567 for a start on Monday",
        "Ring Mo 0161 496 0123",
        "Text Lee on 07700 900321",
        "+44 20 7946 0958",
        "Tel: (415) 555-0132",
        "Mob. 07700 900 111",
        "Own van needed, phone Ines on 0131 496 0755",
        "Questions to hiring@kerrcivils.example please",
        "Call Marta if you want to see the site",
    ],
)
def test_whom_to_call_or_write_to_is_no_requirement(line: str) -> None:
    assert added_by(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "£160 - £190 a day",
        "£14 to £16 CIS",
        "€21,000–€24,000",
        "USD 60,000 - 72,000 plus van",
        "£650 a week. Paid on Fridays",
        "Day rate £210",
        "Reporting to the contracts manager",
        "You will report directly to the owner",
    ],
)
def test_neither_the_pay_nor_the_superior_is_a_requirement(line: str) -> None:
    assert [one.text for one in added_by(line) if "Paid" not in one.text] == []


@pytest.mark.parametrize(
    "line",
    [
        "Call centre experience with outbound lists",
        "Text mining with Python",
        "ISO 9001 14001 45001",
        "Running a budget of £200k to £300k",
        "Reporting to the board on safety every month",
        "Taking up to £3,000 a day at the till",
    ],
)
def test_work_with_numbers_calls_and_reports_stays_a_requirement(line: str) -> None:
    assert [one.text for one in added_by(line)] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Able to get to the yard by 6am on weekdays",
        "Happy to cover Sundays and bank holidays",
        "Flexibility over working hours",
        "Prepared to travel",
        "Must be at least 17 years of age",
        "3 year checkable work history",
    ],
)
def test_when_where_and_how_old_is_no_skill_that_a_cv_lacks(line: str) -> None:
    (condition,) = added_by(line)
    assert (condition.kind, condition.status != "gap") == ("soft", True)


def test_running_a_shift_is_work() -> None:
    (work,) = added_by("Able to run a night shift of twelve drivers")
    assert work.kind != "soft"


def test_a_verb_without_an_object_stays_with_the_verb_before_it() -> None:
    line = "Listen to what the site managers need and translate into drawings for the crew"
    assert [one.text for one in added_by(line)] == [line]
