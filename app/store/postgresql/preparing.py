"""A database before it is served: found sound, and brought to today's schema."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import asyncpg

from app.errors import StartError
from app.store.migrations import numbered_steps
from app.store.postgresql import migrations
from app.store.postgresql.pool import SETTINGS, WAIT_S
from app.store.postgresql.statement import numbered
from app.store.queries import Query, queries_beside

queries = queries_beside(__file__)

OLDEST = 130000  # PostgreSQL 13, the oldest that was supported when this was written
FORM = "postgresql://user:password@host/database"
STEP_S = 3600  # a step on a large table takes as long as it takes
MADE_MEANWHILE = (  # "if not exists" looks before it waits: for the table, its type, their names
    asyncpg.DuplicateTableError,
    asyncpg.DuplicateObjectError,
    asyncpg.UniqueViolationError,
)


async def prepare(url: str) -> None:
    """Leave a database of today's version at `url`; any number of processes may do so at once.

    Raises:
        StartError: it can't be reached, is too old or set up so that it could lose something, is
            somebody else's, newer, or can't be written.
    """
    with start_errors():
        async with connected(url) as connection:
            await refuse_what_loses(connection)
            await refuse_strangers(connection)
            await migrate(connection)


@contextmanager
def start_errors() -> Iterator[None]:
    """Turn what the driver or the server says into a line for the operator, without the URL."""
    try:
        yield
    except asyncpg.ClientConfigurationError as error:
        raise StartError(f"DATABASE_URL: this can't be used. Please give {FORM}.") from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        raise StartError(
            f"DATABASE_URL: PostgreSQL says: {first_line(error)}. Please check its settings."
        ) from error
    except (OSError, ValueError) as error:
        raise StartError(
            f"DATABASE_URL: the PostgreSQL server can't be reached ({reason(error)}). "
            "Please check the address, and whether it runs."
        ) from error


def first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it does not answer"
    return getattr(error, "strerror", None) or first_line(error)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(
        url, timeout=WAIT_S, command_timeout=STEP_S, server_settings=SETTINGS
    )
    try:
        yield connection
    finally:
        await connection.close(timeout=WAIT_S)


async def refuse_what_loses(connection: Any) -> None:
    """Refuse a server that is too old, or that would lose a letter or what it confirmed."""
    if await value_of(connection, queries.number_of_server) < OLDEST:
        raise StartError("DATABASE_URL: this PostgreSQL is too old. Rehearse needs 13 or newer.")
    if (encoding := await value_of(connection, queries.encoding)) != "UTF8":
        raise StartError(
            f"DATABASE_URL: the database has the encoding {encoding}. "
            "Please make one with the encoding UTF8."
        )
    if await value_of(connection, queries.durability) == "off":
        raise StartError(
            "DATABASE_URL: synchronous_commit is off, so a power cut would lose what people were "
            "told is kept. Please set it to on."
        )


async def refuse_strangers(connection: Any) -> None:
    """Refuse a database that holds the tables of another program."""
    tables = [table for (table,) in await rows_of(connection, queries.tables)]
    if tables and "schema_version" not in tables:
        raise StartError(
            "DATABASE_URL: this is not a database of Rehearse. Please name an empty one."
        )


async def migrate(connection: Any) -> None:
    """Apply the steps that are missing, each with its number in one transaction."""
    await begin(connection)
    steps = numbered_steps(migrations.__name__)
    found = await value_of(connection, queries.version)
    if found > max(steps):
        raise StartError(
            f"DATABASE_URL: the database is of a newer Rehearse (version {found}, this one knows "
            f"{max(steps)}). Please start the newer one."
        )
    before = 0
    for version, script in steps.items():
        if version > found:
            async with connection.transaction():
                if await rows_of(connection, queries.take_step, version=version, before=before):
                    await connection.execute(script)
        before = version


async def begin(connection: Any) -> None:
    """Make the table of the version, unless there is one; several may be about to."""
    with suppress(*MADE_MEANWHILE):
        await rows_of(connection, queries.make_version_table)
    await rows_of(connection, queries.begin_with_nothing)


async def value_of(connection: Any, query: Query) -> Any:
    ((value,),) = await rows_of(connection, query)
    return value


async def rows_of(connection: Any, query: Query, **parameters: Any) -> Any:
    statement = numbered(query.sql)
    return await connection.fetch(statement.sql, *statement.ordered(parameters))
