"""Transfers: REFER and the NOTIFYs that tell how it went. RFC 3515, RFC 3420, RFC 4488, RFC 3891."""

import re

import msgspec

from ringback.protocols.sip import grammar
from ringback.protocols.sip.errors import Malformed, PeerError
from ringback.protocols.sip.headers import Address, Valued, parse_valued
from ringback.protocols.sip.message import Request
from ringback.protocols.sip.reasons import REASONS
from ringback.protocols.sip.uri import SipUri, Uri

EXPIRES_S = 180  # how long the NOTIFYs of one transfer may go on: the ringing and its answer
_FRAGMENT = re.compile(rb"SIP/2\.0 ([1-6][0-9][0-9])(?: ([^\r\n]*))?(?:\r\n|$)")


class Referral(msgspec.Struct, frozen=True):
    """Whom to call now. `replaces` names a dialog of the target that the new call takes over (attended transfer)."""

    target: Uri
    replaces: Valued | None = None
    referred_by: str | None = None
    is_silent: bool = False  # Refer-Sub: false, no NOTIFY is wanted: RFC 4488


def read(request: Request) -> Referral | PeerError:
    """What a REFER asks for; 400 without one target, 403 for anything but a call."""
    to = request.refer_to
    if to is None:
        return PeerError("REFER names no Refer-To", 400, request)
    try:
        return _referral(request, to)
    except Malformed as fault:
        return PeerError(fault.reason, fault.status, request)


def _referral(request: Request, to: Address) -> Referral:
    uri, replaces = to.uri, None
    if isinstance(uri, SipUri):
        method = uri.params.get("method") or "INVITE"
        if method.upper() != "INVITE":
            raise Malformed(f"A REFER to a {method} is not followed", 403)
        asked = {name.lower(): value for name, value in uri.headers}
        replaces = parse_valued(grammar.unescaped(asked["replaces"])) if "replaces" in asked else None
        uri = uri.plain()
    silent = (request.first("Refer-Sub") or "").strip().lower().startswith("false")
    return Referral(uri, replaces, request.first("Referred-By"), silent)


def refer_fields(
    target: Uri, *, referred_by: Uri | None = None, replaces: Valued | None = None
) -> list[tuple[str, str]]:
    """The header fields of a REFER."""
    if isinstance(target, SipUri) and replaces is not None:
        text = "".join(c if c.isalnum() or c in "-_.!~*'()" else f"%{ord(c):02X}" for c in str(replaces))
        target = msgspec.structs.replace(target, headers=(*target.headers, ("Replaces", text)))
    fields = [("Refer-To", f"<{target}>")]
    if referred_by is not None:
        fields.append(("Referred-By", f"<{referred_by}>"))
    return fields


class Subscription:
    """The side that follows a REFER: what goes into the next NOTIFY. `refer_seq` tells several apart (§2.4.6)."""

    def __init__(self, now: float, *, refer_seq: int | None = None) -> None:
        self._event = "refer" if refer_seq is None else f"refer;id={refer_seq}"
        self._until = now + EXPIRES_S
        self.is_over = False

    def notify(self, status: int, now: float, reason: str | None = None) -> tuple[list[tuple[str, str]], bytes]:
        """Header fields and body for this state of the new call; a final status is the last."""
        left = max(0, round(self._until - now))
        self.is_over = status >= 200 or left == 0
        state = "terminated;reason=noresource" if self.is_over else f"active;expires={left}"
        fields = [
            ("Event", self._event),
            ("Subscription-State", state),
            ("Content-Type", "message/sipfrag;version=2.0"),
        ]
        words = REASONS.get(status, "") if reason is None else reason
        return fields, f"SIP/2.0 {status} {words}\r\n".encode()


class Told(msgspec.Struct, frozen=True):
    """How the transfer stands. `status` None where the NOTIFY does not say."""

    status: int | None
    is_over: bool


def read_notify(request: Request) -> Told | PeerError:
    """The side that sent a REFER."""
    event, state = request.event, request.subscription_state
    if event is None or event.value.lower() != "refer":
        return PeerError("A NOTIFY of something nobody asked for", 489, request, (("Allow-Events", "refer"),))
    if state is None:
        return PeerError("NOTIFY lacks Subscription-State", 400, request)
    match = _FRAGMENT.match(request.body)
    status = int(match[1]) if match else None
    return Told(status, state.value.lower() == "terminated" or (status or 0) >= 200)
