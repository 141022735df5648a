"""What the project's documents name exists, and the limits that they give are those of the code."""

import re
from pathlib import Path

import pytest

from app.documents.model import MAX_JOB_CHARACTERS, MIN_CHARACTERS
from app.documents.reading import archive, limits, outcomes, reader
from app.documents.reading.frames import MAX_RESULT_BYTES
from app.interviewer.language_model import checking, circuit, provider, retrying
from app.interviewer.model import MAX_PROBES
from app.known_faults import SAFE_EXPAT, SAFE_SQLITE, dotted
from app.server.limits import Limits
from app.web.fields import MAX_FIELDS
from tests.unit.test_architecture import GROUND, LENT

ROOT = Path(__file__).parents[2]
PAPERS = ("README.md", "SECURITY.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
FILE = re.compile(r"(?<![\w./{-])[\w-]+(?:/[\w-]+)*\.(?:py|toml|sql|md|png|css|html|json|js)\b")
FOLDER = re.compile(r"`((?:[\w-]+/)+)`|^ *((?:[\w-]+/)+) ", re.MULTILINE)

MB = 1024 * 1024
TIMES = {2: "twice", 3: "three times"}
SERVER = Limits()


def paper(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def is_there(named: str) -> bool:
    """Whether a file or folder has this name, in full or from a folder on."""
    return (ROOT / named).exists() or any((ROOT / "app").rglob(named)) or stands_below(named)


def stands_below(named: str) -> bool:
    return any(any((ROOT / folder).rglob(named)) for folder in ("static", "tests", "docs"))


@pytest.mark.parametrize("name", PAPERS)
def test_every_file_and_folder_that_is_named_exists(name: str) -> None:
    text = paper(name)
    named = {*FILE.findall(text), *(one or other for one, other in FOLDER.findall(text))}
    assert named
    assert [each for each in sorted(named) if not is_there(each.rstrip("/"))] == []


def test_every_part_of_the_rules_is_described_by_files_of_its_own() -> None:
    parts = re.findall(r"^- \*\*\w+\*\* \(`(.*?)`\): (.*)$", paper("ARCHITECTURE.md"), re.MULTILINE)
    assert len(parts) == 4
    for folder, said in parts:
        named = set(re.findall(r"`(\w+\.py)`", said))
        assert named <= {each.name for each in (ROOT / "app/interviewer" / folder).iterdir()}


@pytest.mark.parametrize("name", PAPERS)
def test_every_target_that_is_named_is_in_the_makefile(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", paper("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", paper(name), re.MULTILINE)) <= targets


def test_what_a_room_may_lend_and_what_all_may_use_is_all_named() -> None:
    (imports,) = re.findall(r"^Imports run one way.*$", paper("ARCHITECTURE.md"), re.MULTILINE)
    assert set(re.findall(r"`(\w+)\.py`", imports.partition("Rules")[0])) == LENT
    assert set(imports.split("`")[1].rpartition(" → ")[2].split(", ")) == GROUND


@pytest.mark.parametrize(
    "said",
    [
        f"| a file | {outcomes.MAX_BYTES // MB} MB, {outcomes.MAX_PAGES} PDF pages "
        f"and {outcomes.MAX_CHARACTERS:,} characters of text",
        f"{archive.MAX_PART_BYTES // MB} MB for each part and {archive.MAX_TOTAL_BYTES // MB} MB",
        f"{limits.WALL_TIME_S} seconds and {limits.MEMORY_BYTES // MB} MB of memory",
        {2: "two documents at a time"}[reader.MAX_PROCESSES],
        {8: "and eight waiting"}[reader.MAX_WAITING],
        f"with {MIN_CHARACTERS} to {MAX_JOB_CHARACTERS:,} characters of text",
        f"It does so {TIMES[MAX_PROBES]} at most",
        f"at most {SERVER.connections:,} connections",
        f"and {SERVER.from_one_address} from one address",
        f"get {SERVER.stop_s} seconds to finish",
        f"is tried again {TIMES[len(retrying.PAUSES_S)]} where another moment may help",
        f"After {circuit.FAILURES} asks in a row without an answer nobody waits for the model "
        f"for {circuit.AWAY_S:.0f} seconds",
        f"waits for it up to {retrying.LONGEST_PAUSE_S:.0f} seconds",
        f"{checking.Outcome.NO_REPLY} where there is no reply, and "
        f"{checking.Outcome.SHORT_CONTEXT} where a long text is too much",
        f"SQLite before {dotted(SAFE_SQLITE)} and expat before {dotted(SAFE_EXPAT)}",
    ],
)
def test_the_readme_has_the_limits_of_the_code(said: str) -> None:
    assert said in paper("README.md")


@pytest.mark.parametrize(
    "said",
    [
        f"{limits.MEMORY_BYTES // MB} MB of memory, {limits.WALL_TIME_S} seconds "
        f"and no more than {MAX_RESULT_BYTES // MB} MB of output",
        f"at most {MAX_FIELDS:,} fields",
        f"headers must arrive within {SERVER.head_s} seconds",
        f"larger than {SERVER.head_bytes // 1024} KB",
        f"closed after {SERVER.keep_alive_s} seconds",
        f"dropped after {SERVER.unread_s:.0f} seconds, plus a second for each "
        f"{SERVER.unread_bytes_per_s // 1000} KB",
        f"no more than {provider.LARGEST_ANSWER_BYTES // 1024} KB of an answer are read",
        f"more than {SERVER.pipelined} requests sent ahead",
    ],
)
def test_the_security_page_has_the_limits_of_the_code(said: str) -> None:
    assert said in paper("SECURITY.md")
