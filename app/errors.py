"""What can go wrong, as a person is told it; how it is shown is for `web/failures.py`."""


class StartError(Exception):
    """Rehearse can't start as it is set up; the message is one line for the operator."""


class RehearseError(Exception):
    """An outcome with a sentence for a person: `str(error)`.

    A subclass gives the HTTP `status`, the `type` that API clients see and, where one type covers
    several outcomes, the `code` that tells them apart.
    """

    status = 500
    type = "InternalServerError"
    code: str | None = None
    sentence = "An unexpected error occurred"
    retry_after_s: int | None = None

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class ValidationError(RehearseError):
    """Input that a person can mend; `fields` has a sentence for each wrong field, in form order."""

    status = 400
    type = "ValidationError"
    sentence = "The request could not be read"

    def __init__(self, sentence: str | None = None, fields: dict[str, str] | None = None) -> None:
        self.fields = fields or {}
        super().__init__(sentence or next(iter(self.fields.values()), None))


class ForbiddenError(RehearseError):
    status = 403
    type = "ForbiddenError"
    sentence = "You don't have access to this session"


class NotFoundError(RehearseError):
    status = 404
    type = "NotFoundError"
    sentence = "Page not found"


class MethodNotAllowedError(RehearseError):
    status = 405
    type = "MethodNotAllowedError"
    sentence = "This page can't be used that way"


class RequestTimeoutError(RehearseError):
    status = 408
    type = "RequestTimeoutError"
    sentence = "The request took too long to arrive. Please try again"


class PayloadTooLargeError(RehearseError):
    status = 413
    type = "PayloadTooLargeError"
    sentence = "That is larger than this form takes"


class StoreUnavailableError(RehearseError):
    """The store can't be written or read just now; nothing was kept of the request."""

    status = 503
    type = "StoreUnavailableError"
    sentence = "Rehearse can't reach what it keeps just now. Please try again in a moment"
    retry_after_s = 5
