"""What a broken server, or one that means harm, says of itself and of its model: over real HTTP."""

import asyncio
import gzip
import json
from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import aclosing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.interviewer.language_model.client import ChatModel
from app.interviewer.language_model.interface import (
    ModelAwayError,
    ModelError,
    ModelReply,
    ModelReplyError,
)
from app.interviewer.language_model.provider import LARGEST_ANSWER_BYTES
from app.interviewer.language_model.schema import NoValueError, value_in
from tests.model_server import (
    ModelAnswer,
    ModelServer,
    in_order,
    model_server,
    raw,
    refuses,
    says,
    sends,
)
from tests.unit.asking import (
    GOOD,
    SHORT_S,
    VERDICT,
    Pauses,
    Verdict,
    ask,
    error_at,
    error_of,
    model_at,
    patient,
)

REPLY = says(GOOD).body
COMPLETION: dict[str, Any] = json.loads(REPLY)
WHOLE = b"Content-Length: %d" % len(REPLY)
CHUNKED = b"Transfer-Encoding: chunked"
CHUNK = b"%x\r\n%b\r\n" % (len(REPLY), REPLY)
NO_DATE = "Wed, 21 Oct 9999999999 07:28:00 GMT"


def http(*headers: bytes, body: bytes = REPLY, status: bytes = b"200 OK") -> ModelAnswer:
    lines = b"".join(b"%b\r\n" % header for header in (*headers, b"Connection: close"))
    return raw(b"HTTP/1.1 %b\r\n%b\r\n%b" % (status, lines, body))


def message(**fields: object) -> ModelAnswer:
    """A completion whose message, or the choice around it, has these fields."""
    reason = fields.pop("finish_reason", "stop")
    return sends({"choices": [{"message": fields, "finish_reason": reason}]})


USABLE = {
    "without a length": http(),
    "in one chunk": http(CHUNKED, body=CHUNK + b"0\r\n\r\n"),
    "after 100 Continue": raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 100 + http(WHOLE).body),
    "with a cookie": http(b"Set-Cookie: a=b; Domain=example.org", WHOLE),
    "one field twice": sends(b'{"choices": [], ' + REPLY.removeprefix(b"{")),
    "without usage": sends({"choices": COMPLETION["choices"]}),
    "usage in words": sends({**COMPLETION, "usage": "lots"}),
    "usage below nothing": says(GOOD, tokens=-(10**9)),
    "usage of all the world": says(GOOD, tokens=10**18),
    "a reason of its own": says(GOOD, finish_reason="eos"),
    "parts": message(content=[{"type": "text", "text": json.dumps(GOOD)}]),
}


@pytest.mark.parametrize("answer", USABLE.values(), ids=USABLE)
def test_what_is_odd_but_whole_is_used(answer: ModelAnswer) -> None:
    with model_server(answer) as server:

        async def scene() -> ModelReply[Verdict]:
            async with aclosing(model_at(server)) as model:
                return await ask(model)

        reply = asyncio.run(scene())
    assert (reply.value, reply.usage.calls) == (VERDICT, 1)
    assert 0 <= reply.usage.tokens <= 10_000_000


NO_ANSWER = {
    "shorter than it says": http(b"Content-Length: %d" % (len(REPLY) + 50)),
    "a length below nothing": http(b"Content-Length: -5"),
    "a length that is none": http(b"Content-Length: much"),
    "a length of 400 digits": http(b"Content-Length: " + b"9" * 400),
    "two lengths": http(WHOLE, b"Content-Length: 3"),
    "a chunk that is none": http(CHUNKED, body=b"zz\r\n"),
    "a chunk below nothing": http(CHUNKED, body=b"-5\r\nhello\r\n"),
    "chunks without an end": http(CHUNKED, body=CHUNK),
    "another protocol": http(b"Upgrade: websocket", b"Connection: upgrade", status=b"101 Go"),
    "no HTTP": raw(b"SSH-2.0-OpenSSH\r\n"),
    "TLS": raw(b"\x16\x03\x01\x02\x00hello"),
    "a body alone": raw(REPLY),
    "nothing": raw(b""),
    "headers without an end": raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000),
    "a header without an end": raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000),
    "a zero in a header": http(b"X: a\0b", WHOLE),
    "a redirect to nowhere": http(b"Location: http://[::", status=b"302 Found"),
    "no such status": http(WHOLE, status=b"999 Well"),
    "no time in Retry-After": refuses(503, Retry_After="\xb2"),
    "a year without an end": refuses(503, Retry_After=NO_DATE),
}


@pytest.mark.parametrize("answer", NO_ANSWER.values(), ids=NO_ANSWER)
def test_what_is_no_answer_is_tried_again_and_then_away(answer: ModelAnswer) -> None:
    with model_server(answer) as server:
        error, _ = error_at(server)
        assert isinstance(error, ModelAwayError)
        assert len(server.requests) == 3


UNUSABLE = {
    "longer than it says": http(b"Content-Length: %d" % (len(REPLY) - 50)),
    "packed": sends(gzip.compress(bytes(10_000_000)), Content_Encoding="gzip"),
    "ten million spaces": sends(b" " * 10_000_000),
    "ten million letters": sends(b'{"choices": "' + b"x" * 10_000_000),
    "an ever longer one": http(CHUNKED, body=b"10000\r\n%b\r\n" % (b" " * 65_536) * 99),
    "nobody's number": sends({**COMPLETION, "usage": {"total_tokens": float("nan")}}),
    "a number of 5,000 digits": sends(REPLY.replace(b"12", b"9" * 5_000)),
    "a stream of events": sends(b"data: " + REPLY + b"\n\ndata: [DONE]\n\n"),
    "UTF-16": sends(REPLY.decode().encode("utf-16")),
    "half a character": sends(b'{"choices": [{"message": {"content": "\\ud800"}}]}'),
    "no choice": sends({"choices": None}),
    "a choice of nothing": sends({"choices": [None]}),
    "no message": sends({"choices": [{"message": None}]}),
    "an error with 200": sends({"error": {"message": "overloaded"}, "choices": None}),
    "a call of a tool": message(tool_calls=[{"function": {"arguments": json.dumps(GOOD)}}]),
    "a refusal": message(content=None, refusal="I can't help with that."),
    "filtered": message(content="", finish_reason="content_filter"),
    "parts of no text": message(content=[{"type": "refusal", "refusal": "I can't."}]),
    "a reason that is a number": message(content=json.dumps(GOOD), finish_reason=3),
    "nobody's score": message(content=json.dumps(GOOD).replace("4", "NaN")),
    "braces": message(content='{"a":' * 40_000),
    "a list without an end": message(content='{"a": [' + "1, " * 60_000),
    "fields without an end": message(content="{" + '"a": 1, ' * 25_000),
    "thoughts of thoughts": message(content="<think>" * 20_000),
    "a score of 200,000 digits": message(content=json.dumps(GOOD).replace("4", "4" * 200_000)),
}


@pytest.mark.parametrize("answer", UNUSABLE.values(), ids=UNUSABLE)
def test_what_holds_no_value_is_told_to_the_model_once_and_then_unusable(
    answer: ModelAnswer,
) -> None:
    with model_server(answer) as server:
        error, pauses = error_at(server)
        assert isinstance(error, ModelReplyError)
        assert (len(server.requests), pauses) == (2, [])


def test_of_an_answer_without_an_end_no_more_is_read_than_a_reply_can_have() -> None:
    """The rest is left where it is: who sends it finds the connection closed."""
    endless = b"10000\r\n%b\r\n" % (b" " * 65_536) * (64 * LARGEST_ANSWER_BYTES // 65_536)
    with model_server(http(CHUNKED, body=endless)) as server:
        assert isinstance(error_at(server)[0], ModelReplyError)


def test_a_redirect_round_in_circles_is_one_request() -> None:
    with model_server(lambda request: sends({}, 308, Location=request.path)) as server:
        error, pauses = error_at(server)
        assert isinstance(error, ModelAwayError)
        assert (len(server.requests), pauses) == (1, [])


def test_status_lines_without_an_end_are_waited_for_until_the_deadline() -> None:
    with model_server(raw(b"HTTP/1.1 102 Processing\r\n\r\n" * 2_000_000)) as server:

        async def scene() -> ModelError:
            async with aclosing(model_at(server, timeout_s=SHORT_S)) as model:
                return await error_of(model)

        assert isinstance(asyncio.run(scene()), ModelAwayError)


@pytest.mark.parametrize(("opens", "closes"), [('{"a":', "}"), ('{"a":[', "]}")])
def test_no_depth_of_a_reply_is_one_too_many(opens: str, closes: str) -> None:
    """Around the depth to which this Python reads, wherever that is."""

    def is_too_deep(depth: int) -> bool:
        with pytest.raises(NoValueError) as failure:
            value_in(opens * depth + "1" + closes * depth, Verdict)
        return failure.value.fault == "no_object"

    deepest = bisect(range(100_000), 0, key=is_too_deep)
    for depth in range(deepest - 10, deepest + 10):
        is_too_deep(depth)


odd_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*COMPLETION, *GOOD, "message", "content"]), inner)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def scripted() -> Iterator[ModelServer]:
    with model_server(says(GOOD)) as server:
        yield server


@pytest.fixture(scope="module")
def ask_scripted(scripted: ModelServer) -> Iterator[Callable[[], ModelReply[Verdict] | str]]:
    """Asks the scripted server: its reply, or what the error says."""
    with asyncio.Runner() as runner:

        async def reply_of(model: ChatModel) -> ModelReply[Verdict] | str:
            try:
                return await ask(model)
            except ModelError as error:
                return str(error)

        async def made() -> ChatModel:
            return patient(scripted, Pauses())

        model = runner.run(made())
        yield lambda: runner.run(reply_of(model))
        runner.run(model.aclose())


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(st.sampled_from(list(COMPLETION)), odd_values),
    st.dictionaries(st.sampled_from([*GOOD, "more"]), odd_values),
    st.sampled_from([200, 200, 202, 400, 422]),
)
def test_no_value_in_a_place_where_another_is_expected_breaks_who_asks(
    scripted: ModelServer,
    ask_scripted: Callable[[], ModelReply[Verdict] | str],
    around: dict[str, object],
    said: dict[str, object],
    status: int,
) -> None:
    completion = {**json.loads(says({**GOOD, **said}).body), **around}
    scripted.script = lambda _: sends(completion, status)
    reply = ask_scripted()
    if isinstance(reply, str):
        assert reply.startswith("The language model at 127.0.0.1")
    else:
        assert reply.value == VERDICT or said


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40).map(str.strip))
def test_no_retry_after_breaks_who_asks(
    scripted: ModelServer, ask_scripted: Callable[[], ModelReply[Verdict] | str], text: str
) -> None:
    scripted.script = in_order(refuses(503, Retry_After=text), says(GOOD))
    reply = ask_scripted()
    assert isinstance(reply, str) or reply.value == VERDICT
