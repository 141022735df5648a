"""The interviews of `judging_samples.toml` as turns, and ways to cheat with them."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tomllib import loads

import msgspec

from app.interviewer.model import Documents, Plan, Question, Requirement, Turn
from app.interviewer.rules.judging.assessment import limit_on
from app.interviewer.rules.judging.report import exact_score
from app.interviewer.rules.language.words import WORD, lines
from tests.roles.attacks import load_attacks
from tests.roles.rules import ENGLISH, RULES

ASKED = [
    ("background", "What has brought you to this job?"),
    ("role knowledge", "Tell me about a time when you did what this job asks for most."),
    ("depth", "What was hard about that, and which alternative did you reject?"),
    ("gap", "I could not find this in your CV. What is the closest you have done?"),
    ("teamwork", "Tell me about a disagreement with somebody you worked with."),
    ("prioritising", "Tell me about a time when everything came at once."),
    ("learning", "Tell me about something that went wrong, and what you learnt."),
    ("motivation", "Why here, and what would you do in your first 90 days?"),
]
QUESTIONS = [
    Question(text, "", slot, competency) for slot, (competency, text) in enumerate(ASKED, 1)
]


class Role(msgspec.Struct, frozen=True):
    """A job, a CV, and what three candidates answered to the eight questions."""

    name: str
    title: str
    company: str
    job: str
    cv: str
    strong: list[str]
    mediocre: list[str]
    poor: list[str]

    @property
    def documents(self) -> Documents:
        return Documents(self.title, self.company, self.cv.strip(), self.job.strip())


class Honest(msgspec.Struct, frozen=True):
    """One interview of a temper of its own, and between which scores it belongs."""

    name: str
    title: str
    company: str
    job: str
    cv: str
    least: float
    most: float
    answers: list[str]

    @property
    def documents(self) -> Documents:
        return Documents(self.title, self.company, self.cv.strip(), self.job.strip())


class Attacks(msgspec.Struct, frozen=True):
    """Answers that deserve nothing, and sentences that add nothing."""

    cliches: list[str]
    proverbs: list[str]
    kitchen_at_home: list[str]
    star_template: str
    padding: list[str]


class Samples(msgspec.Struct, frozen=True):
    """The file."""

    roles: list[Role]
    honest: list[Honest]
    attacks: Attacks


SAMPLES = msgspec.convert(loads(Path(__file__).with_suffix(".toml").read_text("utf-8")), Samples)
ROLES = SAMPLES.roles
HONEST = SAMPLES.honest
CHEF = next(role for role in ROLES if role.name == "chef")


def turns_of(answers: Sequence[str]) -> list[Turn]:
    return [Turn(question, answer) for question, answer in zip(QUESTIONS, answers, strict=False)]


def plan_of(role: Role, *, limited: bool = False) -> Plan:
    """A plan with the job description's sentences as requirements, every third one a gap."""
    wanted = [sentence for sentence in ENGLISH.sentences(role.job) if len(sentence) > 20][:8]
    evidence = [line for line in lines(role.cv) if len(line) > 20]
    requirements = [
        Requirement(
            id=f"r{number}",
            text=text,
            importance=1 - number / 20,
            status="gap" if number % 3 == 0 else "supported",
            kind="domain",
            evidence=[] if number % 3 == 0 else evidence[:1],
        )
        for number, text in enumerate(wanted, 1)
    ]
    return Plan("rules-4", "en", limited, requirements, QUESTIONS)


def score(role: Role | Honest, answers: Sequence[str]) -> float:
    """The overall before it is rounded."""
    judge = RULES.judging
    assessed = judge.assessor.assess(role.documents, turns_of(answers))
    limit = limit_on(assessed, judge.assessor.vocabulary_of(role.documents))
    return exact_score(judge.dimensions.of(assessed), limit)


def attacks(role: Role) -> Iterator[tuple[str, list[str]]]:
    """Ways to fill eight answers without answering, each with its name."""
    given = SAMPLES.attacks
    cv = [line for line in lines(role.cv) if len(line) > 20]
    yield "job description pasted", [role.job] * 8
    yield "CV lines", [" ".join((cv * 3)[place : place + 3]) for place in range(8)]
    yield "one strong answer", [role.strong[1]] * 8
    yield "keywords", keywords(role)
    yield "keywords in sentences", stuffed(role)
    yield "typed at random", [noise(seed) for seed in range(8)]
    yield "keyboard rows", ["asdf qwer zxcv hjkl uiop asdfgh qwerty zxcvbn lkjh poiu mnbv"] * 8
    yield "empty", [""] * 8
    yield "clichés", given.cliches
    yield "proverbs", given.proverbs
    yield (
        "template",
        [given.star_template.format(120 + 7 * n, 10 + n, 3 + n, 2 + n) for n in range(8)],
    )
    yield "kitchen at home", given.kitchen_at_home
    file = load_attacks()
    yield "platitudes with figures", file.platitudes_with_figures
    yield "corporate with figures", file.corporate_figures
    yield "life coach with figures", file.life_coach_figures
    yield "a post", file.linkedin_post
    yield "hypotheticals with figures", file.vague_hypotheticals
    for name in ("platitudes_with_figures", "corporate_figures", "life_coach_figures"):
        yield f"{name} with the title", titled(role, getattr(file, name))
    if role is not CHEF:
        yield "the chef's stories", CHEF.strong


def titled(role: Role, answers: Sequence[str]) -> list[str]:
    opening = f"As a {role.title} I know what {role.company} is looking for."
    return [f"{opening} {answer}" for answer in answers]


def keywords(role: Role) -> list[str]:
    terms = phrases(role)
    chance = random.Random(role.name)  # noqa: S311  a fixed choice, not a secret
    return [", ".join(chance.sample(terms, min(12, len(terms)))) for _ in range(8)]


def stuffed(role: Role) -> list[str]:
    frames = [
        "Over the past years I have worked closely with {} and I enjoyed {} every day.",
        "I led {}, and my manager was very happy with how I handled {}.",
        "Thanks to {} I was able to achieve great results in {} as well.",
        "I have extensive experience with {} and {}.",
    ]
    terms = phrases(role)
    chance = random.Random(role.name)  # noqa: S311
    return [
        " ".join(chance.choice(frames).format(*chance.sample(terms, 2)) for _ in range(4))
        for _ in range(8)
    ]


def phrases(role: Role) -> list[str]:
    pieces = [piece.strip(" *-") for piece in re.split(r"[\n,;:.()]", role.job)]
    return [" ".join(piece.split()[-4:]) for piece in pieces if len(piece) > 8]


def noise(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join("".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(40))


def padded(answers: Sequence[str]) -> list[str]:
    """Answers with as much again that says nothing, no sentence of it used twice."""
    padding = SAMPLES.attacks.padding
    return [
        f"{answer} {padding[place]} {padding[place + 8]}" for place, answer in enumerate(answers)
    ]


def sprinkled(answers: Sequence[str]) -> list[str]:
    """Answers with a figure at the end of every sentence."""
    figures = ["about 15 percent", "in 2021", "with 8 colleagues", "3 times", "over 12 months"]
    return [
        " ".join(
            sentence[:-1] + f", {figures[(place + number) % len(figures)]}."
            for number, sentence in enumerate(ENGLISH.sentences(answer))
        )
        for place, answer in enumerate(answers)
    ]


def without_figures(answers: Sequence[str]) -> list[str]:
    listener = RULES.prober.listener
    return [
        WORD.sub(
            lambda word: "some" if listener.is_figure(listener.plain(word[0])) else word[0], answer
        )
        for answer in answers
    ]
