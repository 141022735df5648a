"""Whether a language model can do its work here, told to the operator in a few lines."""

import asyncio
from collections.abc import Callable
from enum import IntEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from app.interviewer.language_model.client import ChatModel
from app.interviewer.language_model.interface import ModelError, ModelReplyError
from app.interviewer.language_model.provider import CONNECT_S, UnreachableError
from app.interviewer.model import Usage

ROOM = 1_000  # tokens, also for one that thinks before it replies
WORD = "marigold"
LINES = 800
LEAST_TOKENS = 6 * LINES  # "Line", a number, "says", "nothing", "new", "."
CURE = (
    "Give it more: OLLAMA_CONTEXT_LENGTH=16384 for Ollama, -c 16384 for llama.cpp, "
    "the context length of the model in LM Studio."
)


class Outcome(IntEnum):
    """The exit code of a check."""

    GOOD = 0
    NO_REPLY = 2
    SHORT_CONTEXT = 3


class OneWord(msgspec.Struct, frozen=True):
    word: Annotated[str, Meta(max_length=40)]


class ListedModel(msgspec.Struct, frozen=True):
    id: str


class ModelList(msgspec.Struct, frozen=True):
    data: list[ListedModel]


async def examine(model: ChatModel, say: Callable[[str], None]) -> Outcome:
    """Asks for one word, and for one from the beginning of a long text; `say` gets the lines."""
    say(f"Model: {model.name} at {model.host}")
    say(f"Listed: {await listing(model)}")
    try:
        said = await model.ask("You follow instructions.", {}, "Say ready.", OneWord, ROOM)
    except ModelError as error:
        say(f"Reply: none. {error}")
        return Outcome.NO_REPLY
    say(f"Reply: {cost(said.usage)}, asked for as {model.rung}")
    fault = await fault_of_context(model)
    say(f"Context: {fault or 'enough for long documents'}")
    return Outcome.SHORT_CONTEXT if fault else Outcome.GOOD


async def listing(model: ChatModel) -> str:
    """What the server says of the model; some that have it do not list it."""
    try:
        async with asyncio.timeout(CONNECT_S):
            answer = await model.provider.get("/models")
        listed = {each.id for each in msgspec.json.decode(answer.body, type=ModelList).data}
    except (UnreachableError, TimeoutError):
        return "the server gave no list of its models"
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return f"the server has no list of its models (status {answer.status})"
    if listed & {model.name, f"{model.name}:latest", f"models/{model.name}"}:
        return "yes"
    return f"no, and {len(listed)} others are; is OPENAI_MODEL written as the server writes it?"


async def fault_of_context(model: ChatModel) -> str:
    """Why the model does not know the beginning of a long text; empty where it does."""
    lines = [f"The word of this text is {WORD}."]
    lines += [f"Line {number} says nothing new." for number in range(LINES)]
    try:
        said = await model.ask(
            "You read carefully.",
            {"text": "\n".join(lines)},
            "Which word does the first line of the text name?",
            OneWord,
            ROOM,
        )
    except ModelReplyError as error:
        return f"a text of {LEAST_TOKENS:,} tokens got no reply. {error} {CURE}"
    except ModelError as error:
        return f"not known. {error}"
    if WORD in said.value.word.lower():
        return ""
    counted = said.usage.tokens // said.usage.calls
    if not counted:
        return (
            f"the beginning of a text of {LEAST_TOKENS:,} tokens was not found, and the server "
            f"does not say how much it read. If it cuts long texts: {CURE}"
        )
    if counted >= LEAST_TOKENS:
        return "the text was read and its first line not found; a larger model would find it."
    return (
        f"the server cuts long texts and does not say so: of {LEAST_TOKENS:,} tokens or more "
        f"it read {counted:,}, and the beginning was lost. {CURE}"
    )


def cost(usage: Usage) -> str:
    tokens = f", {usage.tokens:,} tokens" if usage.tokens else ""
    return f"{usage.seconds:.1f} seconds{tokens}"
