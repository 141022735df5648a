"""The means of these tests: where a browser tells what a page complains of, it is heard."""

from pathlib import Path

import pytest

from tests.browsers.firefox import firefox
from tests.browsers.tab import until
from tests.server import Server


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("console.log('hello')", "console info: hello"),
        ("setTimeout(() => { throw new Error('broken') })", "console error: Error: broken"),
        ("document.body.setAttribute('style', 'color: red')", "Content-Security-Policy"),
        ("document.body.append(Object.assign(new Image(), {src: '//localhost/'}))", "localhost"),
    ],
)
def test_what_a_page_complains_of_is_heard(
    server: Server, tmp_path: Path, script: str, complaint: str
) -> None:
    with firefox(tmp_path, has_js=True) as tab:
        tab.open(server.url)
        assert tab.complaints() == []
        tab.run(f"() => {{ {script} }}")
        until(lambda: [said for said in tab.complaints() if complaint in said], complaint)
