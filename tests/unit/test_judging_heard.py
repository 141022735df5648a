"""Short stories of many trades: each part is heard, and a refusal is taken as one."""

import pytest

from app.interviewer.model import MarkKind, Turn
from tests.roles.rules import RULES
from tests.unit.judging_samples import QUESTIONS
from tests.unit.test_judging_marks import heard, judged

STORY = "The lift broke in May. I rang the fitter and carried the trays up. "
PARTS: dict[tuple[MarkKind, str], list[str]] = {
    ("result", STORY + "{}"): [
        "The queue was gone by ten.",
        "It never happened again.",
        "Nobody got hurt.",
        "He signed on the Friday.",
        "They kept the stall open.",
        "The parcel turned up the same evening.",
        "Her mum rang to thank us.",
        "Now the night shift does it too.",
        "There were no more leaks.",
        "The owner sent it to all his other shops.",
        "The council put it on their website.",
        "No such mistake came again.",
        "The tenants had no claims.",
        "She didn't come back.",
    ],
    ("situation", "{} I rang the office and moved the ladder to the wall."): [
        "It was that winter when the pipes froze.",
        "There was a lad who would not wear his harness.",
        "The till was twenty pounds short on a Saturday.",
        "One patient kept pulling out his line.",
        "My supervisor had gone on leave and the audit was near.",
        "Stock of insulin was finished in our godown.",
        "The bus was full and a pram was stuck in the door.",
        "The client's server was down since morning.",
    ],
    (
        "task",
        "The ward was short of two nurses in March. {} I rang the agency and moved three beds.",
    ): [
        "I had to have it ready by noon.",
        "My job was to keep the gate clear.",
        "It was on me to find a driver.",
        "They wanted me to close the books in two days.",
        "We had until Thursday to move out.",
        "It fell to me to tell the family.",
        "I was asked to train the two new starters.",
        "I was responsible for the keys.",
    ],
    ("learning", STORY + "The guests ate at eight. {}"): [
        "Since then I always count twice.",
        "Now I always ring the day before.",
        "Next time I'd ask the tenant first.",
        "You don't argue with a frightened man.",
        "I learnt to write it down at once.",
        "These days I check the valve myself.",
        "It taught me to ask before I lift.",
    ],
}
REFUSALS = [
    "I'd rather not say.",
    "Pass.",
    "No comment",
    "Next question please",
    "Ask me something else.",
    "I don't have one.",
    "I would prefer not to answer that.",
    "Can we skip this one?",
    "That's private, sorry.",
    "I'm not comfortable talking about that.",
    "Sorry, I'd rather not talk about it, it was a private matter.",
    "I haven't got an example.",
    "Let's move on.",
    "I don't know",
    "I don’t know, sorry.",
    "idk",
    "dunno tbh",
    "I can't think of one",
    "To be honest I do not remember.",
    "Nothing comes to mind, I've never had that.",
    "i have never been in that situation",
    "not really sure. never had to do that before",
    "My mind has gone blank",
    "no idea",
]
ANSWERS = [
    "I'd rather lift it myself than wait, so I lifted the pram.",
    "Next one off the bus was Mrs Ode and I walked her home.",
    "I don't have one favourite, but I rang the tenant first and he paid.",
    "No comment was made by the driver. I wrote the report and sent it to Jas.",
    "Pass rates fell in May. I sat with six pupils after school and all of them passed.",
    "I don't remember the day. I rang the harbour, and the boat came in before the storm.",
]
LITTLE = [
    "I don't know, maybe the pay.",
    "I don't know how to say it but the shop is near my house.",
    "I can't say enough good things about your school, my sister goes there.",
    "Not sure who told her, it was the porter on ward nine.",
    "I can't remember her name. She came back every Friday and asked for me.",
    "We never had a complaint.",
    "I'm lost for words at how kind they were to my nan.",
]


@pytest.mark.parametrize(
    ("kind", "answer", "part"),
    [(kind, told.format(part), part) for (kind, told), parts in PARTS.items() for part in parts],
)
def test_a_part_is_heard_in_plain_words(kind: str, answer: str, part: str) -> None:
    assert any(part in piece or piece in part for piece in heard(answer, kind))


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_is_no_story_and_something_smaller_is_asked(refusal: str) -> None:
    answer = judged(refusal)
    assert (answer.flags, answer.marks) == (["declined"], [])
    probe = RULES.prober.probe_after([Turn(QUESTIONS[1], refusal)])
    assert probe is not None
    assert probe.why == RULES.prober.wordings.probe_wording("stuck").why


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_begins_like_a_refusal_is_an_answer(answer: str) -> None:
    assert judged(answer).flags == []
    assert heard(answer, "action") != []


@pytest.mark.parametrize(
    "trouble", ["He got a bit shirty.", "The landlord was angry.", "She was upset about it."]
)
def test_trouble_between_two_steps_is_no_outcome(trouble: str) -> None:
    answer = f"The wiring was old. I told him so. {trouble} I showed him the burnt socket."
    assert heard(answer, "result") == []


def test_what_is_added_with_even_if_is_no_outcome() -> None:
    answer = "The timer failed in May. I bought another. I check it now, even if it is one cut."
    assert heard(answer, "result") == []


def test_the_words_of_a_campaign_are_no_outcome() -> None:
    answer = "We took a full approach. We built an engine and used it across paid and events."
    assert heard(answer, "result") == []


@pytest.mark.parametrize("answer", LITTLE)
def test_who_knows_little_and_says_it_has_answered(answer: str) -> None:
    assert "declined" not in judged(answer).flags


def test_we_with_an_own_part_is_a_step_of_ones_own_and_without_one_the_teams() -> None:
    told = (
        "The stall flooded in June. We bailed it out all night{}. By six it was dry. We sold out."
    )
    assert heard(told.format(""), "action") == []
    assert heard(told.format(", and I held the lamp and carried the buckets"), "action") != []
