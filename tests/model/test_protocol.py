"""What the client asks of a real llama.cpp, and what it makes of its refusals."""

import asyncio
import fcntl
import shutil
import signal
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.interviewer.language_model.client import ChatModel
from app.interviewer.language_model.interface import ModelAwayError, ModelReplyError
from app.interviewer.language_model.ladder import Rung
from app.interviewer.language_model.opinion import Summary, shape_for
from app.interviewer.language_model.questions import AimedProbe, WordedQuestion
from app.interviewer.language_model.reading import ReadJob
from app.interviewer.language_model.schema import schema_of
from app.settings import settings_of
from tests.model.llama import kept
from tests.model.running import PATIENCE_S, Llama, llama_server
from tests.modelled import until
from tests.roles.rules import RULES
from tests.unit.asking import Verdict, ask

SHAPES = [WordedQuestion, AimedProbe, Summary, ReadJob, shape_for([a.name for a in RULES.anchors])]
ENOUGH_WORDS = 4_000  # for more tokens than a place of the server has
ENDLESS = {
    "messages": [{"role": "user", "content": "Count."}],
    "ignore_eos": True,
    "max_tokens": 1_800,
}


def model_at(llama: Llama, **arguments: Any) -> ChatModel:
    return ChatModel(settings_of(llama.settings), timeout_s=PATIENCE_S, **arguments)


def test_a_reply_is_held_to_its_schema(llama: Llama) -> None:
    async def scene() -> None:
        async with aclosing(model_at(llama)) as model:
            reply = await ask(model)
            assert isinstance(reply.value, Verdict)
            assert model.rung is Rung.JSON_SCHEMA
            assert reply.usage.calls == 1
            assert reply.usage.tokens > 0

    asyncio.run(scene())


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_shape_that_rehearse_asks_for_is_understood(llama: Llama, shape: type) -> None:
    request = {
        "model": llama.settings["OPENAI_MODEL"],
        "messages": [{"role": "user", "content": "Say something."}],
        **Rung.JSON_SCHEMA.fields(shape.__name__, schema_of(shape)),
        "max_tokens": 1,
    }

    async def scene() -> None:
        async with aclosing(model_at(llama)) as model:
            answer = await model.provider.post("/chat/completions", request)
            assert answer.status == 200, answer.body

    asyncio.run(scene())


def test_a_text_that_is_too_long_is_refused_and_the_model_is_not_away(llama: Llama) -> None:
    async def scene() -> None:
        async with aclosing(model_at(llama)) as model:
            with pytest.raises(ModelReplyError) as refusal:
                await ask(model, data={"cv": "nurse " * ENOUGH_WORDS})
            assert "too long" in str(refusal.value)
            assert refusal.value.usage.calls == 1
            assert (await ask(model)).usage.calls == 1
            assert model.rung is Rung.JSON_SCHEMA

    asyncio.run(scene())


def test_an_ask_that_nobody_waits_for_frees_its_place(tmp_path: Path) -> None:
    """It looks for who has left once a second, if nobody asks it anything in that second."""

    async def scene(llama: Llama) -> None:
        async with aclosing(model_at(llama)) as model:
            asking = asyncio.create_task(model.provider.post("/chat/completions", ENDLESS))
            await asyncio.to_thread(until, lambda: llama.is_busy, patience_s=PATIENCE_S)
            asking.cancel()
            log = await asyncio.to_thread(
                until, lambda: llama.log, lambda log: "stop processing" in log, PATIENCE_S
            )
            assert "cancel task" in log
            assert isinstance((await ask(model)).value, Verdict)

    with llama_server(tmp_path) as llama:
        llama.wait()
        asyncio.run(scene(llama))


# ---- While it loads its model ----


def test_a_model_that_is_being_loaded_is_asked_again(tmp_path: Path) -> None:
    with loading(tmp_path) as (llama, weights):

        async def load(_pause_s: float) -> None:
            weights.let_go()
            await asyncio.to_thread(llama.wait)

        async def scene() -> None:
            async with aclosing(model_at(llama, sleep=load)) as model:
                reply = await ask(model)
                assert isinstance(reply.value, Verdict)
                assert reply.usage.calls == 2

        asyncio.run(scene())


def test_a_model_that_loads_for_long_is_away_until_it_is_there(tmp_path: Path) -> None:
    with loading(tmp_path) as (llama, weights):

        async def scene() -> None:
            async with aclosing(model_at(llama)) as model:
                with pytest.raises(ModelAwayError, match="still be loading"):
                    await ask(model)
                weights.let_go()
                await asyncio.to_thread(llama.wait)
                assert isinstance((await ask(model)).value, Verdict)

        asyncio.run(scene())


class HeldFile:
    """A file that another process waits to open, by a lease of Linux (fcntl(2), F_SETLEASE)."""

    def __init__(self, file: Path) -> None:
        self.file = file.open("rb")
        signal.signal(signal.SIGIO, signal.SIG_IGN)  # the kernel tells that somebody waits
        fcntl.fcntl(self.file, fcntl.F_SETLEASE, fcntl.F_WRLCK)

    def let_go(self) -> None:
        self.file.close()


@contextmanager
def loading(folder: Path) -> Iterator[tuple[Llama, HeldFile]]:
    """A server that stays at loading its model until the weights are let go."""
    own = folder / "weights.gguf"
    shutil.copyfile(kept().weights, own)
    weights = HeldFile(own)
    with llama_server(folder, weights=own) as llama:
        try:
            llama.wait(503)
            yield llama, weights
        finally:
            weights.let_go()
