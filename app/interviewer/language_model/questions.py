"""The words of a question for one person; which question it is, the rules have decided."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from app.interviewer.language_model.asking import Line, Prompt, Refused, ask
from app.interviewer.language_model.interface import LanguageModel
from app.interviewer.language_model.prompts import Prompts
from app.interviewer.language_model.texts import LONGEST_ANSWER, PersonTexts
from app.interviewer.language_model.verifying import Refusal, Verifier, one_paragraph
from app.interviewer.model import Documents, Plan, Question, Turn, Usage

MAX_TOKENS = 400  # a question has 40; a model that thinks first needs some more
WORDS_TO_AIM_AT = 12  # a shorter last answer is asked about as the rules do


class WordedQuestion(msgspec.Struct, frozen=True):
    """A planned question in the model's words."""

    question: Line


class AimedProbe(msgspec.Struct, frozen=True):
    """A probe about something that the last answer said: the words, then the question."""

    quote: Line
    question: Line


class QuestionWriter:
    """Words questions. What fails its checks is asked in the rules' words instead."""

    def __init__(self, model: LanguageModel, prompts: Prompts, verifier: Verifier) -> None:
        self.model = model
        self.prompts = prompts
        self.verifier = verifier

    async def worded(
        self, documents: Documents, plan: Plan, turns: Sequence[Turn], question: Question
    ) -> Question:
        """The rules' question or probe in the model's words, else as it is, with what that cost.

        Slot, requirement, reason and hint stay. A probe may be about other words of the answer.

        Raises:
            ModelAwayError: there was no reply.
        """
        place = QuestionPlace(PersonTexts(documents, turns, self.verifier), plan, question)
        if question.kind == "probe":
            return await self.aimed(place)
        return await self.in_words(place, self.prompts.wording.question, [])

    async def reworded(
        self,
        documents: Documents,
        plan: Plan,
        turns: Sequence[Turn],
        question: Question,
        fallback: Question,
    ) -> Question:
        """The open question in other words of the model, else the rules' other words.

        Raises:
            ModelAwayError: there was no reply.
        """
        place = QuestionPlace(PersonTexts(documents, turns, self.verifier), plan, question)
        worded = await self.in_words(place, self.prompts.wording.rephrase, [question.text])
        if worded.text == question.text:
            return replace(fallback, spent=worded.spent)
        return replace(worded, is_rephrased=True)

    async def in_words(self, place: "QuestionPlace", request: str, used: list[str]) -> Question:
        def refuses(value: WordedQuestion) -> Refusal | None:
            return self.refused(place, one_paragraph(value.question), [*place.asked, *used])

        prompt = Prompt(self.system, place.data(self.prompts), request, MAX_TOKENS)
        reply = await ask(self.model, self.prompts, prompt, WordedQuestion, refuses)
        question = with_spent(place.question, reply.usage)
        if isinstance(reply, Refused):
            return question
        text = one_paragraph(reply.value.question)
        return replace(question, text=text, worded_by=self.model.name)

    async def aimed(self, place: "QuestionPlace") -> Question:
        """A probe of words of the last answer; the rules' where too few can be given."""
        number = len(place.person.turns)
        answer = place.person.turns[-1].answer
        said = place.person.honest(answer, LONGEST_ANSWER)
        if len(said.split()) < WORDS_TO_AIM_AT:
            return place.question
        source = f"answer {number}"
        last = self.verifier.given({source: answer})

        def refuses(value: AimedProbe) -> Refusal | None:
            text = one_paragraph(value.question)
            return self.verifier.quote(value.quote, last) or self.refused(
                place, text, place.asked, value.quote
            )

        data = {**place.data(self.prompts), self.prompts.texts.last_answer: said}
        prompt = Prompt(self.system, data, self.prompts.wording.probe, MAX_TOKENS)
        reply = await ask(self.model, self.prompts, prompt, AimedProbe, refuses)
        question = with_spent(place.question, reply.usage)
        quoted = None if isinstance(reply, Refused) else last.quoted(reply.value.quote)
        if isinstance(reply, Refused) or not quoted:
            return question
        return replace(
            question,
            text=one_paragraph(reply.value.question),
            quote=quoted.quote,
            source=quoted.source,
            worded_by=self.model.name,
        )

    @property
    def system(self) -> str:
        return self.prompts.wording.system

    def refused(
        self, place: "QuestionPlace", text: str, asked: Sequence[str], quote: str | None = None
    ) -> Refusal | None:
        given = place.person.given(planned=place.question.text, hint=place.question.hint)
        if refusal := self.verifier.question(text, given, asked):
            return refusal
        if self.verifier.is_private(text, [*place.subjects, quote or ""]):
            return "never_asked"
        is_about = self.verifier.is_about(text, [quote] if quote else place.subjects)
        return None if is_about else "about_something_else"


def with_spent(question: Question, usage: Usage) -> Question:
    """The question with what was spent on one more ask about it; an ask without a call is none."""
    return replace(question, spent=usage.plus(question.spent)) if usage.calls else question


class QuestionPlace:
    """A question in its interview: what it is about, and what else is asked there."""

    def __init__(self, person: PersonTexts, plan: Plan, question: Question) -> None:
        self.person = person
        self.plan = plan
        self.question = question
        of = (one.text for one in plan.requirements if one.id == question.requirement_id)
        self.requirement = next(of, "")

    @property
    def subjects(self) -> list[str]:
        """What the question has to be about; where it is about no line, its kind and the job."""
        lines = [line.quote for line in self.question.rests_on]
        about = [text for text in (self.requirement, self.question.quote, *lines) if text]
        asked = self.question
        kind = [asked.competency, asked.hint, asked.why, self.person.titles]
        return [asked.text, *(about or kind)]

    @property
    def asked(self) -> list[str]:
        """All that was asked, and what the plan has for the other slots."""
        planned = [one.text for one in self.plan.questions if one.slot != self.question.slot]
        return [*(turn.question.text for turn in self.person.turns), *planned]

    def data(self, prompts: Prompts) -> dict[str, str]:
        names, honest = prompts.texts, self.person.honest
        lines = "\n".join(line.quote for line in self.question.rests_on if line.source == "cv")
        return {
            **self.person.data(prompts),
            names.conversation: self.person.conversation(prompts),
            names.requirement: honest(self.requirement),
            names.cv_lines: honest(lines),
            names.planned: self.question.text,
        }
