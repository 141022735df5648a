"""One HTTP API that has language models: a request, and the answer to it as it came."""

from collections.abc import Mapping
from typing import Any

import httpx
import msgspec

from app.settings import ApiKey

CONNECT_S = 10.0
LARGEST_ANSWER_BYTES = 256 * 1024  # a reply of 4,000 tokens has 20 KB


class HttpAnswer(msgspec.Struct, frozen=True):
    """A status, the beginning of the body, and what the answer said of another try."""

    status: int
    body: bytes
    retry_after: str = ""

    def names(self, *words: str) -> bool:
        """Whether the body has one of these words, whatever its form."""
        text = self.body.decode("utf-8", "replace").lower()
        return any(word in text for word in words)


class UnreachableError(Exception):
    """No whole answer came."""


class Provider:
    """Speaks to one address and to no other: no redirect, no proxy, no `.netrc`."""

    def __init__(self, base_url: str, key: ApiKey | None, connections: int) -> None:
        headers = {"User-Agent": "rehearse", "Accept-Encoding": "identity"}
        if key:
            headers["Authorization"] = f"Bearer {key.text}"
        self._base_url = base_url.rstrip("/")
        self._client = httpx.AsyncClient(
            headers=headers,
            timeout=httpx.Timeout(None, connect=CONNECT_S),  # who asks has a deadline
            limits=httpx.Limits(max_connections=connections),
            follow_redirects=False,
            trust_env=False,
        )

    async def get(self, path: str) -> HttpAnswer:
        return await self._send("GET", path)

    async def post(self, path: str, body: Mapping[str, Any]) -> HttpAnswer:
        return await self._send("POST", path, msgspec.json.encode(body))

    async def _send(self, method: str, path: str, content: bytes | None = None) -> HttpAnswer:
        """The answer, of which no more than `LARGEST_ANSWER_BYTES` are read.

        Raises:
            UnreachableError: no connection, or it broke.
        """
        url, headers = self._base_url + path, {"Content-Type": "application/json"}
        try:
            async with self._client.stream(
                method, url, content=content, headers=headers if content else None
            ) as response:
                body = bytearray()
                async for part in response.aiter_raw():
                    body += part
                    if len(body) >= LARGEST_ANSWER_BYTES:
                        break
                return HttpAnswer(
                    response.status_code,
                    bytes(body[:LARGEST_ANSWER_BYTES]),
                    response.headers.get("Retry-After", ""),
                )
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
            raise UnreachableError from None  # theirs holds the request, and with it the key

    async def aclose(self) -> None:
        await self._client.aclose()
