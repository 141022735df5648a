"""`POST /session/create`, as each kind of client sees it."""

import httpx
import pytest

from tests.clients import NURSE, create
from tests.conftest import NewClient


def test_htmx_is_sent_on_to_the_upload_page(new_client: NewClient) -> None:
    answer = new_client("htmx").post("/session/create", data=NURSE)
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["hx-redirect"].endswith("/upload")
