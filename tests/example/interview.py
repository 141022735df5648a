"""The example interview as data, and how it is held over HTTP."""

from pathlib import Path
from tomllib import loads

import httpx
import msgspec

from app.again.model import AttemptsBody
from app.feedback.model import FeedbackBody, Report
from tests.clients import JSON, create

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


class Again(msgspec.Struct, frozen=True):
    """An answer that is given again, and the number of its question."""

    number: int
    answer: str


class Example(msgspec.Struct, frozen=True):
    """A fictional person's job, documents and eight answers, and one of these given again."""

    job_title: str
    company_name: str
    cv: str
    job_description: str
    answers: list[str]
    again: Again


def example() -> Example:
    return msgspec.convert(loads((HERE / "interview.toml").read_text("utf-8")), Example)


def held(visitor: httpx.Client, interview: Example, count: int | None = None) -> int:
    """The id of a session in which the first `count` questions are answered, or all."""
    session_id = create(visitor, job_title=interview.job_title, company_name=interview.company_name)
    path = f"/session/{session_id}"
    visitor.post(f"{path}/upload-cv", data={"cv_text": interview.cv})
    visitor.post(f"{path}/upload-job", data={"job_description": interview.job_description})
    for answer in interview.answers[:count]:
        visitor.post(f"{path}/message", data={"answer": answer})
    return session_id


def completed(visitor: httpx.Client, interview: Example) -> int:
    """The id of a session that has the report on this interview."""
    session_id = held(visitor, interview)
    visitor.post(f"/session/{session_id}/complete")
    return session_id


def report_of(visitor: httpx.Client, session_id: int) -> tuple[str, Report]:
    """The report, as Markdown and as the API gives it."""
    path = f"/session/{session_id}/feedback"
    markdown = visitor.get(path, headers={"Accept": "text/markdown"})
    report = visitor.get(path, headers=JSON)
    return markdown.text, msgspec.json.decode(report.content, type=FeedbackBody).feedback


def given_again(visitor: httpx.Client, session_id: int, again: Again) -> AttemptsBody:
    """What was said to that question, in the interview and now."""
    path = f"/session/{session_id}/answer/{again.number}"
    visitor.post(path, data={"answer": again.answer})
    return msgspec.json.decode(visitor.get(path, headers=JSON).content, type=AttemptsBody)
