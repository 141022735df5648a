"""What readers of CVs get wrong in daily use, as `cv_field_cases.json` lists it, read by the rules.

An input is one pair of CV and job, or `pairs`, each with the requirement that it is about.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.interviewer.model import Documents, Requirement
from app.interviewer.rules.reading.job import Ask
from tests.roles import TODAY
from tests.roles.rules import RULES

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("cv_field_cases.json").read_text("utf-8")
)


def plain(text: str) -> str:
    """White space, case and the shape of quotation marks do not count."""
    return re.sub(r"\s+", " ", re.sub("[\u2018\u2019\u201c\u201d\"']", "'", text)).strip().lower()


def has(text: str, wanted: str) -> bool:
    return plain(wanted) in plain(text)


def requirements_of(source: dict[str, str]) -> list[Requirement]:
    """Each line of the job's list with what the CV shows of it."""
    job = source["job_description"]
    documents = Documents(source.get("job_title", "Worker"), "Acme", source["cv"], job)
    asks = [Ask(line[2:], 1.0) for line in job.splitlines() if line.startswith("- ")]
    return RULES.matcher.matched(documents, asks, "r", TODAY)


def failures(case: dict[str, Any]) -> Iterator[str]:
    expected = case["expect"]
    for pair in case["input"].get("pairs", [case["input"]]):
        found = requirements_of(pair)
        wanted = expected.get("requirements", [])
        if "contains" in pair:
            wanted = [{"contains": pair["contains"], **expected["each"]}]
        for each in wanted:
            yield from wrong_in(found, each)
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
    if one.status not in wanted["status"]:  # a status, or a list of those that are right
        yield f"{one.text}: {one.status}, {one.evidence}"
    shown = "\n".join(one.evidence)
    if not has(shown, wanted.get("evidence_contains", "")):
        yield f"{one.text}: {one.evidence}"
    for unwanted in wanted.get("evidence_lacks", []):
        if has(shown, unwanted):
            yield f"{one.text}: {one.evidence}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['name']}")
def test_a_cv_that_others_misread_is_read_rightly(case: dict[str, Any]) -> None:
    assert list(failures(case)) == [], case["why"]
