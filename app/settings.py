"""The environment, read once into a Struct; every setting has a working default."""

import ipaddress
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from app.errors import StartError

HOST = re.compile(r"\*|(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d+)?|[0-9a-f:.]+")
ORIGIN = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d+)?")
CONTACT = re.compile(r"(?:mailto:[^\s@]+@|https://)[^\s@]+|")
LABEL = "[a-z0-9_-]{1,63}"
BASE_URL = re.compile(
    rf"https?://(?:\[[0-9a-f:.]+\]|{LABEL}(?:\.{LABEL})*)(?::\d+)?(?:/[a-z0-9._~:-]+)*/?",
    re.IGNORECASE,
)
API_KEY = re.compile(r"[!-~]+")
LARGEST_LIMIT = 10_000
WANTED = {
    "port": "a port from 1 to 65535",
    "workers": "a whole number from 1 to 64",
    "import_limit_mb": "a number of megabytes from 1 to 500",
    "retention_days": "a number of days from 1 to 36500",
    "visitors_per_address": "a whole number from 1 to 1000",
    "model_timeout_s": "a number of seconds from 1 to 3600",
    "model_fallback": "on or off",
    "model_concurrency": "a whole number from 1 to 64",
}
WANTED_LIMIT = f"a whole number up to {LARGEST_LIMIT}, 0 for no limit"
WANTED_ADDRESS = (
    "an address such as http://127.0.0.1:11434/v1, with no password and no question mark"
)
IPV4_MAPPED_BITS = 96  # of ::ffff:0:0/96, RFC 4291

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Limit = Annotated[int, Meta(ge=0, le=LARGEST_LIMIT)]

# Where nothing else is set and others share the server: several times what we found somebody can do
# who practises without a pause (an interview of eight answers takes ten minutes or more).
WHEN_SHARED = {
    "creates_per_hour": 60,
    "uploads_per_hour": 120,
    "judgements_per_hour": 300,
    "exports_per_hour": 20,
    "links_per_hour": 20,
    "sessions_per_visitor": 200,
}
# A model on somebody's own machine is slow, and no other server would be faster.
WHEN_MODEL_IS_NEAR = {"model_timeout_s": 300}
NEAR_NAMES = (".local", ".lan", ".internal", ".home.arpa")


class ApiKey:
    """A key that shows itself only to whoever asks for its `text`."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return "ApiKey(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ApiKey) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator can choose; the README has the table.

    `workers`: the processes that serve; several need a database that they can share.
    `allowed_hosts`: the names in `Host` that are answered, none meaning the default of
    `web/guard.py`. `trusted_origins`: origins (`https://example.org`) that may post although they
    differ from `Host`. `trusted_proxies`: addresses and networks whose `X-Forwarded-Proto` and
    `X-Forwarded-For` are believed. `security_contact`: a `mailto:` or `https:` address for whoever
    finds a security problem of this server. `retention_days`: how long a session is kept after its
    pages were opened last; None for ever. `import_limit_mb`: how large an export file may be that
    is brought back.

    What a visitor may do in an hour, 0 for no limit: `creates_per_hour` sessions, begun or begun
    again; `uploads_per_hour` documents; `judgements_per_hour` answers and reports;
    `exports_per_hour` times their data out or in; `links_per_hour` links to another device, made or
    opened. An address may do what `visitors_per_address` visitors may. `sessions_per_visitor` can
    be kept at once.

    A language model is used where `openai_model` names one: at `openai_base_url`, which has an
    OpenAI-compatible API, with `openai_api_key` if it wants one. Neither of these turns it on.
    `model_timeout_s`: how long one ask may take. `model_fallback`: "off" where nothing may be asked
    without the model. `model_concurrency`: how many requests it gets at a time.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 8000
    workers: Annotated[int, Meta(ge=1, le=64)] = 1
    database_url: str = "sqlite:///data/rehearse.db"
    allowed_hosts: tuple[str, ...] = ()
    trusted_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    security_contact: str = ""
    retention_days: Annotated[int, Meta(ge=1, le=36500)] | None = None
    import_limit_mb: Annotated[int, Meta(ge=1, le=500)] = 50
    creates_per_hour: Limit = 0
    uploads_per_hour: Limit = 0
    judgements_per_hour: Limit = 0
    exports_per_hour: Limit = 0
    links_per_hour: Limit = 0
    visitors_per_address: Annotated[int, Meta(ge=1, le=1000)] = 10
    sessions_per_visitor: Limit = 0
    openai_model: str = ""
    openai_base_url: str = ""
    openai_api_key: ApiKey | None = None
    model_timeout_s: Annotated[int, Meta(ge=1, le=3600)] = 120
    model_fallback: Literal["on", "off"] = "on"
    model_concurrency: Annotated[int, Meta(ge=1, le=64)] = 2

    def trusts(self, address: str) -> bool:
        """Whether an address is one of the trusted proxies, in whichever form a socket shows it."""
        return is_in(address, self.trusted_proxies)

    @property
    def is_local(self) -> bool:
        """Only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def is_shared(self) -> bool:
        """Others can reach the server: directly, or through a proxy that has a name."""
        origins = (origin.partition("://")[2] for origin in self.trusted_origins)
        return not all(map(is_loopback, (self.host, *self.allowed_hosts, *origins)))

    @property
    def has_model(self) -> bool:
        return bool(self.openai_model)

    @property
    def far_model_host(self) -> str:
        """The same where that is not this machine; empty where nothing leaves it."""
        return self.model_host if self.has_model and not is_loopback(self.model_host) else ""

    @property
    def model_host(self) -> str:
        """Where the language model runs, for people: `127.0.0.1:11434`, `api.openai.com`."""
        return urlsplit(self.openai_base_url).netloc.lower()


def settings_of(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in an environment; lists are separated by commas, an empty value is none.

    A shared server has the limits of `WHEN_SHARED` where nothing else is set, and a model on this
    machine or its network the time of `WHEN_MODEL_IS_NEAR`.

    Raises:
        StartError: a value has the wrong form; the message names its setting.
    """
    chosen: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        if value := environment.get(field.name.upper(), "").strip():
            chosen[field.name] = listed(value) if field.type == tuple[str, ...] else value
    try:
        settings = as_settings(chosen)
    except msgspec.ValidationError as error:
        name = str(error).rpartition("$.")[2].rstrip("`")
        wanted = WANTED.get(name, WANTED_LIMIT)
        raise StartError(
            f"{name.upper()}: {chosen[name]!r} can't be used. Please give {wanted}."
        ) from error
    check(settings)
    if settings.has_model:
        check_model(settings)
    defaults: dict[str, Any] = dict(WHEN_SHARED) if settings.is_shared else {}
    if settings.has_model and is_near(settings.model_host):
        defaults |= WHEN_MODEL_IS_NEAR
    return as_settings(defaults | chosen)


def as_settings(chosen: dict[str, Any]) -> Settings:
    return msgspec.convert(chosen, Settings, strict=False, dec_hook=lambda kind, text: kind(text))


def listed(value: str) -> tuple[str, ...]:
    return tuple(item.strip().lower().rstrip("/") for item in value.split(",") if item.strip())


def check(settings: Settings) -> None:
    for name, is_right, wanted in (
        ("allowed_hosts", HOST.fullmatch, "a host name, or *"),
        ("trusted_origins", ORIGIN.fullmatch, "an origin such as https://example.org"),
        ("trusted_proxies", is_network, "an address, or a network such as 10.0.0.0/8"),
        ("security_contact", CONTACT.fullmatch, "mailto: or https: and an address"),
    ):
        chosen = getattr(settings, name)
        for value in [chosen] if isinstance(chosen, str) else chosen:
            if not is_right(value):
                raise StartError(f"{name.upper()}: {value!r} can't be used. Please give {wanted}.")


def check_model(settings: Settings) -> None:
    """Neither a key nor an address that may hold a password is repeated."""
    key, url = settings.openai_api_key, settings.openai_base_url
    if not settings.openai_model.isprintable():
        raise StartError("OPENAI_MODEL: this value can't be used. Please give the name of a model.")
    if not url:
        raise StartError(
            f"OPENAI_MODEL: {settings.openai_model!r} can't be used without OPENAI_BASE_URL. "
            f"Please give {WANTED_ADDRESS}."
        )
    if not is_base_url(url):
        raise StartError(
            f"OPENAI_BASE_URL: this value can't be used. Please give {WANTED_ADDRESS}."
        )
    for ending, wanted in (
        ("/v1/v1", "/v1 only once"),
        ("/chat/completions", "the part before /chat/completions"),
        ("/responses", "the part before /responses"),
    ):
        if url.rstrip("/").lower().endswith(ending):
            raise StartError(f"OPENAI_BASE_URL: {url!r} can't be used. Please give {wanted}.")
    if key and not API_KEY.fullmatch(key.text):
        raise StartError(
            "OPENAI_API_KEY: this value can't be used. "
            "Please give a key of plain letters, digits and signs, without a space."
        )


def is_base_url(text: str) -> bool:
    try:
        return bool(BASE_URL.fullmatch(text)) and urlsplit(text).port != 0
    except ValueError:  # a port above 65535, or brackets without an address
        return False


def is_near(host: str) -> bool:
    """Whether a host, perhaps with a port, is this machine or one of its own network."""
    name = without_port(host).strip("[]")
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return "." not in name or name.endswith(NEAR_NAMES)


def is_loopback(host: str) -> bool:
    """Whether a name or an address, perhaps with a port, is this machine as it calls itself."""
    name = without_port(host).strip("[]")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def without_port(host: str) -> str:
    """The name in `name:80` or `[::1]:80`; an address of IPv6 gets its brackets."""
    if host.count(":") > 1 and "[" not in host:
        return f"[{host}]"
    return re.sub(r":\d*$", "", host)


def is_network(text: str) -> bool:
    try:
        network_of(text)
    except ValueError:
        return False
    return True


@lru_cache(1024)
def is_in(address: str, networks: tuple[str, ...]) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)  # as a socket for both families shows IPv4
    return any((mapped or found) in network_of(network) for network in networks)


def network_of(text: str) -> Network:
    """A network, or an address as a network of one; IPv4 in its IPv6 form (`::ffff:`) is IPv4.

    Raises:
        ValueError: it is neither.
    """
    network = ipaddress.ip_network(text, strict=False)
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    if mapped is None or network.prefixlen < IPV4_MAPPED_BITS:
        return network
    return ipaddress.ip_network((mapped, network.prefixlen - IPV4_MAPPED_BITS))
