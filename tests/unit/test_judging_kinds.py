"""What the evidence of a clause is worth, whatever the order in which it is looked at."""

import random

from app.interviewer.rules.listening.kinds import WORTH, likeliest

CLAUSES, ORDERS = 300, 40


def test_evidence_says_the_same_in_any_order() -> None:
    chance = random.Random(1)  # noqa: S311  the same choice in each run
    for _ in range(CLAUSES):
        evidence = chance.sample(list(WORTH), 8)
        orders = [chance.sample(evidence, len(evidence)) for _ in range(ORDERS)]
        assert len({likeliest(order) for order in orders}) == 1, evidence
