"""XML read piece by piece with expat, guarded: no entities of the file's own, no deep nesting."""

from collections.abc import Iterable, Mapping
from xml.parsers import expat

from app.documents.reading.outcomes import CorruptedError

MAX_DEPTH = 256


class Handler:
    """Is told what a document holds, in its order; an element is `prefix:name`."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        pass

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def parse(chunks: Iterable[bytes], prefixes: Mapping[str, str], handler: Handler) -> None:
    """Tell the handler what an XML document holds.

    A file chooses its own prefixes, so `prefixes` gives ours by namespace; an element of any other
    namespace comes as `:name`. Attributes come by their local names.

    Raises:
        CorruptedError: not well formed, of an unknown encoding, nested over MAX_DEPTH, or with
            entities. A DOCTYPE that only names a definition, as old editors write it into
            OpenDocument files, declares none: the definition is never looked for.
    """
    reader = GuardedParser(prefixes, handler)
    try:
        for chunk in chunks:
            reader.parser.Parse(chunk, False)
        reader.parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):  # LookupError: an unknown encoding
        raise CorruptedError from None


class GuardedParser:
    """One expat parser with its guards, in front of a handler."""

    def __init__(self, prefixes: Mapping[str, str], handler: Handler) -> None:
        self._prefixes = prefixes
        self._handler = handler
        self._depth = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = refuse_declarations
        self.parser.SkippedEntityHandler = refuse_entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = handler.text

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise CorruptedError
        self._handler.start(
            self._ours(name), {local(key): value for key, value in attributes.items()}
        )

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(self._ours(name))

    def _ours(self, name: str) -> str:
        namespace, _, local_name = name.rpartition(" ")
        return f"{self._prefixes.get(namespace, '')}:{local_name}"


def local(name: str) -> str:
    return name.rpartition(" ")[2]


def refuse_declarations(
    _name: str, _system: str | None, _public: str | None, has_subset: bool, /
) -> None:
    if has_subset:
        raise CorruptedError


def refuse_entity(*_: object) -> None:
    """An entity that the definition named in a DOCTYPE may declare."""
    raise CorruptedError
