"""The rules of what an export file holds: those of the forms that would have made it.

Beside these stands what pages and the interviewer rely on, so that nothing which is taken in can
break them later.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from app.clock import EPOCH
from app.documents.model import (
    MAX_FILE_BYTES,
    MAX_JOB_CHARACTERS,
    MOST_CHARACTERS,
    Kind,
    kept_fault,
)
from app.export.model import (
    ExportedAttempt,
    ExportedDocument,
    ExportedInterview,
    ExportedSession,
    ExportedTurn,
)
from app.export.report_rules import check_attempts, check_feedback, check_opinion, check_spent
from app.export.requiring import REQUIREMENT_ID, check_moment, check_requirement_id, require
from app.interview.model import answer_fault
from app.interviewer.model import MAX_PROBES, QUESTIONS, Mark, Plan, Question
from app.review.form import MAX_RESTORED, added_fault
from app.review.model import Chosen
from app.sessions.model import SessionForm
from app.text import is_blank, is_one_line

UID = re.compile("[0-9a-f]{32}", re.ASCII)
# In the JSON of any text: what may be the escape of a control character, the escape, and such a
# character as it is. The last two take long.
ESCAPES = (b"\\b", b"\\f", b"\\u00")
ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\(?:[bf]|u00[01])")
AS_IT_IS = re.compile(rb"\x7f|\xc2[\x80-\x9f]")

MAX_SECONDS = 7200
MAX_NAME = 120  # characters of a file's name
MAX_WORDS = MOST_CHARACTERS["cv"]  # each has one character
MAX_ATTEMPTS = 1000  # in one session; a page shows 20 to each question
MAX_LISTED = 150  # of anything else: no reading has more than 60 requirements, with 70 to add
MAX_MARKS, MAX_HEADINGS = 20_000, 1000


def check_session(session: ExportedSession) -> None:
    """Do nothing where the session could have been made here.

    Raises:
        ValidationError: it could not; a sentence without the place of the session in its file.
    """
    require(is_uid(session.uid), "its uid has to be 32 hexadecimal digits in small letters")
    lineage = session.lineage
    require(lineage is None or is_uid(lineage), "its lineage has to be the uid of a session")
    SessionForm(session.job_title, session.company_name).check()
    check_moment(session.created_at)
    json = msgspec.json.encode(session)
    require(not has_control_characters(json), "it has characters that can't be shown")
    check_sizes(session)
    check_document("cv", session.documents.cv)
    check_document("job", session.documents.job_description)
    if session.review:
        check_choices(session.review)
    if session.interview:
        check_interview(session.interview)
    check_later(session)


def has_control_characters(json: bytes) -> bool:
    """Whether any text in some JSON has them."""
    if b"\x7f" in json or (b"\xc2" in json and AS_IT_IS.search(json)):
        return True
    return any(sign in json for sign in ESCAPES) and ESCAPE.search(json) is not None


def check_later(session: ExportedSession) -> None:
    """What can be there only once something else is: a report, and what comes after it."""
    interview, feedback = session.interview, session.feedback
    if feedback:
        require(
            interview is not None and interview.completed_at is not None and interview.answers,
            "it has a report without a completed interview",
        )
        assert interview  # noqa: S101  # for the type checker
        check_feedback(feedback, interview)
    if session.attempts:
        require(feedback is not None, "an answer was given again before there was a report")
        assert interview  # noqa: S101  # a report has one
        check_attempts(session.attempts, interview)
    if session.opinion:
        require(feedback is not None, "it has a second opinion without a report")
        assert interview and feedback  # noqa: S101, PT018  # a report has one
        check_opinion(session.opinion, feedback.report, interview.answers)


def is_uid(text: str) -> bool:
    return UID.fullmatch(text) is not None


def check_sizes(shape: msgspec.Struct) -> None:
    """No list may be longer than any that is made here: a page would have to show all of it."""
    for listed in lists_in(shape):
        most = MAX_LISTED
        if isinstance(listed[0], Mark):
            most = MAX_MARKS
        elif isinstance(listed[0], ExportedAttempt):
            most = MAX_ATTEMPTS
        elif isinstance(listed[0], str):
            most = MAX_HEADINGS
        require(len(listed) <= most, f"it has a list of more than {most:,} things")


def lists_in(shape: msgspec.Struct) -> Iterator[Sequence[object]]:
    """Every list in a shape that holds something."""
    for field in msgspec.structs.astuple(shape):
        if isinstance(field, msgspec.Struct):
            yield from lists_in(field)
        elif isinstance(field, list) and field:
            yield field
            if isinstance(field[0], msgspec.Struct) and not isinstance(field[0], Mark):
                for each in field:
                    yield from lists_in(each)


def check_document(kind: Kind, document: ExportedDocument | None) -> None:
    if document is None:
        return
    check_text(kind, document.text)
    require(
        (document.name is None) == (document.size_bytes is None),
        "a document has to have both the name and the size of its file, or neither",
    )
    if document.name is not None:
        is_name = len(document.name) <= MAX_NAME and is_one_line(document.name)
        require(is_name and not is_blank(document.name), "the name of a file can't be shown")
        is_size = 0 < (document.size_bytes or 0) <= MAX_FILE_BYTES
        require(is_size, "the size of a file can't be right")
    require(0 <= (document.word_count or 0) <= MAX_WORDS, "a count of words can't be right")
    check_moment(document.saved_at)


def check_text(kind: Kind, text: str) -> None:
    require(not (sentence := kept_fault(kind, text)), sentence)


def check_choices(chosen: Chosen) -> None:
    require(not (sentence := added_fault(chosen.added)), sentence)
    require(len(chosen.restored) <= MAX_RESTORED, "too many lines were brought back")


def check_interview(interview: ExportedInterview) -> None:
    planned_from = interview.documents
    SessionForm(planned_from.job_title, planned_from.company_name).check()
    check_text("cv", interview.documents.cv)
    check_text("job", interview.documents.job_description)
    check_plan(interview.plan)
    turns = interview.turns
    numbers = [turn.number for turn in turns]
    require(
        numbers == list(range(1, len(turns) + 1)) and len(turns) <= QUESTIONS,
        f"its questions have to be numbered from 1, {QUESTIONS} at most",
    )
    probes = sum(turn.question.kind == "probe" for turn in turns)
    require(probes <= MAX_PROBES, f"it has more than {MAX_PROBES} follow-up questions")
    for turn in turns:
        check_turn(turn)
    is_open = [turn.number for turn in turns if not turn.is_done]
    require(is_open in ([], numbers[-1:]), "only the last question may be without an answer")
    # The next question may have been on its way when this was exported: then it is asked here.
    has_way_on = interview.completed_at or is_open or len(turns) < QUESTIONS
    require(has_way_on, "all its questions are answered, and its interview has not ended")
    require(turns or not interview.completed_at, "its interview ended before it began")
    check_moment(interview.completed_at)


def check_plan(plan: Plan) -> None:
    is_plan = 0 < len(plan.questions) <= QUESTIONS
    require(is_plan, f"its plan has to have 1 to {QUESTIONS} questions")
    ids = [one.id for one in plan.requirements]
    require(len(set(ids)) == len(ids), "two requirements have the same id")
    require(all(map(REQUIREMENT_ID.fullmatch, ids)), "the id of a requirement can't be right")
    require(
        all(one.text and 0 <= one.importance <= 1 for one in plan.requirements),
        "a requirement is empty, or its importance is not 0 to 1",
    )
    length = sum(len(one.text) for one in plan.requirements)
    require(length <= 2 * MAX_JOB_CHARACTERS, "its requirements are longer than a job description")
    check_spent(plan.spent, "its reading")
    require(plan.read_on is None or plan.read_on.year >= EPOCH.year, "it has a date before 1970")
    for question in plan.questions:
        check_question(question, "a question of its plan")


def check_question(question: Question, called: str) -> None:
    has_place = not is_blank(question.text) and 1 <= question.slot <= QUESTIONS
    require(has_place, f"{called} is empty, or in no place of the plan")
    check_requirement_id(question.requirement_id)
    check_spent(question.spent, called)


def check_turn(turn: ExportedTurn) -> None:
    check_question(turn.question, f"question {turn.number}")
    if turn.answer is not None:
        require(not (sentence := answer_fault(turn.answer)), f"answer {turn.number}: {sentence}")
    require(
        not (turn.skipped and turn.answer is not None),
        f"question {turn.number} is both skipped and answered",
    )
    require(
        turn.is_done == (turn.answered_at is not None),
        f"question {turn.number} has an answer without its date, or the date without an answer",
    )
    require(
        turn.seconds is None or (turn.is_done and 0 <= turn.seconds <= MAX_SECONDS),
        f"the seconds of question {turn.number} can be 0 to {MAX_SECONDS}, once it is answered",
    )
    check_moment(turn.asked_at, turn.answered_at)
