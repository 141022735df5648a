"""The environment as settings, and the hosts that they let in."""

import pytest

from app.errors import StartError
from app.settings import LARGEST_LIMIT, WHEN_SHARED, Settings, settings_of
from app.web.origins import Hosts, is_same_place

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


ON_A_LAPTOP = [
    {},
    {"HOST": "::1"},
    {"HOST": "localhost"},
    {"ALLOWED_HOSTS": "localhost:8000, 127.0.0.1, [::1]:8000, ::1"},
    {"TRUSTED_ORIGINS": "http://localhost:3000, https://127.0.0.1, http://[::1]:3000"},
    {"TRUSTED_PROXIES": "10.0.0.0/8"},
]
SHARED = [
    {"HOST": EVERY_ADDRESS},
    {"HOST": "::"},
    {"HOST": "rehearse.example"},
    {"ALLOWED_HOSTS": "localhost, rehearse.example"},
    {"ALLOWED_HOSTS": "192.168.1.2:8000"},
    {"ALLOWED_HOSTS": "[2001:db8::1]"},
    {"ALLOWED_HOSTS": "localhost.rehearse.example"},
    {"ALLOWED_HOSTS": "*"},
    {"TRUSTED_ORIGINS": "http://localhost, https://rehearse.example"},
    {"TRUSTED_ORIGINS": "https://[2001:db8::1]:8443"},
]


def limits_in(environment: dict[str, str]) -> dict[str, int]:
    chosen = settings_of(environment)
    return {name: getattr(chosen, name) for name in WHEN_SHARED}


@pytest.mark.parametrize("environment", ON_A_LAPTOP)
def test_a_server_that_only_its_machine_reaches_has_no_limits(environment: dict[str, str]) -> None:
    assert not settings_of(environment).is_shared
    assert limits_in(environment) == dict.fromkeys(WHEN_SHARED, 0)


@pytest.mark.parametrize("environment", SHARED)
def test_a_server_that_others_reach_has_limits(environment: dict[str, str]) -> None:
    assert settings_of(environment).is_shared
    assert limits_in(environment) == WHEN_SHARED


@pytest.mark.parametrize("host", ["127.0.0.1", EVERY_ADDRESS])
def test_a_limit_that_is_set_holds_on_every_server(host: str) -> None:
    environment = {"HOST": host, "CREATES_PER_HOUR": "7", "SESSIONS_PER_VISITOR": "0"}
    found = limits_in(environment)
    assert (found["creates_per_hour"], found["sessions_per_visitor"]) == (7, 0)
    assert limits_in({**environment, "UPLOADS_PER_HOUR": " "})["uploads_per_hour"] == (
        0 if host == "127.0.0.1" else WHEN_SHARED["uploads_per_hour"]
    )


@pytest.mark.parametrize("value", ["-1", "many", "1.5", "1 000", str(LARGEST_LIMIT + 1), "9" * 99])
@pytest.mark.parametrize("setting", [*map(str.upper, WHEN_SHARED), "VISITORS_PER_ADDRESS"])
def test_a_limit_that_is_no_number_is_refused_in_one_line(setting: str, value: str) -> None:
    with pytest.raises(StartError) as refusal:
        settings_of({setting: value})
    assert str(refusal.value).startswith(f"{setting}: {value!r} can't be used. Please give a whole")
    assert "\n" not in str(refusal.value)


NAMED = Settings(host=EVERY_ADDRESS, allowed_hosts=("rehearse.example", "[::1]"))
OPEN = Settings(host=EVERY_ADDRESS)
ANY = Settings(host=EVERY_ADDRESS, allowed_hosts=("*",))

LET_IN = [
    (Settings(), "localhost:8000"),
    (Settings(), "127.0.0.1:8000"),
    (Settings(), "[::1]:8000"),
    (Settings(host="::1"), "[::1]"),
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
    (Settings(), "anything.example:8000"),  # a name that may point at this machine: DNS rebinding
    (Settings(), "192.168.1.2:8000"),
    (Settings(), ""),
    (NAMED, "evil.example"),
    (NAMED, "rehearse.example.evil.example"),
    (NAMED, "evil.example:rehearse.example"),
    (NAMED, "rehearse.example:80:80"),
    (NAMED, "sub.rehearse.example"),
    (NAMED, "127.0.0.1"),
    (NAMED, ""),
    (OPEN, "evil.example"),
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


WRONG_LISTS = {
    "ALLOWED_HOSTS": ["https://rehearse.example", "rehearse.example/path", "a b"],
    "TRUSTED_ORIGINS": ["rehearse.example", "https://rehearse.example/path", "ftp://x"],
    "TRUSTED_PROXIES": ["proxy.local", "10.0.0.0/33", "10.0.0", "*"],
}


@pytest.mark.parametrize(
    ("setting", "value"),
    [(setting, value) for setting, values in WRONG_LISTS.items() for value in values],
)
def test_a_list_with_a_value_of_another_form_is_refused_in_one_line(
    setting: str, value: str
) -> None:
    with pytest.raises(StartError) as refusal:
        settings_of({setting: f"{value},"})
    assert str(refusal.value).startswith(f"{setting}: ")
    assert repr(value.lower()) in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("proxies", "address", "is_trusted"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "::ffff:127.0.0.1", True),  # as a socket for both families shows it
        ("::ffff:10.0.0.0/104", "10.1.2.3", True),
        ("10.0.0.7/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.0.0.1", False),
        ("fd00::/8", "fd00::7", True),
        ("127.0.0.1", "", False),
        ("127.0.0.1", "unix:", False),
    ],
)
def test_proxies_are_addresses_and_networks_of_either_family(
    proxies: str, address: str, is_trusted: bool
) -> None:
    assert settings_of({"TRUSTED_PROXIES": proxies}).trusts(address) is is_trusted


SAME_PLACES = [
    ("http://nas.local", "nas.local"),
    ("http://nas.local", "nas.local:80"),
    ("http://nas.local:80", "nas.local"),
    ("https://nas.local", "nas.local:443"),
    ("https://nas.local", "nas.local"),  # a proxy took HTTPS off
    ("http://nas.local:8000", "nas.local:8000"),
    ("http://[::1]:80", "[::1]"),
]
OTHER_PLACES = [
    ("http://nas.local:8080", "nas.local"),
    ("http://nas.local", "nas.local:8080"),
    ("https://nas.local", "nas.local:80"),
    ("http://nas.local.example.org", "nas.local"),
    ("http://evil.example", "nas.local"),
    ("null", "nas.local"),
    ("null", ""),
    ("http://", ""),
    ("", "nas.local"),
]


@pytest.mark.parametrize(("origin", "host"), SAME_PLACES)
def test_the_usual_port_is_the_same_as_none(origin: str, host: str) -> None:
    assert is_same_place(origin, host)


@pytest.mark.parametrize(("origin", "host"), OTHER_PLACES)
def test_another_name_or_port_is_another_place(origin: str, host: str) -> None:
    assert not is_same_place(origin, host)


@pytest.mark.parametrize("contact", ["security@example.org", "mailto:", "http://example.org", "x"])
def test_a_security_contact_is_an_address_that_can_be_opened(contact: str) -> None:
    assert settings_of({"SECURITY_CONTACT": "mailto:a@example.org"}).security_contact
    with pytest.raises(StartError, match="SECURITY_CONTACT"):
        settings_of({"SECURITY_CONTACT": contact})
