"""Which line of a CV is taken for what a job asks for: no accident of a word, and the plainest."""

import pytest

from app.interviewer.model import Documents, Requirement
from tests.roles import TODAY
from tests.roles.rules import RULES


def shown(wanted: str, *lines: str, section: str = "Employment", title: str = "") -> Requirement:
    cv = "\n".join([section, *(f"- {line}" for line in lines)])
    documents = Documents(title or "Officer", "Acme", cv, f"Requirements\n- {wanted}\n")
    return RULES.read(documents, TODAY).requirements[0]


@pytest.mark.parametrize(
    ("wanted", "line", "section"),
    [
        ("Clear communication", "BSc Media and Communication, Elva College, 2015", "Education"),
        ("Sales experience in the US", "Ran sales in Spain and Portugal for us", "Employment"),
        ("Experience with public tenders", "Held 30 interviews for a study of commuters", "Work"),
        ("Friendly customer service", "Counted a squadron stores of 4,000 parts", "Employment"),
        ("Till work", "Guard on the night trains, card valid till 2028", "Employment"),
    ],
)
def test_a_word_in_another_sense_shows_nothing(wanted: str, line: str, section: str) -> None:
    assert shown(wanted, line, section=section).evidence == []


@pytest.mark.parametrize(
    ("wanted", "line", "section"),
    [
        ("A 2:1 or above in any subject", "BA Geography (2:1), Elva College, 2016", "Education"),
        ("Sales experience in the United States", "Ran sales in the US for two years", "Work"),
        ("Leading a team of 4", "Grew the design team from 3 to 8", "Employment"),
        ("Evidence of CPD", "Wound care study day, 2022", "Education"),
        ("Complex SQL", "Wrote stored procedures for the stock ledger", "Employment"),
        ("Legal research", "Drafted a note of advice on a lease", "Employment"),
        ("Support with infant feeding", "Ran a breastfeeding group on Mondays", "Employment"),
        ("A record of publication", "Oak J, Elm K, et al. (2021) Roots in clay.", "Publications"),
        ("No more than 3 points on your licence", "Clean licence", "Employment"),
    ],
)
def test_other_words_for_the_same_are_found(wanted: str, line: str, section: str) -> None:
    found = shown(wanted, line, section=section)
    assert (found.status != "gap", found.evidence) == (True, [line])


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        (
            "Watching CCTV and alarms",
            ["Patrolled the depot with a dog", "Watched CCTV and alarms at night"],
        ),
        (
            "Registered with the Nursing Council (NCNZ)",
            ["Staff nurse on a ward of 30", "NCNZ registered since 2014"],
        ),
        (
            "Balayage and foils",
            ["Cuts and colour for 30 clients a week", "Balayage and full foils"],
        ),
    ],
)
def test_the_line_that_says_it_is_quoted_before_one_that_means_it(
    wanted: str, lines: list[str]
) -> None:
    assert shown(wanted, *lines).evidence[:1] == lines[1:]
