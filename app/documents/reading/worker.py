"""The process in which documents are read: imports once, then forks a child for each of them.

It never reads a person's document itself: a child that hangs, crashes or grows is killed, and the
next document gets a fresh one. It ends when the web process does, because its input ends then.
Started by `process.py`; `child.py` has the child.
"""

import codecs
import encodings
import gc
import os
import signal
from contextlib import suppress
from pkgutil import iter_modules

import msgspec

from app.documents.reading.child import Child, silence
from app.documents.reading.document import text_of
from app.documents.reading.frames import ReadingResult, ReadingTask, frame, read_frame, write_all
from app.documents.reading.hyphens import wrapping_words
from app.documents.reading.outcomes import ResourceLimitError, TimedOutError
from app.errors import RehearseError
from app.headings import headings_of

OWNER = 0  # standard input: the documents come from it, and its end is the owner's

# Documents of our own, which make the libraries set up what they would set up in every child.
SAMPLES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources"
    b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
    b"4 0 obj<</Length 27>>stream\nBT /F 9 Tf (Rehearse) Tj ET\nendstream endobj\n"
    b"trailer<</Root 1 0 R>>",
    "Zoë Müller, à Zürich".encode("cp1252"),
)


def main(wall_time_s: int) -> None:
    """Say what a child's first result is, then do each task that comes in, until the input ends."""
    results = take_standard_output()
    for ignored in (signal.SIGINT, signal.SIGTERM):  # they are meant for the web process
        signal.signal(ignored, signal.SIG_IGN)
    warm_up()
    gc.freeze()  # a collection in a child would copy every page that it looks at
    child = Child(wall_time_s)
    task: bytes | None = msgspec.msgpack.encode(ReadingTask(SAMPLES[0]))
    while task is not None:
        child = hand_over(task, child, wall_time_s)
        try:
            write_all(results, frame(child.wait_for_result(OWNER)))  # at once: the rest can wait
        except EOFError:
            write_all(results, frame(encoded(outcome_of(child.end()))))
        except RehearseError as outcome:
            child.end()
            write_all(results, frame(encoded(outcome)))
        else:
            child.end()
        child = Child(wall_time_s)
        task = read_frame(OWNER)
    child.end()  # killed and reaped: nothing of us is left when the owner has seen us end


def take_standard_output() -> int:
    """A descriptor for the results alone; whatever a library prints goes nowhere."""
    results = os.dup(1)
    silence(1, 2)
    return results


def warm_up() -> None:
    """Load whatever a child may need: once it is confined, it can open no file, also of ours.

    Measured, the samples save 0.7 ms for a PDF and 17 ms for an old text file.
    """
    headings_of("cv"), headings_of("job"), headings_of("cv", "job"), wrapping_words()
    for module in iter_modules(encodings.__path__):
        with suppress(LookupError):  # some are for another system, or are no encoding
            codecs.lookup(module.name)
    for sample in SAMPLES:
        with suppress(RehearseError):  # each is too short for a CV
            text_of(ReadingTask(sample))


def hand_over(task: bytes, child: Child, wall_time_s: int) -> Child:
    """The child that has the task: this one, or another if it was killed while it waited."""
    try:
        child.take(task)
    except BrokenPipeError:
        child.end()
        child = Child(wall_time_s)
        child.take(task)
    return child


def outcome_of(status: int) -> RehearseError:
    """The outcome of a child that ended without a result."""
    is_out_of_time = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
    return TimedOutError() if is_out_of_time else ResourceLimitError()


def encoded(outcome: RehearseError) -> bytes:
    """A result that names an outcome; its sentence is the web process's own."""
    return msgspec.msgpack.encode(ReadingResult(outcome=type(outcome).__name__))
