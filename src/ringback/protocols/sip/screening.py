"""Is a message whole and meant: what is checked before anything acts on it. RFC 3261 §8.1.1, §8.1.3.3, §8.2.

`fault_of` looks at grammar and consistency; `refusal` at what this side can do. The order is the RFC's.
"""

from collections.abc import Iterator

import msgspec

from ringback.protocols.sip import headers
from ringback.protocols.sip.errors import Malformed, PeerError
from ringback.protocols.sip.message import Message, Request, Response
from ringback.protocols.sip.uri import SipUri

MANDATORY = ("Via", "From", "To", "Call-ID", "CSeq")  # Max-Forwards too, yet phones of RFC 2543 leave it out


def fault_of(message: Request | Response) -> PeerError | None:
    """The first thing wrong with it, or None. Behind this, the typed properties of a message do not raise."""
    version = _wrong_version(message)
    if version is not None:
        return version
    try:
        _check(message)
    except Malformed as fault:
        return _said(message, fault.reason, fault.status)
    return None


def _said(message: Request | Response, reason: str, status: int | None = 400) -> PeerError:
    """Nothing is ever answered to a response, to an ACK, or where it is not said whom to answer."""
    answerable = isinstance(message, Request) and message.method != "ACK" and message.first("Via")
    return PeerError(reason, status if answerable else None, message)


def _wrong_version(message: Request | Response) -> PeerError | None:
    if message.version == "SIP/2.0" or not message.version:
        return None
    return _said(message, f"{message.version} is not spoken here; SIP/2.0 is", 505)


def _check(message: Request | Response) -> None:
    seen = _read_all(message)
    for name in MANDATORY:
        if name not in seen:
            raise Malformed(f"The header field {name} is missing")
    for party in (message.from_, message.to):
        if "tag" in party.params and not party.tag:
            raise Malformed("A tag without a value")
    message._cache["via"] = message._cache["Via*"][0]
    if "Session-Expires" in seen:
        message._valued("Session-Expires")
    if isinstance(message, Request):
        _check_request(message)


def _read_all(message: Message) -> set[str]:
    """Reads every field that has a reader, once, and keeps what it says in the message. The names met."""
    seen: set[str] = set()
    lists: dict[str, tuple[object, ...]] = {}
    for name, text in message._fields:
        if name in headers.SINGLE:
            if name in seen:
                raise Malformed(f"The header field {name} comes more than once")
            message._cache[name] = headers.PARSERS[name](text)
        elif name in headers.LISTS:
            lists[name] = lists.get(name, ()) + (headers.LISTS[name](text) if text else _nothing(name))
        elif name in headers.PARSERS:
            headers.PARSERS[name](text)
        seen.add(name)
    for name, values in lists.items():
        message._cache[name + "*"] = values
    return seen


def _nothing(name: str) -> tuple[object, ...]:
    if name in headers.MAY_BE_EMPTY:
        return ()
    raise Malformed(f"The header field {name} is empty")


def _check_request(request: Request) -> None:
    if not request.version:
        raise Malformed("The request line must be a method, a URI and SIP/2.0 with one blank between")
    if request.cseq.method != request.method:
        raise Malformed(f"CSeq is of {request.cseq.method}, the request is {request.method}")
    uri = request.uri  # read here, so that nobody stumbles on it later
    if isinstance(uri, SipUri) and uri.headers:
        raise Malformed("Header fields inside the URI of the request line")
    if request.has_star and (request.method != "REGISTER" or request.contacts or request.expires != 0):
        raise Malformed("Contact: * stands alone, in a REGISTER with Expires: 0")


def hops_left(request: Request) -> int | PeerError:
    """Max-Forwards for a request that this one leads to; 483 where no hop is left. §16.3, §16.6: loops end here."""
    hops = request.max_forwards
    if hops == 0:
        return PeerError("Max-Forwards is 0, and the call would go on", 483, request)
    return 69 if hops is None else hops - 1


class Abilities(msgspec.Struct, frozen=True):
    """What this side understands. All in lower case but methods."""

    methods: frozenset[str] = frozenset(
        ("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER", "NOTIFY", "REGISTER",
         "MESSAGE")
    )  # fmt: skip
    extensions: frozenset[str] = frozenset(("100rel", "timer", "replaces", "norefersub"))
    schemes: frozenset[str] = frozenset(("sip", "sips", "tel"))
    content_types: frozenset[str] = frozenset(
        ("application/sdp", "application/dtmf-relay", "application/dtmf", "message/sipfrag", "text/plain",
         "multipart/mixed", "multipart/alternative")
    )  # fmt: skip
    is_proxy: bool = False  # whether Proxy-Require is meant for us too

    def allow(self) -> tuple[str, str]:
        return "Allow", ", ".join(sorted(self.methods))

    def supported(self) -> tuple[str, str]:
        return "Supported", ", ".join(sorted(self.extensions))

    def accept(self) -> tuple[str, str]:
        return "Accept", ", ".join(sorted(self.content_types))


KNOWN_METHODS = frozenset(
    ("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER", "NOTIFY", "REGISTER", "MESSAGE",
     "SUBSCRIBE", "PUBLISH")
)  # fmt: skip


def refusal(request: Request, abilities: Abilities) -> PeerError | None:
    """The first thing a server must refuse, in the order of §8.2, or None. Authentication comes before: not here."""
    return next(_refusals(request, abilities), None)


def _refusals(request: Request, can: Abilities) -> Iterator[PeerError]:
    if request.method not in can.methods:
        status = 405 if request.method in KNOWN_METHODS else 501
        yield _refused(request, f"{request.method} is not taken here", status, can.allow())
    if request.uri.scheme not in can.schemes:
        yield _refused(request, f"Addresses of {request.uri.scheme}: are not taken here", 416)
    yield from _extension_refusals(request, can)
    yield from _content_refusals(request, can)


def _extension_refusals(request: Request, can: Abilities) -> Iterator[PeerError]:
    if request.method in ("ACK", "CANCEL"):
        return  # §8.2.2.3: Require means nothing there
    asked = list(request.require)
    if can.is_proxy:
        asked += [tag.lower() for tag in request._many("Proxy-Require")]
    strange = [tag for tag in asked if tag not in can.extensions]
    if strange:
        yield _refused(request, f"Cannot do {', '.join(strange)}", 420, ("Unsupported", ", ".join(strange)))


def _content_refusals(request: Request, can: Abilities) -> Iterator[PeerError]:
    encodings = [value.lower() for value in request.values("Content-Encoding")]
    if request.body and any(encoding != "identity" for encoding in encodings):
        yield _refused(request, "The body is encoded", 415, ("Accept-Encoding", "identity"))
    kind = request.content_type
    if request.body and not _is_optional(request) and (kind is None or kind.essence not in can.content_types):
        yield _refused(request, f"A body of {kind.essence if kind else 'no'} type", 415, can.accept())
    if request.method in ("INVITE", "OPTIONS", "UPDATE") and not _takes_sdp(request):
        yield _refused(request, "Only application/sdp can be answered, and Accept leaves it out", 406, can.accept())


def _is_optional(request: Request) -> bool:
    said = (request.first("Content-Disposition") or "").lower().replace(" ", "")
    return "handling=optional" in said


def _takes_sdp(request: Request) -> bool:
    if request.first("Accept") is None:
        return True
    ranges = {value.partition(";")[0].strip().lower() for value in request.values("Accept")}
    return bool(ranges & {"application/sdp", "application/*", "*/*"})


def _refused(request: Request, reason: str, status: int, *fields: tuple[str, str]) -> PeerError:
    fault = _said(request, reason, status)
    return PeerError(fault.reason, fault.status, request, fields)
