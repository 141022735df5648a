"""The house rules that a machine can hold: who may import whom, and who may speak of what.

Each rule is one test, which names every line that breaks it.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "app").rglob("*.py"))
STORY = [
    "sessions",
    "documents",
    "review",
    "interview",
    "opinion",
    "feedback",
    "again",
    "library",
    "export",
    "devices",
    "you",
]  # the rooms, in the order of the story
GROUND = {
    "clock",
    "errors",
    "headings",
    "settings",
    "text",
    "turns",
}  # what everybody may use, and what uses nobody
LENT = {
    "access",
    "bodies",
    "form",
    "forming",
    "interviewing",
    "markdown",
    "marked",
    "model",
    "records",
    "standing",
    "thinking",
}  # what a later room may use of an earlier one
TOP = {"main", "__main__"}
RULES = {"marked", "model", "interviewer", "reading"}
NOT_FOR_RULES = {"litestar", "aiosqlite", "aiosql", "sqlite3", "app.store", "app.web"}
MAX_LINES = 300

# What broke the rule when it was made: it is to be renamed, and nothing is added.
HOMONYMS: set[str] = set()


class Import(msgspec.Struct, frozen=True):
    """One name that a module imports as it runs; `str` says where."""

    module: Path
    line: int
    name: str

    def __str__(self) -> str:
        return f"{place(self.module, self.line)} imports {self.name}"

    @property
    def importer(self) -> tuple[str, ...]:
        return parts(self.module)


def place(file: Path, line: int) -> str:
    return f"{file.relative_to(ROOT)}:{line}"


def parts(module: Path) -> tuple[str, ...]:
    """`app/web/log.py` as `("web", "log")`."""
    return module.relative_to(ROOT / "app").with_suffix("").parts


@cache
def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


@cache
def imports() -> list[Import]:
    """What every module imports, by full name; what only its types need is left out."""
    return [
        Import(module, node.lineno, name)
        for module in MODULES
        for node in running(tree_of(module))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imported(node)
    ]


def running(node: ast.AST) -> Iterator[ast.AST]:
    """The code below a node, without what stands under `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from running(child)


def imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    return [f"{'.' * node.level}{node.module or ''}.{name.name}" for name in node.names]


def strings(module: Path) -> Iterator[tuple[str, str]]:
    """Where every text in the code of a module stands, and the text; docstrings are left out."""
    tree = tree_of(module)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            if isinstance(node.value, bytes):
                yield place(module, node.lineno), node.value.decode("latin-1")
            elif isinstance(node.value, str):
                yield place(module, node.lineno), node.value


# ---- Who may import whom ----


def may_import(importer: str, imported: str, module: str) -> bool:
    """Whether a part of the app may use a module of another part."""
    if importer in GROUND:
        return (importer, imported) == ("settings", "errors")
    if imported in GROUND or importer in TOP:
        return True
    if importer == "background":
        return (imported, module) == ("store", "leases")
    if imported in STORY:  # an earlier room's shapes, rules and records, never its URLs
        is_earlier = importer in STORY and STORY.index(imported) < STORY.index(importer)
        return is_earlier and module in LENT
    return importer in STORY and imported in {"web", "store", "interviewer"}


def runs_one_way(each: Import) -> bool:
    app, part, *rest = [*each.name.split("."), ""]
    importer = each.importer[0]
    return app != "app" or part == importer or may_import(importer, part, rest[0])


def test_imports_run_one_way() -> None:
    """main -> rooms -> web, store, interviewer -> errors, settings, text, clock."""
    assert [str(each) for each in imports() if not runs_one_way(each)] == []


def test_an_import_is_by_its_full_name_so_that_it_can_be_found() -> None:
    assert [str(each) for each in imports() if each.name.startswith(".")] == []


def test_every_folder_of_the_app_has_its_place() -> None:
    folders = {file.name for file in (ROOT / "app").iterdir() if file.is_dir()} - {"__pycache__"}
    assert folders == {"server", "web", "store", "interviewer", *STORY}


def is_rule(importer: tuple[str, ...]) -> bool:
    return bool(RULES & set(importer)) or importer == ("text",)


def is_below(name: str, packages: set[str]) -> bool:
    return any(f"{name}.".startswith(f"{package}.") for package in packages)


def test_rules_know_neither_the_framework_nor_the_database() -> None:
    offenders = [
        str(each)
        for each in imports()
        if is_rule(each.importer) and is_below(each.name, NOT_FOR_RULES)
    ]
    assert offenders == []


def test_the_store_knows_no_http() -> None:
    offenders = [
        str(each)
        for each in imports()
        if each.importer[0] == "store" and is_below(each.name, {"litestar", "uvicorn"})
    ]
    assert offenders == []


@pytest.mark.parametrize(
    ("engine", "drivers"), [("sqlite", "sqlite"), ("postgresql", "asyncpg|postgresql")]
)
def test_only_an_engine_names_its_database(engine: str, drivers: str) -> None:
    may = {("store", engine), ("store", "engines"), ("known_faults",)}
    offenders = [
        str(each)
        for each in imports()
        if re.search(drivers, each.name.lower()) and each.importer[:2] not in may
    ]
    assert offenders == []


# What can reach another machine; `__main__` looks whether the port is free.
SPEAKS = {
    "aiohttp", "asyncio.open_connection", "ftplib", "http.client", "httpx", "requests", "smtplib",
    "socket", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip


def test_only_the_provider_of_a_language_model_is_sent_anything() -> None:
    """A promise of the README and of SECURITY."""
    provider = ("interviewer", "language_model", "provider")
    offenders = [
        str(each)
        for each in imports()
        if is_below(each.name, SPEAKS)
        and each.importer[0] not in ("__main__", "server")
        and each.importer != provider
    ]
    assert offenders == []


# ---- Who may speak of what ----


def places_of(said: re.Pattern[str], but: Collection[tuple[str, ...]] = ()) -> list[str]:
    """Where the code of the app says such a thing."""
    modules = [module for module in MODULES if parts(module) not in but]
    return [where for module in modules for where, text in strings(module) if said.search(text)]


def test_only_two_modules_know_what_kind_of_client_is_asking() -> None:
    told_by = re.compile(r"\bhx-|^accept$", re.IGNORECASE)
    assert places_of(told_by, but={("web", "respond"), ("web", "failures")}) == []


SQL = re.compile(
    r"\b(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+(table|index))\b",
    re.IGNORECASE | re.DOTALL,
)


def test_sql_stands_in_the_queries_of_its_room() -> None:
    assert places_of(SQL) == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [place(each, 1) for each in MODULES if not ast.get_docstring(tree_of(each))]
    assert silent == []


def test_every_query_is_used() -> None:
    unused = []
    for room in (ROOT / "app").glob("*/queries.sql"):
        code = "".join(file.read_text("utf-8") for file in room.parent.rglob("*.py"))
        for number, line in enumerate(room.read_text("utf-8").splitlines(), 1):
            name = re.match(r"-- name: (\w+)", line)
            if name and f"queries.{name[1]}" not in re.findall(r"queries\.\w+", code):
                unused.append(f"{place(room, number)} {name[1]}")
    assert unused == []


# ---- Names and sizes ----


def test_one_class_name_means_one_thing() -> None:
    defined = defaultdict(list)
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.ClassDef):
                defined[node.name].append(place(module, node.lineno))
    homonyms = {name: places for name, places in defined.items() if len(places) > 1}
    assert homonyms.keys() <= HOMONYMS, homonyms
    assert homonyms.keys() >= HOMONYMS, "renamed: take it out of HOMONYMS"


def test_a_file_is_short_enough_to_be_read() -> None:
    ours = [*MODULES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "static").rglob("*.css")]
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in ours
    }
    too_long = {name: lines for name, lines in lengths.items() if lines > MAX_LINES}
    assert too_long == {}
