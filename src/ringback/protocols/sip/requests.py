"""Requests that begin something: outside any dialog. RFC 3261 §8.1.1."""

from collections.abc import Iterable

from ringback.protocols.sip.headers import Address, Via
from ringback.protocols.sip.message import Request, Response, answer
from ringback.protocols.sip.names import Names
from ringback.protocols.sip.routing import routed
from ringback.protocols.sip.screening import Abilities
from ringback.protocols.sip.uri import SipUri, Uri


def via_of(names: Names, transport: str, host: str, port: int | None) -> str:
    """A Via with a new branch. It asks for `rport`: RFC 3581."""
    params: dict[str, str | None] = {"branch": names.branch(), "rport": None}
    return str(Via(transport.upper(), host, port, params))


def new_request(
    method: str,
    uri: Uri,
    names: Names,
    *,
    via: str,
    from_: Address,
    to: Address | None = None,
    contact: Address | None = None,
    routes: Iterable[Address] = (),
    hops: int = 70,
    call_id: str | None = None,
    cseq: int = 1,
    fields: Iterable[tuple[str, str]] = (),
    body: bytes = b"",
) -> Request:
    """`from_` gets a tag unless it has one. `routes` is the outbound proxy's; `hops` is Max-Forwards."""
    made = [
        ("Via", via),
        ("Max-Forwards", str(hops)),
        ("From", str(from_ if from_.tag else from_.with_tag(names.tag()))),
        ("To", str(to or Address(uri.plain() if isinstance(uri, SipUri) else uri))),
        ("Call-ID", call_id or names.call_id()),
        ("CSeq", f"{cseq} {method}"),
    ]
    if contact is not None:
        made.append(("Contact", str(contact)))
    target = uri.plain() if isinstance(uri, SipUri) else uri
    return routed(Request(method, str(target), [*made, *fields], body), tuple(routes))


def redirected(response: Response) -> tuple[Uri, ...]:
    """Where a 3xx sends the caller, most wanted first. §8.1.3.4, §19.1.5 (headers in these URIs are not followed)."""

    def wanted(contact: Address) -> float:
        try:
            return -float(contact.params.get("q") or 1.0)
        except ValueError:
            return 0.0

    uris = [contact.uri for contact in sorted(response.contacts, key=wanted)]
    return tuple(uri.plain() if isinstance(uri, SipUri) else uri for uri in uris)


def again(request: Request, via: str) -> Request:
    """The same request as a new transaction: after a challenge, a 422, a redirect. §8.1.3.5."""
    number = request.cseq.number + 1
    bare = request.without_first("Via").with_first("Via", via)
    return bare.with_field("CSeq", f"{number} {request.method}")


def options_answer(request: Request, abilities: Abilities, *, to_tag: str, status: int = 200) -> Response:
    """What this side can do: §11.2. `status` is what an INVITE would get now (486 where busy)."""
    fields = [abilities.allow(), abilities.supported(), abilities.accept(), ("Accept-Encoding", "identity")]
    return answer(request, status, to_tag=to_tag, fields=fields)
