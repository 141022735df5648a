"""A language model behind an OpenAI-compatible API, asked for JSON: the one way to reach it.

Whatever the server sends ends in a value of the shape that was asked for, or in a `ModelError`.
"""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from secrets import token_hex
from time import monotonic

from app.interviewer.language_model.circuit import Circuit
from app.interviewer.language_model.conversation import Conversation
from app.interviewer.language_model.interface import (
    ModelAwayError,
    ModelError,
    ModelReply,
    ModelReplyError,
    Shape,
    accept,
)
from app.interviewer.language_model.ladder import REFUSALS, Rung
from app.interviewer.language_model.places import ModelPlaces, NoPlaceError
from app.interviewer.language_model.provider import HttpAnswer, Provider, UnreachableError
from app.interviewer.language_model.retrying import Retries, Sleep, may_pass, random_share
from app.interviewer.language_model.schema import NoValueError, schema_of
from app.interviewer.language_model.tally import Tally
from app.interviewer.language_model.waits import UsualWaits
from app.interviewer.language_model.wording import Wording
from app.settings import Settings

MARK_BYTES = 8
USUAL_LIMIT, OTHER_LIMIT = "max_tokens", "max_completion_tokens"  # some of OpenAI's want the second
WHY_AWAY = {
    401: "refused the key (OPENAI_API_KEY)",
    402: "wants to be paid first",
    403: "refused the key (OPENAI_API_KEY)",
    404: "does not know the model or the address (OPENAI_MODEL, OPENAI_BASE_URL)",
    429: "takes no more requests just now",
    503: "takes no requests yet or just now; it may still be loading the model",
}
WHY_TOO_LONG = "was given a text that is too long for its context"
WHY_NOT_FOLLOWED = "sends requests on to another address, which is not followed (OPENAI_BASE_URL)"


def random_mark() -> str:
    return token_hex(MARK_BYTES)


class RefusedError(Exception):
    """The server answered without a completion."""

    def __init__(self, answer: HttpAnswer) -> None:
        status = answer.status
        self.is_away = status not in range(400, 500) or status in WHY_AWAY or may_pass(status)
        why = WHY_AWAY.get(status, f"answered with the status {status}")
        if 300 <= status < 400:
            why = WHY_NOT_FOLLOWED
        elif not self.is_away and answer.names("context"):
            why = WHY_TOO_LONG
        super().__init__(why)


class ChatModel:
    """The language model of the settings, for all who ask in this process."""

    def __init__(
        self,
        settings: Settings,
        *,
        timeout_s: float | None = None,
        clock: Callable[[], float] = monotonic,
        sleep: Sleep = asyncio.sleep,
        random: Callable[[], float] = random_share,
        new_mark: Callable[[], str] = random_mark,
    ) -> None:
        """`timeout_s`, by default the settings' own, is for a place, and again for the ask."""
        self.name, self.host = settings.openai_model, settings.model_host
        self.rung = Rung.JSON_SCHEMA
        self.provider = Provider(
            settings.openai_base_url, settings.openai_api_key, settings.model_concurrency
        )
        self.timeout_s = settings.model_timeout_s if timeout_s is None else timeout_s
        self._clock, self._new_mark = clock, new_mark
        self._limit = USUAL_LIMIT
        self._circuit = Circuit(clock)
        self._places = ModelPlaces(settings.model_concurrency)
        self._retries = Retries(sleep, random)
        self._wording = Wording.load()
        self._waits = UsualWaits()

    @property
    def is_away(self) -> bool:
        """Whether it did not answer when it was last asked."""
        return self._circuit.has_failed

    def usual_s(self, *shapes: type) -> float | None:
        """How long it usually takes to give one of these shapes, or none; None where few asked."""
        return self._waits.usual_s(*shapes)

    async def ask(
        self,
        system: str,
        data: Mapping[str, str],
        request: str,
        shape: type[Shape],
        max_tokens: int,
        check: Callable[[Shape], str | None] = accept,
    ) -> ModelReply[Shape]:
        messages = self._wording.messages(system, data, request, schema_of(shape), self._new_mark)
        talk = Conversation(messages, shape, check, self.rung, Tally(self._clock))
        self._pass_circuit(talk.tally)
        try:
            value = await self._value(talk, max_tokens)
        except asyncio.CancelledError as given_up:
            given_up.args = (talk.tally.usage,)
            raise
        except ModelError:
            self._waits.note(shape, talk.tally.usage.seconds)
            raise
        self._waits.note(shape, talk.tally.usage.seconds)
        return ModelReply(value, talk.tally.usage)

    async def _value(self, talk: Conversation[Shape], max_tokens: int) -> Shape:
        """The value of the replies, once a place is free."""
        try:
            async with self._places.take(self.timeout_s, max_tokens):
                self._pass_circuit(talk.tally)  # others may have opened it meanwhile
                async with asyncio.timeout(self.timeout_s):
                    return await self._converse(talk, max_tokens)
        except NoPlaceError:
            raise self._away("had no place free in time (MODEL_CONCURRENCY)", talk.tally) from None
        except TimeoutError:
            limit = f"within {self.timeout_s:g} seconds (MODEL_TIMEOUT_S)"
            raise self._failed(f"did not answer {limit}", talk.tally) from None
        except UnreachableError:
            raise self._failed("could not be reached", talk.tally) from None
        except RefusedError as refusal:
            raise self._refused(refusal, talk.tally) from None
        except NoValueError as error:
            fault = f"gave no reply that can be used. {self._wording.sentence(error.fault)}"
            raise ModelReplyError(self._sentence(fault), talk.tally.usage) from None

    async def _converse(self, talk: Conversation[Shape], max_tokens: int) -> Shape:
        """The value of the first reply, or else of a second after its fault was named."""
        body = await self._complete(talk, max_tokens)
        try:
            value = talk.read(body)
        except NoValueError as error:
            talk.object_to(self._wording.retry(error.fault, error.detail))
            value = talk.read(await self._complete(talk, max_tokens))
        self.rung = talk.rung
        return value

    async def _complete(self, talk: Conversation[Shape], max_tokens: int) -> bytes:
        """An answer on the first rung that the server does not refuse."""
        while True:
            request = {**talk.body(self.name), self._limit: max_tokens}
            send_once = partial(self._send, request, talk.tally)
            answer = await self._retries.send(send_once, talk.rung.is_refused_by)
            if self._wants_other_limit(answer):
                self._limit = OTHER_LIMIT
            elif talk.rung.is_refused_by(answer):
                talk.rung = talk.rung.below
            elif 200 <= answer.status < 300:
                self._circuit.note_answer()
                return answer.body
            else:
                raise RefusedError(answer)

    async def _send(self, request: Mapping[str, object], tally: Tally) -> HttpAnswer:
        tally.calls += 1
        return await self.provider.post("/chat/completions", request)

    def _wants_other_limit(self, answer: HttpAnswer) -> bool:
        is_refusal = answer.status in REFUSALS and answer.names(OTHER_LIMIT)
        return is_refusal and self._limit != OTHER_LIMIT

    def _pass_circuit(self, tally: Tally) -> None:
        if self._circuit.is_open:
            wait = f"it is asked again in {self._circuit.closes_in_s:.0f} seconds"
            raise self._away(f"did not answer several times in a row; {wait}", tally)

    def _refused(self, refusal: RefusedError, tally: Tally) -> ModelAwayError | ModelReplyError:
        if refusal.is_away:
            return self._failed(str(refusal), tally)
        self._circuit.note_answer()
        return ModelReplyError(self._sentence(str(refusal)), tally.usage)

    def _failed(self, why: str, tally: Tally) -> ModelAwayError:
        self._circuit.note_failure()
        return self._away(why, tally)

    def _away(self, why: str, tally: Tally) -> ModelAwayError:
        return ModelAwayError(self._sentence(why), tally.usage)

    def _sentence(self, what: str) -> str:
        return f"The language model at {self.host} {what.rstrip('.')}."

    async def aclose(self) -> None:
        """Give up its connections; nothing is asked after that."""
        await self.provider.aclose()
