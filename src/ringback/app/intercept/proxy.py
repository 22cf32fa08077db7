"""The proxy on loopback: what is meant for Twilio goes to Ringback, all else goes where it was going."""

import asyncio
import ssl
from collections.abc import Callable, Coroutine
from contextlib import suppress
from urllib.parse import urlsplit

import msgspec

from ringback.app.intercept import http1
from ringback.app.intercept.authority import DOMAIN, Authority
from ringback.app.intercept.dial import CONNECT_WITHIN_S, Streams, Target, Unreachable, dial
from ringback.app.intercept.http1 import BadRequest, Head

HEAD_WITHIN_S = 300.0  # SDKs keep idle connections this long and longer; past it they open a new one
LINGER_S, LINGER_PIECES = 1.0, 64
REASONS = {400: "Bad Request", 431: "Request Header Fields Too Large", 502: "Bad Gateway"}

Tell = Callable[[str], None]


def is_intercepted(host: str) -> bool:
    """Whether requests to this host belong to Ringback: twilio.com and every name below it."""
    name = host.lower().rstrip(".")
    return name == DOMAIN or name.endswith("." + DOMAIN)


class Proxy:
    """Listens on loopback until stopped.

    `tell` gets a sentence when a program will not trust us. `onward` is the proxy that other hosts are reached by.
    """

    def __init__(self, ringback: Target, authority: Authority, tell: Tell, onward: Target | None = None) -> None:
        self._ringback, self._authority, self._tell, self._onward = ringback, authority, tell, onward
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Begin to listen; returns the port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=http1.HEAD_BYTES)
        return self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening and cut what is still open."""
        if self._server:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._serve(reader, writer)
        except BadRequest as problem:
            await _refuse(reader, writer, problem.status, str(problem))
        except Unreachable as problem:
            await _refuse(reader, writer, 502, str(problem))
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            pass  # one side hung up or fell silent: the other learns of it by the close below
        finally:
            self._open.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(HEAD_WITHIN_S):
            head = await http1.read_head(reader)
        if head is None:
            return
        if head.method == "CONNECT":
            await self._connect(head, reader, writer)
        else:
            await self._pass_plain(head, reader, writer)

    async def _connect(self, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = _authority_form(head.target)
        if not is_intercepted(host):
            far = await dial(Target(host, port), self._onward)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await _both_ways((reader, writer), far, _copy(reader, far[1]))
            return
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.drain()
        scheme = "http" if port == 80 else "https"
        if scheme == "https" and not await self._end_tls(host, writer):
            return
        far = await dial(self._ringback)
        await _both_ways((reader, writer), far, _pass_requests(reader, far[1], scheme))

    async def _end_tls(self, host: str, writer: asyncio.StreamWriter) -> bool:
        try:
            await writer.start_tls(self._authority.context(host.lower()), ssl_handshake_timeout=CONNECT_WITHIN_S)
        except (ssl.SSLError, ConnectionError) as problem:
            why = getattr(problem, "reason", None) or str(problem) or "it hung up"
            self._tell(f"The program did not accept Ringback's certificate for {host}: {why}.")
            return False
        return True

    async def _pass_plain(self, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A request in absolute form (RFC 9112 §3.2.2): one a connection, so that the next may go elsewhere."""
        parts = urlsplit(head.target)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise BadRequest(400, f"This is a proxy: expected an absolute http URL and got {head.target[:80]!r}.")
        tls = parts.scheme == "https"
        ours = is_intercepted(parts.hostname)
        place = Target(parts.hostname, parts.port or (443 if tls else 80), tls)
        far = await (dial(self._ringback) if ours else dial(place, self._onward))
        lines = head.without(b"proxy-connection", b"proxy-authorization", b"connection")
        origin = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kept = (*lines, b"Connection: close") if not head.upgrades else (*lines, b"Connection: Upgrade")
        one = msgspec.structs.replace(head, target=origin, lines=kept)
        await _both_ways((reader, writer), far, _pass_request(one, reader, far[1], parts.scheme if ours else None))


async def _pass_requests(reader: asyncio.StreamReader, far: asyncio.StreamWriter, scheme: str) -> None:
    """Pass on request after request, each with the scheme it was made under."""
    while True:
        async with asyncio.timeout(HEAD_WITHIN_S):
            head = await http1.read_head(reader)
        if head is None:
            _end(far)
            return
        await _pass_request(head, reader, far, scheme)


async def _pass_request(
    head: Head, reader: asyncio.StreamReader, far: asyncio.StreamWriter, scheme: str | None
) -> None:
    """Pass on one request as it came. `scheme` is told to Ringback, so that links it makes keep it."""
    told = (b"X-Forwarded-Proto: " + scheme.encode(),) if scheme else ()
    lines = (*head.without(b"x-forwarded-proto"), *told) if scheme else head.lines
    first = f"{head.method} {head.target} HTTP/1.1".encode("latin-1")
    far.write(b"\r\n".join((first, *lines, b"", b"")))
    await far.drain()
    if head.upgrades:
        await _copy(reader, far)
        return
    async for piece in http1.body(head, reader):
        far.write(piece)
        await far.drain()


async def _both_ways(near: Streams, far: Streams, forth: Coroutine[None, None, None]) -> None:
    """Run `forth` (near to far) beside the copy back, until the far side has said all it will."""
    going, coming = asyncio.create_task(forth), asyncio.create_task(_copy(far[0], near[1]))
    try:
        await asyncio.wait({going, coming}, return_when=asyncio.FIRST_COMPLETED)
        if going.done():
            going.result()
            await coming
    finally:
        going.cancel()
        coming.cancel()
        far[1].close()
        await asyncio.gather(going, coming, return_exceptions=True)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(http1.PIECE_BYTES):
        writer.write(piece)
        await writer.drain()
    _end(writer)


def _end(writer: asyncio.StreamWriter) -> None:
    """Say that no more will be written; what TLS cannot say by halves is left to the close."""
    if writer.can_write_eof():
        writer.write_eof()


def _authority_form(target: str) -> tuple[str, int]:
    host, _, port = target.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise BadRequest(400, f"CONNECT wants HOST:PORT and got {target[:80]!r}.")
    return host.removeprefix("[").removesuffix("]"), int(port)


async def _refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, status: int, sentence: str) -> None:
    body = f"{sentence}\n".encode()
    head = f"HTTP/1.1 {status} {REASONS[status]}\r\nContent-Type: text/plain; charset=utf-8\r\n"
    writer.write(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
    _end(writer)
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(LINGER_S):
            for _ in range(LINGER_PIECES):  # unread bytes at the close would make the kernel drop our answer
                if not await reader.read(http1.PIECE_BYTES):
                    break
