"""What is advised on a CV: nothing that the answer does not show, and no number that is there."""

import pytest
from msgspec.structs import replace

from app.interviewer.model import Documents, Item, Plan, Requirement, RequirementKind, Turn
from tests.roles.rules import RULES
from tests.unit.judging_samples import QUESTIONS

CV = "Employment\nStores clerk, Orla Foods, 2019 - 2023\n- Issued parts to the fitters\n"
FOR_PLANNER = Documents("Planner", "Tarn Dairies", CV, "")
QUESTION = QUESTIONS[1]


def advice(answer: str, *wanted: Requirement, cv: str = CV, is_asked: bool = False) -> list[Item]:
    """The advice after one answer; `is_asked` where its question was about the first one."""
    job = "\n".join(each.text for each in wanted)
    question = replace(QUESTION, requirement_id=wanted[0].id if is_asked else None)
    plan = Plan("rules-4", "en", False, list(wanted), [question])
    documents = replace(FOR_PLANNER, cv=cv, job_description=job)
    return RULES.judge(documents, plan, [Turn(question, answer)]).cv_items


def gap(text: str, kind: RequirementKind = "tool") -> Requirement:
    return Requirement(text, text, 1.0, "gap", kind)


def filled(items: list[Item]) -> list[str | None]:
    return [item.quote for item in items if item.rule == "cv:filled"]


def figures(items: list[Item]) -> list[str]:
    return [item.text.split("”")[0] for item in items if item.rule == "cv:figure"]


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        (
            "Build dashboards in Tableau for the finance board",
            "I exported the list of pallets from Tableau and phoned every driver on it.",
        ),
        ("Present the budget to the CEO", "I asked the CEO for a second forklift and she agreed."),
    ],
)
def test_one_word_in_common_fills_no_gap(wanted: str, answer: str) -> None:
    assert filled(advice(answer, gap(wanted))) == []


@pytest.mark.parametrize(
    "answer", ["I would use SAP to plan the lines.", "I have never used SAP.", "I want to use SAP."]
)
def test_neither_a_wish_nor_a_denial_fills_a_gap(answer: str) -> None:
    assert filled(advice(answer, gap("Use of SAP for planning"), is_asked=True)) == []


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("Knowledge of Xero", "In March I moved the ledger of the farm shop to Xero."),
        ("Computer literate", "I use Outlook and Excel for the morning counts."),
        (
            "Good IT skills, including Microsoft Office",
            "I have used Word and PowerPoint for the safety talks.",
        ),
    ],
)
def test_a_tool_of_the_kind_that_is_asked_for_fills_a_gap(wanted: str, sentence: str) -> None:
    answer = f"{sentence} The yard was cold that winter."
    assert filled(advice(answer, gap(wanted), is_asked=True)) == [sentence]


def test_the_answer_to_the_question_about_a_gap_comes_first() -> None:
    wanted = gap("Planning of production lines and maintenance stops", "domain")
    other = replace(QUESTION, slot=3)
    asked = replace(QUESTION, slot=4, requirement_id=wanted.id)
    turns = [
        Turn(
            other, "I carried the maintenance stops, lines and production planning sheets to him."
        ),
        Turn(asked, "In June I moved two maintenance stops so that the lines could run at night."),
    ]
    plan = Plan("rules-4", "en", False, [wanted], [other, asked])
    documents = replace(FOR_PLANNER, job_description=wanted.text)
    assert filled(RULES.judge(documents, plan, turns).cv_items) == [turns[1].answer]


@pytest.mark.parametrize(
    ("outcome", "figure"),
    [
        ("After that the loss fell by £3.4m in a year.", "£3.4m"),
        ("After that we saved 12k litres a month.", "12k"),
        ("After that, waste went down by 17 per cent.", "17 per cent"),
        ("After that, stops went from 14 to 5 a week.", "from 14 to 5"),
        ("After that we had a 3-fold rise in output.", "3-fold"),
    ],
)
def test_a_figure_is_quoted_with_what_belongs_to_it(outcome: str, figure: str) -> None:
    answer = f"The line stood still for hours. I moved the filters to the night. {outcome}"
    assert figures(advice(answer)) == [f"You said “{figure}"]


@pytest.mark.parametrize("times", ["from 2016 to 2019", "from 9am to 5pm"])
def test_a_time_is_no_figure_of_an_outcome(times: str) -> None:
    answer = f"The line stood still. I moved the filters. After that it ran {times}."
    assert figures(advice(answer)) == []


@pytest.mark.parametrize(
    "line", ["Led three-day courses for stewards", "Moved the Bristol Docks and Stores office"]
)
def test_a_line_with_a_number_in_words_or_a_name_is_asked_for_none(line: str) -> None:
    shown = Requirement("r1", "Courses and office moves", 1.0, "supported", "domain", [line])
    assert advice("I cannot say.", shown, cv=f"Employment\n- {line}\n") == []
