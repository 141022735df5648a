"""What a store promises, whichever engine keeps it."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

from app.store.queries import Query

Row = TypeVar("Row")
Result = TypeVar("Result")
P = ParamSpec("P")

Parameter = str | int | float | bytes | None


class Transaction(ABC):
    """What a unit of work may do; all of it is kept, or nothing."""

    @abstractmethod
    async def fetch(
        self, query: Query, shape: Callable[..., Row], **parameters: Parameter
    ) -> list[Row]:
        """Run one statement inside the unit and give its rows, each as `shape(*columns)`."""


class Database(ABC):
    """Where everything is kept. Every method raises StoreUnavailableError where the engine can't.

    `shape` is called with the columns of each row, in their order: a Struct, or a function.
    """

    @abstractmethod
    async def ping(self) -> None:
        """Give nothing, once the store answers."""

    @abstractmethod
    async def read(
        self, query: Query, shape: Callable[..., Row], **parameters: Parameter
    ) -> list[Row]:
        """The rows of a query that changes nothing."""

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

        An exception from the unit undoes the unit and no other, and is raised here. A caller that
        is cancelled leaves the unit whole: done, or never begun.
        """
