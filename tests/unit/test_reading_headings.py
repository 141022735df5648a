"""The headings that are recognised in a CV."""

import pytest

from app.documents.reading.headings import section_headings


def test_headings_are_given_verbatim_in_order_and_once() -> None:
    text = "Jane Doe\nEXPERIENCE\nLed eight people\n\nEducation:\nOslo\n\nExperience\nMore of it"
    assert section_headings(text) == ["EXPERIENCE", "Education"]


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
    assert section_headings(line) == [heading]


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
    assert section_headings(line) == []
