"""Floors under how the rules hear people who speak differently; the bench prints the figures."""

import pytest

from tests.interviews import LEVELS, Voice, folders, load_voices
from tests.interviews.evaluation import (
    attacks,
    means_by_register,
    outcome_quotes,
    remarks,
    scores,
    tallies,
)
from tests.roles.interviews import hold, score

# Of people whom the rules have not met, those of the fit on three quarters of the seen, less room.
LEAST_F1 = {
    "seen": {"situation": 0.71, "task": 0.6, "action": 0.8, "result": 0.71, "learning": 0.68},
    "unseen": {"situation": 0.65, "task": 0.4, "action": 0.75, "result": 0.6, "learning": 0.33},
}
FALSE_BLAME, WRONG_QUOTES = 0.05, 0.15  # of remarks, of quotes
PLAIN_BELOW_POLISHED = 1.5
ATTACK_CEILING = 3

each_folder = pytest.mark.parametrize("folder", folders())
each_voice = pytest.mark.parametrize(
    "voice", [voice for name in folders() for voice in load_voices(name)], ids=lambda v: v.voice
)


@each_voice
def test_every_label_stands_in_its_answer(voice: Voice) -> None:
    for level in LEVELS:
        assert len(voice.level(level)) == 8
        for answer in voice.level(level):
            quotes = [*answer.own_steps, answer.outcome, *(part.quote for part in answer.parts)]
            assert [quote for quote in quotes if quote not in answer.text] == []


@each_voice
def test_good_beats_ordinary_and_ordinary_beats_lazy(voice: Voice) -> None:
    of = scores(voice)
    assert of["good"] >= of["ordinary"] + 2
    assert of["ordinary"] > of["lazy"]


@each_voice
def test_no_attack_reads_as_a_good_interview(voice: Voice) -> None:
    for attack in attacks(voice):
        assert score(hold(voice.documents, attack.answers)) <= ATTACK_CEILING, attack.name


@each_folder
def test_parts_are_heard_where_people_hear_them(folder: str) -> None:
    heard = {kind: tally.f1 for kind, tally in tallies(load_voices(folder)).items()}
    assert {kind: f1 for kind, f1 in heard.items() if f1 < LEAST_F1[folder][kind]} == {}


@each_folder
def test_hardly_a_remark_says_that_something_is_missing_which_is_there(folder: str) -> None:
    said = list(remarks(load_voices(folder)))
    false = [remark for remark in said if remark.is_false]
    assert said != []
    assert len(false) <= FALSE_BLAME * len(said), false


@each_folder
def test_what_is_quoted_as_an_outcome_is_one(folder: str) -> None:
    quotes = list(outcome_quotes(load_voices(folder)))
    wrong = [quote for quote in quotes if not quote.is_right]
    assert quotes != []
    assert len(wrong) <= WRONG_QUOTES * len(quotes), wrong


@each_folder
def test_plain_words_are_worth_what_polished_ones_are(folder: str) -> None:
    means = means_by_register(load_voices(folder))
    assert means["plain"] >= means["polished"] - PLAIN_BELOW_POLISHED
