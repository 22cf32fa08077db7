"""Tokens that open a TURN server to a browser behind NAT."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from ringback.kernel import Caller, Clock, Unavailable
from ringback.products.accounts import rules
from ringback.products.accounts.model import Installation
from ringback.store import Store

MOST_TTL_S = 86_400  # a day, as at the original


class IceServers(msgspec.Struct, frozen=True):
    """Where this server's STUN and TURN are. `secret` is what coturn has as `static-auth-secret`; None: our own."""

    urls: Sequence[str] = ("stun:127.0.0.1:3478", "turn:127.0.0.1:3478?transport=udp")
    secret: str | None = None


class NatToken(msgspec.Struct, frozen=True):
    """Credentials for the ICE servers, good for `ttl` seconds. Nothing of it is kept."""

    account_sid: str
    username: str
    password: str
    ttl: int
    ice_servers: list[dict[str, str]]
    date_created: datetime
    date_updated: datetime


class TokensService:
    def __init__(self, store: Store, clock: Clock, ice: IceServers = IceServers()) -> None:  # noqa: B008 - frozen
        self._store, self._clock, self._ice = store, clock, ice

    async def create(self, caller: Caller, *, ttl: int = MOST_TTL_S) -> NatToken:
        """Credentials for the TURN servers, made from a secret that these share with Ringback."""
        now = self._clock.now()
        username, password = rules.turn_credentials(await self._secret(), caller.account_sid, now, ttl)
        servers = [_server(url, username, password) for url in self._ice.urls]
        return NatToken(caller.account_sid, username, password, ttl, servers, now, now)

    async def _secret(self) -> str:
        if self._ice.secret is not None:
            return self._ice.secret
        installation = await self._store.cached(Installation, name="this")
        if installation is None:
            raise Unavailable("the server has not been set up: no secret to make TURN credentials from")
        return installation.secret


def _server(url: str, username: str, password: str) -> dict[str, Any]:
    """`url` is the older name of `urls`; clients of both ages read one of them."""
    where = {"url": url, "urls": url}
    return where if url.startswith("stun") else {**where, "username": username, "credential": password}
