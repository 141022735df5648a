"""The house rules that a machine can hold: who may import whom, and who may speak of what."""

import ast
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "app").rglob("*.py"))
STORY = ["sessions", "documents", "interview", "feedback"]  # the rooms, in the order of the story
GROUND = {"errors", "settings", "text"}  # what everybody may use, and what uses nobody
LENT = {"model", "records", "interviewer"}  # what a later room may use of an earlier one
TOP = {"main", "__main__"}
RULES = {"model", "interviewer", "reading", "rubric"}
NOT_FOR_RULES = {"litestar", "aiosqlite", "aiosql", "sqlite3", "app.store", "app.web"}

each_module = pytest.mark.parametrize(
    "module", MODULES, ids=lambda file: str(file.relative_to(ROOT))
)


def parts(module: Path) -> tuple[str, ...]:
    """`app/web/log.py` as `("web", "log")`."""
    return module.relative_to(ROOT / "app").with_suffix("").parts


def imports(module: Path) -> set[str]:
    """What a module imports as it runs, by full name; what only its types need is left out."""
    tree = ast.parse(module.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    return set(imported(tree))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "an import by its full name can be found by searching"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def strings(module: Path) -> Iterator[str]:
    """Every text in the code of a module, its docstrings left out."""
    tree = ast.parse(module.read_text("utf-8"))
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            if isinstance(node.value, bytes):
                yield node.value.decode("latin-1")
            elif isinstance(node.value, str):
                yield node.value


# ---- Who may import whom ----


def may_import(importer: str, imported: str, module: str) -> bool:
    """Whether a part of the app may use a module of another part."""
    if importer in GROUND:
        return (importer, imported) == ("settings", "errors")
    if imported in GROUND or importer in TOP:
        return True
    if imported in STORY:  # an earlier room's shapes, rules and records, never its URLs
        is_earlier = importer in STORY and STORY.index(imported) < STORY.index(importer)
        return is_earlier and module in LENT
    return importer in STORY and imported in {"web", "store"}


@each_module
def test_imports_run_one_way(module: Path) -> None:
    """main -> rooms -> web, store -> errors, settings, text."""
    importer = parts(module)[0]
    for name in imports(module):
        app, part, *rest = [*name.split("."), ""]
        if app == "app" and part != importer:
            assert may_import(importer, part, rest[0]), f"{importer} imports {name}"


def test_every_folder_of_the_app_has_its_place() -> None:
    folders = {file.name for file in (ROOT / "app").iterdir() if file.is_dir()} - {"__pycache__"}
    assert folders <= {"web", "store", *STORY}


@each_module
def test_rules_know_neither_the_framework_nor_the_database(module: Path) -> None:
    if not RULES & set(parts(module)) and module.name != "text.py":
        return
    for name in imports(module):
        assert not [bad for bad in NOT_FOR_RULES if f"{name}.".startswith(f"{bad}.")], name


@each_module
def test_the_store_knows_no_http(module: Path) -> None:
    if parts(module)[0] == "store":
        assert not [
            name for name in imports(module) if name.split(".")[0] in {"litestar", "granian"}
        ]


@each_module
def test_only_the_sqlite_engine_names_sqlite(module: Path) -> None:
    if parts(module)[:2] not in {("store", "sqlite"), ("store", "engines")}:
        named = [name for name in imports(module) if "sqlite" in name.lower()]
        assert not named


# ---- Who may speak of what ----


@each_module
def test_only_two_modules_know_what_kind_of_client_is_asking(module: Path) -> None:
    if parts(module) in {("web", "respond"), ("web", "failures")}:
        return
    told_by = re.compile(r"\bhx-|^accept$", re.IGNORECASE)
    assert not [text for text in strings(module) if told_by.search(text)]


SQL = re.compile(
    r"\b(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+(table|index))\b",
    re.IGNORECASE | re.DOTALL,
)


@each_module
def test_sql_stands_in_the_queries_of_its_room(module: Path) -> None:
    assert not [text for text in strings(module) if SQL.search(text)]


@each_module
def test_every_module_says_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text("utf-8")))


def test_every_query_is_used() -> None:
    for room in (ROOT / "app").glob("*/queries.sql"):
        code = "".join(file.read_text("utf-8") for file in room.parent.rglob("*.py"))
        for name in re.findall(r"^-- name: (\w+)", room.read_text("utf-8"), re.MULTILINE):
            assert f"queries.{name}" in code, name


# ---- Templates ----

PAGES = sorted((ROOT / "templates").glob("*.html"))
PARTIALS = sorted((ROOT / "partials").glob("*.html"))
each_template = pytest.mark.parametrize(
    "template", [*PAGES, *PARTIALS], ids=lambda file: f"{file.parent.name}/{file.name}"
)

# What the content security policy forbids, what htmx would evaluate, and what escapes no text.
BANNED = {
    "unescaped text": r"\|\s*safe\b|autoescape\s+false|\bMarkup\b",
    "a script in the page": r"<script(?![^>]*\ssrc=)[^>]*>",
    "a style in the page": r"<style\b|\sstyle\s*=",
    "a handler in the page": r"\shx-on\b|\son[a-z]+\s*=",
    "code that htmx evaluates": r"\bjs:|javascript:",
    "a filter on a trigger": r"hx-trigger\s*=\s*\"[^\"]*\[",
    "an attribute without quotes around what it shows": r"=\s*\{\{",
}


@each_template
@pytest.mark.parametrize("name", BANNED)
def test_no_template_holds_what_the_policy_bans(template: Path, name: str) -> None:
    assert not re.search(BANNED[name], without_comments(template), re.IGNORECASE)


def without_comments(template: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", template.read_text("utf-8"), flags=re.DOTALL)


@each_template
def test_every_template_begins_with_what_it_needs(template: Path) -> None:
    assert re.match(r"\{# [^#]*\bNeeds: [^#]+#\}\n", template.read_text("utf-8"))


@each_template
def test_every_page_and_every_partial_is_used(template: Path) -> None:
    name = f"{template.parent.name}/{template.name}"
    users = [*MODULES, *(other for other in [*PAGES, *PARTIALS] if other != template)]
    assert [user for user in users if f'"{name}"' in user.read_text("utf-8")]


@each_template
def test_every_template_that_is_named_exists(template: Path) -> None:
    named = re.findall(r'"((?:templates|partials)/[^"]+)"', without_comments(template))
    assert not [name for name in named if not (ROOT / name).exists()]


# ---- Files that a browser gets ----


def browser_files() -> list[Path]:
    return [*PAGES, *PARTIALS, *(ROOT / "static").rglob("*.css"), *(ROOT / "static").glob("*.svg")]


@pytest.mark.parametrize("file", browser_files(), ids=lambda file: file.name)
def test_nothing_is_loaded_from_another_host(file: Path) -> None:
    text = file.read_text("utf-8")
    loads = r"(?:src|srcset|href|action|hx-\w+|data)\s*=\s*[\"']\s*|url\(\s*[\"']?|@import\s+[\"']"
    assert not re.search(rf"(?:{loads})(?:[a-z]+:)?//", text, re.IGNORECASE)


def test_htmx_is_the_file_that_its_version_names() -> None:
    version = (ROOT / "static" / "htmx.VERSION").read_text("utf-8")
    digest = sha256((ROOT / "static" / "htmx.min.js").read_bytes()).hexdigest()
    assert f"sha256 {digest}  htmx.min.js" in version
    assert (ROOT / "static" / "htmx.LICENSE").exists()


def test_our_javascript_stays_spice() -> None:
    script = (ROOT / "static" / "app.js").read_text("utf-8")
    assert len(script.splitlines()) < 150
    assert not re.search(
        r"\beval\(|\bFunction\(|innerHTML|insertAdjacentHTML|document\.write", script
    )
