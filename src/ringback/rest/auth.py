"""Asking who calls. The answer is another room's: `app/` hands down a `Gate`."""

import base64
import binascii
from collections.abc import Awaitable, Mapping
from typing import Any, Protocol

import msgspec

from ringback.kernel import Caller
from ringback.rest.operations import Access

SESSION_COOKIE = "ringback_session"
CSRF_HEADER = b"x-csrf-token"
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


class Asked(msgspec.Struct, frozen=True):
    """What a gate needs to know of the operation that is wanted.

    `test`: test credentials may use it. `main_only`: API keys may not. `permission`: what a restricted key must hold.
    """

    name: str
    product: str
    access: Access
    permission: str
    test: bool
    main_only: bool


class Gate(Protocol):
    """Who may come in. Both calls may answer at once or with an awaitable; both raise Refused to say more than no."""

    def authenticate(
        self, *, scheme: str, user: str, secret: str, ip: str, request_sid: str
    ) -> Any | Awaitable[Any | None] | None:
        """Whose credentials these are (an object of the gate's own), or None: 401/20003.

        Schemes: `basic` (user and secret), `bearer` (secret only), `session` (secret is the console's cookie), and
        `session+csrf` where the request changes something: then user is the X-CSRF-Token header and must fit.
        """
        ...

    def enter(self, principal: Any, account_sid: str | None, asked: Asked) -> Caller | Awaitable[Caller]:
        """The caller, acting for `account_sid` (from the path; None: the credentials' own account).

        Raises Refused: foreign account 401/20003, suspended 403/20005, test credentials 403/20008, key 401/20003.
        """
        ...


class Credentials(msgspec.Struct, frozen=True):
    scheme: str
    user: str
    secret: str


def credentials_of(headers: Mapping[bytes, bytes], method: str) -> Credentials | None:
    """What the request proves itself with: the Authorization header, else the console's session cookie."""
    header = headers.get(b"authorization")
    if header is not None:
        return _authorization(header)
    cookie = headers.get(b"cookie")
    return _session(cookie, headers, method) if cookie is not None else None


def _authorization(header: bytes) -> Credentials | None:
    scheme, _, rest = header.partition(b" ")
    scheme = scheme.lower()
    if scheme == b"basic":
        return _basic(rest.strip())
    if scheme == b"bearer":
        return Credentials("bearer", "", rest.strip().decode("latin-1"))
    return None


def _basic(encoded: bytes) -> Credentials | None:
    try:
        user, colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return Credentials("basic", user, secret) if colon else None


def _session(cookie: bytes, headers: Mapping[bytes, bytes], method: str) -> Credentials | None:
    for part in cookie.decode("latin-1").split(";"):
        name, _, value = part.strip().partition("=")
        if name == SESSION_COOKIE:
            if method in _SAFE:
                return Credentials("session", "", value)
            return Credentials("session+csrf", headers.get(CSRF_HEADER, b"").decode("latin-1"), value)
    return None
