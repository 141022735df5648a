"""What is read of a JSON Resume, and how it is set."""

import codecs
import json
from typing import Any

import msgspec
import pytest

from app.documents.reading.child import result_of
from app.documents.reading.document import text_of
from app.documents.reading.frames import ReadingTask
from app.documents.reading.json_resume import read
from app.documents.reading.outcomes import JsonError
from app.documents.reading.sniff import kind_of
from tests.corpus import HERE
from tests.files import LONG
from tests.roles import TODAY
from tests.roles.rules import RULES

JSON_RESUME = (HERE / "cv-more/json_resume.json").read_bytes()
FULL = """Mara Lindqvist

warehouse systems engineer

mara@example.com | (912) 555-4321 | Quay Street 2, 9000, Ghent, BE | https://mara.example.com \
| https://social.example/@mara | Forge: maral

Summary

I keep warehouses running: conveyors, stock software and the people beside them.

Looking for a team that measures what it ships.

Experience

Lead Engineer, Harbour Logistics, Ghent, Apr 2019 to Present

A keeper of cold goods.

Leads six people who run the stock software in Python.
• Cut mis-picks by 38% with a new check of barcodes
• Moved 14 services to Kubernetes in nine months
• £2M saved a year

Controls Engineer, Northgate Foods, Jun 2014 to Mar 2019
• Programmed the PLCs of three lines

Volunteering

Repairer, Repair Café, 2012 to 2013
• Taught 40 people to solder

Projects

Pickcheck, Maintainer, Jan 2020 to Feb 2021

An open checker of barcodes.
• Used in 30 warehouses
• Keywords: Rust, Barcodes

Education

Bachelor, Electrical Engineering, Ghent University, Sep 2010 to Jun 2014
• Grade: 17/20
• EE201 Control theory

Certificates
• Certified Kubernetes Administrator, CNCF, Nov 2021

Awards

Safety Prize, Northgate Foods, Nov 2018

For a year without a stop.

Publications

Picking without errors, Logistics Today, 2020

How a check of barcodes pays.

Skills
• Databases (Master): PostgreSQL, Redis
• Go (Beginner)
• Python, Leadership

Languages
• Dutch: Native speaker
• German: B2

Interests
• Cycling: Touring

References

Ines Moreau: Mara never left a line standing."""


def file(**sections: Any) -> bytes:
    return json.dumps(sections).encode()


def kept(data: bytes) -> str:
    return text_of(ReadingTask(data, least=1)).content


def test_a_whole_file_becomes_a_cv() -> None:
    assert kept(JSON_RESUME) == FULL


def test_its_headings_are_those_of_a_cv() -> None:
    assert text_of(ReadingTask(JSON_RESUME)).headings == [
        *("Summary", "Experience", "Volunteering", "Projects", "Education", "Certificates"),
        *("Awards", "Publications", "Skills", "Languages", "Interests", "References"),
    ]


def test_its_text_saved_again_stays_as_it_is() -> None:
    assert text_of(ReadingTask(FULL.encode(), is_text=True)).content == FULL


def test_a_pasted_one_is_read_as_the_file_is() -> None:
    assert text_of(ReadingTask(JSON_RESUME, is_text=True)).content == FULL


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b" \r\n\t", "utf-8"),
    ],
)
def test_every_encoding_and_space_before_it_will_do(mark: bytes, encoding: str) -> None:
    data = mark + JSON_RESUME.decode().encode(encoding)
    assert kind_of(data) == "json"
    assert kept(data) == FULL


def test_a_few_fields_are_enough() -> None:
    assert kept(file(basics={"name": "Jane Doe", "label": "Cook"})) == "Jane Doe\n\nCook"
    assert kept(file(work=[{"position": "Cook"}])) == "Experience\n\nCook"


def test_names_of_older_versions_are_known() -> None:
    data = file(
        basics={"name": "Jane Doe", "website": "https://jane.example"},
        work=[{"company": "The Swan", "website": "https://swan.example", "position": "Cook"}],
        education=[{"institution": "Hull College", "studyType": "NVQ", "gpa": "2"}],
    )
    assert kept(data) == (
        "Jane Doe\n\nhttps://jane.example\n\nExperience\n\nCook, The Swan\n\n"
        "Education\n\nNVQ, Hull College\n• Grade: 2"
    )


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2014-06-29", "2016-01-02", "Jun 2014 to Jan 2016"),
        ("2014-06", "2016", "Jun 2014 to 2016"),
        ("2014-06", None, "Jun 2014 to Present"),
        ("2014", "", "2014 to Present"),
        (2014, 2016, "2014 to 2016"),
        ("2014-06-29T00:00:00.000Z", "2016-12", "Jun 2014 to Dec 2016"),
        ("Spring 2014", "now", "Spring 2014 to now"),
        ("2014-13", "2016", "2014-13 to 2016"),
        (None, "2016-03", "Mar 2016"),
    ],
)
def test_dates_are_set_as_the_interviewer_reads_them(
    start: object, end: object, shown: str
) -> None:
    work = [{"position": "Cook", "name": "The Swan", "startDate": start, "endDate": end}]
    assert kept(file(work=work)) == f"Experience\n\nCook, The Swan, {shown}"


def test_what_is_null_is_left_out() -> None:
    sections = json.loads(JSON_RESUME)
    lists = {name: each for name, each in sections.items() if isinstance(each, list)}
    nothing = dict.fromkeys(lists)
    empty: dict[str, Any] = {
        name: [*map(dict.fromkeys, each), None, [], {}] for name, each in lists.items()
    }
    basics: dict[str, Any] = {"name": "Jane Doe", "location": [], "profiles": None}
    for others in (nothing, empty):
        assert kept(file(basics=basics, **others)) == "Jane Doe"


@pytest.mark.parametrize("wrong", [True, 0.5, [], {}, [[]], [{}], [[None]], {"a": {"b": []}}])
def test_a_value_of_the_wrong_type_costs_no_more_than_itself(wrong: object) -> None:
    whole = json.loads(JSON_RESUME)
    for name in ("basics", "work", "projects", "skills", "languages"):
        for field in first_of(whole[name]):
            sections = json.loads(JSON_RESUME)
            first_of(sections[name])[field] = wrong
            read_anyway = read(file(**sections))
            assert "Mara never left a line standing." in read_anyway
            assert "Programmed the PLCs of three lines" in read_anyway
        others = read(file(**{**whole, name: wrong}))
        assert "Bachelor, Electrical Engineering" in others


def first_of(section: Any) -> Any:
    return section[0] if isinstance(section, list) else section


def test_a_text_in_place_of_a_list_or_an_entry_is_kept() -> None:
    data = file(
        basics={"name": "Jane Doe", "location": "Hull"},
        work="Ten years of pastry",
        skills=["Pastry", "Bread"],
        languages=["French"],
        projects=[{"name": "Fair", "highlights": "Baked 900 loaves"}],
    )
    assert kept(data) == (
        "Jane Doe\n\nHull\n\nExperience\n\nTen years of pastry\n\nProjects\n\nFair\n"
        "• Baked 900 loaves\n\nSkills\n• Pastry, Bread\n\nLanguages\n• French"
    )


def test_an_item_keeps_its_words_and_one_bullet() -> None:
    highlights = ["- Baked\n900 loaves", "• Won a prize", "$2M saved", "-5% waste", 12, " "]
    assert kept(file(work=[{"highlights": highlights}])).split("\n") == [
        *("Experience", "• Baked 900 loaves", "• Won a prize", "• $2M saved", "• -5% waste"),
        "• 12",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b'{"name": "rehearse", "version": "1.0.0"}',
        b'{"projects": [{"name": "Jane Doe"}]}',
        b'{"basics": {}, "work": [], "education": null}',
        b'{"basics": {"name": "\\ud83d"}}',
        b'{"basics": {"name": 1e999}}',
        b'{"basics": {"name": "Jane", }}',
        b'{"a": 1}\n{"a": 2}\n',
        b'[{"basics": {"name": "Jane Doe"}}]',
        JSON_RESUME[:-9],
        b'{"basics":' * 100_000,
        b'{"basics":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_other_json_is_refused_and_says_so(data: bytes) -> None:
    with pytest.raises(JsonError, match="this is JSON"):
        kept(data)


@pytest.mark.parametrize("text", ['{"a": 1}', '{"basics": ', "[" * 5_000, "{Jane} " + LONG])
def test_other_json_that_is_pasted_stays_text(text: str) -> None:
    assert text_of(ReadingTask(text.encode(), True, least=1)).content


def test_a_text_that_begins_with_a_brace_is_no_json() -> None:
    assert kind_of(b"{Jane Doe}\nCook") == kind_of(b"[Jane Doe]\nCook") == "plain"


def test_more_than_a_cv_holds_is_refused() -> None:
    entries = ",".join(['{"name": "The Swan"}'] * 20_000)
    result = result_of(msgspec.msgpack.encode(ReadingTask(f'{{"work": [{entries}]}}'.encode())))
    assert result.outcome == "TextTooLongError"


def test_the_interviewer_reads_the_jobs_with_their_times() -> None:
    found = {line.text: line for line in RULES.matcher.cvs.lines_of(kept(JSON_RESUME), TODAY)}
    header = found["Controls Engineer, Northgate Foods, Jun 2014 to Mar 2019"]
    assert (header.is_header, header.section) == (True, "experience")
    assert found["Programmed the PLCs of three lines"].span == (2014 * 12 + 5, 2019 * 12 + 2)
    assert found["German: B2"].section == "skills"
