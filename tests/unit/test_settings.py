"""The environment as settings, and the hosts that they let in."""

import pytest

from app.errors import StartError
from app.settings import Settings, settings_of
from app.web.guard import Hosts

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104


def test_every_setting_has_a_working_default() -> None:
    assert settings_of({}) == Settings()


def test_an_empty_value_is_no_value() -> None:
    assert settings_of({"PORT": " ", "HOST": "", "ALLOWED_HOSTS": " , "}) == Settings()


def test_lists_are_separated_by_commas_and_know_no_capitals() -> None:
    chosen = settings_of({"ALLOWED_HOSTS": " Rehearse.example, other.example ,"})
    assert chosen.allowed_hosts == ("rehearse.example", "other.example")


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "80.5", "8000 8001"])
def test_a_port_that_is_none_is_refused_in_one_line(port: str) -> None:
    with pytest.raises(StartError) as refusal:
        settings_of({"PORT": port})
    assert "port" in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("host", "is_local"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True),
     (EVERY_ADDRESS, False), ("::", False), ("192.168.1.2", False), ("rehearse.example", False)],
)  # fmt: skip
def test_only_a_loopback_address_is_local(host: str, is_local: bool) -> None:
    assert Settings(host=host).is_local is is_local


NAMED = Settings(host=EVERY_ADDRESS, allowed_hosts=("rehearse.example", "[::1]"))
OPEN = Settings(host=EVERY_ADDRESS)
ANY = Settings(host=EVERY_ADDRESS, allowed_hosts=("*",))

LET_IN = [
    (Settings(), "anything.example:8000"),  # only this machine can ask
    (Settings(), ""),
    (ANY, "anything.example"),
    (NAMED, "rehearse.example"),
    (NAMED, "rehearse.example:8000"),
    (NAMED, "[::1]:8000"),
    (OPEN, "192.168.1.2:8000"),
    (OPEN, "[fe80::1]:8000"),
    (OPEN, "[::1]"),
    (OPEN, "localhost:8000"),
]
KEPT_OUT = [
    (NAMED, "evil.example"),
    (NAMED, "rehearse.example.evil.example"),
    (NAMED, "evil.example:rehearse.example"),
    (NAMED, "rehearse.example:80:80"),
    (NAMED, "sub.rehearse.example"),
    (NAMED, "127.0.0.1"),
    (NAMED, ""),
    (OPEN, "evil.example"),  # a name that may point anywhere: DNS rebinding
    (OPEN, "localhost.evil.example"),
    (OPEN, "127.0.0.1.evil.example"),
    (OPEN, ""),
]


@pytest.mark.parametrize(("settings", "host"), LET_IN)
def test_a_host_of_ours_is_let_in(settings: Settings, host: str) -> None:
    assert Hosts(settings).include(host)


@pytest.mark.parametrize(("settings", "host"), KEPT_OUT)
def test_any_other_host_is_kept_out(settings: Settings, host: str) -> None:
    assert not Hosts(settings).include(host)
