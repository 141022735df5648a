"""What becomes of a job description that is none, pasted or as a file, in words that fit it."""

import html

import httpx
import pytest

from tests.clients import HEADERS, create
from tests.conftest import NewClient
from tests.files import LONG, docx, paragraph
from tests.http.test_document_outcomes import MB, OUTCOMES, send

SHORT_JOB = (
    "Job description seems too short. Please provide a complete job description "
    "(at least 50 characters)"
)
LONG_JOB = "Job description too long (max 20,000 characters)"
# Where a job description that came as a file is told something else than a CV.
OF_A_JOB = {
    "a short text": (400, "ValidationError", "too_short", SHORT_JOB),
    "a book": (400, "ValidationError", "text_too_long", LONG_JOB),
}


def describe(visitor: httpx.Client, session: int, text: str) -> httpx.Response:
    return visitor.post(f"/session/{session}/upload-job", data={"job_description": text})


@pytest.mark.parametrize("name", sorted(OUTCOMES.keys() - {"a maze", "a bomb"}))
def test_a_job_description_as_a_file_has_the_same_outcomes_in_words_that_fit(
    new_client: NewClient, name: str
) -> None:
    data, *outcome = OUTCOMES[name]
    status, kind, code, sentence = OF_A_JOB.get(name, outcome)
    visitor = new_client("api")
    answer = send(visitor, create(visitor), data(), "job")
    assert (answer.status_code, list(answer.json())) == (status, ["error", "type", "code"])
    assert (answer.json()["type"], answer.json()["code"]) == (kind, code)
    assert answer.json()["error"].startswith(sentence)
    assert "CV" not in answer.json()["error"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Job description cannot be empty"),
        (" \n\u200b ", "Job description cannot be empty"),
        ("x" * 49, SHORT_JOB),
        ("x" * 20_001, LONG_JOB),
    ],
    ids=["empty", "blank", "49", "20,001"],
)
@pytest.mark.parametrize("kind", HEADERS)
def test_a_job_description_that_is_none_is_refused_and_kept_in_its_form(
    new_client: NewClient, kind: str, text: str, sentence: str
) -> None:
    visitor = new_client(kind)
    answer = describe(visitor, create(visitor), text)
    assert answer.status_code == 400
    assert sentence in answer.text
    if kind in ("api", "script"):
        assert answer.json() == {
            "error": sentence,
            "type": "ValidationError",
            "fields": {"job_description": sentence},
        }
    else:
        assert f"{text.strip()}</textarea>" in answer.text
        assert 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize("length", [50, 20_000])
def test_a_job_description_within_its_limits_is_taken(new_client: NewClient, length: int) -> None:
    visitor = new_client("api")
    session = create(visitor)
    assert describe(visitor, session, "職" * length).status_code == 200
    kept = visitor.get(f"/session/{session}/upload").json()["job_description_text"]
    assert kept == "職" * length


def test_a_job_description_of_the_widest_characters_is_taken_in_a_form(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    assert describe(visitor, create(visitor), "\U00020000" * 20_000).status_code == 200


@pytest.mark.parametrize("kind", HEADERS)
def test_a_body_that_no_job_description_fills_is_told_the_limit_of_one(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    answer = describe(visitor, create(visitor), "x" * MB)
    assert answer.status_code == 400
    assert LONG_JOB in answer.text


@pytest.mark.parametrize(("length", "status"), [(20_000, 200), (20_001, 400)])
def test_a_job_file_is_held_to_the_limit_of_a_pasted_text(
    new_client: NewClient, length: int, status: int
) -> None:
    visitor = new_client("api")
    data = ("職" * length).encode()
    assert send(visitor, create(visitor), data, "job").status_code == status


@pytest.mark.parametrize("kind", ["htmx", "browser"])
def test_what_is_wrong_with_a_job_file_is_said_beside_it(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    answer = send(visitor, create(visitor), b"%PDF-1.4", "job")
    assert answer.status_code == 400
    assert 'aria-describedby="job-file-hint job-file-error" aria-invalid="true"' in answer.text


def test_an_outcome_of_one_document_leaves_the_other_alone(new_client: NewClient) -> None:
    visitor = new_client("api")
    session = create(visitor)
    send(visitor, session, docx(paragraph(LONG)))
    describe(visitor, session, "x")
    body = visitor.get(f"/session/{session}/upload").json()
    assert (body["cv_text"], body["job_description_text"]) == (LONG, None)


def test_the_sections_of_a_job_description_are_named_as_its_own(new_client: NewClient) -> None:
    visitor = new_client()
    session = create(visitor)
    job = f"About us\n{LONG}\n\nWhat you'll do\n- Bake\n\nMust haves\n- An oven\n\nThe perks\n- Tea"
    describe(visitor, session, job)
    page = html.unescape(visitor.get(f"/session/{session}/upload").text)
    assert "About us, What you'll do, Must haves, The perks" in page
