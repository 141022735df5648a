"""Every test of a visitor runs in both browsers, with JavaScript and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsers import firefox, webkit
from tests.browsers.visitor import Visitor
from tests.programs import MissingProgramError
from tests.server import Server


@pytest.fixture(scope="session", autouse=True)
def _browsers() -> None:
    """Where one is missing and can't be installed, the run fails with the line that says so."""
    try:
        firefox.find()
        webkit.find()
    except MissingProgramError as error:
        pytest.exit(str(error), returncode=1)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def has_js(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(params=[firefox.firefox, webkit.webkit], ids=["Firefox", "WebKit"])
def visitor(
    request: pytest.FixtureRequest, has_js: bool, server: Server, tmp_path: Path
) -> Iterator[Visitor]:
    """Somebody whose page fails the test when it complains."""
    with request.param(tmp_path, has_js) as tab:
        yield Visitor(tab, server.url, has_js)
        assert tab.complaints() == []
