"""What Containerfile and compose.yaml name is there, and is what the code says of it.

Read without a container tool; tests/http/test_container.py runs what they run.
"""

import json
import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from app.server.limits import Limits
from app.settings import Settings, settings_of
from tests.containerfile import (
    COPIED,
    ENVIRONMENT,
    INSTRUCTIONS,
    ROOT,
    commands_of,
    only,
)

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
REHEARSE, DATABASE = COMPOSE["services"]["rehearse"], COMPOSE["services"]["database"]
SETTINGS = {name.upper() for name in Settings.__struct_fields__}
OTHERS = {"PATH", "PYTHONDONTWRITEBYTECODE", "SQLITE_TMPDIR", "PGPASSWORD"}  # who else reads one
PINNED = re.compile(r"docker\.io/library/[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}")


def test_what_is_copied_exists_and_is_not_ignored() -> None:
    ignored = (ROOT / ".containerignore").read_text().splitlines()
    assert ignored[1] == "*"
    assert {line[1:] for line in ignored if line.startswith("!")} == set(COPIED)
    assert [name for name in COPIED if not (ROOT / name).exists()] == []


def test_every_package_that_is_installed_is_locked_with_its_hashes() -> None:
    (install,) = [each for name, each in INSTRUCTIONS if name == "RUN" and "pip " in each]
    assert "--require-hashes" in install
    assert "--only-binary :all:" in install
    wanted = re.findall(r"--requirement (\S+)", install)
    assert set(wanted) == {name for name in COPIED if name.startswith("requirements")}


@pytest.mark.parametrize("image", [ENVIRONMENT["PYTHON"], DATABASE["image"]])
def test_an_image_of_others_is_named_by_its_digest(image: str) -> None:
    assert PINNED.fullmatch(image)
    assert {each.partition(" ")[0] for name, each in INSTRUCTIONS if name == "FROM"} == {
        "${PYTHON}"
    }


def test_every_variable_is_one_that_somebody_reads() -> None:
    named = {*ENVIRONMENT, *REHEARSE["environment"]} - {"PYTHON"}
    assert named - SETTINGS <= OTHERS


def test_the_image_serves_its_port_to_others_and_keeps_all_on_its_volume() -> None:
    settings = settings_of(ENVIRONMENT)
    volume = PurePosixPath(only("VOLUME"))
    assert settings.host == "0.0.0.0"  # noqa: S104
    assert str(settings.port) == only("EXPOSE")
    path = urlsplit(settings.database_url).path.removeprefix("/")
    assert PurePosixPath(path).parent == PurePosixPath(ENVIRONMENT["SQLITE_TMPDIR"]) == volume


def test_the_image_runs_as_the_user_who_owns_the_volume() -> None:
    (making,) = [each for name, each in INSTRUCTIONS if name == "RUN" and "useradd" in each]
    (uid,) = re.findall(r"--uid (\d+)", making)
    assert only("USER") == f"{uid}:{uid}"
    assert int(uid) > 0
    user = making.split(" && ")[0].split()[-1]
    assert f"--owner {user} --group {user} {only('VOLUME')}" in making


@pytest.mark.parametrize("command", commands_of(INSTRUCTIONS))
def test_every_command_runs_a_module_of_ours_without_a_shell(command: list[str]) -> None:
    assert command[:2] == ["python", "-m"]
    module = ROOT / command[2].replace(".", "/")
    assert module.with_suffix(".py").exists() or (module / "__main__.py").exists()


def test_compose_asks_how_it_is_as_the_image_does() -> None:
    (_, probe) = only("HEALTHCHECK").split("CMD ")
    assert REHEARSE["healthcheck"]["test"] == ["CMD", *json.loads(probe)]
    assert (ROOT / REHEARSE["build"]["dockerfile"]).exists()


def test_compose_opens_the_port_to_this_machine_alone_and_believes_what_comes_through() -> None:
    (published,) = REHEARSE["ports"]
    address, _, inner = published.split(":")
    assert (address, inner) == ("127.0.0.1", only("EXPOSE"))
    assert "ports" not in DATABASE
    (subnet,) = COMPOSE["networks"]["front"]["ipam"]["config"]
    assert settings_of(REHEARSE["environment"]).trusted_proxies == (subnet["subnet"],)


def test_compose_names_one_database_and_holds_no_password() -> None:
    said, url = DATABASE["environment"], urlsplit(REHEARSE["environment"]["DATABASE_URL"])
    assert (url.username, url.hostname) == (said["POSTGRES_USER"], "database")
    assert url.path == f"/{said['POSTGRES_DB']}"
    assert url.password is None
    for password in (said["POSTGRES_PASSWORD"], REHEARSE["environment"]["PGPASSWORD"]):
        assert re.fullmatch(r"\$\{POSTGRES_PASSWORD:\?[^}]+\}", password)
    assert REHEARSE["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert set(REHEARSE["networks"]) & set(DATABASE["networks"])


@pytest.mark.parametrize("service", [REHEARSE, DATABASE])
def test_compose_gives_each_as_little_as_it_needs(service: dict[str, Any]) -> None:
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit", "healthcheck"} <= set(service)
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert {each.partition(":")[0] for each in service.get("volumes", [])} <= set(
        COMPOSE["volumes"]
    )


def test_compose_waits_longer_for_the_end_than_it_takes() -> None:
    assert int(REHEARSE["stop_grace_period"].removesuffix("s")) > Limits().end_s
