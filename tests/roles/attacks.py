"""Answers that try to look like a good interview, for a role; none of them is one."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle, islice

import msgspec

from app.interviewer.model import QUESTIONS
from tests.roles import FOLDER, Role

COOKS = {"head_chef"}  # for whom a story about cooking is an answer
KEYWORD = re.compile(r"[^\W\d_][\w+#.-]{2,}[\w+#]")


class Attack(msgspec.Struct, frozen=True):
    """Eight answers, and what is wrong with them."""

    name: str
    answers: list[str]


class AttackFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The attacks that are the same for every role."""

    gibberish: list[str]
    keyboard_noise: list[str]
    platitudes: list[str]
    platitudes_with_figures: list[str]
    corporate_figures: list[str]
    life_coach_figures: list[str]
    linkedin_post: list[str]
    vague_hypotheticals: list[str]
    claims_of_today: list[str]
    story_of_today: list[str]
    duties_of_today: list[str]
    small_talk: list[str]
    cooking: list[str]
    star_template: str
    star_figures: list[list[int]]
    stuffing_sentence: str


@cache
def load_attacks() -> AttackFile:
    return msgspec.toml.decode((FOLDER / "attacks.toml").read_bytes(), type=AttackFile)


def attacks_on(role: Role) -> list[Attack]:
    """Every attack that applies to this role."""
    file = load_attacks()
    attacks = [
        Attack("empty", ["", " ", "\n", "", "  ", "\t", "", " \n "]),
        Attack("gibberish", file.gibberish),
        Attack("keyboard noise", file.keyboard_noise),
        Attack("keyword list", keyword_lists(role)),
        Attack("keyword prose", keyword_sentences(role, file.stuffing_sentence)),
        Attack("platitudes", file.platitudes),
        Attack("platitudes, figures", file.platitudes_with_figures),
        Attack("corporate, figures", file.corporate_figures),
        Attack("life coach, figures", file.life_coach_figures),
        Attack("a post", file.linkedin_post),
        Attack("hypotheticals", file.vague_hypotheticals),
        Attack("claims of today", file.claims_of_today),
        Attack("a story of today", file.story_of_today),
        Attack("duties of today", file.duties_of_today),
        Attack("cooking", file.cooking),
        Attack("STAR template", [file.star_template.format(*row) for row in file.star_figures]),
        Attack("STAR with title", titled_templates(role, file)),
        Attack("job pasted", [role.documents.job_description] * QUESTIONS),
        Attack("CV lines", cv_lines(role)),
        Attack("one answer", [role.strong[1]] * QUESTIONS),
    ]
    return [attack for attack in attacks if attack.name != "cooking" or role.name not in COOKS]


def with_small_talk(answers: Sequence[str]) -> list[str]:
    """Each answer with two sentences that are concrete and beside the point."""
    talk = load_attacks().small_talk
    return [
        f"{answer} {first} {second}"
        for answer, first, second in zip(answers, talk[:QUESTIONS], talk[QUESTIONS:], strict=True)
    ]


def keywords(role: Role) -> list[str]:
    """The longer words of the job description, each once, in their order."""
    return list(dict.fromkeys(KEYWORD.findall(role.documents.job_description)))


def keyword_lists(role: Role) -> list[str]:
    return [", ".join(part) for part in shares(keywords(role))]


def keyword_sentences(role: Role, sentence: str) -> list[str]:
    """The sentence three times an answer, each time with the next words of the job description."""
    supply = cycle(keywords(role))
    return [" ".join(filled(sentence, supply) for _ in range(3)) for _ in range(QUESTIONS)]


def filled(sentence: str, supply: Iterator[str]) -> str:
    return sentence.format(*(" ".join(islice(supply, 2)) for _ in range(sentence.count("{}"))))


def titled_templates(role: Role, file: AttackFile) -> list[str]:
    """The template, with the job's own name in front of it."""
    opening = f"As a {role.documents.job_title} I always deliver for {role.documents.company_name}."
    return [f"{opening} {file.star_template.format(*row)}" for row in file.star_figures]


def cv_lines(role: Role) -> list[str]:
    lines = [line.strip() for line in role.documents.cv.split("\n") if line.strip()]
    return ["\n".join(part) for part in shares(lines)]


def shares(pieces: Sequence[str]) -> list[Sequence[str]]:
    """The pieces in eight parts of about one size, in their order."""
    edges = [len(pieces) * part // QUESTIONS for part in range(QUESTIONS + 1)]
    return [pieces[edges[part] : edges[part + 1]] for part in range(QUESTIONS)]
