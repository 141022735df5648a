"""How lines, titles and companies are said in a question; a list that one can read aloud."""

import pytest

from app.interviewer.model import Requirement, RequirementKind
from tests.roles.rules import RULES

ASKER = RULES.asker

# A line of a job, its kind, as what it is said in a question, and how; "line" only stands beside.
GOLDEN: list[tuple[str, RequirementKind, str, str]] = [
    ("Lead a team of four bakers", "domain", "task", "lead a team of four bakers"),
    (
        "You will run the night shift on your own",
        "domain",
        "task",
        "run the night shift on your own",
    ),
    ("Able to read technical drawings", "domain", "task", "read technical drawings"),
    ("Plan and run school visits", "domain", "task", "plan and run school visits"),
    ("- Chair the weekly meeting (hybrid)", "domain", "task", "chair the weekly meeting"),
    ("Ability to stay calm in a queue", "soft", "task", "stay calm in a queue"),
    ("Write SQL against our warehouse", "tool", "task", "write SQL against our warehouse"),
    ("Scanning and filing", "domain", "thing", "scanning and filing"),
    ("Manufacturing would be ideal", "domain", "thing", "manufacturing"),
    ("Stock accuracy", "domain", "thing", "stock accuracy"),
    ("Start of shift briefings", "domain", "thing", "start of shift briefings"),
    (
        "Degree or Master's in Social Work",
        "credential",
        "credential",
        "a degree or Master's in Social Work",
    ),
    (
        "Full driving licence and access to a car",
        "credential",
        "credential",
        "a driving licence and access to a car",
    ),
    ("Clear written English", "soft", "line", ""),
    ("Polish or Romanian", "tool", "line", ""),
    ("Reporting to the shift lead", "domain", "line", ""),
    ("Undertake any other duties of the grade", "domain", "line", ""),
    ("Making it accessible and fast", "tool", "line", ""),
    ("Review code and mentor juniors", "domain", "line", ""),
    ("Urgently", "domain", "line", ""),
    ("leads assemblies with warmth", "domain", "line", ""),
    ("translate into French on the fly", "domain", "line", ""),
    ("look into complaints", "domain", "task", "look into complaints"),
    ("Demonstrate evidence of reflective practice", "domain", "thing", "reflective practice"),
    ("Show a clear understanding of food safety law", "domain", "thing", "food safety law"),
    ("Recognise and respond to distress", "domain", "task", "recognise and respond to distress"),
    ("Ring Asha on 020 7946 0991", "tool", "line", ""),
    ("Mail your interest to asha@harbour.example", "domain", "line", ""),
    ("See harbourinn.co.uk/jobs for more", "domain", "line", ""),
    ("£14.20 to £16 an hour", "domain", "line", ""),
    ("£31k - £35k plus tips", "domain", "line", ""),
    ("Salary: 31,000 a year", "domain", "line", ""),
    ("Two references from past employers", "domain", "line", ""),
    ("run a budget of £2m a year", "domain", "task", "run a budget of £2m a year"),
    ("Wound care", "domain", "thing", "wound care"),
    ("Experience of caring for older people", "domain", "thing", "caring for older people"),
    ("Sound knowledge of UK employment law", "domain", "thing", "UK employment law"),
    ("Some residential wiring experience preferred", "domain", "thing", "residential wiring"),
    (
        "Keeping the ovens, provers and slicers going",
        "domain",
        "thing",
        "keeping the ovens, provers and slicers going",
    ),
    ("3+ years of backend development", "domain", "thing", "backend development"),
    ("looking after patients on NIV", "domain", "thing", "looking after patients on NIV"),
    ("Experience with Kubernetes", "tool", "tool", "Kubernetes"),
    ("Strong Excel (lookups, pivots)", "tool", "tool", "Excel"),
    ("Experience in Go", "tool", "tool", "Go"),
    ("PLC fault finding", "tool", "thing", "PLC fault finding"),
    ("dbt, Git", "tool", "tool", "dbt and Git"),
    ("Terraform / AWS", "tool", "tool", "Terraform or AWS"),
    ("Familiar with a till system", "tool", "tool", "a till system"),
    ("Two years on a stroke ward", "domain", "place", "on a stroke ward"),
    ("At least 3 years in a factory", "domain", "place", "in a factory"),
    ("Post-registration experience in an acute setting", "domain", "place", "in an acute setting"),
    (
        "You must have a full UK driving licence",
        "credential",
        "credential",
        "a full UK driving licence",
    ),
    ("Degree in a numerate subject", "credential", "credential", "a degree in a numerate subject"),
    ("NVQ is desirable", "credential", "credential", "an NVQ"),
    (
        "Registration with Social Work England",
        "credential",
        "credential",
        "registration with Social Work England",
    ),
    ("Patience and warmth", "soft", "value", "patience and warmth"),
    ("High attention to detail", "soft", "value", "attention to detail"),
    ("a love of order", "domain", "value", "a love of order"),
    ("CIMA or ACCA qualified", "credential", "line", ""),
    ("Must be friendly", "soft", "line", ""),
    ("We need someone who can keep cool", "soft", "line", ""),
    ("Numbers don't scare you (P&L, payroll %, Excel)", "tool", "line", ""),
    ("Knowledge of the “first in, first out” rule", "domain", "line", ""),
    ("STRONG COMMUNICATION SKILLS", "soft", "line", ""),
    ("Apply at https://jobs.example/ferry", "domain", "line", ""),
    ("Ref FM-20931 #ferryjobs", "domain", "line", ""),
    ("whole fish from the day boats, so you need to be able to", "domain", "line", ""),
    ("Testing with Jest / Playwright / Cypress", "tool", "line", ""),
    ("Worked closely with engineers in an agile team", "tool", "line", ""),
    ("own hand tools", "credential", "line", ""),
    ("Physically fit", "domain", "line", ""),
    ("I want somebody with my patience", "soft", "line", ""),
    ("🙂 🙂", "domain", "line", ""),
    ("2391 inspection and test", "credential", "line", ""),
]


def requirement(text: str, kind: RequirementKind = "domain") -> Requirement:
    return Requirement("r1", text, 1.0, "gap", kind)


@pytest.mark.parametrize(("line", "kind", "form", "phrase"), GOLDEN)
def test_a_line_is_said_as_its_form_permits(
    line: str, kind: RequirementKind, form: str, phrase: str
) -> None:
    said = ASKER.phrasing.job_line(requirement(line, kind))
    assert (said.form, said.phrase) == (form, phrase)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Nurse", "the Nurse role"),
        ("Senior Software Engineer (m/w/d) – Remote, Berlin", "the Senior Software Engineer role"),
        ("STAFF NURSE", "the Staff Nurse role"),
        ("Packer / Forklift Driver", "the Packer or Forklift Driver role"),
        ("Carer/Cook (nights)", "the Carer or Cook role"),
        ("UI/UX Designer", "the UI/UX Designer role"),
        ("Pupil Barrister / Junior Tenant, Chancery", "this role"),
        ("Pupil Barrister/Junior Tenant", "this role"),
        ("HR MANAGER", "the HR Manager role"),
        ("Projektleiter m/w/d", "the Projektleiter role"),
        ("The Baker role", "the Baker role"),
        ("C++ Developer", "the C++ Developer role"),
        ("Ward Sister, acute medicine | Ref 12345", "the Ward Sister role"),
        ("Head of Group Regulatory Reporting and Financial Crime Prevention", "this role"),
        ("{role}", "this role"),
        ("🙂", "this role"),
        ("https://jobs.example/1", "this role"),
    ],
)
def test_a_title_is_said_as_one_would_say_it(title: str, said: str) -> None:
    assert ASKER.names.role(title) == said


@pytest.mark.parametrize(
    ("company", "said"),
    [
        ("Elder Hospital", "Elder Hospital"),
        ("SKOGLY BAKERIES LTD", "Skogly Bakeries"),
        ("Brennholt Antriebe GmbH & Co. KG", "Brennholt Antriebe"),
        ("Umkhonto Logistics (Pty) Ltd", "Umkhonto Logistics"),
        ("NHS", "NHS"),
        ("Acme Inc.", "Acme"),
        ("A. B.", "A. B"),
        ("The Very Long and Winding Company of Northern Ferries", "us"),
        ("“Quoted” Ltd", "us"),
        ("www.acme.example", "us"),
        ("123", "us"),
    ],
)
def test_a_company_that_nobody_would_say_is_us(company: str, said: str) -> None:
    assert ASKER.names.company(company) == said


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("Cut waste from 11 to 6 percent", "cut waste from 11 to 6 percent"),
        ("I led a team of 5 & cut costs by 12 %", "led a team of 5 and cut costs by 12 %"),
        ("Took my team from 4 to 9 people", "took your team from 4 to 9 people"),
        ("Set up five test benches: time per run from 9 hours to 2", "set up five test benches"),
        ("Was responsible for 300 ships a year", ""),
        ("Named nurse for up to 8 patients a shift", ""),
        ("Registered with 3 agencies of the town", ""),
        ('Said "mind the step" to 200 guests', ""),
        ("Front desk and phones, up to 90 calls", ""),
        ("Led it with 4 others so that we and I could", ""),
    ],
)
def test_what_a_cv_says_was_done_is_said_to_its_owner(line: str, statement: str) -> None:
    assert ASKER.phrasing.statement(line) == statement
