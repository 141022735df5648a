"""That a class is found where its name says, and that none is left that nothing uses."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))
MARKUP = [*(ROOT / "templates").glob("*.html"), *(ROOT / "partials").glob("*.html")]
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.(-?[a-zA-Z][\w-]*)")
ATTRIBUTE = re.compile(r'\bclass="([^"]*)"')
STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
VALUE = re.compile(r"[\w-]*\{\{.*?\}\}[\w-]*")
BY_HTMX = {"htmx-request"}
STATE = re.compile(r"is-[a-z]+")  # some of which a template makes from a value


def test_a_rule_of_a_component_stands_in_the_sheet_that_bears_its_name() -> None:
    strangers = [
        f"{sheet.name}: {selector}"
        for sheet in SHEETS
        for selector in component_selectors(sheet)
        if CLASS.search(selector) and sheet.stem not in CLASS.findall(selector)[0]
    ]
    assert strangers == []
    assert "field.css" in {sheet.name for sheet in SHEETS if list(component_selectors(sheet))}


def test_every_class_that_a_template_names_has_a_rule_and_every_rule_is_used() -> None:
    styled = {name for sheet in SHEETS for name in CLASS.findall(selectors(sheet))} - BY_HTMX
    named = {name for file in MARKUP for name in classes(file.read_text("utf-8"))}
    scripted = {name for file in SCRIPTS for name in CLASS.findall(file.read_text("utf-8"))}
    assert {name for name in styled - named if not STATE.fullmatch(name)} == set()
    assert {name for name in named - styled - scripted if not STATE.fullmatch(name)} == set()


COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
    r"|:[^;{]*(?<![\w-])(?:white|black|gr[ae]y|red|green|blue|yellow|orange|purple)(?![\w-])",
    re.IGNORECASE,
)


def test_every_colour_stands_in_the_sheet_of_tokens() -> None:
    literals = [
        f"{sheet.name}: {line.strip()}"
        for sheet in SHEETS
        if sheet.name != "0-tokens.css"
        for line in COMMENT.sub("", sheet.read_text("utf-8")).splitlines()
        if COLOUR.search(line)
    ]
    assert literals == []
    assert COLOUR.search((ROOT / "static/css/0-tokens.css").read_text("utf-8"))


def component_selectors(sheet: Path) -> Iterator[str]:
    """The outermost selectors of the layer of components, one by one."""
    text = COMMENT.sub("", sheet.read_text("utf-8"))
    for layer in re.findall(r"@layer components \{(.*)\}", text, re.DOTALL):
        depth = 0
        for selector, brace in re.findall(r"([^{}]*)([{}])", layer):
            if brace == "{" and depth == 0:
                yield from (part.strip() for part in selector.split(","))
            depth += 1 if brace == "{" else -1


def selectors(sheet: Path) -> str:
    """All that stands before an opening brace."""
    text = COMMENT.sub("", sheet.read_text("utf-8"))
    return "\n".join(re.findall(r"([^{};]*)\{", text))


def classes(markup: str) -> Iterator[str]:
    """The classes that a template gives, those that it makes from a value left out."""
    for names in ATTRIBUTE.findall(VALUE.sub(" ", STATEMENT.sub(" ", markup))):
        yield from names.split()
