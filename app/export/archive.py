"""An export as it is sent, piece by piece: one file, or a ZIP of it and of every report."""

import asyncio
import io
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime

import msgspec

from app.errors import NotFoundError
from app.export.model import FORMAT, VERSION
from app.export.records import reported_sessions, session_json
from app.feedback.markdown import file_name, markdown_of
from app.feedback.records import compared_with_last_run, feedback_of
from app.interview.records import interview_of
from app.opinion.records import opinion_of
from app.sessions.model import Session
from app.sessions.records import as_it_keeps_to_rules
from app.store import Database


def export_name(when: datetime, ending: str) -> str:
    return f"rehearse-{when:%Y-%m-%d}.{ending}"


async def export_file(
    db: Database, session_ids: Sequence[int], when: datetime
) -> AsyncIterator[bytes]:
    """The JSON, a line a session; one that was deleted meanwhile is left out."""
    head = msgspec.json.encode({"format": FORMAT, "version": VERSION, "exported_at": when})
    yield head.removesuffix(b"}") + b',"sessions":['
    comma = b"\n"
    for session_id in session_ids:
        if session := await session_json(db, session_id):
            yield comma + session
            comma = b",\n"
    yield b"\n]}\n"


async def export_archive(
    db: Database, visitor: bytes, session_ids: Sequence[int], when: datetime
) -> AsyncIterator[bytes]:
    """A ZIP with the JSON and each report as Markdown, made while it is sent."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(entry(export_name(when, "json"), when), "w") as file:
            async for piece in export_file(db, session_ids, when):
                await asyncio.to_thread(file.write, piece)
                yield sink.taken()
        numbered = numbering()
        for session in await reported_sessions(db, visitor):
            if report := await report_file(db, session):
                name, text = report
                member = entry(numbered(name), when)
                await asyncio.to_thread(archive.writestr, member, text)
                yield sink.taken()
    yield sink.taken()


def entry(name: str, when: datetime) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, when.timetuple()[:6])
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o600 << 16  # for its owner alone, where it is unpacked
    return made


async def report_file(db: Database, session: Session) -> tuple[str, str] | None:
    """The name of a report and its Markdown; None where it is gone."""
    try:
        feedback = await feedback_of(db, session.id)
    except NotFoundError:
        return None
    interview = await interview_of(db, session)
    if interview is None:
        return None
    compared = await compared_with_last_run(db, feedback)
    is_hidden = (await as_it_keeps_to_rules(db, session)).rules_only
    opinion = None if is_hidden else await opinion_of(db, session.id)
    return file_name(feedback, interview), markdown_of(feedback, interview, compared, opinion)


def numbering() -> Callable[[str], str]:
    """Gives a name as it is the first time, then with a number that no other has."""
    given: Counter[str] = Counter()

    def numbered(name: str) -> str:
        given[name] += 1
        if given[name] == 1:
            return name
        return numbered(f"{name.removesuffix('.md')}-{given[name]}.md")

    return numbered


class Sink(io.RawIOBase):
    """Where a ZIP is written that nobody can go back in; `taken` gives what came since."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # zipfile writes bytes
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
