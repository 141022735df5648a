"""Hears what a page should never say: any console message, error, dialog, or other host."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Request, WebError


class Watch:
    """Everything that a visitor's pages said; a test allows by a part of it what it provokes.

    A breach of the Content-Security-Policy is among it, since Chromium reports it on the console.
    """

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url = url
        self.said: list[str] = []
        self.allowed: list[str] = []
        self.agrees = False  # to what a dialog asks
        context.on("console", self.hear_message)
        context.on("weberror", self.hear_error)
        context.on("dialog", self.hear_dialog)
        context.on("request", self.hear_request)

    def allow(self, *parts: str) -> None:
        self.allowed.extend(parts)

    @property
    def unexpected(self) -> list[str]:
        return [said for said in self.said if not any(part in said for part in self.allowed)]

    def hear_message(self, message: ConsoleMessage) -> None:
        self.said.append(f"console {message.type}: {message.text}")

    def hear_error(self, error: WebError) -> None:
        self.said.append(f"error: {error.error}")

    def hear_dialog(self, dialog: Dialog) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.accept() if self.agrees else dialog.dismiss()

    def hear_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "data:")):
            self.said.append(f"request to another host: {request.url}")
