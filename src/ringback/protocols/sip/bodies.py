"""What a message carries: its body, or the wanted part of a multipart one. RFC 2046 §5.1, RFC 5621."""

from ringback.protocols.sip import grammar
from ringback.protocols.sip.errors import Malformed
from ringback.protocols.sip.headers import MediaType, parse_media_type
from ringback.protocols.sip.message import Message

MOST_PARTS = 16
MOST_BOUNDARY = 70  # characters: RFC 2046 §5.1.1


def part_of(message: Message, essence: str) -> bytes | None:
    """The bytes of that type ("application/sdp"), the first if there are several; None where there are none."""
    kind = message.content_type
    if kind is None or not message.body:
        return None
    if kind.essence == essence:
        return message.body
    if kind.type != "multipart":
        return None
    return next((body for what, body in _parts(message.body, kind) if what == essence), None)


def _parts(body: bytes, kind: MediaType) -> list[tuple[str, bytes]]:
    boundary = grammar.unquoted(kind.params.get("boundary") or "")
    if not 0 < len(boundary) <= MOST_BOUNDARY:
        return []
    line = b"\r\n--" + boundary.encode("utf-8", "surrogateescape")
    _, *pieces = (b"\r\n" + body).split(line, MOST_PARTS + 1)
    found = []
    for piece in pieces[:MOST_PARTS]:
        if piece.startswith(b"--"):
            break
        found.append(_part(piece))
    return found


def _part(piece: bytes) -> tuple[str, bytes]:
    """Its type and its bytes. Without a header field it is text/plain."""
    head, _, body = piece.partition(b"\r\n\r\n")
    for line in head.decode("utf-8", "surrogateescape").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() in ("content-type", "c"):
            try:
                return parse_media_type(value.strip(" \t")).essence, body
            except Malformed:
                return "", body
    return "text/plain", body
