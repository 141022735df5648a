"""The list of a visitor's sessions: what can be searched, its pages, and the runs of one job."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from app.errors import ValidationError
from app.sessions.model import Run, Session
from app.text import folded, has_control_characters

PAGE = 20  # sessions
MAX_SEARCH_CHARACTERS = 200  # as long as a title can be
SHOWN_RUNS = 50  # of one job, the newest; a longer table is read by nobody

State = Literal["documents", "interview", "feedback"]
STATES: dict[State, str] = {
    "documents": "Not begun",
    "interview": "In the interview",
    "feedback": "With feedback",
}
WILD, ESCAPED = re.compile(r"([%_\\])"), r"\\\1"  # what `like` would read as a pattern
CURSOR = re.compile(r"([1-9][0-9]{0,18})\.([1-9][0-9]{0,18})", re.ASCII)

# The line of the scores of a job, in units of its drawing.
LINE_STEP, LINE_HEIGHT, LINE_MARGIN = 24, 40, 5
LOWEST_SCORE, HIGHEST_SCORE = 1, 10


class Search(msgspec.Struct, frozen=True):
    """What is looked for, and where the page before ended; nothing finds the newest."""

    q: Annotated[str, Meta(max_length=MAX_SEARCH_CHARACTERS)] = ""
    state: Annotated[str, Meta(description="`documents`, `interview` or `feedback`")] = ""
    before: Annotated[str, Meta(description="An opaque cursor, as `next` gives it")] = ""

    def check(self) -> None:
        """Do nothing where this can be looked for.

        Raises:
            ValidationError: with a sentence for each wrong field.
        """
        faults = {}
        if len(self.q) > MAX_SEARCH_CHARACTERS:
            faults["q"] = f"Search too long (max {MAX_SEARCH_CHARACTERS} characters)"
        elif has_control_characters(self.q):
            faults["q"] = "Search has characters that can't be shown. Please type it again."
        if self.state not in ("", *STATES):
            faults["state"] = f"The state is one of {', '.join(STATES)}. Please choose one."
        if self.before and not self.position:
            faults["before"] = (
                "That page of your sessions is not known. Please start from the newest."
            )
        if faults:
            raise ValidationError(fields=faults)

    @property
    def position(self) -> tuple[int, int] | None:
        """When the last session of the page before was made, in microseconds, and its id."""
        try:
            found = CURSOR.fullmatch(urlsafe_b64decode(self.before.encode() + b"==").decode())
        except ValueError:
            return None
        if not found or max(int(found[1]), int(found[2])) >= 2**63:
            return None
        return int(found[1]), int(found[2])

    @property
    def pattern(self) -> str:
        """What the names are compared with, for `like … escape '\\'`."""
        return f"%{WILD.sub(ESCAPED, folded(self.q) or self.q)}%"

    @property
    def is_any(self) -> bool:
        """Whether every session is looked for."""
        return not (self.q or self.state)

    def url(self, before: str = "") -> str:
        """The address of this search, or of its page after a cursor."""
        asked = {"before": before, "q": self.q, "state": self.state}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"/sessions?{query}" if query else "/sessions"


def cursor(created_at_us: int, session_id: int) -> str:
    """Where a page ends."""
    return urlsafe_b64encode(f"{created_at_us}.{session_id}".encode()).decode().rstrip("=")


class Card(msgspec.Struct, frozen=True):
    """A session in the JSON of the list."""

    id: int
    job_title: str
    company_name: str
    created_at: datetime
    state: State
    question_count: int
    score: int | None
    url: str


class SessionList(msgspec.Struct, frozen=True):
    """The JSON of `GET /sessions`; `total` counts the whole search."""

    sessions: list[Card]
    total: int
    next: str | None


class Deleted(msgspec.Struct, frozen=True):
    """The JSON of a deletion."""

    deleted: int
    redirect: str


def card_of(session: Session) -> Card:
    place = session.standing.place
    return Card(
        session.id,
        session.job_title,
        session.company_name,
        session.created_at,
        "documents" if place == "review" else place,
        session.standing.question_count,
        session.standing.score,
        session.url,
    )


class ScoredRun(msgspec.Struct, frozen=True):
    """A run of a job in the table of its scores; `scored_by` is the version of the rules."""

    session: Session
    scored_by: str | None

    @property
    def score(self) -> int | None:
        return self.session.standing.score


class ScoreLine(msgspec.Struct, frozen=True):
    """The scores of a job's runs as a drawing: its width, the dots, and which are joined."""

    width: int
    height: int
    dots: list[tuple[int, int]]
    segments: list[tuple[tuple[int, int], tuple[int, int]]]


class Job(msgspec.Struct, frozen=True):
    """The runs of a job on one page, newest first; `all_runs`, oldest first, if it has several."""

    runs: tuple[Run, ...]
    all_runs: list[ScoredRun] = []

    @property
    def count(self) -> int:
        return self.runs[0].count

    @property
    def best(self) -> int | None:
        return max((run.score for run in self.all_runs if run.score), default=None)

    @property
    def has_other_rules(self) -> bool:
        """Whether the runs were not all scored by the same rules."""
        return len({run.scored_by for run in self.all_runs if run.scored_by}) > 1

    @property
    def last(self) -> datetime:
        """When the newest run was begun."""
        return self.all_runs[-1].session.created_at

    @property
    def line(self) -> ScoreLine | None:
        """The scores as a line, where two or more of the same rules can be joined."""
        scored = [run for run in self.all_runs if run.score]
        points = [(each, point(number, each)) for number, each in enumerate(scored)]
        segments = [
            (one, other)
            for (earlier, one), (later, other) in pairwise(points)
            if earlier.scored_by == later.scored_by
        ]
        if not segments:
            return None
        width = (len(points) - 1) * LINE_STEP + 2 * LINE_MARGIN
        return ScoreLine(width, LINE_HEIGHT, [dot for _, dot in points], segments)


def point(number: int, run: ScoredRun) -> tuple[int, int]:
    """Where the score of a run stands in the drawing, whose y grows downwards."""
    height = LINE_HEIGHT - 2 * LINE_MARGIN
    share = ((run.score or LOWEST_SCORE) - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE)
    return LINE_MARGIN + number * LINE_STEP, LINE_MARGIN + round(height * (1 - share))


def jobs_of(together: Sequence[tuple[Run, ...]], runs: dict[str, list[ScoredRun]]) -> list[Job]:
    """The jobs of a page, each with all its runs where there are several."""
    return [Job(each, runs.get(each[0].lineage, [])) for each in together]
