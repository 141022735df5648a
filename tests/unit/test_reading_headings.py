"""The headings that are recognised in a CV."""

import pytest

from app.documents.reading.headings import section_headings
from app.headings import headings_of, is_like_heading

CV = headings_of("cv")


def test_headings_are_given_verbatim_in_order_and_once() -> None:
    text = "Jane Doe\nEXPERIENCE\nLed eight people\n\nEducation:\nOslo\n\nExperience\nMore of it"
    assert section_headings(text, CV) == ["EXPERIENCE", "Education"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("## Work Experience", "Work Experience"),
        ("3. Education —", "Education"),
        ("• SKILLS •", "SKILLS"),
        ("S K I L L S", "S K I L L S"),
        ("Skills & Languages", "Skills & Languages"),
        ("Education and Training", "Education and Training"),
        ("Projects\t2019–2024, all on time", "Projects"),
        ("COMPETENCES", "COMPETENCES"),
        ("Centres d’intérêt", "Centres d’intérêt"),
        ("İŞ DENEYİMİ", "İŞ DENEYİMİ"),
        ("İLGİ ALANLARI", "İLGİ ALANLARI"),
        ("ΕΚΠΑΙΔΕΥΣΗ", "ΕΚΠΑΙΔΕΥΣΗ"),
        ("Опыт работы:", "Опыт работы"),
        ("【職歴】", "職歴"),
        ("الخبرة المهنية", "الخبرة المهنية"),
    ],
)
def test_a_heading_is_recognised_however_it_is_set(line: str, heading: str) -> None:
    assert section_headings(line, CV) == [heading]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "a" + "." * 100_000 + "b",
        "_" * 100_000,
        "Jane Doe",
        "Experience with Python",
        "I have skills",
        "Head of Education",
        "Skills & more",
    ],
)
def test_other_lines_are_no_headings(line: str) -> None:
    assert section_headings(line, CV) == []


def test_an_unknown_heading_is_shown_if_it_is_set_as_the_known_ones_are() -> None:
    text = (
        "JO OAK\n\nEXPERIENCE\nBaker\n\nPUBLIC SPEAKING\n- Two talks in Oslo\n\nSKILLS\nRye bread"
    )
    assert section_headings(text, CV) == ["EXPERIENCE", "PUBLIC SPEAKING", "SKILLS"]


@pytest.mark.parametrize(
    "employer", ["ACME LTD\nBaker, 2012 - 2015", "Acme Ltd\nBaked all the bread"]
)
def test_an_employer_is_no_heading(employer: str) -> None:
    text = f"EXPERIENCE\nA bakery of the north\n\n{employer}"
    assert section_headings(text, CV) == ["EXPERIENCE"]


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("WORK HISTORY:", "experience"),
        ("• Technical skills", "skills"),
        ("E DUCATION", "education"),
        ("Hobbies and interests", "interests"),
        ("Languages / Tools", "skills"),
        ("REFEREES", "references"),
        ("Kontakt", "contact"),
        ("Über mich", "profile"),
        ("Head of Education", None),
    ],
)
def test_a_heading_opens_a_section(line: str, section: str | None) -> None:
    assert CV.section_of(line) == section


def test_a_job_description_has_sections_of_its_own() -> None:
    job = headings_of("job")
    assert [
        job.section_of(each) for each in ("Must have", "Your tasks", "Nice to have", "Perks")
    ] == [
        "required",
        "duties",
        "nice",
        "dropped",
    ]


@pytest.mark.parametrize(
    ("line", "following", "is_heading"),
    [
        ("Why Skogly?", "- Free bread", True),
        ("Accountability", "You keep the oven clean and the floor dry.", True),
        ("Baker in Oslo.", "- Free bread", False),
        ("Baker, 2012", "- Rye bread", False),
        ("rye bread", "- Free bread", False),
        ("Oslo", "Baker", False),
    ],
)
def test_a_short_line_above_a_list_may_be_a_heading(
    line: str, following: str, is_heading: bool
) -> None:
    assert is_like_heading(line, following) == is_heading


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Bakery experience", "experience"),
        ("Relevant veterinary experience", "experience"),
        ("EXPERIENCE (ABROAD)", "experience"),
        ("Warehouse and yard experience:", "experience"),
        ("Hospital placements", "experience"),
        ("Seasonal jobs", "experience"),
        ("Police career", "experience"),
        ("Forklift tickets", "education"),
        ("Bench skills", "skills"),
        ("Extensive catering experience", None),
        ("Head of customer experience", None),
        ("We have experience", None),
        ("six months bakery experience", None),
        ("Bakery experience, mostly nights", None),
    ],
)
def test_a_line_apart_opens_a_section_if_it_ends_as_headings_do(
    line: str, section: str | None
) -> None:
    assert CV.section_apart(line) == section
