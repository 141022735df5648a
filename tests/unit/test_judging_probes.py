"""What is asked after an answer that leaves something out."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.interviewer.model import Question, Quotation, Turn
from app.interviewer.rules.asking.wordings import probe_lists
from tests.roles.rules import RULES
from tests.unit.judging_samples import QUESTIONS, ROLES, turns_of
from tests.unit.sayable import faults, is_sayable

DEPTH, GAP = QUESTIONS[2], QUESTIONS[3]


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ("", None),
        ("Python, Docker, PostgreSQL, RabbitMQ, Kubernetes, Terraform", None),
        ("I fixed the pump.", "I fixed the pump"),
        (
            "Well, it was a big change for the ward. We planned the new rota together, and we "
            "talked to all the nurses about it until our manager was content with the plan.",
            "We planned the new rota together",
        ),
        (
            "A good rota needs care. I usually look at who is tired, and I would move people "
            "around until it fits, and you have to keep everybody in the picture about it.",
            "I usually look at who is tired",
        ),
        (
            "The rota for the ward was broken when I arrived. I asked every nurse for the nights "
            "that hurt most, then I drew a new one on the kitchen table and pinned it up.",
            "I asked every nurse for the nights that hurt most",
        ),
        (
            "The rota for 24 nurses was broken and within a week two had left for Hull. I "
            "asked every nurse for the nights that hurt most. I drew a new one at home. I pinned "
            "it up. I asked them to sign it.",
            "I asked them to sign it",
        ),
    ],
)
def test_the_probe_quotes_the_phrase_that_it_is_about(answer: str, about: str | None) -> None:
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    assert probe is not None
    assert (probe.kind, probe.slot, probe.competency) == ("probe", DEPTH.slot, DEPTH.competency)
    assert (probe.quote, probe.source) == (about, "answer 1" if about else None)
    assert about is None or about in probe.text


def test_a_probe_keeps_the_requirement_and_names_the_answer_by_its_turn() -> None:
    question = msgspec.structs.replace(DEPTH, requirement_id="r2")
    turns = [*turns_of(ROLES[0].strong[:2]), Turn(question, "We did it.")]
    probe = RULES.prober.probe_after(turns)
    assert probe is not None
    assert (probe.requirement_id, probe.source) == ("r2", "answer 3")


def test_there_is_no_probe_after_a_probe() -> None:
    first = RULES.prober.probe_after([Turn(DEPTH, "Yes.")])
    assert first is not None
    assert RULES.prober.probe_after([Turn(DEPTH, "Yes."), Turn(first, "No.")]) is None


def test_a_gap_question_asks_for_no_outcome() -> None:
    answer = (
        "I have never driven a reach truck. I watched the drivers on my breaks, asked one of them "
        "to show me the controls in the yard, and booked the course with my own money."
    )
    assert RULES.prober.probe_after([Turn(DEPTH, answer)]) is not None
    assert RULES.prober.probe_after([Turn(GAP, answer)]) is None


def test_an_answer_in_another_language_is_not_probed() -> None:
    answer = "Ich habe das nicht gemacht, und wir waren auch nicht so viele auf der Station."
    assert RULES.prober.probe_after([Turn(DEPTH, answer)]) is None


def test_what_was_never_done_is_not_asked_for_its_effect() -> None:
    answer = (
        "I have never done the money side on my own. I would get the hang of it soon if somebody "
        "sat with me for a while and went through the sheets, as I am careful with that."
    )
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    assert probe is not None
    assert "never done" not in (probe.quote or "")


def test_a_full_answer_is_not_probed() -> None:
    for role in ROLES[:3]:
        assert RULES.prober.probe_after(turns_of(role.strong)[:3]) is None


def test_wordings_vary_and_one_answer_always_gets_the_same() -> None:
    answers = [f"I fixed pump {number}." for number in range(20)]
    probes = [RULES.prober.probe_after([Turn(DEPTH, answer)]) for answer in answers]
    again = [RULES.prober.probe_after([Turn(DEPTH, answer)]) for answer in answers]
    openings = {probe.text.split("“")[0] for probe in probes if probe}
    assert probes == again
    assert len(openings) > 1


@pytest.mark.parametrize(
    "answer",
    [
        "I don't know.",
        "Honestly, I don’t know what to say to that.",
        "No idea",
        "dunno",
        "Skip",
        "pass please",
        "Can we skip this one?",
        "Next question please",
        "I can't think of an example right now, sorry.",
        "Nothing comes to mind.",
        "That has never happened to me, so I have no example.",
        "n/a",
    ],
)
def test_who_has_nothing_to_tell_is_offered_something_smaller(answer: str) -> None:
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    assert probe is not None
    assert probe.text in RULES.asker.wordings.probes.stuck.plain
    assert (probe.quote, probe.source) == (None, None)


@pytest.mark.parametrize(
    "answer",
    [
        "What do you mean?",
        "Can you explain the question?",
        "Sorry, could you please rephrase that",
        "I don't understand the question.",
        "what does that mean",
        "I’m confused",
    ],
)
def test_who_asks_what_is_meant_is_told_in_plainer_words(answer: str) -> None:
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    assert probe is not None
    assert probe.text in RULES.asker.wordings.probes.unclear.plain
    assert probe.quote is None


@pytest.mark.parametrize(
    "answer",
    [
        "I did not know what to do, so I called Dr Hale and she came at once.",
        "I passed the message on to Marek and skipped my break.",
        "She said “I don't know”. I showed her the chart and she signed it that evening.",
        "The lift stopped between two floors with four people in it and nobody knew whom to "
        "call, I don't know why. I rang the engineer, talked to them through the door, and they "
        "were out after forty minutes.",
    ],
)
def test_such_words_inside_a_story_are_a_story(answer: str) -> None:
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    offers = RULES.asker.wordings.probes
    assert probe is None or probe.text not in [*offers.stuck.plain, *offers.unclear.plain]


def test_who_is_stuck_about_a_plan_or_a_reason_is_not_asked_for_a_story() -> None:
    offers = RULES.asker.wordings.probes.stuck.by_competency
    for number in (0, 3, 7):
        question = QUESTIONS[number]
        probe = RULES.prober.probe_after([Turn(question, "I don't know")])
        assert probe is not None
        assert probe.text in offers[question.competency]


def test_there_is_no_probe_after_a_skip() -> None:
    assert RULES.prober.probe_after([Turn(DEPTH, "", is_skipped=True)]) is None


def test_a_probe_is_made_of_the_answer_alone_and_is_no_rephrasing() -> None:
    rests_on = [Quotation("job", "Pumps"), Quotation("cv", "Fixed pumps")]
    question = msgspec.structs.replace(DEPTH, rests_on=rests_on, is_rephrased=True)
    probe = RULES.prober.probe_after([Turn(question, "I fixed the pump.")])
    assert probe is not None
    assert (probe.rests_on, probe.is_rephrased) == ([], False)
    assert probe.hint


@pytest.mark.parametrize(
    "answer",
    [
        "I put the “first in, first out” rule on the wall.",
        "I rewrote the whole of the handover sheet for all of the wards with the two new sisters.",
        "I used the (new) form [v2] <b>.",
    ],
)
def test_what_cannot_be_said_back_is_not_quoted(answer: str) -> None:
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    assert probe is not None
    assert probe.quote is None
    assert "“" not in probe.text
    assert is_sayable(probe.text)


@given(st.text(max_size=200), st.sampled_from(QUESTIONS))
@settings(max_examples=150, deadline=None)
def test_any_answer_is_probed_in_a_sentence_that_one_can_say(
    answer: str, question: Question
) -> None:
    probe = RULES.prober.probe_after([Turn(question, answer)])
    assert probe is None or is_sayable(probe.text), (probe.text, faults(probe.text))


@pytest.mark.parametrize(
    "answer",
    [
        "At Vantage we ran a bold, insight-led programme. We aligned around the plan and we were "
        "very agile throughout, and our leaders were proud of us as a team and of our culture.",
        "We painted the hall, she paid for the brushes. We were four friends and our teacher, and "
        "we had our doubts about our colours, but we went on with our plan all the same.",
        "We have a list of jobs: our boxes, our vans and our people. We were a good team, and we "
        "all had our fun with our work, as we said to our boss when we had our meeting with him.",
    ],
)
def test_a_phrase_that_goes_on_after_a_comma_is_not_said_back(answer: str) -> None:
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    assert probe is not None
    assert probe.quote is None
    assert "“" not in probe.text


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ("I rebooted the till, and the queue moved.", "I rebooted the till"),
        ("I caught the 8:15 to Otley.", "I caught the 8:15 to Otley"),
        ("I sent the £1.9m claim at 3.40 that day.", "I sent the £1.9m claim at 3.40 that day"),
        ("I locked the shed; the key was with Ann.", "I locked the shed"),
    ],
)
def test_a_phrase_ends_at_an_end_mark_or_before_a_joined_clause(answer: str, about: str) -> None:
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    assert probe is not None
    assert probe.quote == about


@pytest.mark.parametrize(
    "answer",
    [
        # ends with what others did or how it was, in words that are no known outcome
        "The boiler of number 24 went at six in the evening. I found the valve stuck and bled two "
        "radiators. Then I fitted a new one from the van. Mrs Amoah was over the moon.",
        "The order for 300 chairs came on a Friday. I rang three suppliers and I split it between "
        "two of them. The hall was full on Sunday and not one guest was left standing.",
        # says in the end what came of it, without a figure
        "On a Saturday the junior was off sick and I had a colour developing, a cut in the chair "
        "and somebody waiting. I made sure the colour got rinsed off on time. Everyone was fine in "
        "the end, they got a coffee.",
    ],
)
def test_who_says_how_it_ended_is_not_asked_how_it_ended(answer: str) -> None:
    assert RULES.prober.probe_after([Turn(DEPTH, answer)]) is None


def test_only_the_last_words_of_an_answer_are_as_far_as_it_got() -> None:
    answer = (
        "The freezer with 40 trays stopped one night, and two had left for Hull. I carried it all "
        "to the baker next door. I called the fitter. I told him about the gate, and I gave him my "
        "number and the code of the yard."
    )
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    assert probe is not None
    assert probe.quote is None


def test_what_is_said_in_general_is_not_asked_for_its_effect() -> None:
    answer = (
        "It is always about clear ownership. I believe that good people need room, and it is all "
        "about trust and about the right mindset, so that everybody is aligned on what matters."
    )
    probe = RULES.prober.probe_after([Turn(DEPTH, answer)])
    assert probe is not None
    assert probe.why == RULES.asker.wordings.probes.real_case.why


def test_no_probe_finds_fault_with_the_answer() -> None:
    for probe in RULES.asker.wordings.every_probe():
        said = [probe.why, probe.hint, *(text for texts in probe_lists(probe) for text in texts)]
        for text in said:
            for word in ("short", "too little", "no clear", "could not find", "last answer"):
                assert word not in text.lower()
