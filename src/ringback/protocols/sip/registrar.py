"""Where a user can be reached: bindings of one address of record. RFC 3261 §10.3.

Pure: bindings in, bindings out. Who may register is asked before (`digest`), where they are kept after.
"""

from typing import Any

import msgspec

from ringback.protocols.sip import headers
from ringback.protocols.sip.errors import Malformed, PeerError
from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.message import Request
from ringback.protocols.sip.uri import SipUri, Uri, is_same


class Binding(msgspec.Struct, frozen=True):
    """`expires_at` is a moment on the clock that `register` was given. `flow` is the caller's mark of the way in."""

    contact: Address
    call_id: str
    cseq: int
    expires_at: float
    q: float = 1.0
    flow: Any = None
    user_agent: str = ""

    @property
    def uri(self) -> Uri:
        return self.contact.uri


class Terms(msgspec.Struct, frozen=True):
    """Seconds. Registrations shorter than `least_s` are refused with 423, but for 0: those end one."""

    least_s: int = 60
    most_s: int = 3600
    usual_s: int = 3600
    most_contacts: int = 10  # of one address of record; each of them rings


class Registered(msgspec.Struct, frozen=True):
    """The new bindings, and the header fields of the 200."""

    bindings: tuple[Binding, ...]
    fields: tuple[tuple[str, str], ...]
    added: tuple[Binding, ...] = ()
    removed: tuple[Binding, ...] = ()


def live(bindings: tuple[Binding, ...], now: float) -> tuple[Binding, ...]:
    """Those that hold still, most wanted first."""
    return tuple(sorted((b for b in bindings if b.expires_at > now), key=lambda b: -b.q))


def register(
    bindings: tuple[Binding, ...], request: Request, now: float, *, terms: Terms | None = None, flow: Any = None
) -> Registered | PeerError:
    """What a REGISTER does. All or nothing: one refused contact leaves every binding as it was."""
    terms = terms or Terms()
    before = live(bindings, now)
    try:
        after = _starred(before, request) if request.has_star else _merged(before, request, now, terms, flow)
    except Malformed as fault:
        fields = (("Min-Expires", str(terms.least_s)),) if fault.status == 423 else ()
        return PeerError(fault.reason, fault.status, request, fields)
    return Registered(after, _contacts(after, now), _without(after, before), _without(before, after))


def _without(some: tuple[Binding, ...], others: tuple[Binding, ...]) -> tuple[Binding, ...]:
    return tuple(b for b in some if not any(is_same(b.uri, other.uri) for other in others))


def _starred(before: tuple[Binding, ...], request: Request) -> tuple[Binding, ...]:
    if request.expires != 0 or request.contacts:
        raise Malformed("Contact: * stands alone, with Expires: 0")
    for binding in before:
        _in_order(binding, request)
    return ()


def _in_order(binding: Binding, request: Request) -> None:
    if binding.call_id == request.call_id and request.cseq.number <= binding.cseq:
        raise Malformed(f"CSeq {request.cseq.number} of this Call-ID comes after {binding.cseq}", 500)


def _merged(before: tuple[Binding, ...], request: Request, now: float, terms: Terms, flow: Any) -> tuple[Binding, ...]:
    after = list(before)
    for contact in request.contacts:
        known = next((b for b in after if is_same(b.uri, contact.uri)), None)
        if known is not None:
            _in_order(known, request) if known in before else None
            after.remove(known)
        seconds = _span(contact, request, terms)
        if seconds:
            after.append(_binding(contact, request, now + seconds, flow))
    if len(after) > terms.most_contacts:
        raise Malformed(f"{len(after)} contacts; at most {terms.most_contacts} are kept", 403)
    return tuple(after)


def _binding(contact: Address, request: Request, expires_at: float, flow: Any) -> Binding:
    if not isinstance(contact.uri, SipUri):
        raise Malformed(f"A contact of {contact.uri.scheme}: cannot be called from here")
    return Binding(
        contact=msgspec.structs.replace(contact, params={}),
        call_id=request.call_id,
        cseq=request.cseq.number,
        expires_at=expires_at,
        q=_q(contact),
        flow=flow,
        user_agent=(request.first("User-Agent") or "")[:128],
    )


def _span(contact: Address, request: Request, terms: Terms) -> int:
    said = contact.params.get("expires")
    seconds = request.expires if said is None else _forgiving(said)
    if seconds is None:
        return terms.usual_s
    if 0 < seconds < terms.least_s:
        raise Malformed(f"A registration of {seconds} s is below {terms.least_s}", 423)
    return min(seconds, terms.most_s)


def _forgiving(text: str) -> int:
    """§10.2.1.1: an expires that cannot be read counts as 3600."""
    try:
        return headers.parse_seconds(text)
    except Malformed:
        return 3600


def _q(contact: Address) -> float:
    try:
        return min(1.0, max(0.0, float(contact.params.get("q") or 1.0)))
    except ValueError:
        return 1.0


def _contacts(bindings: tuple[Binding, ...], now: float) -> tuple[tuple[str, str], ...]:
    """§10.3 step 8: every binding, with what is left of it."""
    return tuple(("Contact", f"{b.contact};expires={max(1, round(b.expires_at - now))}") for b in bindings)
