"""Answering a server that asks for a password: Basic (RFC 7617) and Digest (RFC 7616, and RFC 2617 without qop)."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterable

import msgspec

from ringback.transports.http_client_target import Credentials

_HASHES: dict[str, Callable[[bytes], str]] = {
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
}
_PARAMETER = re.compile(r'([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_SCHEME = re.compile(r"(?:^|,)\s*([A-Za-z][A-Za-z0-9-]*)\s+(?=[A-Za-z0-9_-]+\s*=)")


class Challenge(msgspec.Struct, frozen=True):
    """What a server said it wants to see. `algorithm` keeps the server's spelling, `-sess` and all."""

    realm: str
    nonce: str
    algorithm: str = "MD5"
    qop: str = ""
    opaque: str | None = None
    stale: bool = False

    @property
    def hash_name(self) -> str:
        return self.algorithm.upper().removesuffix("-SESS")


def basic(credentials: Credentials) -> str:
    pair = f"{credentials.user}:{credentials.password}".encode()
    return "Basic " + b64encode(pair).decode()


def strongest(headers: Iterable[str]) -> Challenge | None:
    """The best Digest challenge in the `WWW-Authenticate` lines that we can answer; None if there is none."""
    found = [challenge for line in headers for challenge in _challenges(line)]
    order = list(_HASHES)
    usable = [challenge for challenge in found if challenge.hash_name in _HASHES and challenge.qop in ("", "auth")]
    return min(usable, key=lambda challenge: order.index(challenge.hash_name), default=None)


def _challenges(line: str) -> Iterable[Challenge]:
    starts = list(_SCHEME.finditer(line))
    for index, start in enumerate(starts):
        if start.group(1).lower() != "digest":
            continue
        end = starts[index + 1].start() if index + 1 < len(starts) else len(line)
        values = _parameters(line[start.end() : end])
        if "nonce" in values:
            yield _challenge(values)


def _parameters(text: str) -> dict[str, str]:
    found = _PARAMETER.findall(text)
    return {name.lower(): re.sub(r"\\(.)", r"\1", quoted) or bare for name, quoted, bare in found}


def _challenge(values: dict[str, str]) -> Challenge:
    offered = [option.strip().lower() for option in values.get("qop", "").split(",") if option.strip()]
    return Challenge(
        realm=values.get("realm", ""),
        nonce=values["nonce"],
        algorithm=values.get("algorithm", "MD5"),
        qop="auth" if "auth" in offered else ",".join(offered),
        opaque=values.get("opaque"),
        stale=values.get("stale", "").lower() == "true",
    )


def digest(challenge: Challenge, credentials: Credentials, method: str, uri: str, *, count: int, cnonce: str) -> str:
    """The `Authorization` value. `uri` is path and query as sent; `count` is how often this nonce was used, from 1."""
    h = _HASHES[challenge.hash_name]
    secret = h(f"{credentials.user}:{challenge.realm}:{credentials.password}".encode())
    if challenge.algorithm.upper().endswith("-SESS"):
        secret = h(f"{secret}:{challenge.nonce}:{cnonce}".encode())
    deed = h(f"{method}:{uri}".encode())
    middle = f":{count:08x}:{cnonce}:{challenge.qop}" if challenge.qop else ""
    response = h(f"{secret}:{challenge.nonce}{middle}:{deed}".encode())
    return "Digest " + ", ".join(_fields(challenge, credentials, uri, response, count, cnonce))


def _fields(
    challenge: Challenge, credentials: Credentials, uri: str, response: str, count: int, cnonce: str
) -> Iterable[str]:
    yield f"username={_quoted(credentials.user)}"
    yield f"realm={_quoted(challenge.realm)}"
    yield f"nonce={_quoted(challenge.nonce)}"
    yield f"uri={_quoted(uri)}"
    yield f"algorithm={challenge.algorithm}"
    yield f'response="{response}"'
    if challenge.qop:
        yield from (f"qop={challenge.qop}", f"nc={count:08x}", f'cnonce="{cnonce}"')
    elif challenge.algorithm.upper().endswith("-SESS"):
        yield f'cnonce="{cnonce}"'
    if challenge.opaque is not None:
        yield f"opaque={_quoted(challenge.opaque)}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
