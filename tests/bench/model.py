"""What the language model of the environment is good for: words, quotes, the order of interviews.

Nothing is asked, and one line says so, where no model is set.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from statistics import mean, median

import msgspec

from app.interviewer.language_model.client import ChatModel
from app.interviewer.language_model.interface import (
    LanguageModel,
    ModelError,
    ModelReply,
    Shape,
    accept,
)
from app.interviewer.language_model.interviewer import ModelInterviewer
from app.interviewer.language_model.opinion import HeldInterview
from app.interviewer.language_model.prompts import Prompts
from app.interviewer.language_model.shapes import Opinion
from app.interviewer.language_model.verifying import Verifier
from app.interviewer.model import Turn
from app.interviewer.rules.interviewer import RulesInterviewer
from app.settings import settings_of
from tests.bench.table import print_table
from tests.roles import TODAY, Role, load_roles
from tests.roles.interviews import hold
from tests.roles.rules import RULES, planned

ROLES = ("nurse", "electrician", "backend_developer")  # about 110 calls of the model
LEVELS = ("strong", "mediocre", "poor")
PROMPTS = Prompts.load()
VERIFIER = Verifier(PROMPTS.verifying, PROMPTS.instructions)


class WatchedModel:
    """The model, with what its calls took and why its replies were refused."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.name, self.host = model.name, model.host
        self.seconds: list[float] = []
        self.refused: Counter[str] = Counter()

    async def ask(
        self,
        system: str,
        data: Mapping[str, str],
        request: str,
        shape: type[Shape],
        max_tokens: int,
        check: Callable[[Shape], str | None] = accept,
    ) -> ModelReply[Shape]:
        words = {sentence: word for word, sentence in PROMPTS.refused.items()}

        def watched(value: Shape) -> str | None:
            if wrong := check(value):
                self.refused[words[wrong]] += 1
            return wrong

        try:
            reply = await self.model.ask(system, data, request, shape, max_tokens, watched)
        except ModelError as error:
            if not any(sentence in str(error) for sentence in words):  # each try is counted above
                self.refused[str(error).removeprefix(f"The language model at {self.host} ")] += 1
            self.seconds.append(error.usage.seconds)
            raise
        self.seconds.append(reply.usage.seconds)
        return reply


class RoleResult(msgspec.Struct):
    """What one role's interviews came to; opinions by level."""

    role: str
    asked: int
    worded: int
    probes: int
    aimed: int
    turn_s: float
    read: str
    opinions: dict[str, Opinion]
    rules: dict[str, int | None]

    @property
    def order(self) -> str:
        """Whether the scores tell strong from ordinary from poor; a dash where one is missing."""
        strong, ordinary, poor = (self.opinions[level].score for level in LEVELS)
        if strong is None or ordinary is None or poor is None:
            return "-"
        return "yes" if strong > ordinary > poor else "NO"


def main() -> None:
    settings = settings_of()
    if not settings.has_model:
        print("\nLanguage model: none is set (OPENAI_MODEL, OPENAI_BASE_URL); nothing was asked.")
        return

    async def scene() -> None:
        async with aclosing(ChatModel(settings)) as model:
            await measure(WatchedModel(model))

    asyncio.run(scene())


async def measure(model: WatchedModel) -> None:
    rules = RulesInterviewer(RULES, in_place)  # type: ignore[arg-type]
    who = ModelInterviewer(rules, model, PROMPTS, VERIFIER)
    roles = [role for role in load_roles() if role.name in ROLES]
    results = [await of_role(who, model, role) for role in roles]
    print_questions(results)
    print_opinions(results)
    rows = [[why, str(count)] for why, count in model.refused.most_common()]
    print_table("Why replies were refused", ["why", "count"], rows)


async def in_place(rule: Callable[..., object], *args: object, **more: object) -> object:
    return rule(*args, **more)


async def of_role(who: ModelInterviewer, model: WatchedModel, role: Role) -> RoleResult:
    by_rules = RULES.read(role.documents, TODAY)
    reading = await who.read_with_model(role.documents, by_rules)
    read = "rules" if reading is by_rules else f"model, {len(reading.requirements)}"
    plan = planned(role.documents)
    model.seconds.clear()
    turns: list[Turn] = []
    while question := await who.next(role.documents, plan, turns):
        turns.append(Turn(question, role.mediocre[len(turns)]))
    turn_s = median(model.seconds)
    worded = [turn.question for turn in turns if turn.question.worded_by == model.name]
    probes = [turn.question for turn in turns if turn.question.kind == "probe"]
    held = {level: hold(role.documents, getattr(role, level)) for level in LEVELS}
    return RoleResult(
        role=role.name,
        asked=len(turns),
        worded=len(worded),
        probes=len(probes),
        aimed=sum(probe in worded for probe in probes),
        turn_s=turn_s,
        read=read,
        opinions={
            level: await opinion_on(
                who,
                HeldInterview(1, role.documents, interview.turns, interview.judgement),
            )
            for level, interview in held.items()
        },
        rules={level: one.judgement.interview_score for level, one in held.items()},
    )


async def opinion_on(who: ModelInterviewer, held: HeldInterview) -> Opinion:
    """As far as the model gives one."""
    so_far = who.second_opinion.begin()
    try:
        async for opinion in who.second_opinion.go_on(held, so_far):
            so_far = opinion
    except ModelError:
        return so_far
    return so_far


def print_questions(results: Sequence[RoleResult]) -> None:
    rows = [
        [
            each.role,
            each.read,
            f"{each.worded} of {each.asked}",
            f"{each.aimed} of {each.probes}",
            f"{each.turn_s:.1f} s",
        ]
        for each in results
    ]
    headers = ["role", "read by", "questions as worded", "probes as aimed", "a turn, median"]
    print_table("Questions in the model's words", headers, rows)


def print_opinions(results: Sequence[RoleResult]) -> None:
    rows = [opinion_row(each) for each in results]
    headers = ["role", "hold", "quoted", *LEVELS, "rules", "in order", "an interview"]
    print_table("Second opinions (hold: of those asked for)", headers, rows)


def opinion_row(result: RoleResult) -> list[str]:
    opinions = [result.opinions[level] for level in LEVELS]
    given = [one for opinion in opinions for one in opinion.answers]
    refused = [one for opinion in opinions for one in opinion.dropped]
    asked = len(given) + sum(one.why not in RULES.flag_sentences for one in refused)
    return [
        result.role,
        f"{len(given)} of {asked}",
        f"{sum(one.quote is not None for one in given)} of {len(given)}",
        *(str(opinion.score or "-") for opinion in opinions),
        " ".join(str(result.rules[level] or "-") for level in LEVELS),
        result.order,
        f"{mean(opinion.seconds for opinion in opinions):.1f} s",
    ]
