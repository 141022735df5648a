"""A small ASGI application that is served in the very same way, by a server of little patience.

`python -m tests.faults.plain` serves it as `python -m app` serves Rehearse, with limits of a second
where those are of half a minute. It needs no store, so that it starts fast.
"""

import sys
from time import sleep
from typing import Any

from app.server.limits import Limits
from app.server.serve import listen, serve
from app.settings import settings_of

COMMAND = (sys.executable, "-m", "tests.faults.plain")
LARGE_BYTES = 2_000_000
LIMITS = Limits(
    from_one_address=20,
    head_s=1,
    keep_alive_s=1,
    unread_s=2,
    unread_bytes_per_s=1_000_000,
    stop_s=1,
    end_s=3,
)

Message = dict[str, Any]


class Plain:
    """Answers by path: `/large`, `/body` (its length), `/wait` (until the client leaves), `/left`.

    `/left` says how many left `/wait`, as the server told the application; `/hang` answers nobody
    any more; any other path says `ok`.
    """

    def __init__(self) -> None:
        self.left = 0

    async def __call__(self, scope: Message, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await live(receive, send)
            return
        content = b"ok"
        match scope["path"]:
            case "/large":
                content = b"x" * LARGE_BYTES
            case "/body":
                content = str(await length(receive)).encode()
            case "/wait":
                await self.wait_for_disconnect(receive)
                return
            case "/hang":
                print("It hangs", flush=True)
                sleep(60)  # noqa: ASYNC251  # that is the fault
            case "/left":
                content = str(self.left).encode()
        headers = [(b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def wait_for_disconnect(self, receive: Any) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.left += 1


async def live(receive: Any, send: Any) -> None:
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def length(receive: Any) -> int:
    message = await receive()
    total = len(message["body"])
    while message["more_body"]:
        message = await receive()
        total += len(message["body"])
    return total


if __name__ == "__main__":
    settings = settings_of()
    serve(settings, listen(settings), "tests.faults.plain:Plain", LIMITS)
