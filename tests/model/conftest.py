"""One llama.cpp for all tests that don't break it."""

from collections.abc import Iterator

import pytest

from tests.model.running import Llama, llama_server


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Llama]:
    with llama_server(tmp_path_factory.mktemp("llama")) as running:
        running.wait()
        yield running
