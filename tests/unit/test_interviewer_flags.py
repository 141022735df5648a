"""Every flag that a rule can give has its sentence, and stands under no other name anywhere."""

import re
from pathlib import Path

from app.interviewer.model import Judgement
from tests.roles import load_roles
from tests.roles.attacks import attacks_on
from tests.roles.interviews import hold
from tests.roles.rules import RULES

ROOT = Path(__file__).parents[2]
GERMAN = "Ich habe das nicht gemacht, und wir waren auch nicht so viele auf der Station. " * 2
ROLE = load_roles()[0]


def flags_of(answers: list[str]) -> set[str]:
    """The flags of the report and of each answer."""
    judgement = judgement_of(answers)
    return {*judgement.flags, *(flag for answer in judgement.answers for flag in answer.flags)}


def judgement_of(answers: list[str]) -> Judgement:
    return hold(ROLE.documents, answers).judgement


def test_the_flags_that_rules_give_are_those_that_have_a_sentence() -> None:
    interviews = [attack.answers for attack in attacks_on(ROLE)]
    interviews += [
        [*ROLE.strong[:7], GERMAN],
        ["We moved the crane to the ship. " * 5, *ROLE.strong[1:]],
        load_roles()[1].strong,
        ["I'd rather not say.", *ROLE.strong[1:]],
    ]
    given = {flag for answers in interviews for flag in flags_of(answers)}
    assert given == set(RULES.flag_sentences)


def test_a_flag_is_told_in_one_sentence() -> None:
    for sentence in RULES.flag_sentences.values():
        assert sentence[0].isupper()
        assert re.fullmatch(r"[^.!?_{}]+\.", sentence)


def test_no_page_names_a_flag() -> None:
    for folder in ("templates", "partials"):
        for path in (ROOT / folder).glob("*.html"):
            words = set(re.findall(r"[\"'](\w+)[\"']", path.read_text("utf-8")))
            assert words.isdisjoint(RULES.flag_sentences), path.name


def test_the_scores_of_a_flagged_answer_do_not_name_its_flag() -> None:
    judgement = judgement_of(["sdkjf wkejr xcvmn qpwoe zmxnc lkjsd", *ROLE.strong[1:]])
    flagged = judgement.answers[0]
    assert "not_in_sentences" in flagged.flags
    assert {score.found for score in flagged.scores} == {"nothing was counted in this answer"}
