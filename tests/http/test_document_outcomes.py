"""What becomes of an upload that is no CV: each outcome with a real file, told in a sentence."""

from collections.abc import Callable

import httpx
import pytest

from tests.clients import CV, HEADERS, create
from tests.conftest import NewClient
from tests.corpus import HERE
from tests.files import LONG, maze, pdf
from tests.server import Server


@pytest.fixture(scope="module")
def server(server_on_sqlite: Server) -> Server:
    """What is read of a document does not depend on the engine that keeps it."""
    return server_on_sqlite


MB = 1024 * 1024
LIMIT = 10 * MB

CANNOT = "Could not read file: "
NOT_TAKEN = "Unsupported file format"
SHORT_CV = "CV seems too short. Please upload a complete CV (at least 50 characters)"


def bad(name: str) -> Callable[[], bytes]:
    return (HERE / "cv-corpus" / "bad" / name).read_bytes


# By a file: status, type, code, and how the sentence begins.
OUTCOMES: dict[str, tuple[Callable[[], bytes], int, str, str, str]] = {
    "an image": (bad("png_as_pdf.pdf"), 400, "ValidationError", "unsupported_type", NOT_TAKEN),
    "an old .doc": (bad("doc_as_docx.docx"), 400, "ValidationError", "unsupported_type", NOT_TAKEN),
    "a .docm": (bad("macro_as_docx.docx"), 400, "ValidationError", "unsupported_type", NOT_TAKEN),
    "a sheet": (bad("xlsx_as_docx.docx"), 400, "ValidationError", "unsupported_type", NOT_TAKEN),
    "a short text": (bad("short.txt"), 400, "ValidationError", "too_short", SHORT_CV),
    "nothing": (bad("empty.txt"), 400, "ValidationError", "empty", CANNOT + "the file is empty"),
    "a blank page": (bad("blank.pdf"), 400, "ValidationError", "no_text", CANNOT + "it holds"),
    "a scan": (bad("scanned_cv.pdf"), 400, "ValidationError", "no_text", CANNOT + "it holds"),
    "a password": (bad("enc_cv_userpw.pdf"), 400, "ValidationError", "encrypted", CANNOT + "it is"),
    "damage": (bad("garbage.pdf"), 400, "ValidationError", "corrupted", CANNOT + "it is damaged"),
    "a bomb": (bad("zip_bomb_1gb.docx"), 400, "ValidationError", "resource_limit", CANNOT),
    "a maze": (maze, 400, "ValidationError", "timed_out", CANNOT + "reading it took"),
    "a byte too many": (
        lambda: b"x" * (LIMIT + 1), 413, "PayloadTooLargeError", "too_large",
        CANNOT + "it is larger than 10 MB",
    ),
    "far too much": (
        lambda: b"x" * (LIMIT + MB), 413, "PayloadTooLargeError", "too_large",
        CANNOT + "it is larger than 10 MB",
    ),
    "51 pages": (
        lambda: pdf(*[[LONG]] * 51), 413, "PayloadTooLargeError", "too_many_pages",
        CANNOT + "it has more than 50 pages",
    ),
    "a book": (
        lambda: b"word " * 40_001, 413, "PayloadTooLargeError", "text_too_long",
        CANNOT + "its text is longer than 200,000 characters",
    ),
}  # fmt: skip


def send(visitor: httpx.Client, session: int, data: bytes, document: str = "cv") -> httpx.Response:
    files = {f"{document}_file": ("cv.pdf", data)}
    return visitor.post(f"/session/{session}/upload-{document}", files=files)


def paste(visitor: httpx.Client, session: int, text: str) -> httpx.Response:
    return visitor.post(f"/session/{session}/upload-cv", data={"cv_text": text})


@pytest.mark.parametrize("name", OUTCOMES)
def test_each_outcome_has_its_status_type_code_and_sentence(
    new_client: NewClient, name: str
) -> None:
    data, status, kind, code, sentence = OUTCOMES[name]
    visitor = new_client("api")
    answer = send(visitor, create(visitor), data())
    assert answer.status_code == status
    assert list(answer.json()) == ["error", "type", "code"]
    assert (answer.json()["type"], answer.json()["code"]) == (kind, code)
    assert answer.json()["error"].startswith(sentence)


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("name", ["damage", "a byte too many", "far too much", "a book"])
def test_every_client_reads_the_sentence_in_its_own_form(
    new_client: NewClient, name: str, kind: str
) -> None:
    data, status, _, _, sentence = OUTCOMES[name]
    visitor = new_client(kind)
    answer = send(visitor, create(visitor), data())
    assert answer.status_code == status
    assert sentence in answer.text
    assert answer.headers["vary"] == "Accept, HX-Request, HX-Request-Type"
    if kind == "htmx":
        assert answer.text.lstrip().startswith('<section class="document" id="cv"')
    if kind == "browser":
        assert answer.text.startswith("<!doctype html>")
    if kind in ("htmx", "browser"):
        assert 'aria-describedby="cv-file-hint cv-file-error" aria-invalid="true"' in answer.text


@pytest.mark.parametrize("kind", HEADERS)
def test_a_body_whose_length_nobody_announced_is_counted_as_it_comes(
    new_client: NewClient, kind: str
) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="cv_file"; filename="a"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    parts = [head, *[b"x" * MB] * 12, b"\r\n--x--\r\n"]
    visitor = new_client(kind)
    url = f"/session/{create(visitor)}/upload-cv"
    answer = visitor.post(url, content=iter(parts), headers=headers)
    assert answer.status_code == 413
    assert CANNOT + "it is larger than 10 MB" in answer.text


def test_a_file_of_exactly_ten_megabytes_is_read(new_client: NewClient) -> None:
    small = pdf([LONG])
    padding = b"%" + b"x" * (LIMIT - len(small) - 2) + b"\n"
    data = small.replace(b"%PDF-1.4\n", b"%PDF-1.4\n" + padding)
    visitor = new_client("api")
    assert len(data) == LIMIT
    assert send(visitor, create(visitor), data).json()["success"]


# ---- The form itself ----


@pytest.mark.parametrize("kind", HEADERS)
def test_an_empty_form_says_that_no_file_came(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    answer = visitor.post(f"/session/{create(visitor)}/upload-cv", files={"cv_file": ("", b"")})
    assert answer.status_code == 400
    assert "No file was uploaded" in answer.text
    if kind in ("api", "script"):
        assert answer.json()["code"] == "no_file"


@pytest.mark.parametrize("field", ["cv_file", "cv_text"])
def test_a_field_that_is_sent_twice_is_refused(new_client: NewClient, field: str) -> None:
    visitor = new_client("api")
    name = "a.txt" if field == "cv_file" else None
    parts = [(field, (name, CV.encode()))] * 2
    answer = visitor.post(f"/session/{create(visitor)}/upload-cv", files=parts)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert answer.json()["error"].startswith(CANNOT)


@pytest.mark.parametrize("body", [b"--x\r\nContent-Disp", b"", b"--x\r\n\r\n--x--"])
def test_a_body_that_cannot_be_read_is_refused(new_client: NewClient, body: bytes) -> None:
    visitor = new_client("api")
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    url = f"/session/{create(visitor)}/upload-cv"
    answer = visitor.post(url, content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["code"] in ("bad_request", "no_file")


# ---- Pasted text ----


def test_fifty_characters_are_a_cv_and_one_less_is_not(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = create(visitor)
    assert paste(visitor, session, "x " * 25 + "x").status_code == 200
    answer = paste(visitor, session, "x " * 24 + "x")
    assert (answer.status_code, answer.json()["error"]) == (400, SHORT_CV)
    assert answer.json()["code"] == "too_short"


def test_two_hundred_thousand_characters_are_taken_and_one_more_is_not(
    new_client: NewClient,
) -> None:
    visitor = new_client("api")
    session = create(visitor)
    assert paste(visitor, session, "履" * 200_000).status_code == 200
    answer = paste(visitor, session, "履" * 200_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "text_too_long")


@pytest.mark.parametrize("kind", ["htmx", "browser", "api"])
def test_two_megabytes_of_pasted_text_are_told_its_limit(new_client: NewClient, kind: str) -> None:
    visitor = new_client(kind)
    answer = paste(visitor, create(visitor), "x" * (2 * MB))
    assert answer.status_code == 413
    assert "its text is longer than 200,000 characters" in answer.text


@pytest.mark.parametrize("kind", ["htmx", "browser"])
def test_a_pasted_text_that_is_refused_is_kept_in_its_form(
    new_client: NewClient, kind: str
) -> None:
    visitor = new_client(kind)
    page = paste(visitor, create(visitor), "Too short & <b>bold</b>").text
    assert "Too short &amp; &lt;b&gt;bold&lt;/b&gt;</textarea>" in page
    assert 'aria-describedby="cv-text-hint cv-text-error" aria-invalid="true"' in page


def test_a_cv_with_control_characters_is_refused(new_client: NewClient) -> None:
    visitor = new_client("api")
    answer = paste(visitor, create(visitor), CV + "\x07")
    assert answer.status_code == 400
    assert "can't be shown" in answer.json()["error"]
