"""The templates and partials, compiled once, and what every one of them may use."""

from collections.abc import Callable
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from secrets import token_hex
from tomllib import loads

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined, Template
from markupsafe import Markup

from app.clock import now
from app.web.assets import asset_url

ROOT = Path(__file__).parents[2]
# Lets a page be built before its key is made; random, because a visitor could type any word.
REQUEST_KEY_PLACE = token_hex(32).encode()

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86400
KB = 1024
CACHED = 2048  # of some 1.5 KB each


@cache
def environment() -> Environment:
    """Jinja2 with both folders under their own names: `templates/…` and `partials/…`."""
    folders = {folder: FileSystemLoader(ROOT / folder) for folder in ("templates", "partials")}
    made = Environment(
        loader=PrefixLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(asset=asset_url)
    made.globals.update(request_key=REQUEST_KEY_PLACE.decode(), version=version())
    made.filters.update(
        ago=ago, cached=cached, counted=counted, file_size=file_size, iso=datetime.isoformat
    )
    made.filters.update(day_of_year=day_of_year, duration=duration, moment=moment)
    made.filters.update(sentence=sentence)
    return made


def render(template: str, **context: object) -> bytes:
    """The template with this context, as UTF-8."""
    return compiled(template).render(context).encode()


@cache
def compiled(name: str) -> Template:
    """The template, with what every one may use in a plain dict: Jinja2 copies it every time."""
    template = environment().get_template(name)
    template.globals = dict(template.globals)
    return template


@lru_cache(CACHED)
def cached(partial: str, **values: object) -> Markup:
    """The HTML of a partial, rendered once for equal values: `{{ "partials/…" | cached(…) }}`.

    It knows nothing but these values, which are hashable and never change: what equals another
    visitor's looks like it too, and nothing else is theirs.
    """
    return Markup(compiled(partial).render(values))  # noqa: S704  # autoescape has been there


def with_request_key(content: bytes, new_key: Callable[[], bytes]) -> bytes:
    """The page with a new key in its form, if it has one: to send it twice is to send it once."""
    before, place, after = content.partition(REQUEST_KEY_PLACE)
    return before + new_key() + after if place else content


def version() -> str:
    """The version of this Rehearse, as `pyproject.toml` has it."""
    project = loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def moment(when: datetime) -> str:
    """A moment as people write it, with its zone: `24 November 2026, 14:30 UTC`."""
    zone = str(when.tzinfo).replace("_", " ")
    return f"{day(when)}, {when.hour:02}:{when.minute:02} {zone}"


def day(when: datetime) -> str:
    """A day as people write it; not `strftime`, which is slow and speaks the server's language."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def day_of_year(when: datetime, seen_at: datetime | None = None) -> str:
    """A day as people write it, with its year where that is not this one."""
    return (
        day(when)
        if when.year != (seen_at or now()).year
        else f"{when.day} {MONTHS[when.month - 1]}"
    )


def ago(when: datetime, seen_at: datetime | None = None) -> str:
    """How long ago that was, in its largest unit; a date once it is more than a month."""
    seconds = ((seen_at or now()) - when).total_seconds()
    if seconds < MINUTE_S:
        return "just now"
    if seconds < HOUR_S:
        return counted(int(seconds // MINUTE_S), "minute") + " ago"
    if seconds < DAY_S:
        return counted(int(seconds // HOUR_S), "hour") + " ago"
    if seconds < 2 * DAY_S:
        return "yesterday"
    if seconds < 31 * DAY_S:
        return counted(int(seconds // DAY_S), "day") + " ago"
    return day(when)


def duration(seconds: int) -> str:
    """How long something took: `40 s`, `1 min 40 s`, `1 h 5 min`."""
    if seconds >= HOUR_S:
        return f"{seconds // HOUR_S} h {seconds % HOUR_S // MINUTE_S} min"
    if seconds >= MINUTE_S:
        return f"{seconds // MINUTE_S} min {seconds % MINUTE_S} s"
    return f"{seconds} s"


def sentence(words: object) -> str:
    """An error or another thing to say, with a full stop where it ends without one."""
    said = str(words)
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def counted(number: int, unit: str) -> str:
    """`1 word`, `1,204 words`."""
    return f"{number:,} {unit}{'s' if number != 1 else ''}"


def file_size(size_bytes: int) -> str:
    """A size as people read it: `840 bytes`, `31 KB`, `2.4 MB`."""
    if size_bytes < KB:
        return counted(size_bytes, "byte")
    if size_bytes < KB * KB:
        return f"{size_bytes / KB:.0f} KB"
    return f"{size_bytes / KB / KB:.1f} MB"
