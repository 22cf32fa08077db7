"""Opening the far side of a connection, by way of the proxy that was set before ours if there was one."""

import asyncio
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from ringback.app.intercept.http1 import HEAD_BYTES

CONNECT_WITHIN_S = 15.0
LOOPBACK = {"localhost", "127.0.0.1", "::1"}

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Target(msgspec.Struct, frozen=True):
    """A host and port to connect to."""

    host: str
    port: int
    tls: bool = False


class Unreachable(Exception):
    """The far side of a connection does not answer; the text says which and why."""


def target_of(url: str) -> Target:
    """The host and port that an http or https URL names; raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{url!r} is no http:// or https:// URL")
    tls = parts.scheme == "https"
    return Target(parts.hostname, parts.port or (443 if tls else 80), tls)


def proxy_before_ours(environment: Mapping[str, str]) -> Target | None:
    """The plain HTTP proxy that this machine's programs already use to get out, if one is set."""
    url = environment.get("https_proxy") or environment.get("HTTPS_PROXY")
    if not url:
        return None
    try:
        return target_of(url)
    except ValueError:
        return None


async def dial(target: Target, onward: Target | None = None) -> Streams:
    """Connect to `target`, through the proxy `onward` unless it is this machine. Raises Unreachable."""
    try:
        async with asyncio.timeout(CONNECT_WITHIN_S):
            if onward is None or target.host in LOOPBACK:
                return await asyncio.open_connection(target.host, target.port, ssl=target.tls or None, limit=HEAD_BYTES)
            return await _through(onward, target)
    except TimeoutError:
        raise Unreachable(f"{target.host}:{target.port} did not answer within {CONNECT_WITHIN_S:.0f} s.") from None
    except OSError as problem:
        raise Unreachable(f"{target.host}:{target.port} cannot be reached: {problem.strerror or problem}.") from problem


async def _through(onward: Target, target: Target) -> Streams:
    reader, writer = await asyncio.open_connection(onward.host, onward.port, ssl=onward.tls or None, limit=HEAD_BYTES)
    place = f"{target.host}:{target.port}"
    writer.write(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode())
    try:
        answer = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        answer = b""
    if answer.split(b" ")[1:2] != [b"200"]:
        writer.close()
        raise Unreachable(f"The proxy {onward.host}:{onward.port} would not connect to {place}: {answer[:60]!r}.")
    if target.tls:
        await writer.start_tls(ssl.create_default_context(), server_hostname=target.host)
    return reader, writer
