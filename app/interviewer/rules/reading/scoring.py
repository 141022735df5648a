"""What the lines of a CV show of a requirement's skills together: a score, the lines, a status.

The thresholds and caps were measured on labelled pairs of job and CV.
"""

from collections.abc import Sequence
from math import log2
from operator import mul

import msgspec

from app.interviewer.model import RequirementKind, Status
from app.interviewer.rules.reading.cv_index import Scores
from app.interviewer.rules.reading.skills import Choice

SUPPORTED, PARTIAL = 0.36, 0.1
MOST_MISSING = 0.5  # of the weight, where a requirement is still met
BEST_LINES = 3  # that count together
RARITY = 0.5
EVIDENCE = 0.12  # the share of a requirement that a line must show to be quoted for it
RELEVANT = 0.3  # of one skill, for a line to count towards the years in it
PART = 0.35  # just not enough
MISSING, RELATED = 0.09, (0.25, PART)  # where a tool is asked for that is not there
DECISIVE_SHARE = 0.6  # of a requirement's weight; below it the tool is only mentioned
SHOWN = 0.8  # a tool or credential itself, and not one like it


class Match(msgspec.Struct, frozen=True):
    """A requirement's score, 0 to 1, and the numbers of the CV lines behind it, best first."""

    score: float
    lines: list[int]


def best_lines(
    found: Sequence[Scores], weights: Sequence[float], preferences: Sequence[float]
) -> Match:
    """The lines that show most together, chosen one after the other, work before titles."""
    total = sum(weights) or 1.0
    telling = [weight * rarity(scores) for scores, weight in zip(found, weights, strict=True)]
    reached = [0.0] * len(found)
    chosen: list[int] = []
    for _ in range(BEST_LINES):
        gains = gains_of(found, weights, reached)
        if not gains:
            break
        told = gains_of(found, telling, reached)
        best = max(sorted(told), key=lambda number: told[number] * preferences[number])
        if not chosen or gains[best] >= EVIDENCE * total:
            chosen.append(best)
        reached = [max(r, scores.get(best, 0.0)) for r, scores in zip(reached, found, strict=True)]
    return Match(sum(map(mul, weights, reached)) / total, chosen)


def rarity(scores: Scores) -> float:
    """How much it tells of one line that it shows a skill, if others do too."""
    return 1 / (1 + RARITY * log2(max(1, len(scores))))


def gains_of(found: Sequence[Scores], weights: Sequence[float], reached: list[float]) -> Scores:
    """What each line would add to what the chosen ones show."""
    gains: Scores = {}
    for scores, weight, so_far in zip(found, weights, reached, strict=True):
        for number, score in scores.items():
            if score > so_far:
                gains[number] = gains.get(number, 0.0) + weight * (score - so_far)
    return gains


def parts_rule(score: float, choices: list[Choice], found: list[Scores]) -> float:
    """Of several things, where most are not shown at all, a part is shown."""
    parts = [
        (weight_of(choice), max(scores.values(), default=0.0))
        for choice, scores in zip(choices, found, strict=True)
        if not all(skill.is_soft for skill in choice)
    ]
    missing = sum(weight for weight, shown in parts if shown < RELEVANT)
    is_part = missing > MOST_MISSING * sum(weight for weight, _ in parts)
    return min(score, PART) if is_part else score


def tool_rule(score: float, choices: list[Choice], found: list[Scores]) -> float:
    """A tool or credential that is not there leaves a part, or nothing where it is the point.

    Of a name that no lexicon knows, only the second holds: it may be anything, unless it is
    spelled as only products and standards are.
    """
    hard = [
        (choice, max(scores.values(), default=0.0))
        for choice, scores in zip(choices, found, strict=True)
        if any(skill.is_hard for skill in choice)
    ]
    known = [shown for choice, shown in hard if any(skill.meanings for skill in choice)]
    share = sum(weight_of(choice) for choice, _ in hard) / (sum(map(weight_of, choices)) or 1)
    if share >= DECISIVE_SHARE and all(shown < RELEVANT for _, shown in hard):
        return min(score, MISSING)
    named = [shown for choice, shown in hard if all(skill.is_spelled_oddly for skill in choice)]
    if any(shown < RELEVANT for shown in named):
        score = min(score, RELATED[1])
    if all(shown >= SHOWN for shown in known):
        return score
    if max(known) >= RELEVANT:
        score = max(score, RELATED[0])
    return min(score, RELATED[1])


def weight_of(choice: Choice) -> float:
    return max(skill.weight for skill in choice)


def status_of(match: Match, kind: RequirementKind) -> Status:
    """A soft requirement is never a gap: a CV is the wrong place to look for it."""
    if match.score >= SUPPORTED and match.lines:
        return "supported"
    return "partial" if match.score >= PARTIAL or kind == "soft" else "gap"
