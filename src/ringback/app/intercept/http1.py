"""As much of HTTP/1.1 as a relay must read (RFC 9112): where a request's head and body end."""

import asyncio
from collections.abc import AsyncIterator

import msgspec

HEAD_BYTES = 64 * 1024  # more than any SDK sends; a longer head is a fault or a flood
LINE_BYTES = 4096  # of a chunk's size line or one trailer field
PIECE_BYTES = 64 * 1024


class BadRequest(Exception):
    """What the client sent is no HTTP/1.1 that can be passed on; carries the status to answer with."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Head(msgspec.Struct, frozen=True):
    """A request's first line, and its header lines as they came."""

    method: str
    target: str
    lines: tuple[bytes, ...]

    def values(self, name: bytes) -> list[bytes]:
        """Every value of a header, its name in lower case, in their order."""
        pairs = (line.partition(b":") for line in self.lines)
        return [value.strip() for key, _, value in pairs if key.strip().lower() == name]

    def without(self, *names: bytes) -> tuple[bytes, ...]:
        """The header lines less those of these names (in lower case)."""
        return tuple(line for line in self.lines if line.partition(b":")[0].strip().lower() not in names)

    @property
    def upgrades(self) -> bool:
        """Whether it asks to leave HTTP, as a WebSocket does."""
        return bool(self.values(b"upgrade")) and any(
            b"upgrade" in value.lower() for value in self.values(b"connection")
        )


async def read_head(reader: asyncio.StreamReader) -> Head | None:
    """The next request's head, or None when the client is done. The reader's limit must be HEAD_BYTES."""
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as end:
        if not end.partial.strip():
            return None
        raise BadRequest(400, "The connection ended inside a request's head.") from None
    except asyncio.LimitOverrunError:
        raise BadRequest(431, f"A request's head may hold {HEAD_BYTES} bytes, and this one holds more.") from None
    return parse_head(raw)


def parse_head(raw: bytes) -> Head:
    """A head as it came, its blank line included. Raises BadRequest."""
    first, *lines = raw.lstrip(b"\r\n").removesuffix(b"\r\n\r\n").split(b"\r\n")
    words = first.decode("latin-1").split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1.") or not words[0].isalpha():
        raise BadRequest(400, f"Expected a request line of HTTP/1.1 and got {first[:80]!r}.")
    if any(b":" not in line or line[:1] in b" \t" for line in lines):
        raise BadRequest(400, "A header line without a colon, or folded onto a second line, cannot be passed on.")
    return Head(words[0], words[1], tuple(lines))


async def body(head: Head, reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The request's body as it is framed on the wire, chunk sizes included, in pieces. Raises BadRequest."""
    lengths, codings = head.values(b"content-length"), head.values(b"transfer-encoding")
    if codings and (lengths or [coding.lower() for coding in codings] != [b"chunked"]):
        raise BadRequest(400, "A body is framed either by Content-Length or as chunked, never both or otherwise.")
    if codings:
        async for piece in _chunks(reader):
            yield piece
    elif lengths:
        if len(set(lengths)) != 1 or not lengths[0].isdigit():
            raise BadRequest(400, f"Content-Length is {lengths[0][:40]!r}: expected one number.")
        async for piece in _exactly(int(lengths[0]), reader):
            yield piece


async def _exactly(length: int, reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while length:
        piece = await reader.read(min(length, PIECE_BYTES))
        if not piece:
            raise BadRequest(400, f"The connection ended {length} bytes before the body did.")
        length -= len(piece)
        yield piece


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while True:
        line = await _line(reader)
        yield line
        try:
            size = int(line.split(b";")[0].strip(), 16)
        except ValueError:
            raise BadRequest(400, f"Expected a chunk's size in hex and got {line[:40]!r}.") from None
        if size == 0:
            break
        async for piece in _exactly(size + 2, reader):
            yield piece
    while (line := await _line(reader)) != b"\r\n":
        yield line
    yield line


async def _line(reader: asyncio.StreamReader) -> bytes:
    line = await reader.readline()
    if not line.endswith(b"\r\n") or len(line) > LINE_BYTES:
        raise BadRequest(400, "A chunked body broke off or holds a line that is too long.")
    return line
