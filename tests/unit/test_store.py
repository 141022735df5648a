"""The store as the rooms use it: rows by the names of their columns, its health, its secret."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from app.errors import StoreUnavailableError
from app.store import Database, Transaction, open_database, secret_of

Result = TypeVar("Result")


class Sql(msgspec.Struct):
    """A query as `queries.sql` would name it."""

    sql: str


class Person(msgspec.Struct, frozen=True):
    name: str
    age: int


PERSON = Sql("select 41 as age, 'Mara' as name")


def with_database(folder: Path, use: Callable[[Database], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        async with open_database(f"sqlite:///{folder}/rehearse.db") as database:
            return await use(database)

    return asyncio.run(run())


def test_a_row_takes_its_shape_by_the_names_of_its_columns(tmp_path: Path) -> None:
    async def use(db: Database) -> list[Person]:
        async def unit(transaction: Transaction) -> list[Person]:
            return await transaction.fetch(PERSON, Person)

        read, written = await db.read(PERSON, Person), await db.write(PERSON, Person)
        return [*read, *written, *await db.transact(unit)]

    assert with_database(tmp_path, use) == [Person("Mara", 41)] * 3


@pytest.mark.parametrize(
    ("sql", "shape", "value"),
    [
        ("select 3", int, 3),
        ("select 'three' as word", str, "three"),
        ("select 0.5", float, 0.5),
        ("select x'03' as byte", bytes, b"\x03"),
    ],
)
def test_a_single_value_needs_no_name(
    tmp_path: Path, sql: str, shape: type[object], value: object
) -> None:
    assert with_database(tmp_path, lambda db: db.read(Sql(sql), shape)) == [value]


def test_a_column_that_the_shape_does_not_know_is_no_silent_loss(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        with_database(tmp_path, lambda db: db.read(Sql("select 1 as years"), Person))


@pytest.mark.parametrize(
    "sql", ["delete from secret returning 1", "create table more (id integer)", "vacuum"]
)
def test_a_connection_that_reads_refuses_to_write(tmp_path: Path, sql: str) -> None:
    async def use(db: Database) -> None:
        for _ in range(3):  # each of the connections gets its turn
            with pytest.raises(StoreUnavailableError):
                await db.read(Sql(sql), int)

    with_database(tmp_path, use)


def test_asking_for_the_health_again_and_again_makes_the_database_no_larger(
    tmp_path: Path,
) -> None:
    async def use(db: Database) -> tuple[list[int], list[int]]:
        before = await db.read(Sql("pragma page_count"), int)
        await asyncio.gather(*(db.ping() for _ in range(2000)))
        return before, await db.read(Sql("pragma page_count"), int)

    before, after = with_database(tmp_path, use)
    assert before == after


def test_an_installation_has_one_secret_however_often_it_is_asked_for(tmp_path: Path) -> None:
    async def use(db: Database) -> list[bytes]:
        return list(await asyncio.gather(*(secret_of(db) for _ in range(20))))

    secrets = {*with_database(tmp_path, use), *with_database(tmp_path, use)}
    assert [len(secret) for secret in secrets] == [32]


def test_two_installations_have_two_secrets(tmp_path: Path) -> None:
    assert with_database(tmp_path / "a", secret_of) != with_database(tmp_path / "b", secret_of)
