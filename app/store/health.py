"""How an engine says what of it does not work: what `/health` shows."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import StoreUnavailableError


@contextmanager
def telling(sentence: str) -> Iterator[None]:
    """Say what it is that can't be done, where the store is unavailable."""
    try:
        yield
    except StoreUnavailableError as error:
        raise StoreUnavailableError(sentence) from (error.__cause__ or error)
