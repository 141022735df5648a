"""Firefox over WebDriver BiDi, which it speaks itself: one fresh profile for each visitor."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browsers.tab import LIMIT_S, BrowserError, until
from tests.programs import program

# A proxy that nobody serves, and no way round it: what Firefox asks of its maker ends there. By
# itself it would look names up, and go without the proxy. The loopback address needs none.
PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
    "network.proxy.socks_remote_dns": True,
    "network.proxy.failover_direct": False,
    "network.dns.disabled": True,
    "network.trr.mode": 5,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}


def find() -> Path:
    return program("firefox-esr", "firefox", package="firefox-esr")


@contextmanager
def firefox(folder: Path, has_js: bool) -> Iterator["FirefoxTab"]:
    """A page in a Firefox of its own, whose profile is `folder`."""
    preferences = {**PREFERENCES, "javascript.enabled": has_js}
    lines = [
        f"user_pref({json.dumps(key)}, {json.dumps(preferences[key])});" for key in preferences
    ]
    (folder / "user.js").write_text("\n".join(lines))
    options = ["--headless", "--profile", str(folder), "--remote-debugging-port=0", "about:blank"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(find()), *options], env={**os.environ, "HOME": str(folder)}, stdout=log, stderr=log
        )
    try:
        address = until(lambda: where_it_listens(folder), "the address of Firefox")
        with connect(address, max_size=None) as socket:
            yield FirefoxTab(socket)
    finally:
        process.terminate()
        process.wait(LIMIT_S)


def where_it_listens(profile: Path) -> str | None:
    with suppress(OSError, ValueError):  # not there yet, or not whole
        server = json.loads((profile / "WebDriverBiDiServer.json").read_text())
        return f"ws://{server['ws_host']}:{server['ws_port']}/session"
    return None


class FirefoxTab:
    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.numbers = count(1)
        self.heard: list[str] = []
        self.command("session.new", capabilities={})
        self.command("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.context = self.command("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, url: str) -> None:
        self.command("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def back(self) -> None:
        self.command("browsingContext.traverseHistory", context=self.context, delta=-1)

    def click(self, selector: str) -> None:
        self.run(
            "selector => document.querySelector(selector)"
            "?.scrollIntoView({block: 'center', behavior: 'instant'})",
            selector,
        )
        locator = {"type": "css", "value": selector}
        found = self.command(
            "browsingContext.locateNodes", context=self.context, locator=locator, maxNodeCount=1
        )
        if not found["nodes"]:
            raise BrowserError(f"no {selector}")
        middle = {"type": "element", "element": found["nodes"][0]}
        self.act(
            "pointer",
            {"type": "pointerMove", "x": 0, "y": 0, "origin": middle},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def press(self, keys: str) -> None:
        self.act("key", *({"type": act, "value": key} for key in keys for act in KEY_ACTS))

    def act(self, device: str, *actions: dict[str, Any]) -> None:
        sequence = {"type": device, "id": device, "actions": actions}
        self.command("input.performActions", context=self.context, actions=[sequence])

    def run(self, function: str, *given: str) -> Any:
        answer = self.command(
            "script.callFunction",
            functionDeclaration=f"(...given) => JSON.stringify(({function})(...given))",
            awaitPromise=False,
            target={"context": self.context},
            arguments=[{"type": "string", "value": text} for text in given],
        )
        if answer["type"] == "exception":
            raise BrowserError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def complaints(self) -> list[str]:
        self.command("session.status")  # what is told before its answer is heard
        return self.heard

    def command(self, method: str, **params: Any) -> dict[str, Any]:
        """What it gives; what is told meanwhile is heard."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (told := json.loads(self.socket.recv(LIMIT_S))).get("id") != number:
            self.hear(told["method"], told["params"])
        if told["type"] == "error":
            raise BrowserError(f"{method}: {told['error']}: {told['message']}")
        result: dict[str, Any] = told["result"]
        return result

    def hear(self, event: str, told: dict[str, Any]) -> None:
        """Notes a line of the console, a breach of the CSP among it, and where a request goes."""
        if event == "log.entryAdded":
            self.heard.append(f"console {told['level']}: {told['text']}")
        elif not told["request"]["url"].startswith(("http://127.0.0.1:", "data:", "about:")):
            self.heard.append(f"request to another host: {told['request']['url']}")


KEY_ACTS = ("keyDown", "keyUp")
