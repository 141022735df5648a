"""JSON Resume to text: the CV that such a file holds, set as CVs are.

Reads schema 1.0.0 of jsonresume.org and older names (`company`, `website`).
Of what has another type than in the schema, a text is still read; all else is left out, so one
wrong value costs no more than itself. The addresses of employers and prizes are left out too.
"""

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from app.documents.reading import plain
from app.documents.reading.outcomes import JsonError
from app.documents.reading.wrapping import BULLET

CORE = ("basics", "work", "education")  # a file without any of them is something else
PLACE = ("name", "address", "postalCode", "city", "region", "countryCode")
BULLET_MARK = "• "

ISO_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-\d\d)?)?(?:T.*)?")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Entry:
    """An object of the file. A text in place of one is taken for its name."""

    def __init__(self, value: object) -> None:
        value = {"name": value} if isinstance(value, str) else value
        self._fields = value if isinstance(value, dict) else {}

    def has_any(self, names: Iterable[str]) -> bool:
        return any(name in self._fields for name in names)

    def text(self, *names: str) -> str:
        """What the first of these fields that has a text says, on one line; "" for none."""
        return next(filter(None, (on_one_line(self._fields.get(name)) for name in names)), "")

    def prose(self, name: str) -> str:
        """What a field says, in the lines that it has."""
        return as_text(self._fields.get(name)).strip()

    def texts(self, name: str) -> list[str]:
        """The texts of a list, or the only one."""
        return list(filter(None, map(on_one_line, self._values(name))))

    def entry(self, name: str) -> "Entry":
        return next(iter(self.entries(name)), Entry(None))

    def entries(self, name: str) -> list["Entry"]:
        return list(map(Entry, self._values(name)))

    def _values(self, name: str) -> list[object]:
        value = self._fields.get(name)
        return value if isinstance(value, list) else [value]


def as_text(value: object) -> str:
    """A text, or a number as such: some write years and grades so."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value if isinstance(value, str) else ""


def on_one_line(value: object) -> str:
    return " ".join(as_text(value).split())


def read(data: bytes) -> str:
    """The text of the CV in a JSON file.

    Raises:
        JsonError: there is none.
        UnsupportedTypeError: the bytes are no text.
    """
    return cv_of(plain.read(data))


def cv_of(text: str) -> str:
    """The text of the CV that a text in JSON holds.

    Raises:
        JsonError: there is none; or it is no JSON, or JSON nested too deeply.
    """
    try:
        value: object = msgspec.json.decode(text.strip("\ufeff \t\r\n").encode())
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise JsonError from error
    file = Entry(value)
    pieces = list(cv_pieces(file)) if file.has_any(CORE) else []
    if not pieces:
        raise JsonError
    return "".join(map(set_apart, pieces))


def set_apart(piece: str) -> str:
    """A piece with what stands before it: a blank line, unless it is an item of a list."""
    return ("\n" if piece.startswith(BULLET_MARK) else "\n\n") + piece


def cv_pieces(file: Entry) -> Iterator[str]:
    """The headings, paragraphs and items of the CV, in its order."""
    yield from filter(None, about(file.entry("basics")))
    for heading, name, pieces_of in SECTIONS:
        if pieces := list(filter(None, pieces_of(file.entries(name)))):
            yield heading
            yield from pieces


def about(basics: Entry) -> Iterator[str]:
    """Who somebody is and how to reach them, and their summary."""
    yield basics.text("name")
    yield basics.text("label")
    location = basics.entry("location")
    place = in_row(*map(location.text, PLACE))
    profiles = [
        profile.text("url") or labelled(profile.text("network", "name"), profile.text("username"))
        for profile in basics.entries("profiles")
    ]
    contact = (basics.text("email"), basics.text("phone"), place)
    yield " | ".join(filter(None, (*contact, basics.text("url", "website"), *profiles)))
    if summary := basics.prose("summary"):
        yield "Summary"
        yield summary


def jobs(entries: list[Entry]) -> Iterator[str]:
    for job in entries:
        employer = job.text("name", "company", "organization")
        yield in_row(job.text("position"), employer, job.text("location"), time_of(job))
        yield job.prose("description")
        yield job.prose("summary")
        yield from map(item, job.texts("highlights"))


def projects(entries: list[Entry]) -> Iterator[str]:
    for project in entries:
        roles = project.texts("roles")
        yield in_row(project.text("name"), *roles, project.text("entity"), time_of(project))
        yield project.prose("description")
        yield project.prose("summary")
        yield from map(item, project.texts("highlights"))
        if keywords := project.texts("keywords"):
            yield item(labelled("Keywords", in_row(*keywords)))


def studies(entries: list[Entry]) -> Iterator[str]:
    for study in entries:
        subject = (study.text("studyType"), study.text("area"))
        yield in_row(*subject, study.text("institution", "name"), time_of(study))
        if score := study.text("score", "gpa"):
            yield item(labelled("Grade", score))
        yield from map(item, study.texts("courses"))


def awards(entries: list[Entry]) -> Iterator[str]:
    for award in entries:
        yield in_row(award.text("title", "name"), award.text("awarder"), date_of(award, "date"))
        yield award.prose("summary")


def certificates(entries: list[Entry]) -> Iterator[str]:
    for certificate in entries:
        issued = (certificate.text("issuer"), date_of(certificate, "date"))
        yield item(in_row(certificate.text("name"), *issued))


def publications(entries: list[Entry]) -> Iterator[str]:
    for publication in entries:
        published = (publication.text("publisher"), date_of(publication, "releaseDate"))
        yield in_row(publication.text("name"), *published)
        yield publication.prose("summary")


def skills(entries: list[Entry]) -> Iterator[str]:
    """Those with a level or keywords as items; of the others one row."""
    names: list[str] = []
    for skill in entries:
        name, level, keywords = skill.text("name"), skill.text("level"), skill.texts("keywords")
        if level or keywords:
            name = f"{name} ({level})" if name and level else name or level
            yield item(labelled(name, in_row(*keywords)))
        else:
            names.append(name)
    yield item(in_row(*names))


def languages(entries: list[Entry]) -> Iterator[str]:
    for language in entries:
        yield item(labelled(language.text("language", "name"), language.text("fluency")))


def references(entries: list[Entry]) -> Iterator[str]:
    for reference in entries:
        yield labelled(reference.text("name"), reference.prose("reference"))


# The headings are among those of `headings.toml`.
SECTIONS: tuple[tuple[str, str, Callable[[list[Entry]], Iterator[str]]], ...] = (
    ("Experience", "work", jobs),
    ("Volunteering", "volunteer", jobs),
    ("Projects", "projects", projects),
    ("Education", "education", studies),
    ("Certificates", "certificates", certificates),
    ("Awards", "awards", awards),
    ("Publications", "publications", publications),
    ("Skills", "skills", skills),
    ("Languages", "languages", languages),
    ("Interests", "interests", skills),
    ("References", "references", references),
)


def in_row(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def labelled(label: str, text: str) -> str:
    return ": ".join(filter(None, (label, text)))


def item(text: str) -> str:
    """A text as an item of a list; it may have a bullet of its own."""
    text = BULLET.sub("", text, count=1) if BULLET.match(text) else text
    return BULLET_MARK + text if text else ""


def time_of(entry: Entry) -> str:
    """From when to when something went; what has no end goes on."""
    start, end = date_of(entry, "startDate"), date_of(entry, "endDate")
    return f"{start} to {end or 'Present'}" if start else end


def date_of(entry: Entry, name: str) -> str:
    """The month or the year of a date; what is not written as the schema has it stays as it is."""
    written = entry.text(name)
    date = ISO_DATE.fullmatch(written)
    if not date:
        return written
    year, month = date.groups()
    return f"{MONTHS[int(month) - 1]} {year}" if month else year
