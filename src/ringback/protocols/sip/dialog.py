"""Dialogs: who talks to whom, and how the next request between them looks. RFC 3261 §12."""

import enum
from collections.abc import Iterable

from ringback.protocols.sip.errors import LocalError, PeerError
from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.message import Request, Response
from ringback.protocols.sip.routing import routed
from ringback.protocols.sip.uri import SipUri, Uri

DialogId = tuple[str, str, str]  # Call-ID, local tag, remote tag
REFRESHES_TARGET = frozenset(("INVITE", "UPDATE", "SUBSCRIBE", "NOTIFY", "REFER"))  # §12.2, RFC 3311, RFC 6665


class Phase(enum.Enum):
    EARLY = "early"
    CONFIRMED = "confirmed"
    ENDED = "ended"


class Dialog:
    """One peer of one call, as this side sees it. Make it with `from_response` or `from_request`."""

    def __init__(
        self,
        *,
        call_id: str,
        local: Address,
        remote: Address,
        target: Uri,
        routes: Iterable[Address],
        local_seq: int,
        remote_seq: int | None,
        contact: Address,
        is_caller: bool,
    ) -> None:
        """`contact` is this side's own Contact; `is_caller` whether this side sent the first request."""
        self.call_id, self.local, self.remote, self.target = call_id, local, remote, target
        self.routes, self.local_seq, self.remote_seq = tuple(routes), local_seq, remote_seq
        self.contact, self.is_caller = contact, is_caller
        self.phase = Phase.EARLY

    @classmethod
    def from_response(cls, request: Request, response: Response) -> "Dialog":
        """As the caller: §12.1.2. The response must bear a To tag and a Contact."""
        if response.to.tag is None or not response.contacts:
            raise LocalError(f"{response!r} makes no dialog: it has no To tag or no Contact")
        dialog = cls(
            call_id=request.call_id,
            local=request.from_,
            remote=response.to,
            target=response.contacts[0].uri,
            routes=reversed(response.record_routes),
            local_seq=request.cseq.number,
            remote_seq=None,
            contact=request.contacts[0],
            is_caller=True,
        )
        dialog.phase = Phase.CONFIRMED if response.is_success else Phase.EARLY
        return dialog

    @classmethod
    def from_request(cls, request: Request, tag: str, contact: Address) -> "Dialog":
        """As the called side: §12.1.1. `tag` is ours. Without a Contact the caller's own From address is the target."""
        return cls(
            call_id=request.call_id,
            local=request.to.with_tag(tag),
            remote=request.from_,
            target=request.contacts[0].uri if request.contacts else request.from_.uri,
            routes=request.record_routes,
            local_seq=0,
            remote_seq=request.cseq.number,
            contact=contact,
            is_caller=False,
        )

    @property
    def id(self) -> DialogId:
        return self.call_id, self.local.tag or "", self.remote.tag or ""

    @property
    def is_secure(self) -> bool:
        return isinstance(self.target, SipUri) and self.target.is_secure

    def request(
        self,
        method: str,
        *,
        via: str,
        fields: Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        cseq: int | None = None,
    ) -> Request:
        """The next request in it: §12.2.1.1. `cseq` only for ACK (the INVITE's), whose number is not new."""
        if self.phase is Phase.ENDED and method not in ("ACK", "BYE"):
            raise LocalError(f"A {method} in a dialog that has ended")
        if cseq is None:
            self.local_seq += 1
        made = [
            ("Via", via),
            ("Max-Forwards", "70"),
            ("From", str(self.local)),
            ("To", str(self.remote)),
            ("Call-ID", self.call_id),
            ("CSeq", f"{self.local_seq if cseq is None else cseq} {method}"),
        ]
        if method in REFRESHES_TARGET:
            made.append(("Contact", str(self.contact)))
        target = self.target.plain() if isinstance(self.target, SipUri) else self.target
        return routed(Request(method, str(target), [*made, *fields], body), self.routes)

    def ack(self, invite: Request, *, via: str, body: bytes = b"", fields: Iterable[tuple[str, str]] = ()) -> Request:
        """Of a 2xx: §13.2.2.4. It repeats the INVITE's CSeq number and credentials."""
        credentials = [pair for pair in invite.fields if pair[0] in ("Authorization", "Proxy-Authorization")]
        return self.request("ACK", via=via, fields=[*credentials, *fields], body=body, cseq=invite.cseq.number)

    def receive(self, request: Request) -> PeerError | None:
        """Takes a request of the peer: §12.2.2. One out of order is answered 500; an ACK has the INVITE's number."""
        if request.method in ("ACK", "CANCEL"):
            return None
        number = request.cseq.number
        if self.remote_seq is not None and number <= self.remote_seq:
            return PeerError(f"CSeq {number} after {self.remote_seq}", 500, request)
        self.remote_seq = number
        if request.method in REFRESHES_TARGET and request.contacts:
            self.target = request.contacts[0].uri
        return None

    def answered(self, request: Request, response: Response) -> None:
        """Takes a response to a request of ours within it."""
        if response.status in (481, 408) and request.method != "CANCEL":
            self.phase = Phase.ENDED  # §12.2.1.2: the peer knows nothing of it, or is gone
        elif response.is_success and request.method == "BYE":
            self.phase = Phase.ENDED
        elif response.is_success and request.method in REFRESHES_TARGET and response.contacts:
            self.target = response.contacts[0].uri

    def confirm(self, response: Response) -> None:
        """As the caller: the 2xx to the INVITE that made it. Routes and target are taken anew from it (§13.2.2.4)."""
        self.phase = Phase.CONFIRMED
        self.routes = tuple(reversed(response.record_routes))
        self.target = response.contacts[0].uri if response.contacts else self.target

    def end(self) -> None:
        self.phase = Phase.ENDED


def id_of_request(request: Request) -> DialogId:
    """Where a request belongs, seen from who received it."""
    return request.call_id, request.to.tag or "", request.from_.tag or ""


def id_of_response(response: Response) -> DialogId:
    """Where a response belongs, seen from who sent the request."""
    return response.call_id, response.from_.tag or "", response.to.tag or ""


def replaced_id(request: Request) -> DialogId | None:
    """The dialog that a Replaces names, seen from who received it. RFC 3891 §3."""
    replaces = request.replaces
    if replaces is None:
        return None
    return replaces.value, replaces.params.get("to-tag") or "", replaces.params.get("from-tag") or ""
