"""What the rules find in one answer, and what makes an answer none."""

from functools import partial

import pytest

from app.interviewer.rules.listening import flags as rules
from tests.roles.rules import ENGLISH, RULES
from tests.unit.judging_samples import ROLES, noise

LISTENER = RULES.prober.listener
hear, content_stems = LISTENER.hear, LISTENER.content_stems
flags = partial(rules.flags, LISTENER)
is_other_language = partial(rules.is_other_language, LISTENER)
short_runs = partial(rules.short_runs, LISTENER)
text_runs = partial(rules.text_runs, LISTENER)

NOTHING: frozenset[tuple[str, ...]] = frozenset()
NO_JOB: frozenset[str] = frozenset()


def own_actions(text: str) -> list[str]:
    return [verb for sentence in hear(text).sentences for verb in sentence.actions.own]


def found(text: str) -> list[str]:
    return flags(hear(text), NOTHING, NOTHING, NO_JOB)


def test_verbs_joined_to_i_are_own_actions_too() -> None:
    assert own_actions(
        "I isolated the board, tested every circuit and then replaced the fuse."
    ) == [
        "isolated",
        "tested",
        "replaced",
    ]


def test_what_others_did_is_no_own_action() -> None:
    assert own_actions("I rang the landlord and he replaced the fuse, they painted it.") == ["rang"]


def test_what_somebody_has_done_so_far_is_no_step_of_a_story() -> None:
    assert own_actions("I have built many dashboards.") == []
    assert own_actions("I had built the dashboard.") == ["built"]


def test_what_is_done_to_a_thing_is_no_own_action() -> None:
    assert own_actions("The pack was checked and signed by my manager.") == []


@pytest.mark.parametrize("verb", ["cheked", "signd", "brang", "wrtoe", "catched", "follwed"])
def test_a_misspelt_verb_is_an_action_all_the_same(verb: str) -> None:
    assert own_actions(f"So i {verb} it myself.") == [verb]


@pytest.mark.parametrize(
    "text",
    [
        "I would have checked it.",
        "I always respect patients and attend meetings.",
        "I usually checked nothing.",
        "I dont mind.",
        "I had different ideas.",
    ],
)
def test_what_was_not_done_is_no_action(text: str) -> None:
    assert own_actions(text) == []


def test_we_is_counted_apart_from_i() -> None:
    answer = hear("We moved the stock and I labelled it.")
    assert (answer.we, answer.i, answer.team_actions, answer.own_actions) == (1, 1, 1, 1)


def test_figures_count_spelt_out_and_empty_ones_do_not() -> None:
    sentence = hear("We gave 110 percent for twenty-two pupils and 3 classes.").sentences[0]
    assert sentence.figures == ["twenty-two", "3"]


def test_names_are_words_with_a_capital_inside_a_sentence() -> None:
    sentence = hear("Yesterday I asked Ms Byrne, and I’ve told Redis people.").sentences[0]
    assert sentence.names == ["Ms", "Byrne", "Redis"]


def test_a_text_all_in_capitals_has_no_names() -> None:
    assert hear("I FIXED THE PUMP AND WENT HOME").sentences[0].names == []


def test_general_words_tell_nothing() -> None:
    assert content_stems("I am a passionate team player who delivers great results.") == set()


def test_a_sentence_with_a_long_row_of_stops_is_one_sentence() -> None:
    assert ENGLISH.sentences("So I waited" + "." * 50 + "x. Then I left!") == [
        "So I waited" + "." * 50 + "x.",
        "Then I left!",
    ]


@pytest.mark.parametrize("text", ["", " \n", "...", "—"])
def test_an_answer_without_words_is_empty(text: str) -> None:
    assert found(text) == ["empty"]


@pytest.mark.parametrize("text", [noise(1), "asdf qwer zxcv hjkl", "xkjhgfdqwvb"])
def test_keyboard_noise_is_no_prose(text: str) -> None:
    assert "not_in_sentences" in found(text)


def test_a_list_of_terms_is_no_answer() -> None:
    assert found("Python, Docker, PostgreSQL, RabbitMQ, Kubernetes, Terraform") == ["list_of_terms"]


def test_telegram_style_with_actions_is_an_answer() -> None:
    assert found("Isolated board, tested circuits, found nail, replaced cable, rang tenant.") == []


def test_a_pasted_line_is_copied() -> None:
    line = "Recognise deterioration early and escalate to the medical team"
    assert flags(hear(line), text_runs([line]), NOTHING, NO_JOB) == ["copied"]


def test_an_earlier_answer_with_new_figures_is_repeated() -> None:
    first = "I counted 12 boxes, rang the supplier and got 3 of them back within five days."
    second = "I counted 40 boxes, rang the supplier and got 9 of them back within two days."
    earlier = frozenset(short_runs(hear(first).words))
    assert flags(hear(second), NOTHING, earlier, NO_JOB) == ["repeats_an_earlier_answer"]


def test_one_sentence_again_and_again_is_repetitive() -> None:
    assert found("I checked the pump again. " * 6) == ["repeats_itself"]


def test_no_honest_answer_is_flagged() -> None:
    for role in ROLES:
        documents = text_runs([role.job, role.cv])
        job = content_stems(role.job)
        for answers in (role.strong, role.mediocre):
            earlier = NOTHING
            for answer in map(hear, answers):
                assert flags(answer, documents, earlier, job) == [], answer.text
                earlier |= frozenset(short_runs(answer.words))


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe drei Jahre auf der Station gearbeitet und die Schichten geplant.",
        "J'ai travaillé pendant trois ans dans le service avec les patients et je les ai aidés.",
        "私は三年間病院で働いていました。",
        "ฉันทำงานที่โรงพยาบาลมาสามปีแล้ว",
        "나는 병원에서 삼 년 동안 일했습니다.",
        "Tôi đã làm việc ở bệnh viện ba năm và học được rất nhiều điều từ đồng nghiệp.",
        "Nilianza kazi hospitalini miaka mitatu iliyopita na nilijifunza mambo mengi huko.",
    ],
)
def test_an_answer_in_another_language_is_not_taken_for_noise(text: str) -> None:
    assert is_other_language(text, NO_JOB)


@pytest.mark.parametrize("text", ["No.", "Only Sage.", noise(2), "last " * 20, "Docker Python"])
def test_short_or_odd_english_is_still_english(text: str) -> None:
    assert not is_other_language(text, NO_JOB)
