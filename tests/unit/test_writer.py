"""The writer: what shares a commit, what fails alone, and what is never kept by half."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from app.errors import StoreUnavailableError
from app.store import Transaction
from app.store.sqlite.connection import connect
from app.store.sqlite.writer import Writer, WritingConnection

Result = TypeVar("Result")


class Sql(msgspec.Struct):
    """A query as `queries.sql` would name it."""

    sql: str


INSERT = "insert into note (content) values (:content)"
SMALL, LARGE = "a", "a" * 200_000


def with_writer(
    path: Path, use: Callable[[Writer], Awaitable[Result]], *pragmas: str
) -> tuple[Result, list[int]]:
    """What `use` gives, and how long each note is that was kept."""

    async def run() -> tuple[Result, list[int]]:
        async with connect(path) as plain:
            await plain.execute_fetchall(
                "create table note (content text not null check (length(content) > 0)) strict"
            )
        async with connect(path, WritingConnection) as connection:
            for pragma in pragmas:
                await connection.execute_fetchall(pragma)
            async with Writer.start(connection) as writer:
                result = await use(writer)
        async with connect(path) as again:
            kept = await again.execute_fetchall("select length(content) from note")
        return result, [length for (length,) in kept]

    return asyncio.run(run())


async def outcomes(writer: Writer, *contents: str) -> list[Any]:
    """What became of notes that were all handed over in one turn of the loop."""
    notes = [writer.write(INSERT, {"content": content}) for content in contents]
    return list(await asyncio.gather(*notes, return_exceptions=True))


def test_a_statement_that_fails_takes_no_other_with_it(tmp_path: Path) -> None:
    got, kept = with_writer(tmp_path / "a.db", lambda writer: outcomes(writer, "a", "", "aaa"))
    assert [isinstance(outcome, Exception) for outcome in got] == [False, True, False]
    assert kept == [1, 3]


def test_what_was_refused_is_not_kept_where_the_disk_filled_up_in_the_middle(
    tmp_path: Path,
) -> None:
    """SQLite then undoes the whole transaction, and would keep what comes after it alone."""
    got, kept = with_writer(
        tmp_path / "a.db",
        lambda writer: outcomes(writer, SMALL, LARGE, SMALL),
        "pragma max_page_count = 10",
    )
    assert all(isinstance(outcome, StoreUnavailableError) for outcome in got)
    assert kept == []


def test_the_writer_goes_on_after_a_full_disk(tmp_path: Path) -> None:
    async def twice(writer: Writer) -> list[Any]:
        return [await outcomes(writer, LARGE), await outcomes(writer, SMALL)]

    _, kept = with_writer(tmp_path / "a.db", twice, "pragma max_page_count = 10")
    assert kept == [1]


def test_a_unit_that_fails_is_undone_alone(tmp_path: Path) -> None:
    async def half(transaction: Transaction) -> None:
        await transaction.fetch(Sql(INSERT), str, content="half")
        raise KeyError

    async def use(writer: Writer) -> list[Any]:
        units = (
            writer.write(INSERT, {"content": "a"}),
            writer.transact(half),
            writer.write(INSERT, {"content": "aaa"}),
        )
        return list(await asyncio.gather(*units, return_exceptions=True))

    got, kept = with_writer(tmp_path / "a.db", use)
    assert isinstance(got[1], KeyError)
    assert kept == [1, 3]


def test_a_unit_that_waits_for_something_else_is_undone_and_holds_up_nobody(
    tmp_path: Path,
) -> None:
    async def waits(transaction: Transaction) -> None:
        await transaction.fetch(Sql(INSERT), str, content="a")
        await asyncio.sleep(0)

    async def use(writer: Writer) -> list[Any]:
        units = (writer.transact(waits), writer.write(INSERT, {"content": "aaa"}))
        return list(await asyncio.gather(*units, return_exceptions=True))

    got, kept = with_writer(tmp_path / "a.db", use)
    assert isinstance(got[0], RuntimeError)
    assert kept == [3]


def test_a_caller_that_leaves_stops_no_unit_half_way(tmp_path: Path) -> None:
    async def use(writer: Writer) -> None:
        begun = asyncio.Event()
        loop = asyncio.get_running_loop()

        async def two(transaction: Transaction) -> None:
            await transaction.fetch(Sql(INSERT), str, content="a")
            loop.call_soon_threadsafe(begun.set)
            await transaction.fetch(Sql(INSERT), str, content="aa")

        caller = asyncio.create_task(writer.transact(two))
        await begun.wait()
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        await writer.write(INSERT, {"content": "aaa"})

    _, kept = with_writer(tmp_path / "a.db", use)
    assert kept == [1, 2, 3]


def test_a_caller_that_leaves_before_its_turn_has_written_nothing(tmp_path: Path) -> None:
    async def use(writer: Writer) -> None:
        caller = asyncio.create_task(writer.write(INSERT, {"content": "a"}))
        await asyncio.sleep(0)  # a turn of the loop: it waits now
        caller.cancel()
        await asyncio.gather(caller, return_exceptions=True)
        await outcomes(writer, "aaa")

    _, kept = with_writer(tmp_path / "a.db", use)
    assert kept == [3]


def test_what_waits_at_the_end_is_still_written(tmp_path: Path) -> None:
    async def use(writer: Writer) -> "asyncio.Task[Any]":
        waiting = asyncio.create_task(writer.write(INSERT, {"content": "a"}))
        await asyncio.sleep(0)
        return waiting

    _, kept = with_writer(tmp_path / "a.db", use)
    assert kept == [1]


def test_a_group_larger_than_a_commit_takes_is_written_whole(tmp_path: Path) -> None:
    got, kept = with_writer(tmp_path / "a.db", lambda writer: outcomes(writer, *("a" * 300)))
    assert not [outcome for outcome in got if isinstance(outcome, Exception)]
    assert len(kept) == 300


def test_every_connection_waits_for_the_disk_before_a_commit_counts(tmp_path: Path) -> None:
    async def pragmas() -> list[Any]:
        async with connect(tmp_path / "a.db") as connection:
            names = ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
            found = [await connection.execute_fetchall(f"pragma {name}") for name in names]
        return [value for ((value,),) in found]

    assert asyncio.run(pragmas()) == [2, "wal", 1, 5000]
