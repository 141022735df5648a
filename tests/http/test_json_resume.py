"""A JSON Resume is a CV for every client: as text, with its sections, and as evidence."""

import html

import httpx
import pytest

from tests.clients import HEADERS, create
from tests.conftest import NewClient
from tests.corpus import HERE
from tests.files import LONG
from tests.server import Server


@pytest.fixture(scope="module")
def server(server_on_sqlite: Server) -> Server:
    """What is read of a document does not depend on the engine that keeps it."""
    return server_on_sqlite


JSON_RESUME = (HERE / "cv-more/json_resume.json").read_bytes()
HEADER = "Controls Engineer, Northgate Foods, Jun 2014 to Mar 2019"
# Which of them comes first depends on how fast the machine is.
CODES = ("resource_limit", "timed_out", "text_too_long", "unsupported_type")
JOB = """Controls engineer
Requirements
- Experience of PLC programming
- Kubernetes in production
- Bachelor's degree in engineering
- Fluent Dutch
- Welding certificate
"""


def send(visitor: httpx.Client, session: int, data: bytes, document: str = "cv") -> httpx.Response:
    files = {f"{document}_file": ("resume.json", data, "application/json")}
    return visitor.post(f"/session/{session}/upload-{document}", files=files)


@pytest.mark.parametrize("kind", HEADERS)
def test_its_text_and_sections_are_shown(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    session = create(visitor)
    assert send(visitor, session, JSON_RESUME).status_code in (200, 302)
    page = new_client("browser", like=visitor).get(f"/session/{session}/upload").text
    assert HEADER in html.unescape(page)
    assert "resume.json" in page
    assert "Summary, Experience, Volunteering, Projects, Education, Certificates, Awards" in page


def test_a_pasted_one_is_kept_as_the_same_text(new_client: NewClient) -> None:
    visitor = new_client("api")
    texts = []
    for way in ("file", "text"):
        session = create(visitor)
        if way == "file":
            send(visitor, session, JSON_RESUME)
        else:
            form = {"cv_text": JSON_RESUME.decode()}
            visitor.post(f"/session/{session}/upload-cv", data=form)
        texts.append(visitor.get(f"/session/{session}/upload").json()["cv_text"])
    assert texts[0] == texts[1]
    assert HEADER in texts[0]


def test_requirements_are_found_in_its_lines(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = create(visitor, job_title="Controls engineer", company_name="Dockside")
    send(visitor, session, JSON_RESUME)
    visitor.post(f"/session/{session}/upload-job", data={"job_description": JOB})
    review = visitor.get(f"/session/{session}/review").json()
    found = {one["text"]: (one["status"], one["evidence"]) for one in review["requirements"]}
    assert found == {
        "Experience of PLC programming": ("supported", ["Programmed the PLCs of three lines"]),
        "Kubernetes in production": (
            "supported",
            ["Moved 14 services to Kubernetes in nine months"],
        ),
        "Bachelor's degree in engineering": (
            "supported",
            ["Bachelor, Electrical Engineering, Ghent University, Sep 2010 to Jun 2014"],
        ),
        "Fluent Dutch": ("supported", ["Dutch: Native speaker"]),
        "Welding certificate": ("gap", []),
    }


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize(
    "data",
    [b'{"name": "rehearse"}', JSON_RESUME[:-9], b'{"work":' * 100_000, b'{"work": [1, null, []]}'],
)
def test_other_json_is_refused_in_a_sentence(new_client: NewClient, kind: str, data: bytes) -> None:
    visitor = new_client(kind)
    refused = send(visitor, create(visitor), data)
    sentence = "this is JSON, and no CV in the JSON Resume format can be read from it"
    assert (refused.status_code, sentence in html.unescape(refused.text)) == (400, True)


@pytest.mark.parametrize("unit", ["null", '{"name": "The Swan"}'])
def test_ten_megabytes_of_entries_harm_nobody(new_client: NewClient, unit: str) -> None:
    visitor = new_client("api")
    session = create(visitor)
    count = 10_000_000 // (len(unit) + 1)
    refused = send(visitor, session, f'{{"work": [{",".join([unit] * count)}]}}'.encode())
    assert refused.status_code in (400, 413)
    assert refused.json()["code"] in CODES
    assert send(visitor, session, JSON_RESUME).status_code == 200


def test_as_a_job_description_it_is_only_text(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = create(visitor)
    assert send(visitor, session, JSON_RESUME, "job").status_code == 200
    refused = send(visitor, session, b'{"title": "' + LONG.encode() + b'"}', "job")
    assert (refused.status_code, refused.json()["code"]) == (400, "unsupported_type")


def test_the_form_of_the_cv_offers_such_files(new_client: NewClient) -> None:
    visitor = new_client("browser")
    page = visitor.get(f"/session/{create(visitor)}/upload").text
    assert page.count('accept=".pdf,.docx,.odt,.rtf,.txt,.md,.json"') == 1
    assert page.count('accept=".pdf,.docx,.odt,.rtf,.txt,.md"') == 1
