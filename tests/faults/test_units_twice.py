"""A unit of work that has to run again, as another process came in between, does nothing twice."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.clients import CV, NURSE, answer, answered, client, create, devices, with_documents
from tests.engines import stored
from tests.exports import Export, bring, exported, fill, sessions_of
from tests.faults import twice
from tests.model_server import model_server
from tests.modelled import asked, good, model_settings
from tests.server import REHEARSE, ROOT, Server, serving

VOLATILE = {"uid", "lineage"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT.*")
AS_OF_AN_OLDER_VERSION = "update document set word_count = null where session_id = $1 returning 1"
AGED = "update session set opened_at = 1 where id = $1 returning 1"


def walk(server: Server) -> list[Any]:
    """What is there after people did all that changes something."""
    seen: list[Any] = []
    with client(server.url, "api") as laptop, client(server.url, "api") as phone:
        fill(laptop)
        seen += [*sessions_of(laptop), laptop.get("/you").json()]
        file = exported(laptop)

        other = create(laptop)
        source = with_documents(laptop)
        reused = {"from": str(source)}
        laptop.post(f"/session/{other}/reuse-cv", data=reused).raise_for_status()
        laptop.post(f"/session/{other}/remove-cv").raise_for_status()
        stored(server, AS_OF_AN_OLDER_VERSION, source)
        laptop.get(f"/session/{source}/upload").raise_for_status()
        laptop.post(f"/session/{other}/delete").raise_for_status()
        again = {"Idempotency-Key": "once"}
        ids = [laptop.post("/session/create", data=NURSE, headers=again).json() for _ in range(2)]
        assert ids[0] == ids[1]

        answered(phone, 3)
        seen.append(bring(phone, renamed(file)).json())
        seen.append(bring(phone, renamed(file)).json())
        link = laptop.post("/you/link").json()["url"]
        seen.append(phone.post(link).json()["sessions"])
        seen += sessions_of(laptop)
        assert sessions_of(phone) == sessions_of(laptop)
        *_, number = devices(laptop)
        seen.append(laptop.post(f"/you/devices/{number}/sign-out").json())
        assert sessions_of(phone) == []
    with client(server.url, "api") as leaving:
        answered(leaving)
        seen.append(leaving.post("/you/forget", data={"confirm": "forget"}).json())
        old = create(leaving)
        stored(server, AGED, old)
    server.stop()
    server.settings["RETENTION_DAYS"] = "1"
    server.restart()
    seen.append(stored(server, "select count(*) from text where content = $1", CV.strip()))
    return [plain(each) for each in seen]


def renamed(file: Export) -> Export:
    """The same file with one session under another name."""
    first, *others = file["sessions"]
    return {**file, "sessions": [{**first, "uid": "0" * 32}, *others]}


def plain(value: Any) -> Any:
    """A value without what differs from one walk to the next."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items() if name not in VOLATILE}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return "a time" if isinstance(value, str) and TIME.fullmatch(value) else value


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Any], list[Any], str]]:
    """What is there after a walk with every unit run once, and run twice; and the second's log."""
    folder = tmp_path_factory.mktemp("walks")
    with serving(folder / "once", REHEARSE) as server:
        once = walk(server)
    with serving(folder / "twice", twice.COMMAND) as server:
        found = walk(server)
    with (
        model_server(good) as model,
        serving(folder / "model", twice.COMMAND, **model_settings(model)) as modelled,
        client(modelled.url, "api") as visitor,
    ):
        session = with_documents(visitor)
        asked(visitor, session)
        answer(visitor, session)
        asked(visitor, session)
        yield once, found, server.log + modelled.log


def test_all_is_as_if_each_had_run_once(walks: tuple[list[Any], list[Any], str]) -> None:
    once, found, _ = walks
    assert found == once


def test_no_unit_is_left_out(walks: tuple[list[Any], list[Any], str]) -> None:
    *_, log = walks
    ran = {line.removeprefix(twice.RAN_TWICE) for line in log.splitlines()}
    assert units() - ran == set()


def units() -> set[str]:
    """The functions that the application gives to `transact`."""
    return {
        call.args[0].id
        for module in (ROOT / "app").glob("*/*.py")
        if module.parent.name != "store"
        for call in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "transact"
        and isinstance(call.args[0], ast.Name)
    }


def test_the_units_are_found() -> None:
    assert {"create", "forget_some", "answer_and_ask"} <= units()
