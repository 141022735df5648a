"""What a question says: one sentence that one can say aloud, whatever the documents hold."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.interviewer.model import Choices, Documents, Question, RequirementKind
from app.interviewer.rules.asking.counted import LONGEST_COUNTED
from app.interviewer.rules.asking.phrasing import (
    LONGEST_PHRASE,
    LONGEST_THING,
    LONGEST_TOLD,
    ONLY_BESIDE,
)
from app.interviewer.rules.asking.wordings import form_lists, probe_lists
from app.interviewer.rules.language.for_asking import Forms
from tests.ads import ads
from tests.roles import TODAY, load_roles
from tests.roles.rules import RULES, planned
from tests.unit.labelled_roles import roles
from tests.unit.sayable import MOST_WORDS, faults, is_sayable
from tests.unit.test_interviewer_phrasing import GOLDEN, requirement

ASKER, WORDINGS = RULES.asker, RULES.asker.wordings
QUESTION_WORDINGS = list(WORDINGS.every_wording())
PROBE_WORDINGS = list(WORDINGS.every_probe())

LONGEST = {  # words that stand in a place of a wording, at most
    "role": "the Senior Staff Training Officer role",
    "company": "Fjord and Valley Ferries",
    "people": "service users",
}
LONGEST_SAID = {
    "task": LONGEST_PHRASE,
    "thing": LONGEST_PHRASE,
    "tool": LONGEST_THING + 1,
    "place": LONGEST_THING,
    "credential": LONGEST_THING + 1,
    "value": LONGEST_THING + 1,
    "statement": LONGEST_TOLD,
    "habit": LONGEST_TOLD,
    "figure": LONGEST_COUNTED + 3,
}

ODD_LINES = [
    *(line for line, *_ in GOLDEN),
    "x" * 400,
    "word " * 80,
    "• one • two • three",
    "Excel | Word | Outlook",
    "**Bold** and [linked](https://a.example)",
    "Do you love bread? Then read on!",
    "C#, F# and .NET",
    "£30k–£40k + benefits",
    "e.g. inductions etc.",
    "The post holder will, in line with policy, support the team as required",
    "Manage; lead; inspire",
    "Fluent English (German is a plus)",
    "{said} {0} %s \\1",
    "我们正在寻找一名护士",
    "Wir suchen eine Pflegekraft mit Erfahrung",
    "«Kenntnisse» in der Pflege",
    "Must know 'how to' do it",
]
CV_LINES = [
    "Cut waste from 11 to 6 percent with a daily board",
    "I led a team of 5 and cut costs by 12 %",
    "Was responsible for 300 ships a year",
    "Took my team from 4 to 9 people in two years",
    'Said "mind the step" to 200 guests a night',
    "GCSEs incl. English and Maths, 9 in all",
    "Raised £4,000; sent 12 letters to the council and the mayor and the press of the town",
    "120 covers a night, 5 chefs, 2 porters, 1 pass",
    "Managed a 14-bed unit (8 staff) – overspend down 9%",
]
TITLES = [
    "Nurse",
    "Senior Software Engineer (m/w/d) – Remote, Berlin",
    "STAFF NURSE",
    "Head of Group Regulatory Reporting and Financial Crime Prevention Analytics",
    "Dev/Ops #1 ninja <b>",
    "{role}",
    "🙂",
    "The Baker role",
    "Projektleiter m/w/d",
    "C++ Developer",
]
COMPANIES = [
    "Acme",
    "SKOGLY BAKERIES LTD",
    "The Very Long and Winding Company of Northern Ferries and Sons",
    "https://acme.example",
    "“Quoted” Ltd",
    "{company}",
    "123",
    "Marks & Co.",
]


def asked_about(line: str, title: str, company: str, cv_line: str) -> list[Question]:
    """The eight questions of an interview to which this line was added, and of one that read it."""
    job = f"Requirements:\n- {line}\n- Lifting and carrying of heavy loads\n"
    cv = f"Ada Berg\n\nEXPERIENCE\nWorker, Old Mill, 2012 - 2023\n{cv_line}\n"
    documents = Documents(title, company, cv, job)
    reading = RULES.read(documents, TODAY)
    added = RULES.plan(documents, reading, Choices(added=[line]), 3)
    return [*planned(documents).questions, *added.questions]


def test_no_wording_is_too_long_with_the_longest_of_what_can_stand_in_it() -> None:
    for wording in QUESTION_WORDINGS:
        for form in Forms.__struct_fields__:
            said = "word " * LONGEST_SAID.get(form, 0)
            for text in getattr(wording.wordings, form):
                filled = text.format_map({**LONGEST, "said": said.strip()})
                assert len(filled.split()) <= MOST_WORDS, filled
                assert is_sayable(filled), (filled, faults(filled))
    for probe in PROBE_WORDINGS:
        for text in (text for texts in probe_lists(probe) for text in texts):
            assert len(text.format(phrase="word " * 10).split()) <= MOST_WORDS, text
            assert is_sayable(text), (text, faults(text))


def test_everything_that_is_asked_can_be_asked_in_other_words() -> None:
    for wording in QUESTION_WORDINGS:
        for texts in form_lists(wording.wordings):
            assert len(texts) != 1
            assert len(set(texts)) == len(texts)
    for probe in PROBE_WORDINGS:
        assert all(len(set(texts)) > 2 for texts in probe_lists(probe) if texts)


def test_every_wording_takes_every_line_of_its_form() -> None:
    kinds: list[RequirementKind] = ["credential", "tool", "domain", "soft"]
    for line, kind in product(ODD_LINES, kinds):
        said = ASKER.phrasing.job_line(requirement(line, kind))
        assert (said == ONLY_BESIDE) == (said.phrase == "")
        for wording in QUESTION_WORDINGS:
            for text in getattr(wording.wordings, said.form):
                filled = text.format_map({**LONGEST, "said": said.phrase})
                assert is_sayable(filled), (filled, faults(filled))


def test_odd_lines_odd_titles_and_odd_companies_make_questions_that_one_can_say() -> None:
    for number, line in enumerate(ODD_LINES):
        title, company = TITLES[number % len(TITLES)], COMPANIES[number % len(COMPANIES)]
        for question in asked_about(line, title, company, CV_LINES[number % len(CV_LINES)]):
            assert is_sayable(question.text), (question.text, faults(question.text))


def test_a_job_that_goes_on_is_not_spoken_of_as_past() -> None:
    now = "EXPERIENCE\nCook, Pier Café, 2021 - present\nRun the grill for 90 guests a night\n"
    then = now.replace("present", "2023")
    job = "Requirements:\n- Experience of grilling fish\n"
    assert planned(Documents("Cook", "Acme", now, job)).questions[6].text.startswith("You run the ")
    before = planned(Documents("Cook", "Acme", then, job)).questions[6]
    assert "You run" not in before.text
    assert [line.quote for line in before.rests_on] == ["Run the grill for 90 guests a night"]


def all_documents() -> dict[str, Documents]:
    known = {f"role {role.name}": role.documents for role in load_roles()}
    known |= {f"labelled {name}": role.documents for name, role in roles().items()}
    return known | {f"ad {ad.name}": ad.documents for ad in ads()}


@pytest.mark.parametrize("documents", all_documents().values(), ids=all_documents())
def test_every_question_about_real_texts_can_be_said(documents: Documents) -> None:
    reading = RULES.read(documents, TODAY)
    for number in (1, 2):
        for question in RULES.plan(documents, reading, Choices(), number).questions:
            assert is_sayable(question.text), (question.text, faults(question.text))
            assert question.why.endswith(".")
            assert question.why not in question.text


def test_nothing_is_asked_about_the_title_an_address_or_a_line_that_names_nothing() -> None:
    job = (
        "Requirements:\n- Registered nurse\n- See https://acme.example/nurse for more details\n"
        "- #nursing jobs in the valley of the river\n- Min\n- Apply with your letter by Friday\n"
        "- Experience of wound care\n"
    )
    plan = planned(Documents("Registered nurse", "Acme", "Nurse\nDressings on 9 wards", job))
    asked = {question.requirement_id for question in plan.questions} - {None}
    texts = {one.text for one in plan.requirements if one.id in asked}
    assert texts == {"Experience of wound care"}


def test_what_was_struck_out_is_not_asked_about_and_what_was_added_comes_first() -> None:
    documents = roles()["nurse"].documents
    reading = RULES.read(documents, TODAY)
    first = planned(documents)
    struck = {one.text for one in first.requirements if one.id == first.questions[2].requirement_id}
    choices = Choices(excluded=list(struck), added=["Experience of leech therapy"])
    plan = RULES.plan(documents, reading, choices, 1)
    assert struck.isdisjoint(line.quote for one in plan.questions for line in one.rests_on)
    assert "leech therapy" in plan.questions[2].text
    assert plan.questions[2].rests_on == []
    assert "You added this" in plan.questions[2].why


def test_an_added_line_that_cannot_be_said_stands_in_the_reason() -> None:
    documents = roles()["nurse"].documents
    added = "We want somebody who (as we do) can / will laugh"
    plan = RULES.plan(documents, RULES.read(documents, TODAY), Choices(added=[added]), 1)
    about = [one for one in plan.questions if added in one.why]
    assert len(about) <= 1
    assert all(is_sayable(one.text) for one in plan.questions)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200), st.text(max_size=120))
def test_any_text_makes_questions_that_one_can_say(
    title: str, company: str, line: str, cv_line: str
) -> None:
    for question in asked_about(line, title, company, cv_line):
        assert is_sayable(question.text), (question.text, faults(question.text))


def test_a_credential_that_cannot_be_said_is_not_asked_about_as_work() -> None:
    job = "Requirements:\n- CIMA or ACCA qualified\n- Experience of month end\n"
    documents = Documents("Accountant", "Acme", "Closed the month end of 3 yards", job)
    cards = WORDINGS.questions.gap.wordings.card
    assert planned(documents).questions[2].text in cards


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("Deliveries by cargo bike, up to 35 drops a day all over Hull", "35 drops a day"),
        ("Equipment account of £4.2 million, passed every audit", "£4.2 million"),
        ("Stall at the harbour fair, £212 in all for the lifeboat", "£212"),
        ("Attic conversions with Bell Ltd (subcontract), 12 attics", "12 attics"),
        ("Own list of 10 a day, exercise classes (14 months)", "10 a day"),
        ("Departures at 02.00, 03.30 and 05.00; on time 91% of nights", "91%"),
        ("In 2021 the whole of the east quay, 3 cranes handling grain", "3 cranes"),
        ("Shift lead at level 3, 24/7, line 2 for the big customers there", ""),
        ("Front page of the parish newsletter, printed by 4", ""),
        ("Fleet of 7 very old diesel harbour launch boats, all ours", ""),
    ],
)
def test_what_a_line_of_a_cv_counts_is_named(line: str, figure: str) -> None:
    assert ASKER.quotes.counted.figure(line) == figure


def test_no_question_speaks_of_a_line_that_only_stands_beside_it() -> None:
    for wording in QUESTION_WORDINGS:
        for text in (text for texts in form_lists(wording.wordings) for text in texts):
            assert " line " not in f" {text.lower()} "


def test_no_question_about_a_gap_takes_it_for_granted_that_there_is_one() -> None:
    forms = WORDINGS.questions.gap.wordings
    for text in (text for form in form_lists(forms) if form != forms.open for text in form):
        for presumed in ("closest", "how close", "may be new", "says little", "up to speed"):
            assert presumed not in text.lower()
