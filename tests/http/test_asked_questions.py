"""What an interviewer is laughed at for asking, as `question_cases.json` lists it, over HTTP.

`repeat` is how many interviews are held, since wordings are drawn. White space, case and the shape
of quotation marks do not count, except for `questions_lack_match`.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.clients import create
from tests.roles import load_roles

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("question_cases.json").read_text("utf-8")
)
FULL_ANSWERS = next(role.strong for role in load_roles() if role.name == "nurse")


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[‘’“”\"']", "'", text)).strip().lower()


def asked_in(visitor: httpx.Client, source: dict[str, str]) -> list[str]:
    """The eight questions of an interview with full answers."""
    names = {key: source[key] for key in ("job_title", "company_name") if key in source}
    path = f"/session/{create(visitor, **names)}"
    visitor.post(f"{path}/upload-cv", data={"cv_text": source["cv"]})
    visitor.post(f"{path}/upload-job", data={"job_description": source["job_description"]})
    visitor.get(f"{path}/interview")
    for answer in FULL_ANSWERS:
        visitor.post(f"{path}/message", data={"answer": answer})
    conversation = visitor.get(f"{path}/interview").json()["conversation"]
    return [one["content"] for one in conversation if one["role"] == "assistant"]


def failures(questions: list[str], expected: dict[str, Any]) -> Iterator[str]:
    asked = plain("\n".join(questions))
    yield from (f"has {one}" for one in expected.get("questions_lack", []) if plain(one) in asked)
    wanted = expected.get("questions_contain", [])
    yield from (f"lacks {one}" for one in wanted if plain(one) not in asked)
    for one in expected.get("last_question_lacks", []):
        if plain(one) in plain(questions[-1]):
            yield f"the last has {one}"
    for pattern in expected.get("questions_lack_match", []):
        yield from (f"has {pattern}" for question in questions if re.search(pattern, question))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}, {case['name']}")
def test_questions_rest_on_what_was_asked_for_and_done(
    api: httpx.Client, case: dict[str, Any]
) -> None:
    for _ in range(case["expect"].get("repeat", 1)):
        questions = asked_in(api, case["input"])
        assert len(questions) == 8
        assert list(failures(questions, case["expect"])) == [], case["why"]
