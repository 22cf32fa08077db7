"""Bytes to messages: a datagram, or a stream piece by piece. RFC 3261 §7, §18.3; keep-alives RFC 5626 §4.4.1."""

import enum
import re

from ringback.protocols.sip import grammar, headers, limits
from ringback.protocols.sip.errors import Malformed, PeerError
from ringback.protocols.sip.message import Fields, Message, Request, Response

_HARMLESS = bytes(set(range(256)) - set(range(9)) - set(range(10, 32)) - {127})
_CONTROL = re.compile(rb"(?<!\\)[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n")
_REQUEST_LINE = re.compile(rf"({grammar.TOKEN}) (\S++) (SIP/[0-9]+\.[0-9]+)", re.IGNORECASE)
_STATUS_LINE = re.compile(r"(SIP/[0-9]+\.[0-9]+) ([0-9]+)(?: ([^\r\n]*))?", re.IGNORECASE)
_FOLD = re.compile(r"\r\n[ \t]++")


class KeepAlive(enum.Enum):
    PING = "\r\n\r\n"  # answer it with PONG
    PONG = "\r\n"


def parse(datagram: bytes) -> Request | Response | PeerError | KeepAlive:
    """One datagram. A KeepAlive needs no answer here, only on a stream.

    What comes behind the body's length is ignored; a body cut short is the peer's error.
    """
    if len(datagram) > limits.DATAGRAM_BYTES:
        return PeerError(f"{len(datagram)} bytes in one datagram; at most {limits.DATAGRAM_BYTES} are read", None)
    start = 0
    while datagram.startswith(b"\r\n", start):
        start += 2
    if start == len(datagram):
        return KeepAlive.PONG if len(datagram) == 2 else KeepAlive.PING
    end = datagram.find(b"\r\n\r\n", start)
    head, body = (datagram[start:], b"") if end < 0 else (datagram[start:end], datagram[end + 4 :])
    message = _read_head(head)
    if isinstance(message, PeerError):
        return message
    return _with_body(message, body, cut=end < 0)


def _with_body(message: Request | Response, body: bytes, *, cut: bool) -> Request | Response | PeerError:
    if cut:
        return _fault(message, "The header fields do not end in an empty line")
    try:
        length = length_of(message)
    except Malformed as fault:
        return _fault(message, fault.reason)
    if length is not None and length > len(body):
        return _fault(message, f"Content-Length is {length}, but only {len(body)} bytes follow")
    message.body = body if length is None else body[:length]
    return message


def _fault(message: Request | Response, reason: str, status: int = 400, *, closes: bool = False) -> PeerError:
    return PeerError(reason, status if isinstance(message, Request) else None, message, closes=closes)


def length_of(message: Message) -> int | None:
    """Of the body. Raises Malformed where it is said twice, differently, or is no length."""
    said = message.all("Content-Length")
    if not said:
        return None
    if len(said) > 1:
        raise Malformed(f"Content-Length comes {len(said)} times")
    return headers.parse_length(said[0])


def _read_head(head: bytes) -> Request | Response | PeerError:
    if len(head) > limits.HEAD_BYTES:
        return PeerError(f"{len(head)} bytes of header fields; at most {limits.HEAD_BYTES} are read", None)
    text = head.decode("utf-8", "surrogateescape")
    start, _, rest = text.partition("\r\n")
    message = _start(start)
    if isinstance(message, PeerError):
        return message
    bad = _stray(head)
    if bad is not None:
        return _fault(message, f"Byte {bad[0]!r} among the header fields")
    try:
        _read_fields(rest, message._fields)
    except Malformed as fault:
        return _fault(message, fault.reason, fault.status)
    return message


def _stray(head: bytes) -> re.Match[bytes] | None:
    """A control character that stands alone. Two passes in C for the usual message, which has none."""
    ends = head.translate(None, _HARMLESS)
    is_plain = ends == b"\r\n" * (len(ends) // 2) and b"\n" not in head.replace(b"\r\n", b"")
    return None if is_plain else _CONTROL.search(head)


def _start(line: str) -> Request | Response | PeerError:
    match = _REQUEST_LINE.fullmatch(line)
    if match is not None:
        return Request(match[1], match[2], version=match[3].upper())
    match = _STATUS_LINE.fullmatch(line)
    if match is not None and 100 <= int(match[2][:10]) <= 699:
        return Response(int(match[2][:10]), match[3] or "", version=match[1].upper())
    words = line.split()
    if match is not None or len(words) < 3 or not words[-1].upper().startswith("SIP/"):
        return PeerError(f"{line[:80]!r} begins no SIP message", None)
    return _broken_request(line)


def _broken_request(line: str) -> Request | PeerError:
    """A request line with blanks or brackets where none belong: read on, so that it can be answered."""
    method = line.split(" ", 1)[0]
    if not grammar.is_token(method):
        return PeerError(f"{line[:80]!r} begins no SIP message", None)
    return Request(method, "", version="")


def _read_fields(text: str, fields: Fields) -> None:
    if "\r\n " in text or "\r\n\t" in text:
        text = _FOLD.sub(" ", text)
    known = headers.KNOWN
    lines = text.split("\r\n") if text else []
    if len(lines) > limits.FIELDS:
        raise Malformed(f"{len(lines)} header fields; at most {limits.FIELDS} are read")
    if len(text) > limits.LINE_CHARACTERS and max(map(len, lines)) > limits.LINE_CHARACTERS:
        raise Malformed(f"A header field of more than {limits.LINE_CHARACTERS} characters")
    for line in lines:
        name, colon, value = line.partition(":")
        fields.append((known.get(name) or _unusual_name(name, colon), value.strip(" \t")))


def _unusual_name(name: str, colon: str) -> str:
    if not colon:
        raise Malformed(f"{name[:40]!r} is no header field: it has no colon")
    return headers.canonical(name.rstrip(" \t"))


class Stream:
    """A stream's bytes, cut into messages by Content-Length. After a fault that `closes`, close the connection."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0  # up to here there is no end of a head: it is not looked through twice
        self._waiting: tuple[Request | Response, int] | None = None
        self._broken = False
        self._half_ping = False  # the last piece ended in a lone CRLF: with another one it was a torn ping

    @property
    def is_waiting(self) -> bool:
        """Whether a message has begun and not ended."""
        return bool(self._buffer) or self._waiting is not None

    def feed(self, data: bytes) -> list[Request | Response | PeerError | KeepAlive]:
        """What is complete now."""
        found: list[Request | Response | PeerError | KeepAlive] = []
        self._buffer += data
        while not self._broken and (one := self._next()) is not None:
            found.append(one)
            self._broken = isinstance(one, PeerError) and one.closes
        if self._broken:
            self._buffer.clear()
        return found

    def _next(self) -> Request | Response | PeerError | KeepAlive | None:
        if self._waiting is not None:
            return self._take_body(*self._waiting)
        buffer = self._buffer
        if buffer[:1] == b"\r":
            return self._keep_alive()
        end = buffer.find(b"\r\n\r\n", self._searched)
        if end >= 0:
            return self._take_head(end)
        self._searched = max(0, len(buffer) - 3)
        if len(buffer) > limits.HEAD_BYTES:
            return PeerError(f"Header fields of more than {limits.HEAD_BYTES} bytes", None, closes=True)
        return None

    def _keep_alive(self) -> KeepAlive | PeerError | None:
        if self._buffer[:4] == b"\r\n\r\n":
            del self._buffer[:4]
            return KeepAlive.PING
        if len(self._buffer) < 4 and b"\r\n\r\n".startswith(bytes(self._buffer)) and len(self._buffer) != 2:
            return None
        if self._buffer[:2] != b"\r\n":
            return PeerError("A bare carriage return between messages", None, closes=True)
        is_ping, self._half_ping = self._half_ping, not self._half_ping and len(self._buffer) == 2
        del self._buffer[:2]
        return KeepAlive.PING if is_ping else KeepAlive.PONG

    def _take_head(self, end: int) -> Request | Response | PeerError | None:
        message = _read_head(bytes(self._buffer[:end]))
        del self._buffer[: end + 4]
        self._searched, self._half_ping = 0, False
        if isinstance(message, PeerError):
            return PeerError(message.reason, message.status, message.message, closes=True)
        try:
            length = length_of(message)
        except Malformed as fault:
            return _fault(message, fault.reason, closes=True)
        if length is None:
            return _fault(message, "Content-Length is missing; a stream cannot be cut without it", closes=True)
        if length > limits.BODY_BYTES:
            return _fault(message, f"A body of {length} bytes; at most {limits.BODY_BYTES} are read", 513, closes=True)
        return self._take_body(message, length)

    def _take_body(self, message: Request | Response, length: int) -> Request | Response | None:
        if len(self._buffer) < length:
            self._waiting = message, length
            return None
        self._waiting = None
        message.body = bytes(self._buffer[:length])
        del self._buffer[:length]
        return message
