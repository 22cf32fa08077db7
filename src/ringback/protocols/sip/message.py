"""Requests and responses: header fields stay text until they are asked for. RFC 3261 §7."""

from collections.abc import Callable, Iterable
from typing import Any, Self, TypeVar

from ringback.protocols.sip import grammar, headers
from ringback.protocols.sip.errors import LocalError, PeerError
from ringback.protocols.sip.headers import Address, Credentials, CSeq, MediaType, RAck, Valued, Via
from ringback.protocols.sip.reasons import REASONS
from ringback.protocols.sip.uri import Uri, parse_uri

Fields = list[tuple[str, str]]
T = TypeVar("T")


class Message:
    """What both kinds share. Not changed once made: the `with_…` methods return another.

    Typed properties raise Malformed where the peer wrote nonsense; `screening.fault_of` reads them all beforehand,
    so behind it they do not.
    """

    __slots__ = ("_cache", "_fields", "body")

    def __init__(self, fields: Iterable[tuple[str, str]] = (), body: bytes = b"") -> None:
        """`fields` must bear their canonical names (`headers.canonical`)."""
        self._fields: Fields = list(fields)
        self.body = body
        self._cache: dict[str, Any] = {}

    @property
    def fields(self) -> Fields:
        return list(self._fields)

    def first(self, name: str) -> str | None:
        """The text of the first field of that name."""
        for known, value in self._fields:
            if known == name:
                return value
        return None

    def all(self, name: str) -> list[str]:
        """The texts of every field of that name, one a line."""
        return [value for known, value in self._fields if known == name]

    def values(self, name: str) -> list[str]:
        """As `all`, cut at commas."""
        return [value for line in self.all(name) if line for value in grammar.comma_separated(line)]

    def forget(self) -> None:
        """Lets go of what was read of the fields; it is read again if it is asked for again."""
        self._cache.clear()

    def _one(self, name: str) -> Any:
        if name not in self._cache:
            text = self.first(name)
            self._cache[name] = None if text is None else headers.PARSERS[name](text)
        return self._cache[name]

    def _many(self, name: str) -> Any:
        key = name + "*"
        if key not in self._cache:
            read = headers.LISTS[name]
            self._cache[key] = tuple(value for line in self.all(name) if line for value in read(line))
        return self._cache[key]

    def _kept(self, key: str, read: Callable[[], T]) -> T:
        if key not in self._cache:
            self._cache[key] = read()
        return self._cache[key]

    def _needed(self, name: str) -> Any:
        value = self._one(name)
        if value is None:
            raise headers.Malformed(f"The header field {name} is missing")
        return value

    @property
    def via(self) -> Via:
        """The topmost."""
        return self._kept("via", self._top_via)

    def _top_via(self) -> Via:
        text = self.first("Via")
        if text is None:
            raise headers.Malformed("The header field Via is missing")
        if "," in text:
            text = grammar.comma_separated(text)[0]
        return headers.parse_via(text)

    @property
    def vias(self) -> tuple[Via, ...]:
        return self._many("Via")

    @property
    def from_(self) -> Address:
        return self._needed("From")

    @property
    def to(self) -> Address:
        return self._needed("To")

    @property
    def call_id(self) -> str:
        return self._needed("Call-ID")

    @property
    def cseq(self) -> CSeq:
        return self._needed("CSeq")

    @property
    def contacts(self) -> tuple[Address, ...]:
        """Without the star of a registration; see `has_star`."""
        return tuple(contact for contact in self._many("Contact") if contact != "*")

    @property
    def has_star(self) -> bool:
        return "*" in self._many("Contact")

    @property
    def routes(self) -> tuple[Address, ...]:
        return self._many("Route")

    @property
    def record_routes(self) -> tuple[Address, ...]:
        return self._many("Record-Route")

    @property
    def max_forwards(self) -> int | None:
        return self._one("Max-Forwards")

    @property
    def expires(self) -> int | None:
        return self._one("Expires")

    @property
    def min_se(self) -> int | None:
        return self._one("Min-SE")

    @property
    def session_expires(self) -> tuple[int, str | None] | None:
        """Seconds and who refreshes (`uac`, `uas`, None where that is left open)."""
        seconds = self._one("Session-Expires")
        return None if seconds is None else (seconds, self._valued("Session-Expires").params.get("refresher"))

    def _valued(self, name: str) -> Valued:
        return self._kept(name + ";", lambda: headers.parse_valued(self.first(name) or ""))

    @property
    def require(self) -> tuple[str, ...]:
        """Option tags, in lower case."""
        return tuple(tag.lower() for tag in self._many("Require"))

    @property
    def supported(self) -> tuple[str, ...]:
        return tuple(tag.lower() for tag in self._many("Supported"))

    @property
    def allow(self) -> tuple[str, ...]:
        return self._many("Allow")

    @property
    def content_type(self) -> MediaType | None:
        return self._one("Content-Type")

    @property
    def rseq(self) -> int | None:
        return self._one("RSeq")

    @property
    def rack(self) -> RAck | None:
        return self._one("RAck")

    @property
    def event(self) -> Valued | None:
        return self._one("Event")

    @property
    def subscription_state(self) -> Valued | None:
        return self._one("Subscription-State")

    @property
    def refer_to(self) -> Address | None:
        return self._one("Refer-To")

    @property
    def replaces(self) -> Valued | None:
        """The Call-ID with `to-tag` and `from-tag` of the dialog to take over: RFC 3891."""
        return self._one("Replaces")

    def credentials(self, name: str) -> tuple[Credentials, ...]:
        """Of Authorization, Proxy-Authorization, WWW-Authenticate or Proxy-Authenticate, one a line."""
        return self._kept(name + "*", lambda: tuple(headers.parse_credentials(line) for line in self.all(name)))

    def with_field(self, name: str, value: str) -> Self:
        """All fields of that name give way to this one, at the place of the first."""
        at = next((at for at, (known, _) in enumerate(self._fields) if known == name), len(self._fields))
        kept = [pair for pair in self._fields if pair[0] != name]
        kept.insert(min(at, len(kept)), (name, value))
        return self._copy(kept, self.body)

    def with_first(self, name: str, value: str) -> Self:
        """One more on top: a Via, a Record-Route."""
        return self._copy([(name, value), *self._fields], self.body)

    def with_via(self, via: Via) -> Self:
        """The topmost Via replaced. What was read of the other fields stays read."""
        at = next(at for at, (known, _) in enumerate(self._fields) if known == "Via")
        rest = grammar.comma_separated(self._fields[at][1])[1:] if "," in self._fields[at][1] else []
        fields = list(self._fields)
        fields[at : at + 1] = [("Via", text) for text in (str(via), *rest)]
        other = self._copy(fields, self.body)
        other._cache.update(self._cache)
        other._cache["via"] = via
        if "Via*" in self._cache:
            other._cache["Via*"] = (via, *self._cache["Via*"][1:])
        return other

    def with_added(self, name: str, value: str) -> Self:
        return self._copy([*self._fields, (name, value)], self.body)

    def without(self, name: str) -> Self:
        return self._copy([pair for pair in self._fields if pair[0] != name], self.body)

    def without_first(self, name: str) -> Self:
        """Takes the topmost value of a list away."""
        left = self.values(name)[1:]
        bare = self.without(name)
        at = next((at for at, (known, _) in enumerate(self._fields) if known == name), 0)
        bare._fields[at:at] = [(name, value) for value in left]
        return bare

    def with_body(self, body: bytes, content_type: str) -> Self:
        return self._copy(self._fields, body).with_field("Content-Type", content_type)

    def _copy(self, fields: Fields, body: bytes) -> Self:
        raise NotImplementedError

    def start_line(self) -> str:
        raise NotImplementedError

    def __bytes__(self) -> bytes:
        """As it goes on the wire. Raises LocalError where a field would break its line."""
        lines = [self.start_line()]
        lines += [f"{name}: {value}" for name, value in self._fields if name != "Content-Length"]
        lines.append(f"Content-Length: {len(self.body)}\r\n\r\n")
        head = "\r\n".join(lines)
        if head.count("\n") != len(lines) + 1 or head.count("\r") != len(lines) + 1:
            raise LocalError(f"A line break inside a header field of {self.start_line()[:80]!r}")
        return head.encode("utf-8", "surrogateescape") + self.body

    def __repr__(self) -> str:
        return f"<{self.start_line()[:80]}>"


class Request(Message):
    """`request_uri` is the text of the request line; `uri` what it says."""

    __slots__ = ("method", "request_uri", "version")

    def __init__(
        self,
        method: str,
        request_uri: str,
        fields: Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        version: str = "SIP/2.0",
    ) -> None:
        super().__init__(fields, body)
        self.method, self.request_uri, self.version = method, request_uri, version

    def start_line(self) -> str:
        return f"{self.method} {self.request_uri} SIP/2.0"

    @property
    def uri(self) -> Uri:
        return self._kept("uri", lambda: parse_uri(self.request_uri))

    def with_uri(self, uri: str) -> "Request":
        return Request(self.method, uri, self._fields, self.body)

    def _copy(self, fields: Fields, body: bytes) -> "Request":
        return Request(self.method, self.request_uri, fields, body, self.version)


class Response(Message):
    __slots__ = ("reason", "status", "version")

    def __init__(
        self,
        status: int,
        reason: str | None = None,
        fields: Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        version: str = "SIP/2.0",
    ) -> None:
        super().__init__(fields, body)
        self.status, self.version = status, version
        self.reason = REASONS.get(status, "") if reason is None else reason

    def start_line(self) -> str:
        return f"SIP/2.0 {self.status} {self.reason}"

    @property
    def is_provisional(self) -> bool:
        return self.status < 200

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def _copy(self, fields: Fields, body: bytes) -> "Response":
        return Response(self.status, self.reason, fields, body, self.version)


def refused(fault: PeerError, to_tag: str) -> Response | None:
    """The answer to a request that has a fault; None where nothing may be answered."""
    request = fault.message
    if fault.status is None or not isinstance(request, Request):
        return None
    reason = _in_a_line(fault)
    try:
        return answer(request, fault.status, to_tag=to_tag, reason=reason, fields=fault.fields)
    except headers.Malformed:  # its To cannot be read: mirrored as it is
        mirrored = [pair for pair in request.fields if pair[0] in _MIRRORED]
        return Response(fault.status, reason, [*mirrored, *fault.fields])


def _in_a_line(fault: PeerError) -> str | None:
    """Why, in the reason phrase of a 400: §21.4.1 wants it told. Others have words of their own."""
    if fault.status != 400:
        return None
    return "Bad Request: " + "".join(c if " " <= c <= "~" else "?" for c in fault.reason[:160])


_MIRRORED = frozenset(("Via", "From", "To", "Call-ID", "CSeq"))


def answer(
    request: Request,
    status: int,
    *,
    to_tag: str | None = None,
    reason: str | None = None,
    fields: Iterable[tuple[str, str]] = (),
    body: bytes = b"",
) -> Response:
    """A response to the request: RFC 3261 §8.2.6. `to_tag` is added where To has none; give one but for 100."""
    mirrored = [pair for pair in request.fields if pair[0] in _MIRRORED]
    if status == 100:
        mirrored += [("Timestamp", text) for text in request.all("Timestamp")]
    elif to_tag is not None and request.to.tag is None:
        mirrored = [(name, f"{value};tag={to_tag}" if name == "To" else value) for name, value in mirrored]
    return Response(status, reason, [*mirrored, *fields], body)
