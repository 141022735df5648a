"""The OpenAPI document, made from the routes and the contract that each of them names.

Litestar's own generator reads a handler's types; ours take a request and give a response in one of
four forms, so each route says what its form and its JSON are.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from app.errors import RehearseError
from app.web import pages
from app.web.failures import ErrorBody
from app.web.limits import is_limited

REFERENCE = "#/components/schemas/{name}"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data", "application/json")
DESCRIPTION = (
    "All that a session needs, and the health. Not in here: `/static/{name}`, `/favicon.ico`, "
    "`/robots.txt`, `/theme`, `/security`, `/.well-known/security.txt`, "
    "`/session/{session_id}/feedback.md` (the report as a file to keep; its time is in the zone "
    "`tz`, as in `?tz=Europe/Berlin`) and this document, "
    "`/schema/openapi.json`."
)
PATH_SCHEMAS = {
    "session_id": {"type": "string", "pattern": "^[1-9][0-9]{0,18}$"},
    "number": {"type": "string", "pattern": "^[1-8]$"},
    "device": {"type": "string", "pattern": "^[1-9][0-9]{0,18}$"},
    "code": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"},
}


class Contract(msgspec.Struct, frozen=True):
    """What a route takes and gives: a form of strings, a query, JSON, a page, a redirect.

    `conflicts` where it may be impossible as things stand (409), because another request came first
    or a limit of what is kept is reached. `outcomes` are errors whose codes a client
    can tell apart.
    """

    json: type[msgspec.Struct] | None
    form: type[msgspec.Struct] | None
    has_page: bool
    redirects: bool
    conflicts: bool
    outcomes: tuple[type[RehearseError], ...]
    query: type[msgspec.Struct] | None = None


def contract(
    json: type[msgspec.Struct] | None = None,
    *,
    form: type[msgspec.Struct] | None = None,
    has_page: bool = True,
    redirects: bool = False,
    conflicts: bool = False,
    outcomes: Iterable[type[RehearseError]] = (),
    query: type[msgspec.Struct] | None = None,
) -> dict[str, Contract]:
    """The `opt` of a route that belongs into the document; one with a form redirects too."""
    redirects = redirects or form is not None
    known = Contract(json, form, has_page, redirects, conflicts, tuple(outcomes), query)
    return {"contract": known}


@cache
def document(app: Litestar) -> bytes:
    """The document in JSON."""
    described = list(handlers(app))
    contracts = [handler.opt["contract"] for _, handler in described]
    paths: dict[str, dict[str, Any]] = {}
    for path, handler in described:
        paths.setdefault(path, {})[method(handler).lower()] = operation(path, handler)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Rehearse",
                "version": pages.version(),
                "description": DESCRIPTION,
            },
            "paths": paths,
            "components": {"schemas": schemas(contracts)},
        }
    )


def handlers(app: Litestar) -> Iterator[tuple[str, HTTPRouteHandler]]:
    """Every path of the document with the handler that answers it."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if "contract" in handler.opt:
                    yield route.path_format, handler


def method(handler: HTTPRouteHandler) -> str:
    return next(name for name in ("GET", "POST", "DELETE") if name in handler.http_methods)


def operation(path: str, handler: HTTPRouteHandler) -> dict[str, Any]:
    """One operation: its summary is the handler's docstring."""
    known: Contract = handler.opt["contract"]
    has_id = "{" in path
    described: dict[str, Any] = {
        "operationId": handler.handler_name,
        "summary": (handler.fn.__doc__ or "").strip(),
        "responses": dict(responses(handler, has_id)),
    }
    if parameters := [*path_parameters(path), *query_parameters(known)]:
        described["parameters"] = parameters
    if known.form:
        content = {"schema": reference(known.form)}
        described["requestBody"] = {
            "required": True,
            "content": dict.fromkeys(FORM_TYPES, content),
        }
    return described


def path_parameters(path: str) -> Iterator[dict[str, Any]]:
    for name, schema in PATH_SCHEMAS.items():
        if f"{{{name}}}" in path:
            yield {"name": name, "in": "path", "required": True, "schema": schema}


def query_parameters(known: Contract) -> Iterator[dict[str, Any]]:
    if known.query:
        schema = msgspec.json.schema(known.query)["$defs"][known.query.__name__]
        for name, field in schema["properties"].items():
            yield {"name": name, "in": "query", "required": False, "schema": field}


def responses(handler: HTTPRouteHandler, has_id: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the operation may answer, by status."""
    known: Contract = handler.opt["contract"]
    schema = reference(known.json) if known.json else None
    if schema or known.has_page:
        yield "200", answer_of("As it was asked for", schema, known.has_page)
    if known.redirects:
        yield "302", answer_of("On to `Location`", schema, False)
    for status, description in errors(handler, has_id):
        yield status, answer_of(description, error_schema(known, status), known.has_page)


def errors(handler: HTTPRouteHandler, has_id: bool) -> Iterator[tuple[str, str]]:
    known: Contract = handler.opt["contract"]
    yield "400", "The input can't be used as it is"
    if known.form:
        yield "403", "The request came from another site, or the session is somebody else's"
        yield "413", "The body is larger than this form takes"
    elif has_id:
        yield "403", "The session is somebody else's"
    if has_id:
        yield "404", "There is no such thing, or not any more"
    if known.conflicts:
        yield "409", "It can't be done as things now stand; look again"
    if is_limited(handler):
        yield "429", "Too many within one hour, on a shared server; try again after `Retry-After`"
    yield "500", "An unexpected error"
    yield "503", "Nothing can be saved or read just now; try again after `Retry-After`"


def error_schema(known: Contract, status: str) -> dict[str, Any]:
    """An error, with the codes that it may have under this status."""
    codes = {each.code for each in known.outcomes if str(each.status) == status}
    if not codes:
        return reference(ErrorBody)
    return {"allOf": [reference(ErrorBody), {"properties": {"code": {"enum": sorted(codes)}}}]}


def answer_of(description: str, schema: dict[str, Any] | None, has_page: bool) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}} if schema else {}
    if has_page:
        content["text/html"] = {"schema": {"type": "string"}}
    return {"description": description, "content": content}


def reference(struct: type) -> dict[str, Any]:
    return {"$ref": REFERENCE.format(name=struct.__name__)}


def schemas(contracts: Iterable[Contract]) -> dict[str, Any]:
    """The schema of every Struct; in a form, what can't be empty has to be sent."""
    known = list(contracts)
    forms = {each.form for each in known if each.form}
    structs = {each.json for each in known if each.json} | forms | {ErrorBody}
    _, components = msgspec.json.schema_components(
        sorted(structs, key=lambda struct: struct.__name__), ref_template=REFERENCE
    )
    for form in forms:
        schema = components[form.__name__]
        fields = schema["properties"].items()
        schema["required"] = [name for name, field in fields if field.get("minLength")]
    return components
