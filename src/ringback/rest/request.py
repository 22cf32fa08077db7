"""A request as the kit sees it: parsed once, and no further than it must be."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from ringback.rest.convert import read_json
from ringback.rest.dispatch import split_path
from ringback.rest.forms import parse_multipart, parse_pairs
from ringback.rest.hosts import Place, host_name, is_loopback
from ringback.rest.limits import Limits
from ringback.rest.operations import Body
from ringback.rest.refusals import BadBody, BodyTooLarge, TooManyHeaders, UnknownMediaType

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_FORM, _JSON, _MULTIPART = (kind.value.encode() for kind in (Body.FORM, Body.JSON, Body.MULTIPART))


class ClientGone(Exception):
    """The connection was closed while the body was on its way: there is nobody to answer."""


class Request:
    """Method, headers, path and query of one request; where it leads is filled in by the walk."""

    __slots__ = (
        "as_head",
        "format",
        "headers",
        "host",
        "ip",
        "method",
        "path",
        "path_values",
        "place",
        "query_string",
        "raw_path",
        "scheme",
        "sid",
    )

    def __init__(self, scope: Mapping[str, Any], sid: str) -> None:
        self.sid = sid
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.method: str = scope["method"]
        self.as_head = self.method == "HEAD"
        self.raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
        self.query_string: bytes = scope["query_string"]
        self.host = self.headers.get(b"host", b"")
        client = scope.get("client")
        self.ip: str = client[0] if client else ""
        self.scheme: str = scope.get("scheme", "http")
        self.place: Place | None = None
        self.format: str | None = None
        self.path: dict[str, str] = {}
        self.path_values: list[str] = []

    def segments(self) -> list[str]:
        return split_path(self.raw_path)

    @property
    def shown_path(self) -> str:
        return self.raw_path[:200].decode("utf-8", "replace")

    @property
    def host_name(self) -> str:
        return host_name(self.host)

    def outer_scheme(self) -> str:
        """The client's scheme: a proxy on this machine may tell it, nobody else is believed."""
        told = self.headers.get(b"x-forwarded-proto")
        if told in (b"http", b"https") and is_loopback(self.ip):
            return told.decode()
        return self.scheme

    def query(self) -> list[tuple[str, str]]:
        return parse_pairs(self.query_string, part="query string")


def check_headers(scope: Mapping[str, Any], limits: Limits) -> None:
    """Raises TooManyHeaders. The listener has its own bound on raw bytes; this one is on what we would keep."""
    headers = scope["headers"]
    if len(headers) <= limits.headers // 4 and sum(len(value) for _, value in headers) <= limits.header_bytes // 2:
        return
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > limits.headers or size > limits.header_bytes:
        raise TooManyHeaders(count=len(headers), size=size, most=limits.headers, limit=limits.header_bytes)


async def read_body(request: Request, receive: Receive, limit: int) -> bytes:
    """The whole body. Raises BodyTooLarge as soon as more has been announced or sent than `limit` bytes."""
    announced = request.headers.get(b"content-length")
    if announced is not None and (not announced.isdigit() or len(announced) > 18 or int(announced) > limit):
        raise BodyTooLarge(limit=limit)
    message = await receive()
    body = message.get("body", b"")
    if message["type"] == "http.disconnect":
        raise ClientGone
    if message.get("more_body"):
        body = await _read_on(body, receive, limit)
    if len(body) > limit:
        raise BodyTooLarge(limit=limit)
    return body


async def _read_on(first: bytes, receive: Receive, limit: int) -> bytes:
    pieces, size = [first], len(first)
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        piece = message.get("body", b"")
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise BodyTooLarge(limit=limit)
        if not message.get("more_body"):
            return b"".join(pieces)


def read_form(request: Request, data: bytes, body: Body) -> list[tuple[str, Any]]:
    """The pairs of a form body, and of a multipart one where the operation takes it."""
    if not data:
        return []
    given = request.headers.get(b"content-type", b"")
    kind = given.partition(b";")[0].strip().lower()
    if kind == _FORM:
        return parse_pairs(data)
    if kind == _MULTIPART and body is Body.MULTIPART:
        return parse_multipart(data, given.decode("latin-1"))
    wanted = _FORM.decode() if body is not Body.MULTIPART else f"{_FORM.decode()} or {_MULTIPART.decode()}"
    raise UnknownMediaType(given=given[:80].decode("latin-1"), wanted=wanted)


def read_object(request: Request, data: bytes) -> dict[str, Any]:
    """The object of a JSON body; nothing is an empty one."""
    if not data:
        return {}
    given = request.headers.get(b"content-type", b"")
    if given.partition(b";")[0].strip().lower() != _JSON:
        raise UnknownMediaType(given=given[:80].decode("latin-1"), wanted=_JSON.decode())
    try:
        value = read_json(data)
    except ValueError as error:
        raise BadBody(kind="JSON", reason=f"it {error}") from None
    if type(value) is not dict:
        raise BadBody(kind="JSON", reason="it must be an object")
    return value
