"""The report as a text to keep, with the time of the one who reads it."""

import io
import re
import zipfile
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.clients import ANSWERS, HEADERS, answered, completed
from tests.conftest import NewClient

VARY = "Accept, HX-Request, HX-Request-Type"
MARKDOWN = {"Accept": "text/markdown"}


@pytest.mark.parametrize("kind", HEADERS)
def test_the_report_is_also_a_text_to_keep(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = completed(visitor)
    shown = visitor.get(f"/session/{session}/feedback", headers=MARKDOWN)
    file = visitor.get(f"/session/{session}/feedback.md")
    assert shown.text == file.text
    for answer in (shown, file):
        assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
        assert answer.headers["vary"] == VARY
    assert file.headers["content-disposition"] == (
        f'attachment; filename="rehearse-staff-nurse-{datetime.now(UTC):%Y-%m-%d}.md"'
    )
    assert file.text.startswith("# Staff nurse at St Elsewhere\n")
    for text in ANSWERS:
        assert f"> {text}\n" in file.text


@pytest.mark.parametrize("is_complete", [True, False], ids=["after", "before"])
def test_a_report_keeps_the_names_that_its_interview_was_planned_with(
    new_client: NewClient, is_complete: bool
) -> None:
    visitor = new_client("browser")
    session = completed(visitor) if is_complete else answered(visitor)
    names = {"job_title": "Charge nurse", "company_name": "St Anywhere"}
    assert visitor.post(f"/session/{session}/edit", data=names).status_code == 302
    visitor.post(f"/session/{session}/complete")
    file = visitor.get(f"/session/{session}/feedback.md")
    assert file.text.startswith("# Staff nurse at St Elsewhere\n")
    assert "rehearse-staff-nurse-" in file.headers["content-disposition"]
    page = visitor.get(f"/session/{session}/feedback").text
    assert "<bdi>Staff nurse</bdi> at <bdi>St Elsewhere</bdi>" in page
    assert "<title>Feedback for Staff nurse" in page
    with zipfile.ZipFile(io.BytesIO(visitor.get("/you/export?with=markdown").content)) as archive:
        assert any(name.startswith("rehearse-staff-nurse-") for name in archive.namelist())


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])  # never both on UTC's day
def test_the_text_has_the_time_of_the_one_who_reads_it(new_client: NewClient, zone: str) -> None:
    visitor = new_client("browser")
    path = f"/session/{completed(visitor)}/feedback"
    today = datetime.now(ZoneInfo(zone))
    file = visitor.get(f"{path}.md", params={"tz": zone})
    assert f"-{today:%Y-%m-%d}.md" in file.headers["content-disposition"]
    assert re.search(rf" {today:%Y}, \d\d:\d\d {re.escape(zone)}\.\n$", file.text)
    shown = visitor.get(path, params={"tz": zone}, headers=MARKDOWN)
    assert shown.text == file.text


@pytest.mark.parametrize(
    "query", ["", "?tz=", "?tz=Mars/Base", "?tz=../../etc/passwd", "?tz=%FF%00", "?tz=America"]
)
def test_the_text_has_utc_where_no_time_zone_is_known(new_client: NewClient, query: str) -> None:
    visitor = new_client("browser")
    file = visitor.get(f"/session/{completed(visitor)}/feedback.md{query}")
    assert file.status_code == 200
    assert re.search(r" \d\d\d\d, \d\d:\d\d UTC\.\n$", file.text)
    assert f"-{datetime.now(UTC):%Y-%m-%d}.md" in file.headers["content-disposition"]
