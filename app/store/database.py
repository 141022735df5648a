"""What a store promises, whichever engine keeps it."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

from app.errors import GoneError
from app.store.queries import Query

Row = TypeVar("Row")
Result = TypeVar("Result")
P = ParamSpec("P")

Parameter = str | int | float | bytes | None


def the_one(rows: list[Row]) -> Row:
    """The row of a thing that was there.

    Raises:
        GoneError: it has been deleted meanwhile.
    """
    if not rows:
        raise GoneError
    return rows[0]


class Transaction(ABC):
    """What a unit of work may do; all of it is kept, or nothing."""

    @abstractmethod
    async def fetch(
        self, query: Query, shape: Callable[..., Row], **parameters: Parameter
    ) -> list[Row]:
        """Run one statement inside the unit and give its rows; `shape` as for a Database."""


class Database(ABC):
    """Where everything is kept.

    Every method raises StoreUnavailableError where the engine can't, and GoneError where a row
    would hang on one that was deleted meanwhile.

    `shape` is a Struct or a function, called for each row with its columns as keyword arguments:
    the statement names them (`count(*) as question_count`), their order means nothing. `int`,
    `float`, `str` and `bytes` take the value of a row with a single column, whatever its name.
    """

    @abstractmethod
    async def ping(self) -> None:
        """Give nothing, once the store was read and written.

        Raises:
            StoreUnavailableError: it can't be; what can't is its sentence.
        """

    @abstractmethod
    async def erase(self) -> None:
        """Give nothing, once no byte of what was deleted before this call is in our files.

        An engine with a server of its own tidies up when it does; it has no files of ours.

        Raises:
            NotErasedError: that can't be done now; what was deleted is deleted all the same.
        """

    @abstractmethod
    async def read(
        self, query: Query, shape: Callable[..., Row], **parameters: Parameter
    ) -> list[Row]:
        """The rows of a query that changes nothing."""

    @abstractmethod
    async def read_together(
        self,
        unit: Callable[Concatenate[Transaction, P], Awaitable[Result]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Result:
        """The result of a unit of several statements that only read, all of them at one moment."""

    @abstractmethod
    async def write(
        self, query: Query, shape: Callable[..., Row], **parameters: Parameter
    ) -> list[Row]:
        """Run one statement and give its rows (`returning`), once they are durable."""

    @abstractmethod
    async def transact(
        self,
        unit: Callable[Concatenate[Transaction, P], Awaitable[Result]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Result:
        """Run a unit of several statements and give its result, once all of it is durable.

        A unit may run more than once, so it changes nothing but through its transaction. What
        others do at the same moment may come between two of its statements: one that depends on the
        state of a parent touches the parent's row first (an `update` that changes nothing), and
        those that touch the same row come one after the other.

        An exception from the unit undoes the unit and no other, and is raised here. A caller that
        is cancelled leaves the unit whole: done, or never begun.
        """
