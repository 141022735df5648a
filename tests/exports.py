"""Export files for tests: made by using the product, changed, and brought back."""

import json
import secrets
from copy import deepcopy
from random import Random
from typing import Any

import httpx

from tests.clients import ANSWERS, answer, answered, completed, create, with_documents

Export = dict[str, Any]


def exported(visitor: httpx.Client) -> Export:
    """The export of this visitor."""
    got = visitor.get("/you/export")
    assert got.status_code == 200, got.text
    content: Export = got.json()
    return content


def sessions_of(visitor: httpx.Client) -> list[dict[str, Any]]:
    """What is in it: all but the time at which it was made."""
    sessions: list[dict[str, Any]] = exported(visitor)["sessions"]
    return sessions


def bring(visitor: httpx.Client, content: Export | bytes) -> httpx.Response:
    """The answer to this file as an import."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return visitor.post("/you/import", files={"export_file": ("rehearse.json", data)})


def fill(visitor: httpx.Client) -> None:
    """A session of every kind, each part of an export somewhere among them."""
    create(visitor, job_title="Ward sister", company_name="Zoë & Søn <b>")
    reviewed = with_documents(visitor)
    visitor.post(
        f"/session/{reviewed}/review", data={"add": "Night shifts\nA car", "exclude": "r1"}
    )
    begun = answered(visitor, 2)
    answer(visitor, begun, "", action="skip")
    visitor.post(f"/session/{begun}/message", data={"action": "rephrase"})
    visitor.post(f"/session/{begun}/upload-cv", data={"cv_text": "Another CV. " * 20})
    done = completed(visitor, 5)
    for text in ANSWERS[5:]:
        visitor.post(f"/session/{done}/answer/2", data={"answer": text})
    visitor.post(f"/session/{done}/again")
    completed(visitor)


def with_opinion(session: dict[str, Any], state: str = "ready") -> dict[str, Any]:
    """The session with a second opinion on its report, of which the last answer has none."""
    *first, last = session["feedback"]["report"]["answers"]
    answers = {turn["number"]: turn["answer"] for turn in session["interview"]["turns"]}
    found = [
        {
            "number": one["number"],
            "addresses": "partly",
            "scores": {score["name"]: 3 for score in one["scores"]},
            "quote": answers[one["number"]][:40],
            "remark": "Say what came of it, *in numbers*.",
            "better": "I asked the team, and it got better.",
        }
        for one in first
    ]
    opinion = {
        "state": state,
        "scored_by": "a-model",
        "score": 5,
        "answers": found,
        "dropped": [{"number": last["number"], "why": "nothing_quoted"}],
        "summary": "Much is told, and little of it is counted.",
        "calls": 6,
        "tokens": 4200,
        "seconds": 31.5,
    }
    return {**deepcopy(session), "opinion": opinion}


def renamed(sessions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same sessions as if they were others."""
    names = {session["uid"]: secrets.token_hex(16) for session in sessions}
    return [
        {**deepcopy(each), "uid": names[each["uid"]], "lineage": names.get(each["lineage"])}
        for each in sessions
    ]


ODD: list[Any] = [
    *(None, True, False, 0, 1, 2, 5, 8, 9, -1, 2**31, 2**63, 10**30, 0.5, -0.0, 1e308),
    *("", " ", "x", "r1", "a1", "cv", "job", "answer 1", "answer 8", "answer 99", "rules-1", "gap"),
    *(
        "<script>alert(1)</script>",
        "{phrase}",
        "%s {0}",
        "a" * 10_001,
        "\u0301" * 40,
        "\u202e",
        "\t",
    ),
    *("2026-11-26T10:00:00Z", "1969-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "0001-01-01"),
    *("null", "\x00", "\ud83d", "probe", "question", "skip", "background", "motivation", "gap"),
    *([], {}, [None], ["x"], [[]], {"x": 1}),
]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in a JSON value."""
    found = [path] if path else []
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(each, (*path, key))
    return found


def mutate(session: dict[str, Any], random: Random) -> None:
    """One change somewhere in a session."""
    path = random.choice(places(session))
    holder: Any = session
    for key in path[:-1]:
        holder = holder[key]
    key = path[-1]
    match random.choice((0, 1, 2, 2, 2, 3, 4)):
        case 0:
            del holder[key]
        case 1 if isinstance(holder[key], list):
            holder[key] = holder[key] * 2
        case 1 | 2:
            holder[key] = like(holder[key], random)
        case 3:
            holder[key] = deepcopy(at(session, random.choice(places(session))))
        case _:
            holder[key] = random.choice(ODD)


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def like(value: Any, random: Random) -> Any:
    """Another value of the same kind."""
    match value:
        case bool():
            return not value
        case int() | float():
            return random.choice([value + 1, value - 1, 0, 1, 3, 8])
        case str():
            return random.choice([value[1:], value[:-1], value * 2, value.upper(), value[::-1]])
        case list():
            return value[1:] if random.random() < 0.5 else value[:-1]
    return None
