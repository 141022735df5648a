"""The house rules for templates and for the files that a browser gets.

Each rule is one test, which names every line that breaks it.
"""

import re
from hashlib import sha256
from pathlib import Path

from tests.unit.test_architecture import MODULES, ROOT, place

PAGES = sorted((ROOT / "templates").glob("*.html"))
PARTIALS = sorted((ROOT / "partials").glob("*.html"))
TEMPLATES = [*PAGES, *PARTIALS]
MAX_SCRIPT_LINES = 300  # of all behaviours together

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


def named(template: Path) -> str:
    """As the code names it: `partials/error.html`."""
    return f"{template.parent.name}/{template.name}"


def without_comments(template: Path) -> str:
    """The template, its comments blank, so that a line keeps its number."""

    def blank(comment: re.Match[str]) -> str:
        return "\n" * comment[0].count("\n")

    return re.sub(r"\{#.*?#\}", blank, template.read_text("utf-8"), flags=re.DOTALL)


def matches(pattern: str, files: list[Path]) -> list[str]:
    """Every line at which such a thing begins, and the thing."""
    found = []
    for file in files:
        text = without_comments(file)
        for match in re.finditer(pattern, text, re.IGNORECASE):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{place(file, line)} {match[0].strip()}")
    return found


def test_no_template_holds_what_the_policy_bans() -> None:
    found = {name: matches(pattern, TEMPLATES) for name, pattern in BANNED.items()}
    assert {name: where for name, where in found.items() if where} == {}


def test_every_template_begins_with_what_it_needs() -> None:
    needs = re.compile(r"\{# [^#]*\bNeeds: [^#]+#\}\n")
    assert [named(each) for each in TEMPLATES if not needs.match(each.read_text("utf-8"))] == []


def test_every_page_and_every_partial_is_used() -> None:
    texts = {file: file.read_text("utf-8") for file in [*MODULES, *TEMPLATES]}
    unused = [
        named(each)
        for each in TEMPLATES
        if not any(f'"{named(each)}"' in text for file, text in texts.items() if file != each)
    ]
    assert unused == []


def test_every_template_that_is_named_exists() -> None:
    missing = [
        f"{named(each)} names {name}"
        for each in TEMPLATES
        for name in re.findall(r'"((?:templates|partials)/[^"]+)"', without_comments(each))
        if not (ROOT / name).exists()
    ]
    assert missing == []


# ---- Files that a browser gets ----


def test_nothing_is_loaded_from_another_host() -> None:
    static = ROOT / "static"
    files = [*TEMPLATES, *static.rglob("*.css"), *static.glob("*.svg")]
    attribute = r"(?:src|srcset|href|action|hx-\w+|data)\s*=\s*[\"']\s*"
    style = r"url\(\s*[\"']?|@import\s+[\"']"
    assert matches(rf"(?:{attribute}|{style})(?:[a-z]+:)?//", files) == []


def test_htmx_is_the_file_that_its_version_names() -> None:
    version = (ROOT / "static" / "htmx.VERSION").read_text("utf-8")
    digest = sha256((ROOT / "static" / "htmx.min.js").read_bytes()).hexdigest()
    assert f"sha256 {digest}  htmx.min.js" in version
    assert (ROOT / "static" / "htmx.LICENSE").exists()


def test_every_typeface_is_the_file_that_its_version_names() -> None:
    fonts = ROOT / "static" / "fonts"
    version = (fonts / "VERSION").read_text("utf-8")
    files = sorted(fonts.glob("*.woff2"))
    assert files
    for file in files:
        assert f"sha256 {sha256(file.read_bytes()).hexdigest()}  {file.name}" in version
    assert "SIL OPEN FONT LICENSE" in (fonts / "LICENSE").read_text("utf-8")


def test_our_javascript_stays_spice() -> None:
    ours = [file for file in (ROOT / "static").rglob("*.js") if file.name != "htmx.min.js"]
    assert ours
    assert sum(len(file.read_text("utf-8").splitlines()) for file in ours) < MAX_SCRIPT_LINES
    dangers = r"\beval\(|\bFunction\(|innerHTML|insertAdjacentHTML|document\.write"
    assert matches(dangers, ours) == []
