"""An error as the client reads it: a page, a fragment for the message area, or JSON."""

import msgspec
from litestar.exceptions import HTTPException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from app.errors import (
    MethodNotAllowedError,
    NotFoundError,
    PayloadTooLargeError,
    RehearseError,
    ValidationError,
)
from app.web import log
from app.web.request import Request, Response
from app.web.respond import Client, View, client_of, html_response, json_response, retry_after

ERROR = View("templates/error.html", "partials/error.html")


class ErrorBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """An error in JSON: a sentence for a person, its class, and what tells it apart further."""

    error: str
    type: str
    code: str | None = None
    fields: dict[str, str] = {}


def failure(request: Request, error: Exception) -> Response:
    """The answer to an error, in the form of the client that asked."""
    known = known_error(request, error)
    headers = headers_of(known, error)
    client = client_of(request.headers)
    if client in (Client.API, Client.SCRIPT):
        body = ErrorBody(str(known), known.type, known.code, known.fields)
        return json_response(body, status=known.status, headers=headers)
    if client is Client.HTMX:  # out of the form that was sent, into the page's message area
        headers |= {"HX-Retarget": "#notice", "HX-Reswap": "innerHTML"}
    context = {
        "error": known,
        "request_id": log.request_id(request.scope),
        "again_url": request.url.path if may_look_again(request, known) else None,
    }
    return html_response(request, ERROR, client, context, status=known.status, headers=headers)


def may_look_again(request: Request, error: RehearseError) -> bool:
    """Whether the same address may well answer in a moment, and asking again changes nothing."""
    return request.method == "GET" and error.status == 503


def known_error(request: Request, error: Exception) -> RehearseError:
    """The error in our own terms; one that nobody foresaw goes to the log and says nothing."""
    match error:
        case RehearseError():
            if error.status >= 500:  # foreseen, but the operator has to know what stands behind it
                log.note_failure(request.scope, error.__cause__ or error)
            return error
        case RequestEntityTooLarge():
            limit = request.route_handler.resolve_request_max_body_size() or 0
            return PayloadTooLargeError(
                f"That is too large: this form takes {limit // 1024} KB at most. Please shorten it."
            )
        case HTTPException(status_code=404):
            return NotFoundError()
        case HTTPException(status_code=405):
            return MethodNotAllowedError()
        case HTTPException(status_code=status) if status < 500:
            return ValidationError()
    log.note_failure(request.scope, error)
    return RehearseError()


def headers_of(known: RehearseError, error: Exception) -> dict[str, str]:
    headers = retry_after(known)
    if isinstance(error, HTTPException) and known.status == 405:
        allowed = (error.headers or {}).get("allow", "")
        headers["Allow"] = allowed.replace("GET", "GET, HEAD")  # which the guard answers
    return headers
