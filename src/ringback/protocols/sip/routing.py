"""Which way a message goes: Via and responses (RFC 3261 §18.2, RFC 3581), Route and requests (§12.2.1.1, §16.4)."""

from collections.abc import Sequence

import msgspec

from ringback.protocols.sip.headers import Address, Via
from ringback.protocols.sip.message import Request, Response
from ringback.protocols.sip.uri import SipUri, Uri, is_same, parse_uri


class Hop(msgspec.Struct, frozen=True):
    """Where to send: a host (name or address, IPv6 without brackets), and what was said of port and transport."""

    host: str
    port: int | None = None
    transport: str | None = None
    is_secure: bool = False


def stamped(request: Request, ip: str, port: int) -> Request:
    """As received: `received` and `rport` in the top Via say where it really came from. §18.2.1, RFC 3581 §4."""
    via = request.via
    marks = {}
    if "rport" in via.params:
        marks = {"rport": str(port), "received": ip}
    elif via.host.strip("[]").lower() != ip.lower() or "received" in via.params:
        marks = {"received": ip}
    if not marks:
        return request
    return request.with_via(via.with_params(**marks))


def response_hop(response: Response) -> Hop:
    """Where a response goes on UDP, or where a stream has broken. §18.2.2, RFC 3581 §4."""
    return via_hop(response.via)


def via_hop(via: Via) -> Hop:
    port = via.port
    host = via.params.get("maddr") or via.params.get("received") or via.host
    rport = via.params.get("rport")
    if rport and rport.isascii() and rport.isdigit() and len(rport) < 6 and not via.params.get("maddr"):
        port = int(rport)
    return Hop(host.strip("[]"), port or (5061 if via.transport == "TLS" else 5060), via.transport.lower())


def request_hop(request: Request) -> Hop:
    """Where a request goes first: the top Route if there is one, else the URI of the request line. §8.1.2."""
    routes = request.routes
    return uri_hop(routes[0].uri if routes else request.uri)


def uri_hop(uri: Uri) -> Hop:
    """Of a SIP URI. Of any other an empty host: that is for the dial plan to say."""
    if not isinstance(uri, SipUri):
        return Hop("")
    host = uri.params.get("maddr") or uri.host
    return Hop(host.strip("[]"), uri.port, uri.transport, uri.is_secure)


def routed(request: Request, routes: Sequence[Address]) -> Request:
    """With a route set put on: loose where its first element has `lr`, else RFC 2543's strict way. §12.2.1.1."""
    if not routes:
        return request
    first = routes[0].uri
    if isinstance(first, SipUri) and first.is_loose:
        return _with_routes(request, list(routes))
    strict = str(first.plain() if isinstance(first, SipUri) else first)
    last = Address(parse_uri(request.request_uri))
    return _with_routes(request.with_uri(strict), [*routes[1:], last])


def _with_routes(request: Request, routes: list[Address]) -> Request:
    bare = request.without("Route")
    for route in reversed(routes):
        bare = bare.with_first("Route", str(route))
    return bare


def arrived(request: Request, ours: Sequence[SipUri]) -> Request:
    """As its sender meant it: a strict router before us undone, our own Route taken off. §16.4.

    `ours` are the URIs that we put into Record-Route, or the outbound address that phones are told to use.
    """
    routes = request.routes
    if not routes:
        return request
    if any(is_same(request.uri, own) for own in ours if own.is_loose):
        back = str(routes[-1].uri)
        request = _with_routes(request.with_uri(back), list(routes[:-1]))
        routes = request.routes
    if routes and any(_is_ours(routes[0].uri, own) for own in ours):
        request = request.without_first("Route")
    return request


def _is_ours(uri: Uri, own: SipUri) -> bool:
    return isinstance(uri, SipUri) and (uri.host, uri.port or 5060) == (own.host, own.port or 5060)
