"""The yardstick: a Litestar handler that does nothing but return a string.

`python -m tests.bench.bare` serves it as `python -m app` serves Rehearse; PAGE_BYTES is its size.
"""

import os
import sys

from litestar import Litestar, MediaType, get

from app.server.serve import listen, serve
from app.settings import settings_of

COMMAND = (sys.executable, "-m", "tests.bench.bare")


def create_app() -> Litestar:
    """Litestar as it comes, with one page of PAGE_BYTES."""
    content = "x" * int(os.environ["PAGE_BYTES"])

    @get("/", media_type=MediaType.HTML)
    async def page() -> str:
        return content

    @get("/health")
    async def health() -> None: ...

    return Litestar([page, health], openapi_config=None)


if __name__ == "__main__":
    settings = settings_of()
    serve(settings, listen(settings), "tests.bench.bare:create_app")
