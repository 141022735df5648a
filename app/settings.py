"""The environment, read once into a Struct; every setting has a working default."""

import ipaddress
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from app.errors import StartError

HOST = re.compile(r"\*|(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d+)?|[0-9a-f:.]+")
ORIGIN = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d+)?")
CONTACT = re.compile(r"(?:mailto:[^\s@]+@|https://)[^\s@]+|")
WANTED = {
    "port": "a port from 1 to 65535",
    "import_limit_mb": "a number of megabytes from 1 to 500",
}
IPV4_MAPPED_BITS = 96  # of ::ffff:0:0/96, RFC 4291

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator can choose; the README has the table.

    `allowed_hosts`: the names in `Host` that are answered, none meaning the default of
    `web/guard.py`. `trusted_origins`: origins (`https://example.org`) that may post although they
    differ from `Host`. `trusted_proxies`: addresses and networks whose `X-Forwarded-Proto` and
    `X-Forwarded-For` are believed. `security_contact`: a `mailto:` or `https:` address for whoever
    finds a security problem of this server. `import_limit_mb`: how large an export file may be that
    is brought back.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 8000
    database_url: str = "sqlite:///data/rehearse.db"
    allowed_hosts: tuple[str, ...] = ()
    trusted_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    security_contact: str = ""
    import_limit_mb: Annotated[int, Meta(ge=1, le=500)] = 50

    def trusts(self, address: str) -> bool:
        """Whether an address is one of the trusted proxies, in whichever form a socket shows it."""
        return is_in(address, self.trusted_proxies)

    @property
    def is_local(self) -> bool:
        """Only this machine can reach the server."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def settings_of(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in an environment; lists are separated by commas, an empty value is none.

    Raises:
        StartError: a value has the wrong form; the message names its setting.
    """
    chosen: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        if value := environment.get(field.name.upper(), "").strip():
            chosen[field.name] = listed(value) if field.type == tuple[str, ...] else value
    try:
        settings = msgspec.convert(chosen, Settings, strict=False)
    except msgspec.ValidationError as error:
        name = str(error).rpartition("$.")[2].rstrip("`")
        raise StartError(f"{name.upper()}: expected {WANTED[name]}") from error
    check(settings)
    return settings


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
                raise StartError(f"{name.upper()}: expected {wanted}, got {value!r}")


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
