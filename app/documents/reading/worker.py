"""The process in which documents are read: imports once, then forks a child for each of them.

It never reads a person's document itself: a child that hangs, crashes or grows is killed, and the
next document gets a fresh one. It ends when the web process does, because its input ends then.
Started by `process.py`; `child.py` has the child.
"""

import gc
import os
import signal
from contextlib import suppress

from app.documents.reading.answer import READY, frame, read_frame, write_all
from app.documents.reading.child import Child, answer_to, encoded, silence
from app.documents.reading.document import read
from app.documents.reading.limits import limit_this_process
from app.documents.reading.outcomes import ResourceLimitError, TimedOutError
from app.errors import RehearseError

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


def main(is_forking: bool) -> None:
    """Answer each document that comes in, until the input ends.

    Without forking, read one document in this process and end: the way where `fork` is missing.
    """
    answers = take_standard_output()
    for ignored in (signal.SIGINT, signal.SIGTERM):  # they are meant for the web process
        signal.signal(ignored, signal.SIG_IGN)
    if is_forking:
        answer_in_children(answers)
    else:
        answer_once(answers)


def answer_in_children(answers: int) -> None:
    """Answer each document by a child of its own, the next of which is always ready."""
    warm_up()
    gc.freeze()  # a collection in a child would copy every page that it looks at
    child = Child()
    write_all(answers, frame(READY))
    while (data := read_frame(OWNER)) is not None:
        child = handed_over(data, child)
        try:
            write_all(answers, frame(child.answer(OWNER)))  # at once: the rest can wait
        except EOFError:
            write_all(answers, frame(encoded(outcome_of(child.end()))))
        except RehearseError as outcome:
            child.end()
            write_all(answers, frame(encoded(outcome)))
        else:
            child.end()
        child = Child()
    child.end()  # killed and reaped: nothing of us is left when the owner has seen us end


def answer_once(answers: int) -> None:
    """Answer one document in this process."""
    write_all(answers, frame(READY))
    if (data := read_frame(OWNER)) is not None:
        limit_this_process()
        write_all(answers, frame(answer_to(data)))


def warm_up() -> None:
    """Read the samples once: measured, 0.7 ms less for a PDF and 17 ms for an old text file."""
    for sample in SAMPLES:
        with suppress(RehearseError):  # each is too short for a CV
            read(sample)


def take_standard_output() -> int:
    """A descriptor for the answers alone; whatever a library prints goes nowhere."""
    answers = os.dup(1)
    silence(1, 2)
    return answers


def handed_over(data: bytes, child: Child) -> Child:
    """The child that has the document: this one, or another if it was killed while it waited."""
    try:
        child.take(data)
    except BrokenPipeError:
        child.end()
        child = Child()
        child.take(data)
    return child


def outcome_of(status: int) -> RehearseError:
    """The outcome of a child that ended without an answer."""
    is_out_of_time = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
    return TimedOutError() if is_out_of_time else ResourceLimitError()
