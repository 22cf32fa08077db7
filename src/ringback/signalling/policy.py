"""Who may call, and who may register: asked of whoever knows accounts and numbers."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

import msgspec


class Source(msgspec.Struct, frozen=True):
    """Where a request really came from."""

    ip: str
    port: int
    transport: str  # udp, tcp, …

    def __str__(self) -> str:
        host = f"[{self.ip}]" if ":" in self.ip else self.ip
        return f"{host}:{self.port}"


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody wants something. Digest has proved `user`, in `realm`; `claimed_user` proves nothing."""

    method: str
    request_uri: str
    from_uri: str
    to_uri: str
    call_id: str
    headers: list[tuple[str, str]]
    source: Source
    user: str | None = None
    realm: str | None = None
    claimed_user: str | None = None


class Allowed(msgspec.Struct, frozen=True, kw_only=True):
    """On whose behalf. It is the call's `admission`, and signalling reads only `account_sid`, `user` and `domain`."""

    account_sid: str
    kind: str = "domain"  # domain, network, handset, number
    domain_sid: str | None = None
    domain: str | None = None  # the name that registrations are kept under, where it goes by several
    network_sid: str | None = None
    user: str | None = None
    to_number: str | None = None


class Account(msgspec.Struct, frozen=True):
    """One whom digest can prove: by the password, or by hashes of user, realm and it, named MD5 and SHA-256."""

    username: str
    password: str | None = None
    hashes: Mapping[str, str] = {}


class Challenge(msgspec.Struct, frozen=True):
    """Let it prove who it is. `account` finds a user by name, at once or awaited; None for one who is not there.

    `refused` is asked what to answer a wrong name or password; without it, that is challenged anew.
    """

    realm: str
    account: Callable[[str], "Account | None | Awaitable[Account | None]"]
    refused: "Callable[[], Awaitable[Denied]] | None" = None


class Denied(msgspec.Struct, frozen=True):
    """`code` is the five-digit code for whoever keeps the record of it."""

    status: int = 403
    reason: str | None = None
    code: int | None = None


Decision = Allowed | Challenge | Denied


class Policy(Protocol):
    """Both are asked again with `user` set once a challenge was met. What they do not allow goes no further."""

    async def call(self, attempt: Attempt) -> Decision: ...

    async def registration(self, attempt: Attempt) -> Decision: ...
