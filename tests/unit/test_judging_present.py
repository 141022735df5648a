"""Stories that are told in the present or the perfect: steps are heard, habits are none."""

import pytest

from tests.unit.test_judging_marks import heard

STORIES = {
    "learner": (
        "Night shift in a warehouse in Neukölln, last October. Scanner show 48 box but I count "
        "only 40. I stop the line, I call the shift leader and I show him the label. He check in "
        "system, supplier make mistake. We send all back. After this he trust me with the gate.",
        ["I stop the line", "I call the shift leader"],
        "After this he trust me",
    ),
    "told aloud": (
        "So it's a Friday, and this lad comes off his bike outside the salon. I run out with a "
        "towel and I press it on his leg, and I say to Dawn ring 999. He's grey. I keep him "
        "talking till they come. He walked in two weeks later with flowers.",
        ["I run out with a towel", "I keep him talking"],
        "He walked in two weeks later",
    ),
    "ward": (
        "One patient in room 6, she don't eat three days. I sit with her, I ask what she eat at "
        "home. She say soup of lentil. I speak with kitchen and I bring it on Tuesday. She eat "
        "all. Doctor was surprised.",
        ["I sit with her", "I bring it on Tuesday"],
        "She eat all",
    ),
    "builder": (
        "In a house in Hove was a kitchen from the drawing of an architect. I measure the wall "
        "and it was 40 mm shorter. I call him and send a photo with tape. He change the drawing "
        "same day. Customer was happy, she give my number to her sister.",
        ["I measure the wall", "I call him"],
        "she give my number",
    ),
}
HABITS = [
    "I check the stock every morning, I write the orders and I phone the suppliers. I work hard.",
    "When a guest complains I listen first, I say sorry and I offer something. I stay calm.",
    "I lead a team in Leeds and I report to the director. I coach people and I drive results.",
    "I lead teams, I deliver results and I drive growth. I own my numbers and I push people.",
    "I always check twice. I like to plan, I can lift and I would ask the manager.",
    "I do my prep the night before, I look at the list and I book fifteen minutes more.",
]


@pytest.mark.parametrize("name", STORIES)
def test_steps_of_a_story_in_the_present_are_heard_and_so_is_its_end(name: str) -> None:
    answer, steps, end = STORIES[name]
    assert [step for step in steps if not any(step in m for m in heard(answer, "action"))] == []
    assert any(end in mark for mark in heard(answer, "result"))


@pytest.mark.parametrize("answer", HABITS)
def test_what_somebody_does_at_any_time_is_no_step(answer: str) -> None:
    assert heard(answer, "action") == []


@pytest.mark.parametrize(
    ("answer", "step"),
    [
        ("In 2021 I have changed the supplier of flour.", "I have changed"),
        ("First I have tested three samples of it.", "I have tested"),
        ("I have moved the price file first.", "I have moved"),
        ("Once I have written the whole list again.", "I have written"),
        ("I used to load the van backwards.", "I used to load"),
        ("Nothing fitted, until I filed the bracket down.", "until I filed"),
    ],
)
def test_a_step_may_be_told_in_other_words_than_the_past(answer: str, step: str) -> None:
    assert any(step in mark for mark in heard(f"The lamp was dim. {answer}", "action"))


@pytest.mark.parametrize(
    "claim",
    [
        "I have managed many projects.",
        "I have always been a team player.",
        "I used to be shy.",
        "I used to think that work was everything.",
    ],
)
def test_what_somebody_was_or_has_been_so_far_is_no_step(claim: str) -> None:
    assert not any(claim in mark for mark in heard(f"The lamp was dim. {claim}", "action"))
