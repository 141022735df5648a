"""The words around every request: texts between marks, the schema, and what was wrong."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

WORDS = Path(__file__).parent / "wording.toml"


class Wording(msgspec.Struct, frozen=True):
    """The sentences of `wording.toml`, and how they are filled in."""

    system: str
    text: str
    request: str
    again: str
    faults: dict[str, str]

    @classmethod
    def load(cls) -> "Wording":
        return msgspec.convert(tomllib.loads(WORDS.read_text("utf-8")), cls)

    def messages(
        self,
        system: str,
        data: Mapping[str, str],
        request: str,
        schema: Mapping[str, Any],
        new_mark: Callable[[], str],
    ) -> list[dict[str, str]]:
        """The conversation that begins with a request; no text of `data` has the mark."""
        mark = new_mark()
        while any(mark in text for named in data.items() for text in named):
            mark = new_mark()
        texts = "".join(
            self.text.format(name=name, mark=mark, text=text) for name, text in data.items()
        )
        written = msgspec.json.encode(schema).decode()
        asked = self.request.format(texts=texts, request=request, schema=written)
        return [
            {"role": "system", "content": self.system.format(system=system, mark=mark).strip()},
            {"role": "user", "content": asked.strip()},
        ]

    def sentence(self, fault: str) -> str:
        """What is wrong, by its name or in its own words."""
        return self.faults.get(fault, fault)

    def retry(self, fault: str, detail: str) -> dict[str, str]:
        """What a model is told of its reply."""
        return {
            "role": "user",
            "content": self.again.format(fault=f"{self.sentence(fault)} {detail}".strip()).strip(),
        }
