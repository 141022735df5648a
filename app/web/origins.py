"""Where a request comes from and which address it was sent to: hosts, origins, proxies.

What is done about it is for `guard.py`.
"""

import ipaddress
from functools import lru_cache

from litestar.datastructures import Headers
from litestar.types import HTTPScope

from app.settings import Settings, without_port

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
MAX_FORWARDED_CHARACTERS = 512  # of `X-Forwarded-For`: a dozen proxies
DEFAULT_PORTS = {"http": "80", "https": "443"}


class Hosts:
    """The names that the server answers to.

    As set; else those of this machine where it alone can ask; else any address. A name that an
    attacker points at this machine (DNS rebinding) is a name and no address.
    """

    def __init__(self, settings: Settings) -> None:
        chosen = frozenset(map(without_port, settings.allowed_hosts))
        self.names = chosen or LOCAL_NAMES | {without_port(settings.host)}
        self.takes_addresses = not chosen and not settings.is_local

    def include(self, host: str) -> bool:
        """Whether `host`, in lower case and perhaps with a port, is one of them."""
        name = without_port(host)
        is_named = name in self.names or "*" in self.names
        return is_named or (self.takes_addresses and is_address(name))


@lru_cache(256)
def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_same_place(origin: str, host: str) -> bool:
    """Whether an `Origin` and a `Host`, both in lower case, name one server.

    Port 80 is http's, and 443 is that of https, whichever of the two headers says so. The scheme
    itself does not count: a proxy may have taken HTTPS off.
    """
    scheme, _, place = origin.partition("://")
    usual = ":" + DEFAULT_PORTS.get(scheme, "")
    return bool(place) and place.removesuffix(usual) == host.removesuffix(usual)


def came_over_https(scope: HTTPScope, headers: Headers, settings: Settings) -> bool:
    """Whether a trusted proxy says that the visitor speaks HTTPS; the first of a list is theirs."""
    protocols: str = headers.get("x-forwarded-proto", "")
    is_https = protocols.partition(",")[0].strip().lower() == "https"
    return is_https and settings.trusts(peer_of(scope))


def visitor_address(scope: HTTPScope, headers: Headers, settings: Settings) -> str:
    """The address of whoever asks: the last in `X-Forwarded-For` that is no trusted proxy."""
    address = peer_of(scope)
    passed_on = headers.get("x-forwarded-for", "")[-MAX_FORWARDED_CHARACTERS:].split(",")
    while passed_on and settings.trusts(address):
        address = passed_on.pop().strip() or address
    return address


def peer_of(scope: HTTPScope) -> str:
    """The address at the other end of the connection; empty where it has none."""
    client = scope["client"]
    return client[0] if client else ""
