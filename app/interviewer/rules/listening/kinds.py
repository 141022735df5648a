"""What the evidence of a clause is worth for each thing that it may tell.

The amounts are those of a multinomial logistic regression on the labelled interviews of
`tests/interviews/seen`, in natural logarithms of odds against a clause that tells none of them,
rounded to a tenth. Some were changed by hand: a named lesson or duty, a maxim and what others did
after the last step weigh more, a last sentence that shares no word with the rest weighs less.
"""

from collections.abc import Iterable

from app.interviewer.model import MarkKind

KINDS: tuple[MarkKind, ...] = ("situation", "task", "action", "result", "learning")
DECIMALS = 1  # of the amounts
Worth = tuple[float, float, float, float, float]  # for each of `KINDS`

NOTHING: Worth = (-3.0, -4.0, -1.6, -2.2, -4.5)  # where there is no evidence
WORTH: dict[str, Worth] = {
    # words
    "situation": (1.6, 0.7, 0.6, 0.0, 0.0),
    "task": (-0.7, 1.0, -0.3, -0.3, -1.2),
    "duty": (0.0, 4.0, 0.3, 0.0, 0.5),
    "problem": (0.6, 0.0, 0.5, 0.0, 0.4),
    "over": (0.0, 0.0, -0.5, 0.9, 0.6),
    "change": (-0.6, -0.3, -0.4, 0.0, -0.3),
    "result": (0.0, 0.6, -0.4, 1.7, 0.8),
    "learning": (0.9, 1.0, 1.0, 1.0, 5.1),
    "hypothetical": (0.0, 0.0, 0.8, -0.6, -0.5),
    "vague": (-0.9, -0.8, -1.3, -0.6, -0.3),
    "undone": (-1.2, -1.0, -0.7, -1.5, -0.3),
    "since": (0.7, 0.8, 0.5, 0.5, 2.4),
    "generic": (-0.4, -1.2, -0.3, -1.2, 0.0),
    "refrained": (0.0, 0.3, 1.3, 0.4, -0.3),
    # who and when
    "own": (0.0, 0.0, 2.1, 0.3, 0.6),
    "general": (0.0, 0.0, 0.7, 0.0, 0.0),
    "team": (0.0, 0.3, 2.0, 0.9, 0.3),
    "planned": (-0.5, 0.4, 2.3, 0.0, 0.3),
    "so_far": (-1.5, -0.9, -0.9, -0.7, -0.9),
    "i": (0.0, -0.3, 1.4, -0.8, 0.7),
    "others": (-0.6, -0.5, -0.7, 0.4, 0.0),
    "content": (1.1, 0.3, 0.3, 0.0, -0.4),
    "linked": (0.3, 0.4, 0.4, 0.0, 1.2),
    "past": (0.8, 0.4, 0.4, 1.2, 0.0),
    "present": (-0.8, -0.4, -0.4, -1.2, 0.0),
    # place
    "beginning": (0.0, -1.5, -2.9, -1.9, -1.3),
    "opening": (-1.1, -1.4, -2.1, -1.3, -1.2),
    "ending": (-1.7, -1.5, -1.1, 0.0, 0.5),
    "last": (-1.4, -1.0, -2.1, -0.6, 0.4),
    "story": (1.1, 1.3, 0.4, 0.9, 1.3),
    "planning": (-0.7, -1.3, 0.0, 0.0, -0.8),
    "stepless": (-0.7, -0.4, -1.0, -0.4, 0.0),
    "before": (1.1, 0.9, 0.8, -0.6, 0.0),
    "between": (0.0, 0.0, 0.3, 0.0, 0.0),
    "after": (-0.4, -0.5, 0.0, 1.1, 0.4),
    "no_situation": (0.6, -1.7, -1.1, -1.5, -1.6),
    "goes_on_situation": (5.7, 1.7, 1.5, 1.6, 1.8),
    "goes_on_action": (1.6, 2.3, 5.5, 2.9, 2.9),
    "goes_on_result": (0.7, 1.1, 0.0, 4.3, 0.6),
    # both
    "own_opening": (0.0, 0.0, -0.6, 0.0, 0.0),
    "past_before": (0.4, 1.0, -0.8, 0.0, 0.0),
    "past_after": (-1.0, -0.8, 0.0, 0.0, -0.5),
    "others_after": (0.9, 0.3, 1.0, 1.5, 0.0),
    "result_after": (0.0, -0.3, -0.5, 0.3, -0.5),
    "linked_after": (0.0, 0.0, 0.4, 1.4, 0.0),
    "apart": (0.0, -0.5, -0.6, -2.5, 0.3),
    "maxim": (0.0, 0.4, 0.0, 0.6, 2.0),
    "habit_since": (0.0, 0.0, 0.0, 0.0, 0.6),
}


def likeliest(evidence: Iterable[str]) -> MarkKind | None:
    """What the evidence speaks for most; None where that is less than for nothing at all."""
    rows = [NOTHING, *(WORTH[name] for name in evidence if name in WORTH)]
    # Rounded, as the evidence comes in any order, in which sums of floats differ a little.
    worth = [round(sum(column), DECIMALS) for column in zip(*rows, strict=True)]
    most = max(worth)
    return KINDS[worth.index(most)] if most >= 0 else None
