"""What readers of CVs and job ads get wrong in daily use, as `reading_field_cases.json` lists it.

An input is one pair of CV and job, or `pairs`, each with the requirement that it is about; both are
read as they are once they were saved. A CV may be a `file` of `tests/cv-field`.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.documents.reading.document import text_of
from app.documents.reading.frames import DocumentText, ReadingTask
from app.headings import Kind
from app.interviewer.model import Documents, Requirement
from tests.corpus import FIELD
from tests.roles import TODAY
from tests.roles.rules import RULES

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("reading_field_cases.json").read_text("utf-8")
)


def plain(text: str) -> str:
    """White space, case and the shape of quotation marks do not count."""
    return re.sub(r"\s+", " ", re.sub("[\u2018\u2019\u201c\u201d\"']", "'", text)).strip().lower()


def has(text: str, wanted: str) -> bool:
    return plain(wanted) in plain(text)


def saved(text: str, kind: Kind) -> DocumentText:
    return text_of(ReadingTask(text.encode(), True, 1, kind=kind))


def cv_of(source: dict[str, str]) -> DocumentText:
    if "file" in source:
        return text_of(ReadingTask((FIELD / Path(source["file"]).name).read_bytes()))
    return saved(source["cv"], "cv")


def requirements_of(source: dict[str, str]) -> list[Requirement]:
    documents = Documents(
        source.get("job_title", "Worker"),
        source.get("company_name", "Acme"),
        cv_of(source).content,
        saved(source["job_description"], "job").content,
    )
    return RULES.read(documents, TODAY).requirements


def failures(case: dict[str, Any]) -> Iterator[str]:
    expected = case["expect"]
    for source in case["input"].get("pairs", [case["input"]]):
        if "sections" in expected:
            yield from missing_sections(expected["sections"], cv_of(source).headings)
        if "job_description" in source:
            found = requirements_of(source)
            wanted = expected.get("requirements", [])
            if "contains" in source:
                wanted = [{"contains": source["contains"], **expected["each"]}]
            for each in wanted:
                yield from wrong_in(found, each)
            yield from wrong_among(found, expected)


def missing_sections(wanted: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    """Spaces inside do not count."""
    bare = [plain(one).replace(" ", "") for one in found]
    yield from (f"no section {one}" for one in wanted if plain(one).replace(" ", "") not in bare)


def wrong_among(found: Sequence[Requirement], expected: dict[str, Any]) -> Iterator[str]:
    texts = [one.text for one in found]
    least, most = expected.get("requirement_count", (0, len(texts)))
    if not least <= len(texts) <= most:
        yield f"{len(texts)} requirements: {texts}"
    for unwanted in expected.get("no_requirement_contains", []):
        yield from (f"requirement: {text}" for text in texts if has(text, unwanted))
    for unwanted in expected.get("no_requirement_is", []):
        yield from (f"requirement: {text}" for text in texts if plain(text) == plain(unwanted))
    evidence = [line for requirement in found for line in requirement.evidence]
    for unwanted in expected.get("evidence_lacks", []):
        yield from (f"evidence: {line}" for line in evidence if has(line, unwanted))


def wrong_in(found: Sequence[Requirement], wanted: dict[str, Any]) -> Iterator[str]:
    """What of one requirement is not as wanted; the shortest that has its words is meant."""
    named = [one for one in found if has(one.text, wanted["contains"])]
    if not named:
        yield f"not found: {wanted['contains']}"
        return
    one = min(named, key=lambda each: len(each.text))
    told = f"{one.text}: {one.status}, {one.importance}, {one.evidence}"
    if one.status not in wanted.get("status", one.status):  # a status, or a list of those right
        yield told
    if (wanted.get("must") and one.importance < 1) or (wanted.get("nice") and one.importance > 0.5):
        yield told
    if not plain(one.text).startswith(plain(wanted.get("begins", ""))):
        yield told
    shown = "\n".join(one.evidence)
    if not has(shown, wanted.get("evidence_contains", "")):
        yield told
    yield from (told for unwanted in wanted.get("lacks", []) if has(one.text, unwanted))
    yield from (told for unwanted in wanted.get("evidence_lacks", []) if has(shown, unwanted))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['name']}")
def test_what_others_misread_is_read_rightly(case: dict[str, Any]) -> None:
    assert list(failures(case)) == [], case["why"]
