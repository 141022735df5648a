"""Nobody is told to have said, or written, what they did not."""

import pytest

from tests.unit.scripted_model import VERIFIER

GIVEN = VERIFIER.given(
    {
        "cv": "Ada Berg\n- Cared for eight patients by day\n- Wrote the roster for the ward",
        "answer 1": "I rang the outreach team at once. We redrew the list, and nobody waited.",
        "job": "Manage the off-duty roster fairly\nSupport the matron",
        "question": "How did you support a colleague at the time?",
    }
)


@pytest.mark.parametrize(
    "text",
    [
        "You said “I rang the outreach team”, which is a strong start.",
        "As you said: “We redrew the list”. Say who did it.",
        "You said that you rang the outreach team; say why.",
        "You mentioned the list only in passing.",
        "You said what you did, but not how it ended.",
        "You say what you did. You tell it well, and you say why.",
        "You wrote “Cared for eight patients by day”, and that is clear.",
        "You wrote the roster for the ward. Say how often.",
        "Your CV says “Cared for eight patients by day”. Say how.",
        "You told me that nobody waited. How do you know?",
        "The job asks you to “Manage the off-duty roster fairly”. You said nothing of it.",
        "You didn’t say how it ended.",
    ],
)
def test_what_was_said_may_be_repeated(text: str) -> None:
    assert VERIFIER.prose(text, GIVEN, 80) is None


@pytest.mark.parametrize(
    "text",
    [
        "You said “Manage the off-duty roster fairly”, which is a strong start.",
        "You said 'Support the matron' and “We redrew the list”, which is good.",
        "You also mentioned “Cared for eight patients by day”.",
        "You said, I lied to the matron.",
        "You have said that you lied to the matron.",
        "You said you were a thief, and that you rang the team.",
        "You told us you lied to the team.",
        "You say that you hit a colleague.",
        "You admitted the theft of a list.",
        "You wrote that you are a convicted thief.",
        "You wrote “Manage the off-duty roster fairly”.",
        "Your CV says that you hit a colleague.",
    ],
)
def test_what_was_not_said_is_not_put_into_a_mouth(text: str) -> None:
    assert VERIFIER.prose(text, GIVEN, 80) == "not_said"


def test_before_anything_was_said_nobody_said_anything() -> None:
    texts = {name: text for name, text in GIVEN.texts.items() if name != "answer 1"}
    given = VERIFIER.given(texts)
    question = "You said you rang the team: what came of it?"
    assert VERIFIER.question(question, GIVEN, []) is None
    assert VERIFIER.question(question, given, []) == "not_said"
