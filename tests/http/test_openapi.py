"""The OpenAPI document, and the server held against it by Schemathesis."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis.strategies import DataObject, data
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.clients import answered, client
from tests.conftest import NewClient
from tests.http.raw import routes
from tests.server import Server

EXAMPLES = 8  # for each operation and mode: a few seconds in all


def operations(server: Server) -> Iterator[APIOperation[Any, Any, Any, Any]]:
    """Every operation, and last those after which there is no session any more."""
    document = schemathesis.openapi.from_url(f"{server.url}/schema/openapi.json")
    found = [each.ok() for each in document.get_all_operations() if isinstance(each, Ok)]
    yield from sorted(found, key=lambda each: each.method == "delete" or "/delete" in each.path)


NO_DEVICE = "999999"  # to be signed out: the owner's own would end the test


class Owner(msgspec.Struct, frozen=True):
    """Somebody whose session stands in the middle of its interview."""

    session_id: str
    cookies: dict[str, str]


@pytest.fixture(scope="module")
def owner(server: Server) -> Owner:
    with client(server.urls, "api") as visitor:
        return Owner(str(answered(visitor, 1)), dict(visitor.cookies))


def hold(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, owner: Owner) -> None:
    """Send what is right, or what is wrong, and check every answer against the document.

    Save that right input is taken: no schema can say that a text has to be visible. A right path is
    that of the owner's session.
    """
    cases = operation.as_strategy(generation_mode=mode)

    @given(data())
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[*HealthCheck])
    def holds(drawn: DataObject) -> None:
        case = drawn.draw(cases)
        assume(not is_trimmed(case.body))
        if mode is GenerationMode.POSITIVE:
            ours = {"session_id": owner.session_id, "device": NO_DEVICE}
            case.path_parameters = {
                name: ours.get(name, value) for name, value in case.path_parameters.items()
            }
        case.call_and_validate(
            headers={"Accept": "application/json"},
            cookies=owner.cookies,
            excluded_checks=[positive_data_acceptance],
        )

    holds()


def is_trimmed(body: object) -> bool:
    """Whether a form has a text that is shorter once it is trimmed: a limit means that one."""
    values = body.values() if isinstance(body, dict) else []
    return any(isinstance(each, str) and each != each.strip() for each in values)


def test_the_server_answers_as_its_document_says(server: Server, owner: Owner) -> None:
    for operation in operations(server):
        hold(operation, GenerationMode.POSITIVE, owner)


def test_what_the_document_forbids_is_refused(server: Server, owner: Owner) -> None:
    for operation in operations(server):
        if operation.body or operation.path_parameters:
            hold(operation, GenerationMode.NEGATIVE, owner)


def test_the_document_names_every_field_and_every_error(new_client: NewClient) -> None:
    document = new_client("api").get("/schema/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert schemas["SessionForm"]["required"] == ["job_title", "company_name"]
    assert schemas["SessionForm"]["properties"]["job_title"]["maxLength"] == 200
    assert list(schemas["ErrorBody"]["properties"]) == ["error", "type", "code", "fields"]
    create = document["paths"]["/session/create"]["post"]
    assert create["responses"].keys() == {
        *("200", "302", "400", "403", "409", "413", "429", "500", "503")
    }
    upload = document["paths"]["/session/{session_id}/upload"]["get"]
    assert upload["responses"].keys() == {"200", "400", "403", "404", "500", "503"}
    message = document["paths"]["/session/{session_id}/message"]["post"]
    assert {"400", "403", "404", "409", "413"} <= message["responses"].keys()
    cv = schemas["CvFields"]["properties"]
    assert list(cv) == ["cv_file", "cv_text"]
    assert cv["cv_file"]["format"] == "binary"
    job = schemas["JobFields"]["properties"]
    assert job["job_file"]["format"] == "binary"
    assert job["job_description"]["maxLength"] == 20_000
    assert schemas["ReuseForm"]["required"] == ["from"]
    assert schemas["AnswerForm"]["properties"].keys() == {"answer", "question", "action", "seconds"}
    assert "last run" in schemas["Report"]["properties"]["compared"]["description"]
    assert schemas["Comparison"]["required"] == ["url", "has_same_rules", "changes"]
    assert schemas["Change"]["required"] == ["name", "before", "after"]


@pytest.mark.parametrize(
    ("path", "status", "codes"),
    [
        ("upload-cv", "400", {"unreadable_letters", "portfolio", "file_and_text", "too_short"}),
        ("upload-job", "400", {"unreadable_letters", "portfolio", "text_too_long"}),
        ("upload-cv", "413", {"too_large", "too_many_pages", "text_too_long"}),
        ("upload-cv", "503", {"busy"}),
        ("reuse-cv", "400", {"no_cv"}),
    ],
)
def test_the_document_names_the_codes_of_what_can_become_of_an_upload(
    new_client: NewClient, path: str, status: str, codes: set[str]
) -> None:
    document = new_client("api").get("/schema/openapi.json").json()
    answer = document["paths"][f"/session/{{session_id}}/{path}"]["post"]["responses"][status]
    error, narrowed = answer["content"]["application/json"]["schema"]["allOf"]
    assert error == {"$ref": "#/components/schemas/ErrorBody"}
    assert codes <= set(narrowed["properties"]["code"]["enum"])


def test_a_route_is_in_the_document_or_named_as_one_that_is_not(new_client: NewClient) -> None:
    document = new_client("api").get("/schema/openapi.json").json()
    every = {path.replace(":str}", "}") for method in ("GET", "POST") for path in routes(method)}
    missing = set(re.findall(r"`(/[^`]*)`", document["info"]["description"]))
    assert every == document["paths"].keys() | missing
    assert not document["paths"].keys() & missing
