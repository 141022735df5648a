"""The OpenAPI document, and the server held against it by Schemathesis."""

from collections.abc import Iterator
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import DataObject, data
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.conftest import NewClient
from tests.server import Server

EXAMPLES = 20  # for each operation and mode: a few seconds in all


def operations(server: Server) -> Iterator[APIOperation[Any, Any, Any, Any]]:
    document = schemathesis.openapi.from_url(f"{server.url}/schema/openapi.json")
    for operation in document.get_all_operations():
        assert isinstance(operation, Ok)
        yield operation.ok()


def hold(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode) -> None:
    """Send what is right, or what is wrong, and check every answer against the document.

    Save that right input is taken: no schema can say that a text has to be visible.
    """
    cases = operation.as_strategy(generation_mode=mode)

    @given(data())
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[*HealthCheck])
    def holds(drawn: DataObject) -> None:
        drawn.draw(cases).call_and_validate(
            headers={"Accept": "application/json"}, excluded_checks=[positive_data_acceptance]
        )

    holds()


def test_the_server_answers_as_its_document_says(server: Server) -> None:
    for operation in operations(server):
        hold(operation, GenerationMode.POSITIVE)


def test_what_the_document_forbids_is_refused(server: Server) -> None:
    for operation in operations(server):
        if operation.body or operation.path_parameters:
            hold(operation, GenerationMode.NEGATIVE)


def test_the_document_names_every_field_and_every_error(new_client: NewClient) -> None:
    document = new_client("api").get("/schema/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert schemas["SessionForm"]["required"] == ["job_title", "company_name"]
    assert schemas["SessionForm"]["properties"]["job_title"]["maxLength"] == 200
    assert list(schemas["ErrorBody"]["properties"]) == ["error", "type", "code", "fields"]
    create = document["paths"]["/session/create"]["post"]
    assert create["responses"].keys() == {"200", "302", "400", "403", "413", "500", "503"}
    upload = document["paths"]["/session/{session_id}/upload"]["get"]
    assert upload["responses"].keys() == {"200", "400", "403", "404", "500", "503"}
