"""Bodies and query strings: percent-encoded pairs, and multipart for the few operations that take files."""

from typing import Any
from urllib.parse import unquote_to_bytes

from ringback.rest.refusals import BadBody, BadEncoding, TooManyFields
from ringback.rest.values import Upload

MOST_FIELDS = 1000  # no operation has 200 parameters, lists may repeat one; more is an attack on our dictionaries


def parse_pairs(data: bytes, *, part: str = "body", most: int = MOST_FIELDS) -> list[tuple[str, str]]:
    """`a=1&b=2` as pairs, in order. `+` is a space; a broken `%` stands for itself.

    Raises TooManyFields before anything is split, BadEncoding when a name or value is not UTF-8 or holds a NUL.
    """
    if not data:
        return []
    if data.count(b"&") >= most:
        raise TooManyFields(limit=most)
    try:
        text = data.decode()
        return [_pair(piece) for piece in text.split("&") if piece]
    except UnicodeDecodeError as error:
        raise BadEncoding(part=part, reason=f"byte {error.start} {error.reason}") from None
    except ValueError as error:
        raise BadEncoding(part=part, reason=str(error)) from None


def _pair(piece: str) -> tuple[str, str]:
    name, _, value = piece.partition("=")
    return _decode(name), _decode(value)


def _decode(text: str) -> str:
    if "+" in text:
        text = text.replace("+", " ")
    if "%" in text:
        text = unquote_to_bytes(text).decode()
    if "\x00" in text:
        raise ValueError("it holds a NUL character, which no text may")
    return text


def parse_multipart(data: bytes, content_type: str, *, most: int = MOST_FIELDS) -> list[tuple[str, Any]]:
    """RFC 7578: each part as a pair; one with a file name is an `Upload`, the others are text."""
    boundary = _parameter(content_type, "boundary")
    if not boundary or len(boundary) > 70:  # RFC 2046 §5.1.1
        raise BadBody(kind="multipart/form-data", reason="its Content-Type names no boundary of 1 to 70 characters")
    pieces = (b"\r\n" + data).split(b"\r\n--" + boundary.encode("latin-1"))
    if len(pieces) - 2 > most:
        raise TooManyFields(limit=most)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise BadBody(kind="multipart/form-data", reason="the closing boundary is missing")
    return [_part(piece) for piece in pieces[1:-1]]


def _part(piece: bytes) -> tuple[str, Any]:
    head, blank, body = piece.partition(b"\r\n\r\n")
    if not blank:
        raise BadBody(kind="multipart/form-data", reason="a part has no blank line after its headers")
    headers = _headers(head)
    disposition = headers.get("content-disposition", "")
    name, filename = _parameter(disposition, "name"), _parameter(disposition, "filename")
    if name is None:
        raise BadBody(kind="multipart/form-data", reason="a part has no name")
    if filename is not None:
        return name, Upload(filename, headers.get("content-type", "application/octet-stream"), body)
    try:
        return name, body.decode()
    except UnicodeDecodeError as error:
        raise BadEncoding(part=f"field '{name[:80]}'", reason=f"byte {error.start} {error.reason}") from None


def _headers(head: bytes) -> dict[str, str]:
    lines = head.decode("utf-8", "replace").strip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _parameter(header: str, name: str) -> str | None:
    """One `; name="value"` of a header. Quoted values may hold anything but a quote, which browsers write %22."""
    for piece in header.split(";")[1:]:
        key, equals, value = piece.strip().partition("=")
        if equals and key.strip().lower() == name:
            return value.strip().strip('"')
    return None
