"""What a server says that a model wrote: the text of a completion, and the tokens it took."""

from typing import Any

import msgspec

from app.interviewer.language_model.schema import NoValueError

MOST_TOKENS = 10_000_000


class CompletionMessage(msgspec.Struct, frozen=True):
    """`content` is a text, or the parts that one comes in."""

    content: str | list[Any] | None = None

    @property
    def text(self) -> str:
        if not isinstance(self.content, list):
            return self.content or ""
        texts = (part.get("text") for part in self.content if isinstance(part, dict))
        return "".join(text for text in texts if isinstance(text, str))


class CompletionChoice(msgspec.Struct, frozen=True):
    message: CompletionMessage
    finish_reason: str | None = None


class Completion(msgspec.Struct, frozen=True):
    """The part of an answer of `/chat/completions` that is read."""

    choices: list[CompletionChoice]
    usage: Any = None

    @classmethod
    def read(cls, body: bytes) -> "Completion":
        """
        Raises:
            NoValueError: it is none.
        """
        try:
            return msgspec.json.decode(body, type=cls)
        except (msgspec.MsgspecError, RecursionError, ValueError):
            raise NoValueError("no_completion") from None

    @property
    def tokens(self) -> int:
        """What the server counted, of the request and the reply; 0 where it did not say."""
        return self.counted("total_tokens") or (
            self.counted("prompt_tokens") + self.counted("completion_tokens")
        )

    def counted(self, name: str) -> int:
        count = self.usage.get(name) if isinstance(self.usage, dict) else 0
        return count if type(count) is int and 0 <= count <= MOST_TOKENS else 0

    @property
    def text(self) -> str:
        """What the model wrote, without the thoughts that some write first."""
        content = self.choices[0].message.text if self.choices else ""
        return without_thoughts(content.strip())

    @property
    def is_cut_off(self) -> bool:
        return bool(self.choices) and self.choices[0].finish_reason == "length"


def without_thoughts(text: str) -> str:
    """What follows `</think>`; some chat templates write the opening tag themselves."""
    if text.startswith("{"):
        return text
    thoughts, end, rest = text.partition("</think>")
    if end:
        return rest.strip()
    return "" if thoughts.startswith("<think>") else text
