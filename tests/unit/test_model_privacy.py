"""Where a language model is spoken to, and nowhere else; and its key, which nobody sees."""

import asyncio
import logging
import traceback
from contextlib import aclosing

import pytest

from app.interviewer.language_model.interface import ModelAwayError, ModelError
from tests.model_server import (
    ModelAnswer,
    breaks_off,
    hangs,
    model_server,
    refuses,
    says,
    sends,
)
from tests.unit.asking import (
    AMPLE_S,
    GOOD,
    KEY,
    Pauses,
    ask,
    error_at,
    error_of,
    model_at,
)


def test_a_redirect_is_not_followed() -> None:
    with (
        model_server(says(GOOD)) as other,
        model_server(sends({}, 307, Location=f"{other.url}/chat/completions")) as server,
    ):
        error, _ = error_at(server)
        assert isinstance(error, ModelAwayError)
        assert (other.connections, server.connections) == (0, 1)


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server(says(GOOD)) as proxy, model_server(says(GOOD)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))

        async def scene() -> None:
            async with aclosing(model_at(server)) as model:
                await ask(model)

        asyncio.run(scene())
        assert (proxy.connections, server.connections) == (0, 1)


@pytest.mark.parametrize(
    "answer",
    [refuses(401, KEY), refuses(400, KEY), refuses(503, KEY), says(KEY), hangs(),
     says({**GOOD, "addresses": KEY}), breaks_off(says(KEY)), sends({}, 307, Location=KEY)],
)  # fmt: skip
def test_the_key_is_in_no_error_and_in_no_log(
    answer: ModelAnswer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    pauses = Pauses()
    with model_server(answer) as server:

        async def scene() -> ModelError:
            model = model_at(server, timeout_s=AMPLE_S, sleep=pauses.sleep)
            async with aclosing(model) as model:
                return await error_of(model)

        error = asyncio.run(scene())

    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert server.requests[0].headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in "".join(trace.format()) + repr(error) + repr(vars(error))
    assert not [each for each in caplog.records if KEY in each.getMessage()]
