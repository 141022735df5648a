"""What can go wrong, as a person is told it; how it is shown is for `web/failures.py`."""

NOTHING_IS_LOST = (
    "Nothing is lost. If you typed something, it is still in the form: "
    "where you don't see it, go back one page in your browser."
)


class StartError(Exception):
    """Rehearse can't start as it is set up; the message is one line for the operator."""


class RehearseError(Exception):
    """An outcome with a sentence for a person: `str(error)`.

    A subclass gives the HTTP `status`, the `type` that API clients see and, where one type covers
    several outcomes, the `code` that tells them apart. A page shows it under its `heading`, and
    with the `reason` why it can be, where that helps.
    """

    status = 500
    type = "InternalServerError"
    code: str | None = None
    heading = "Something went wrong here"
    sentence = "An unexpected error occurred"
    reason: str | None = None
    retry_after_s: int | None = None

    def __init__(self, sentence: str | None = None, fields: dict[str, str] | None = None) -> None:
        """`fields` has a sentence for each wrong field of a form, in the form's order.

        Without a sentence of its own the error is told by the first of them.
        """
        self.fields = fields or {}
        super().__init__(sentence or next(iter(self.fields.values()), self.sentence))


class ValidationError(RehearseError):
    """Input that a person can correct."""

    status = 400
    type = "ValidationError"
    heading = "That did not work"
    sentence = "The request could not be read. Please check it and send it again."


class ForbiddenError(RehearseError):
    status = 403
    type = "ForbiddenError"
    heading = "This session is not open to you"
    sentence = "You don't have access to this session"
    reason: str | None = (
        "A session opens only in the browser that it was started in, and on the devices that were "
        "let in there. Perhaps it was opened in another browser, or the cookies were cleared. "
        "Where it still opens, go to Your data and privacy, and choose Open this on another device."
    )


class CrossSiteError(ForbiddenError):
    heading = "That did not work"
    sentence = (
        "This request came from another site, so it was refused. "
        "Please send it from a page of this one."
    )
    reason = None


class NotFoundError(RehearseError):
    status = 404
    type = "NotFoundError"
    heading = "There is nothing at this address"
    sentence = "Page not found. Please check the address."


class SessionNotFoundError(NotFoundError):
    heading = "There is no such session"
    sentence = "Session not found"
    reason = "Perhaps it was deleted, or its address was copied only in part."


class GoneError(SessionNotFoundError):
    """What a request was about was deleted while it was on its way."""

    heading = "This session was deleted"
    reason = "It was deleted while this was on its way."


class MethodNotAllowedError(RehearseError):
    status = 405
    type = "MethodNotAllowedError"
    heading = "That did not work"
    sentence = "This address can't be used that way. Please try again from the page before."


class RequestTimeoutError(RehearseError):
    status = 408
    type = "RequestTimeoutError"
    heading = "That took too long"
    sentence = "The request took too long to arrive. Please try again."


class ConflictError(RehearseError):
    """The request can't be done in the state that the thing is in."""

    status = 409
    type = "ConflictError"
    heading = "That can't be done just now"
    sentence = "Something was changed here meanwhile. Please load the page again."


class ClientLeftError(RehearseError):
    """The client closed the connection before it had its answer; the status is for the log."""

    status = 499
    type = "ClientLeftError"
    sentence = "The request was closed before its answer was ready. Please send it again."


class PayloadTooLargeError(RehearseError):
    status = 413
    type = "PayloadTooLargeError"
    heading = "That does not fit"
    sentence = "That is larger than this form takes. Please shorten it and try again."


class RateLimitError(RehearseError):
    """Too much of one kind was asked for; the same works again after `retry_after_s` seconds."""

    status = 429
    type = "RateLimitError"
    heading = "That was a lot in a short time"
    sentence = "That is too much within one hour. Please try again later."
    reason: str | None = NOTHING_IS_LOST
    retry_after_s: int | None = 3600


class StoreUnavailableError(RehearseError):
    """The store can't be written or read just now; nothing was kept of the request."""

    status = 503
    type = "StoreUnavailableError"
    heading = "Rehearse can't do that just now"
    sentence = "Rehearse can't reach its database just now. Please try again in a moment."
    retry_after_s = 5


class NotErasedError(StoreUnavailableError):
    """What was deleted is gone for everybody; its bytes are not overwritten yet."""

    heading = "It is deleted, but not yet overwritten"
    sentence = (
        "It is deleted, but somebody is copying the database, so its bytes stay on the disk "
        "until the next deletion. Please tell whoever runs this server."
    )


class AIServiceError(RehearseError):
    """The language model that was set can't be reached, and the rules may not stand in for it."""

    status = 503
    type = "AIServiceError"
    heading = "Rehearse can't do that just now"
    sentence = "The language model could not be reached. Nothing is lost: try again in a moment."
    retry_after_s = 5
