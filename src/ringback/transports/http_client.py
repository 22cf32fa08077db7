"""The HTTP client for customers' servers: bounded in every direction, and never led where a customer may not go.

One request at a time is a thing of its own here: redirects, retries and cookies are decided by whoever asks. Every
address is judged by `transports.addresses`; accounts that may reach private addresses and those that may not have
separate pools of connections, so that neither reuses a connection the other opened.
"""

from __future__ import annotations

import asyncio
import secrets
import ssl
import zlib
from time import monotonic

import msgspec
from yarl import URL

from ringback.transports.addresses import Lookup, SystemLookup, refusal
from ringback.transports.http_client_connecting import Connections
from ringback.transports.http_client_digest import Challenge, basic, digest, strongest
from ringback.transports.http_client_faults import Fault, HttpFailed, Timing
from ringback.transports.http_client_slots import Congested, Slots
from ringback.transports.http_client_target import BadHost, BadUrl, Target, target_of
from ringback.transports.http_client_wire import Raw, Wire

BODY_MAX_BYTES = 64 * 1024  # TwiML; of anything longer only this much is read
CHALLENGES_KEPT = 1000
REDIRECTS = frozenset({301, 302, 303, 307, 308})
REDIRECTS_MOST = 10
NAMES_KEPT_S = 10  # judged addresses, so that a burst of callbacks asks the name server once
_BODILESS = frozenset({"GET", "HEAD", "DELETE", "OPTIONS"})


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """One request. `owner` is who pays with slots for it (an account SID). Credentials come from the URL."""

    method: str
    url: str
    headers: dict[str, str] = {}
    body: bytes | None = None
    owner: str = ""
    connect_s: float = 5.0
    read_s: float = 15.0
    total_s: float = 15.0
    allow_private: bool = False
    verify_tls: bool = True
    max_body_bytes: int = BODY_MAX_BYTES


class Incoming(msgspec.Struct, frozen=True):
    """A response. `is_cut` tells that the body went on beyond the limit."""

    url: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    is_cut: bool
    timing: Timing

    def header(self, name: str) -> str | None:
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


class Undecodable(Exception):
    """The body is packed in a way that cannot be undone."""


class _Probe:
    """What one request measured on its way; also knows whether a connection was made for it."""

    __slots__ = ("_dns_at", "_socket_at", "_started", "_tls_at", "is_new", "timing")

    def __init__(self) -> None:
        self.timing = Timing()
        self.is_new = False
        self._started = monotonic()
        self._dns_at = self._socket_at = self._tls_at = 0.0

    def dns_began(self) -> None:
        self._dns_at = monotonic()

    def dns_ended(self) -> None:
        self.timing.dns_ms = _ms(monotonic() - self._dns_at)

    def socket_opened(self) -> None:
        self.is_new, self._socket_at = True, monotonic()

    def tls_began(self) -> None:
        self._tls_at = monotonic()

    def connected(self) -> None:
        now = monotonic()
        tcp_until = self._tls_at or now
        if self._socket_at:
            self.timing.connect_ms = _ms(tcp_until - self._socket_at)
        if self._tls_at:
            self.timing.tls_ms = _ms(now - self._tls_at)

    @property
    def is_in_handshake(self) -> bool:
        return self._tls_at > 0 and self.timing.tls_ms is None

    def head_came(self) -> None:
        self.timing.first_byte_ms = _ms(monotonic() - self._started)

    def ended(self) -> Timing:
        self.timing.total_ms = _ms(monotonic() - self._started)
        return self.timing


class HttpClient:
    """Sends requests to customers' servers. Make and use it on one event loop; `close` it at the end."""

    def __init__(
        self, *, slots: Slots | None = None, lookup: Lookup | None = None, names_kept_s: int = NAMES_KEPT_S
    ) -> None:
        self.slots = slots or Slots()
        self._names_kept_s = names_kept_s
        self._own_lookup = SystemLookup() if lookup is None else None
        self._lookup: Lookup = lookup or self._own_lookup  # type: ignore[assignment]
        self._connections: dict[bool, Connections] = {}
        self._verified = _tls_context(verify=True)
        self._unverified = _tls_context(verify=False)
        self._challenges: dict[tuple[str, str], tuple[Challenge, int]] = {}

    async def send(self, outgoing: Outgoing) -> Incoming:
        """Raises HttpFailed. An HTTP status, whichever, is a response."""
        target = _check(outgoing)
        until = monotonic() + outgoing.total_s
        await self._take_slot(target.origin, outgoing)
        try:
            return await self._send_authenticated(target, outgoing, until)
        finally:
            self.slots.release(target.origin, outgoing.owner)

    async def fetch(self, outgoing: Outgoing) -> Incoming:
        """A GET that follows redirects, each judged as the first was. Raises HttpFailed."""
        for _ in range(REDIRECTS_MOST + 1):
            incoming = await self.send(outgoing)
            location = incoming.header("Location")
            if incoming.status not in REDIRECTS or location is None:
                return incoming
            outgoing = msgspec.structs.replace(outgoing, url=_onward(outgoing.url, location))
        raise HttpFailed(Fault.REDIRECTS, f"the server redirected more than {REDIRECTS_MOST} times")

    async def close(self) -> None:
        for connections in self._connections.values():
            connections.close()
        self._connections.clear()
        if self._own_lookup is not None:
            self._own_lookup.close()

    async def _take_slot(self, host: str, outgoing: Outgoing) -> None:
        try:
            if self.slots.would_wait(host, outgoing.owner):
                async with asyncio.timeout(outgoing.total_s):
                    await self.slots.take(host, outgoing.owner)
            else:
                await self.slots.take(host, outgoing.owner)
        except Congested as error:
            raise HttpFailed(Fault.BUSY, str(error)) from error
        except TimeoutError as error:
            reason = f"no slot to {host} came free within {outgoing.total_s:g} s: earlier requests to it hang"
            raise HttpFailed(Fault.TIMEOUT, reason, Timing(total_ms=outgoing.total_s * 1000)) from error

    async def _send_authenticated(self, target: Target, outgoing: Outgoing, until: float) -> Incoming:
        authorization = self._authorization(target, outgoing.method)
        incoming = await self._send_fresh(target, outgoing, authorization, until)
        if incoming.status != 401 or target.credentials is None or not self._learn(target, incoming, authorization):
            return incoming
        return await self._send_fresh(target, outgoing, self._authorization(target, outgoing.method), until)

    def _authorization(self, target: Target, method: str) -> str | None:
        if target.credentials is None:
            return None
        key = (target.origin, target.credentials.user)
        known = self._challenges.get(key)
        if known is None:
            return basic(target.credentials)
        challenge, count = known
        self._challenges[key] = challenge, count + 1
        uri, cnonce = target.parsed.raw_path_qs, secrets.token_hex(8)
        return digest(challenge, target.credentials, method, uri, count=count + 1, cnonce=cnonce)

    def _learn(self, target: Target, refused: Incoming, tried: str | None) -> bool:
        """Whether the 401 holds a Digest challenge that a second try can answer."""
        lines = [value for name, value in refused.headers if name.lower() == "www-authenticate"]
        challenge = strongest(lines)
        if challenge is None or target.credentials is None:
            return False
        if len(self._challenges) >= CHALLENGES_KEPT:
            self._challenges.clear()
        was_digest = tried is not None and tried.startswith("Digest")
        key = (target.origin, target.credentials.user)
        known = self._challenges.get(key)
        self._challenges[key] = challenge, 0
        return not was_digest or challenge.stale or known is None or known[0].nonce != challenge.nonce

    async def _send_fresh(
        self, target: Target, outgoing: Outgoing, authorization: str | None, until: float
    ) -> Incoming:
        """One exchange. A kept connection that the server closed in the same moment is no failure: one more try."""
        for _ in range(2):
            probe = _Probe()
            try:
                return await self._exchange(target, outgoing, authorization, until, probe)
            except HttpFailed as failure:
                failure.timing = probe.ended()
                if failure.fault is not Fault.DISCONNECTED or probe.is_new or probe.timing.first_byte_ms is not None:
                    raise
        raise HttpFailed(Fault.DISCONNECTED, "the server closed two kept connections in a row")

    async def _exchange(
        self, target: Target, outgoing: Outgoing, authorization: str | None, until: float, probe: _Probe
    ) -> Incoming:
        connections = self._of(outgoing.allow_private)
        wire = connections.kept(target, outgoing.verify_tls)
        if wire is None:
            wire = await self._connected(connections, target, outgoing, until, probe)
        loop = asyncio.get_running_loop()
        raw = await wire.ask(
            _request(target, outgoing, authorization),
            is_head=outgoing.method == "HEAD",
            limit=outgoing.max_body_bytes,
            read_s=outgoing.read_s,
            until=loop.time() + max(until - monotonic(), 0.001),
            head_came=probe.head_came,
        )
        if wire.is_open:
            connections.keep(target, outgoing.verify_tls, wire)
        body, is_cut = _body(raw, outgoing.max_body_bytes)
        return Incoming(target.url, raw.status, raw.headers, body, is_cut, probe.ended())

    async def _connected(
        self, connections: Connections, target: Target, outgoing: Outgoing, until: float, probe: _Probe
    ) -> Wire:
        tls = (self._verified if outgoing.verify_tls else self._unverified) if target.is_tls else None
        left = max(until - monotonic(), 0.001)
        try:
            async with asyncio.timeout(min(outgoing.connect_s, left)):
                return await connections.open(target, tls, probe)
        except TimeoutError as error:
            raise _late(probe, is_whole=left < outgoing.connect_s) from error
        except HttpFailed as failure:
            if probe.is_in_handshake and failure.fault is Fault.CONNECTION_FAILED:
                failure.fault = Fault.TLS  # a server that dislikes our TLS often just hangs up
            raise

    def _of(self, allow_private: bool) -> Connections:
        connections = self._connections.get(allow_private)
        if connections is None:
            connections = self._connections[allow_private] = Connections(
                self._lookup, allow_private=allow_private, names_kept_s=self._names_kept_s
            )
        return connections


def _late(probe: _Probe, *, is_whole: bool) -> HttpFailed:
    """A connection that was not made in time; in the handshake, that a server never answers our TLS says more."""
    if probe.is_in_handshake:
        return HttpFailed(Fault.TLS, "the TLS handshake was not answered in time")
    if is_whole:
        return HttpFailed(Fault.TIMEOUT, "the response did not come in time")
    return HttpFailed(Fault.CONNECT_TIMEOUT, "the connection was not made in time")


def _request(target: Target, outgoing: Outgoing, authorization: str | None) -> bytes:
    """The bytes of a request. RFC 9112 §3."""
    lines = [f"{outgoing.method} {target.path} HTTP/1.1", f"Host: {target.authority}"]
    lines += [f"{name}: {value}" for name, value in outgoing.headers.items()]
    if authorization is not None:
        lines.append(f"Authorization: {authorization}")
    body = outgoing.body or b""
    if body or outgoing.method not in _BODILESS:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(lines)
    if head.count("\n") != len(lines) - 1 or head.count("\r") != len(lines) - 1:
        raise HttpFailed(Fault.BAD_URL, "a header of the request holds a line break")
    return head.encode() + b"\r\n\r\n" + body


def _tls_context(*, verify: bool) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    if verify:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _check(outgoing: Outgoing) -> Target:
    try:
        target = target_of(outgoing.url)
    except BadHost as error:
        raise HttpFailed(Fault.BAD_HOST, str(error)) from error
    except BadUrl as error:
        raise HttpFailed(Fault.BAD_URL, str(error)) from error
    if _looks_like_address(target.host):
        reason = refusal(target.host, allow_private=outgoing.allow_private)
        if reason == "is not an IP address":
            raise HttpFailed(Fault.BAD_HOST, f"{target.host} is neither a name nor a complete IP address")
        if reason is not None:
            raise HttpFailed(Fault.ADDRESS_REFUSED, f"{target.host} {reason}")
    return target


def _looks_like_address(host: str) -> bool:
    """Whether the system would read `host` as a number: also 127.1, 2130706433 and 0x7f000001, which no name may be."""
    last = host.rpartition(".")[2]
    return ":" in host or last.isdigit() or (last.startswith("0x") and all(c in "0123456789abcdef" for c in last[2:]))


def _body(raw: Raw, limit: int) -> tuple[bytes, bool]:
    """Unpacked, of at most `limit` bytes, and whether there was more. A bomb is not unpacked further."""
    encoding = next((value for name, value in raw.headers if name.lower() == "content-encoding"), None)
    if encoding is None:
        return raw.body[:limit], raw.is_cut
    try:
        body = _unpacked(raw.body, encoding.strip().lower(), limit)
    except Undecodable as error:
        raise HttpFailed(Fault.PROTOCOL, str(error)) from error
    return body[:limit], raw.is_cut or len(body) > limit


def _unpacked(raw: bytes, encoding: str, limit: int) -> bytes:
    if encoding in ("", "identity") or not raw:
        return raw
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise Undecodable(f"the body is in the encoding {encoding[:40]}, which was not asked for")
    try:
        return zlib.decompressobj(47).decompress(raw, limit + 1)  # 47: gzip or zlib, whichever its head says
    except zlib.error:
        return _inflated(raw, limit)


def _inflated(raw: bytes, limit: int) -> bytes:
    """Some servers send bare deflate data, without zlib's head."""
    try:
        return zlib.decompressobj(-15).decompress(raw, limit + 1)
    except zlib.error as error:
        raise Undecodable(f"the body does not unpack: {error}") from error


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _onward(url: str, location: str) -> str:
    try:
        return resolve_location(url.partition("#")[0], location)
    except ValueError as error:
        raise HttpFailed(Fault.BAD_URL, f"the server redirects to what is no URL: {str(error)[:200]}") from error


def resolve_location(url: str, location: str) -> str:
    """Where a `Location` leads, seen from `url`, which may carry credentials: they stay within their origin."""
    return str(URL(url, encoded=True).join(URL(location, encoded=True)))
