"""The environment, read once into a Struct; every setting has a working default."""

import ipaddress
import os
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from app.errors import StartError


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator can choose; the README has the table.

    `allowed_hosts`: the names in `Host` that are answered, none meaning the default of
    `web/guard.py`. `trusted_origins`: origins (`https://example.org`) that may post although they
    differ from `Host`. `trusted_proxies`: addresses whose `X-Forwarded-Proto` is believed.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 8000
    database_url: str = "sqlite:///data/rehearse.db"
    allowed_hosts: tuple[str, ...] = ()
    trusted_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")

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
        StartError: a value has the wrong form.
    """
    chosen: dict[str, Any] = {}
    for field in msgspec.structs.fields(Settings):
        if value := environment.get(field.name.upper(), "").strip():
            chosen[field.name] = listed(value) if field.type == tuple[str, ...] else value
    try:
        return msgspec.convert(chosen, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise StartError(str(error)) from error


def listed(value: str) -> tuple[str, ...]:
    return tuple(item.strip().lower().rstrip("/") for item in value.split(",") if item.strip())
