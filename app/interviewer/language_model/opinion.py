"""A second opinion on an interview, one call an answer; the total is computed, never asked for."""

from collections.abc import AsyncIterator, Sequence
from hashlib import blake2b
from typing import Any, Literal, Protocol, cast

import msgspec
from msgspec.structs import replace

from app.interviewer.language_model.asking import Line, Paragraph, Prompt, Refused, ask
from app.interviewer.language_model.interface import LanguageModel
from app.interviewer.language_model.prompts import Prompts
from app.interviewer.language_model.scoring import flag_of, total
from app.interviewer.language_model.shapes import (
    Addresses,
    AnswerOpinion,
    Dropped,
    Opinion,
    OpinionState,
)
from app.interviewer.language_model.texts import LONGEST_GIVEN, PersonTexts
from app.interviewer.language_model.verifying import (
    FEWEST_QUOTED,
    Refusal,
    Verifier,
    one_paragraph,
)
from app.interviewer.model import Anchor, AnswerJudgement, Documents, Judgement, Turn, Usage

MAX_TOKENS = 1_500  # a better answer has 200; a model that thinks first needs more
MOST_REMARK, MOST_BETTER, MOST_SUMMARY, MOST_MISSING = 80, 200, 150, 15  # words
TO_THE_JUDGE = "addresses_the_judge"
Score = Literal[1, 2, 3, 4, 5]


class JudgedAnswer(Protocol):
    """What every shape has that an answer is judged in; a field for each dimension comes beside."""

    quote: str
    addresses: Addresses
    missing: str
    remark: str
    better: str


class Summary(msgspec.Struct, frozen=True):
    """What runs through all answers, in the model's words."""

    summary: Paragraph


class HeldInterview(msgspec.Struct, frozen=True):
    """An interview and what the rules make of it; `id` orders the dimensions for the model."""

    id: int
    documents: Documents
    turns: Sequence[Turn]
    judgement: Judgement


class SecondOpinion:
    """Gives a second opinion with one model, on the rules' anchors."""

    def __init__(
        self,
        model: LanguageModel,
        prompts: Prompts,
        verifier: Verifier,
        anchors: Sequence[Anchor],
    ) -> None:
        self.model = model
        self.prompts = prompts
        self.verifier = verifier
        self.anchors = {anchor.name: anchor for anchor in anchors}

    def begin(self) -> Opinion:
        """An opinion that waits for all its calls."""
        return Opinion("waiting", self.model.name)

    async def go_on(self, held: HeldInterview, begun: Opinion) -> AsyncIterator[Opinion]:
        """The opinion after each answer, and at last ready, or failed where no reply can be used.

        What it has already is not asked again.

        One that another model began is begun anew, as its total could be neither's; what was spent
        on it still counts.

        Raises:
            ModelAwayError: there was no reply; what was given last stands.
        """
        opinion = begun
        if begun.scored_by != self.model.name:
            opinion = self.begin().plus(begun.spent)
        for judged in held.judgement.answers:
            if not opinion.told(judged.number):
                opinion = self.with_total(held, await self.with_answer(held, opinion, judged))
                yield opinion
        state: OpinionState = "failed" if opinion.is_unusable else "ready"
        yield replace(await self.with_summary(held, opinion), state=state)

    def with_total(self, held: HeldInterview, opinion: Opinion) -> Opinion:
        return replace(opinion, score=total(held.turns, held.judgement, opinion.answers))

    async def with_answer(
        self, held: HeldInterview, opinion: Opinion, judged: AnswerJudgement
    ) -> Opinion:
        """With the model's opinion on one more answer, or why there is none.

        What the rules flag has no opinion, as it counts for nothing; nor what speaks to its judge.
        """
        answer = held.turns[judged.number - 1].answer
        why = flag_of(judged)
        if not why and self.verifier.addresses_judge(answer):
            why = TO_THE_JUDGE
        if why:
            return with_dropped(opinion, judged.number, why)
        found, usage = await self.on_answer(held, judged)
        if isinstance(found, str):
            return with_dropped(opinion.plus(usage), judged.number, found)
        return replace(opinion.plus(usage), answers=[*opinion.answers, found])

    async def on_answer(
        self, held: HeldInterview, judged: AnswerJudgement
    ) -> tuple[AnswerOpinion | str, Usage]:
        """The opinion on one answer, or a word why there is none; and what was spent."""
        turn = held.turns[judged.number - 1]
        person = PersonTexts(held.documents, held.turns, self.verifier)
        names = shuffled([score.name for score in judged.scores], held.id)
        checks = AnswerChecks(person, turn, judged.number, self.prompts)
        texts = self.prompts.texts
        prompt = Prompt(
            self.prompts.opinion.system.format(anchors=self.anchors_of(names)),
            {
                **person.data(self.prompts),
                texts.question.format(number=judged.number): turn.question.text,
                texts.answer.format(number=judged.number): turn.answer[:LONGEST_GIVEN],
            },
            self.prompts.opinion.request.format(number=judged.number),
            MAX_TOKENS,
        )
        shape = shape_for(names)
        reply = await ask(self.model, self.prompts, prompt, shape, checks.refusal)
        if isinstance(reply, Refused):
            return reply.why, reply.usage
        return checks.opinion(reply.value, names), reply.usage

    def anchors_of(self, names: Sequence[str]) -> str:
        template = self.prompts.opinion.anchor
        each = (msgspec.structs.asdict(self.anchors[name]) for name in names)
        return "\n".join(template.format(**anchor) for anchor in each)

    async def with_summary(self, held: HeldInterview, opinion: Opinion) -> Opinion:
        """With a summary of the remarks; without one where there are none, or it fails."""
        if not opinion.answers or opinion.state == "ready":
            return opinion
        person = PersonTexts(held.documents, held.turns, self.verifier)
        line = self.prompts.texts.remark
        remarks = "\n".join(
            line.format(number=one.number, addresses=one.addresses, remark=one.remark)
            for one in opinion.answers
        )
        given = person.given(remarks=remarks, questions=person.conversation(self.prompts))

        def refuses(value: Summary) -> Refusal | None:
            return self.verifier.prose(one_paragraph(value.summary), given, MOST_SUMMARY)

        wanted = self.prompts.summary
        prompt = Prompt(wanted.system, {"remarks": remarks}, wanted.request, MAX_TOKENS)
        reply = await ask(self.model, self.prompts, prompt, Summary, refuses)
        if isinstance(reply, Refused):
            return opinion.plus(reply.usage)
        return replace(opinion.plus(reply.usage), summary=one_paragraph(reply.value.summary))


class AnswerChecks:
    """What may stand in the opinion on one answer."""

    def __init__(self, person: PersonTexts, turn: Turn, number: int, prompts: Prompts) -> None:
        self.number = number
        self.template = prompts.opinion.missing
        self.verifier = person.verifier
        self.answer = self.verifier.given({f"answer {number}": turn.answer})
        self.all = person.given(question=turn.question.text)
        self.own = self.verifier.given(person.own)
        self.least = min(FEWEST_QUOTED, len(turn.answer.split()))

    def refusal(self, value: JudgedAnswer) -> Refusal | None:
        """An answer is not said to answer its question without words of it that do."""
        if value.quote.strip():
            if refusal := self.verifier.quote(value.quote, self.answer, self.least):
                return refusal
        elif value.addresses != "no" or not value.missing.strip():
            return "nothing_quoted"
        missing, better = one_paragraph(value.missing), one_paragraph(value.better)
        return (
            (self.verifier.prose(missing, self.all, MOST_MISSING) if missing else None)
            or self.verifier.prose(one_paragraph(value.remark), self.all, MOST_REMARK)
            or (self.verifier.prose(better, self.own, MOST_BETTER) if better else None)
        )

    def opinion(self, value: JudgedAnswer, names: Sequence[str]) -> AnswerOpinion:
        """What passed, with the missing part in the remark where nothing was quoted."""
        quoted = self.answer.quoted(value.quote)
        remark, missing = one_paragraph(value.remark), one_paragraph(value.missing)
        if not quoted:
            remark = self.template.format(missing=missing.rstrip(".!?"), remark=remark)
        return AnswerOpinion(
            number=self.number,
            addresses=value.addresses,
            scores={name: getattr(value, name) for name in names},
            quote=quoted.quote if quoted else None,
            remark=remark,
            better=one_paragraph(value.better),
        )


def with_dropped(opinion: Opinion, number: int, why: str) -> Opinion:
    return replace(opinion, dropped=[*opinion.dropped, Dropped(number, why)])


def shuffled(names: Sequence[str], interview_id: int) -> list[str]:
    """The dimensions in an order that is the interview's own, as judges lean to the first."""

    def place(name: str) -> bytes:
        return blake2b(f"{interview_id}/{name}".encode(), digest_size=8).digest()

    return sorted(names, key=place)


def shape_for(names: Sequence[str]) -> type[JudgedAnswer]:
    """What the model fills in, in this order: the quote first, then a score for each dimension."""
    fields: list[tuple[str, Any]] = [
        ("quote", Line),
        ("addresses", Addresses),
        ("missing", Line),
        *((name, Score) for name in names),
        ("remark", Line),
        ("better", Paragraph),
    ]
    return cast("type[JudgedAnswer]", msgspec.defstruct("JudgedAnswer", fields, frozen=True))
