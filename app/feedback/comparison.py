"""What changed since the last run at the same job, where the same rules judged both."""

import msgspec

from app.interviewer.model import Judgement


class Change(msgspec.Struct, frozen=True):
    """One dimension in two reports, as both show it: 1 to 5."""

    name: str
    before: float
    after: float


class Comparison(msgspec.Struct, frozen=True):
    """A report beside an earlier one at `url`: what changed, if the same rules judged both."""

    url: str
    has_same_rules: bool
    changes: list[Change]


def comparison(judged: Judgement, earlier: Judgement, url: str) -> Comparison:
    """What can be compared; numbers of different rules can't."""
    has_same_rules = judged.scored_by == earlier.scored_by
    before = {dimension.name: round(dimension.score, 1) for dimension in earlier.dimensions}
    changes = [
        Change(now.name, before[now.name], round(now.score, 1))
        for now in judged.dimensions
        if now.name in before and before[now.name] != round(now.score, 1)
    ]
    return Comparison(url, has_same_rules, changes if has_same_rules else [])
