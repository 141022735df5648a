"""What becomes of what a language model says: over real HTTP."""

import asyncio
import json
from contextlib import aclosing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.interviewer.language_model.interface import (
    ModelAwayError,
    ModelError,
    ModelReply,
    ModelReplyError,
)
from app.interviewer.language_model.provider import LARGEST_ANSWER_BYTES
from app.interviewer.language_model.schema import schema_of
from tests.model_server import ModelAnswer, floods, model_server, says, sends
from tests.unit.asking import GOOD, VERDICT, Verdict, ask, asked_once, model_at

WRITTEN = json.dumps(GOOD)


def in_parts(*parts: object) -> ModelAnswer:
    return sends({"choices": [{"message": {"content": parts}}]})


@pytest.mark.parametrize(
    "text",
    [
        WRITTEN,
        f"\n{WRITTEN}\n",
        f"```json\n{WRITTEN}\n```",
        f"Here is my {{verdict}}:\n{WRITTEN}\nI hope that it helps.",
        f'{WRITTEN}\n{{"addresses": "no"}}',
        f'<think>Perhaps {{"score": 1}}?</think>\n{WRITTEN}',
        f'Perhaps {{"score": 1}}?\n</think>\n{WRITTEN}',  # the template wrote the opening tag
        json.dumps({**GOOD, "more": 1}),
    ],
)
def test_a_value_is_found_among_other_words(text: str) -> None:
    with model_server(says(text)) as server:
        assert asked_once(server) == VERDICT
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "parts",
    [
        [{"type": "text", "text": WRITTEN}],
        [{"type": "text", "text": WRITTEN[:9]}, {"type": "text", "text": WRITTEN[9:]}],
        [{"type": "thinking", "thinking": [{"text": "Hm {"}]}, {"type": "text", "text": WRITTEN}],
    ],
)
def test_a_value_may_come_in_parts(parts: list[object]) -> None:
    with model_server(in_parts(*parts)) as server:
        assert asked_once(server) == VERDICT
    assert len(server.requests) == 1


def test_a_value_may_speak_of_thoughts() -> None:
    with model_server(says({**GOOD, "remark": "Said </think> aloud."})) as server:
        assert asked_once(server).remark == "Said </think> aloud."


def test_of_two_choices_the_first_is_taken() -> None:
    choices = [{"message": {"content": each}} for each in (WRITTEN, "{}")]
    with model_server(sends({"choices": choices})) as server:
        assert asked_once(server) == VERDICT


@pytest.mark.parametrize("tokens", [None, "12", -1, 1.5, True, 10**30, [], {}])
def test_a_count_that_is_none_is_no_reason_to_refuse_a_reply(tokens: object) -> None:
    with model_server(says(GOOD, tokens=tokens)) as server:

        async def scene() -> ModelReply[Verdict]:
            async with aclosing(model_at(server)) as model:
                return await ask(model)

        assert asyncio.run(scene()).usage.tokens == 0


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"prompt_tokens": 40, "completion_tokens": 7}, 47),
        ({"prompt_tokens": 40, "completion_tokens": 7, "total_tokens": 50}, 50),
        ({"prompt_tokens": 40, "completion_tokens": 7, "total_tokens": None}, 47),
        ({"prompt_tokens": 40}, 40),
        ({"prompt_tokens": "many", "completion_tokens": -1}, 0),
    ],
)
def test_tokens_are_added_up_where_the_server_does_not(
    usage: dict[str, object], tokens: int
) -> None:
    with model_server(sends({**json.loads(says(GOOD).body), "usage": usage})) as server:

        async def scene() -> ModelReply[Verdict]:
            async with aclosing(model_at(server)) as model:
                return await ask(model)

        assert asyncio.run(scene()).usage.tokens == tokens


UNUSABLE = {
    "half": says(WRITTEN[:-9]),
    "none": says("I would say yes."),
    "empty": says(""),
    "null": says(None),
    "schema": says(schema_of(Verdict)),
    "schema first": says(f"{json.dumps(schema_of(Verdict))}\n{WRITTEN}"),
    "a field is missing": says({"addresses": "yes"}),
    "a number as text": says({**GOOD, "score": "4"}),
    "a score out of range": says({**GOOD, "score": 6}),
    "another word": says({**GOOD, "addresses": "maybe"}),
    "too long": says({**GOOD, "remark": "x" * 41}),
    "too many": says({**GOOD, "quotes": [{"text": "x", "source": "cv"}] * 3}),
    "a control character": says({**GOOD, "remark": "a\0b"}),
    "half a character": says(WRITTEN.replace("Clear.", "\\ud800")),
    "a giant number": says(WRITTEN.replace("4", "9" * 5000)),
    "infinity": says(WRITTEN.replace("4", "1e999")),
    "deep": says('{"addresses":' * 20_000),
    "braces": says("{" * 50_000),
    "only thoughts": says(f"<think>{WRITTEN}"),
    "cut off": says(GOOD, finish_reason="length"),
    "no choices": sends({"choices": []}),
    "no completion": sends({"error": {"message": "overloaded"}}),
    "choices of another type": sends({"choices": {"message": WRITTEN}}),
    "parts without a text": in_parts({"type": "image"}, {"text": 4}, "x"),
    "no parts": in_parts(),
    "a list": sends([]),
    "html": sends(b"<!doctype html><title>Welcome</title>"),
    "no utf-8": sends(b'{"choices": [{"message": {"content": "\xff\xfe"}}]}'),
    "deep body": sends(b'{"usage":' + b"[" * 100_000),
    "deep unknown": sends(b'{"other":' + b"[" * 100_000),
    "huge": sends(b'{"choices": [{"message": {"content": "' + b"x" * 2_000_000 + b'"}}]}'),
    "after a long nothing": sends(b" " * LARGEST_ANSWER_BYTES + says(GOOD).body),
    "without an end": floods(),
    "packed": sends(b"\x1f\x8b\x08\x00", Content_Encoding="gzip"),
    "nothing": ModelAnswer(),
    "no content": ModelAnswer(status=204),
}


@pytest.mark.parametrize("answer", UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_reply_gets_one_more_try_that_shows_the_fault(answer: ModelAnswer) -> None:
    with model_server(answer, says(GOOD)) as server:
        assert asked_once(server) == VERDICT
    first, second = server.requests
    assert second.body["messages"][:2] == first.body["messages"]
    assert "can't be used" in second.body["messages"][-1]["content"]


@pytest.mark.parametrize("answer", UNUSABLE.values(), ids=UNUSABLE)
def test_two_unusable_replies_are_an_error_that_says_what_they_cost(answer: ModelAnswer) -> None:
    with model_server(answer) as server:

        async def scene() -> ModelError:
            async with aclosing(model_at(server)) as model:
                with pytest.raises(ModelReplyError) as failure:
                    await ask(model)
                return failure.value

        error = asyncio.run(scene())
    assert (error.usage.calls, len(server.requests)) == (2, 2)
    assert str(error).startswith(f"The language model at 127.0.0.1:{server.server_port} gave no")


def test_a_check_is_shown_to_the_model_with_what_it_said() -> None:
    with model_server(says({**GOOD, "score": 1}), says(GOOD)) as server:
        assert asked_once(server, lambda each: "A one?" if each.score == 1 else None) == VERDICT
    *_, said, objection = server.requests[-1].body["messages"]
    assert said == {"role": "assistant", "content": json.dumps({**GOOD, "score": 1})}
    assert "A one?" in objection["content"]


def test_a_model_that_sends_the_schema_back_is_told_so() -> None:
    with model_server(says(schema_of(Verdict)), says(GOOD)) as server:
        asked_once(server)
    assert "It is the schema itself" in server.requests[-1].words


def test_a_check_that_fails_twice_is_an_error() -> None:
    with model_server(says(GOOD)) as server, pytest.raises(ModelReplyError, match="Never"):
        asked_once(server, lambda _: "Never.")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([200, 201, 400, 404, 418, 422]))
def test_whatever_comes_ends_in_a_value_or_an_error_of_the_model(body: bytes, status: int) -> None:
    with (
        model_server(ModelAnswer(body, status)) as server,
        pytest.raises((ModelReplyError, ModelAwayError)),
    ):
        asked_once(server)
