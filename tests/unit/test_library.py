"""What a search compares, where its pages end, and how the scores of a job are drawn."""

from datetime import UTC, datetime

import pytest

from app.library.model import Job, ScoredRun, Search, cursor
from app.sessions.model import Run, Session
from app.sessions.standing import Standing
from app.text import folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Ärztin \t für\u00a0Alles ", "arztin fur alles"),
        ("ŁÓDŹ Øst Đuro", "lodz ost duro"),
        ("Straße ﬁnden", "strasse finden"),
        ("İstanbul I\u011fd\u0131r", "istanbul igdir"),
        ("e\u0301te\u0301", "ete"),
        ("\u0301", ""),
    ],
)
def test_a_text_is_folded_without_case_accents_and_extra_spaces(text: str, plain: str) -> None:
    assert folded(text) == plain
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("position", [(1, 1), (1_795_701_312_948_312, 13), (2**63 - 1, 2**63 - 1)])
def test_a_cursor_says_where_a_page_ends(position: tuple[int, int]) -> None:
    search = Search(before=cursor(*position))
    search.check()
    assert search.position == position
    assert search.url(search.before) == f"/sessions?before={search.before}"


def runs(*scores: tuple[int | None, str | None]) -> list[ScoredRun]:
    when = datetime(2026, 11, 1, tzinfo=UTC)
    return [
        ScoredRun(Session(number, "Nurse", "St E", when, Standing(score=score)), rules)
        for number, (score, rules) in enumerate(scores, 1)
    ]


def job(*scores: tuple[int | None, str | None]) -> Job:
    found = runs(*scores)
    return Job((Run(found[-1].session, "a", len(found), len(found), 8),), found)


def test_only_scores_by_the_same_rules_are_joined() -> None:
    line = job(
        (1, "rules-3"), (4, "rules-3"), (None, "rules-4"), (7, "rules-4"), (10, "rules-4")
    ).line
    assert line is not None
    assert line.dots == [(5, 35), (29, 25), (53, 15), (77, 5)]
    assert line.segments == [((5, 35), (29, 25)), ((53, 15), (77, 5))]
    assert line.width == 82


@pytest.mark.parametrize(
    "scores", [[(5, "rules-4")], [(5, "rules-3"), (6, "rules-4")], [(None, None), (None, None)]]
)
def test_where_nothing_can_be_joined_there_is_no_line(
    scores: list[tuple[int | None, str | None]],
) -> None:
    assert job(*scores).line is None


def test_the_best_score_is_told_whatever_the_rules() -> None:
    assert job((8, "rules-3"), (None, None), (6, "rules-4")).best == 8
    assert job((None, None), (None, None)).best is None
