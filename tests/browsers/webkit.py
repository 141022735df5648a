"""WebKitGTK's MiniBrowser over WebDriver, on a display that nobody sees."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.browsers.tab import LIMIT_S, BrowserError, until
from tests.clients import TLS
from tests.programs import program
from tests.server import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # as WebDriver has it


def find() -> tuple[Path, Path]:
    """Its driver, whose package brings the MiniBrowser that it starts; and a display for it."""
    driver = program("WebKitWebDriver", package="webkit2gtk-driver")
    return driver, program("Xvfb", package="xvfb")


@contextmanager
def webkit(folder: Path, has_js: bool) -> Iterator["WebKitTab"]:
    """A page in a MiniBrowser of its own, which keeps what it keeps in `folder`.

    Only scripts of the page are off without JavaScript, so that those of the driver still run.
    """
    driver, xvfb = find()
    port = free_port()
    with display(xvfb) as name, (folder / "log").open("wb") as log:
        environment = {**os.environ, "DISPLAY": name, "HOME": str(folder)}
        process = subprocess.Popen(
            [str(driver), f"--port={port}"], env=environment, stdout=log, stderr=log
        )
        try:
            with httpx.Client(
                base_url=f"http://127.0.0.1:{port}", timeout=LIMIT_S, verify=TLS, trust_env=False
            ) as http:
                until(lambda: is_ready(http), "WebKitWebDriver")
                tab = WebKitTab(http, ["--automation", f"--enable-javascript-markup={has_js}"])
                yield tab
                tab.close()
        finally:
            process.terminate()
            process.wait(LIMIT_S)


@contextmanager
def display(xvfb: Path) -> Iterator[str]:
    """The name of a display of its own; `Xvfb` finds the number, and writes it once it is ready."""
    reading, writing = os.pipe()
    options = ["-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    process = subprocess.Popen([str(xvfb), *options], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait(LIMIT_S)


def is_ready(http: httpx.Client) -> bool:
    try:
        return bool(http.get("/status").json()["value"]["ready"])
    except httpx.TransportError:
        return False


class WebKitTab:
    def __init__(self, http: httpx.Client, options: list[str]) -> None:
        self.http = http
        self.path = ""
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": {"args": options}}}
        self.path = f"/session/{self.post('/session', capabilities=wanted)['sessionId']}"

    def close(self) -> None:
        self.http.delete(self.path)

    def open(self, url: str) -> None:
        self.post("/url", url=url)

    def back(self) -> None:
        self.post("/back")

    def click(self, selector: str) -> None:
        element = self.post("/element", using="css selector", value=selector)[ELEMENT]
        self.post(f"/element/{element}/click")

    def press(self, keys: str) -> None:
        acts = [{"type": act, "value": key} for key in keys for act in ("keyDown", "keyUp")]
        self.post("/actions", actions=[{"type": "key", "id": "key", "actions": acts}])

    def run(self, function: str, *given: str) -> Any:
        script = f"return JSON.stringify(({function})(...arguments))"
        return json.loads(self.post("/execute/sync", script=script, args=given) or "null")

    def complaints(self) -> list[str]:
        return []  # no BiDi in it, and under automation it writes its console nowhere

    def post(self, command: str, **body: Any) -> Any:
        value = self.http.post(f"{self.path}{command}", json=body).json()["value"]
        if isinstance(value, dict) and "error" in value:
            raise BrowserError(f"{command}: {value['error']}: {value['message']}")
        return value
