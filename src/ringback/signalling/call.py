"""What calls of both directions share: one dialog, asked and answered in. RFC 3261 §12.2, §15; RFC 6086."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Protocol

from ringback.protocols.sip import headers as sip_headers
from ringback.protocols.sip import screening
from ringback.protocols.sip.bodies import part_of
from ringback.protocols.sip.dialog import Dialog, DialogId, Phase
from ringback.protocols.sip.digest import DigestClient
from ringback.protocols.sip.errors import LocalError, PeerError
from ringback.protocols.sip.message import Message, Request, Response, answer, refused
from ringback.protocols.sip.requests import options_answer
from ringback.protocols.sip.routing import Hop, uri_hop
from ringback.protocols.sip.session_timer import Agreement, SessionTimer
from ringback.protocols.sip.uri import SipUri
from ringback.signalling.engine import Engine, Heard, Key
from ringback.signalling.listener import Headers, Listener
from ringback.signalling.reach import is_address
from ringback.signalling.session import Answering, Session
from ringback.signalling.transfer import Transfer
from ringback.transports.flows import Flow

SDP = "application/sdp"
ABILITIES = screening.Abilities(
    methods=frozenset(
        ("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER", "NOTIFY", "REGISTER")
    ),
    extensions=frozenset(("100rel", "timer", "norefersub")),
    content_types=screening.Abilities().content_types | {"application/vnd.ringback+json"},
)
_ALLOW, _SUPPORTED = ABILITIES.allow(), ABILITIES.supported()
Extra = Iterable[tuple[str, str]]
NOBODY = Listener()


class Calls(Protocol):
    """Where calls are found by their dialogs."""

    def add(self, dialog: DialogId, call: "Call") -> None: ...
    def remove(self, dialog: DialogId) -> None: ...
    def settled(self, call: "Call") -> None:
        """It is answered, or over: it does not wait any more."""
        ...


class Call:
    """One leg of SIP. What it tells goes to `listener`; after the end, every verb does nothing."""

    def __init__(self, engine: Engine, calls: Calls, call_id: str, listener: Listener) -> None:
        self.call_id, self.listener = call_id, listener
        self.serial, self.is_over = engine.serial(), False
        self.dialog: Dialog | None = None
        self.flow: Flow | None = None
        self.engine, self.calls = engine, calls
        self.session = Session(self)
        self.digest: DigestClient | None = None
        self._transfer: Transfer | None = None

    # verbs of whoever has the call

    def hang_up(self, headers: Extra = ()) -> None:
        """Ends it the way its state asks for: BYE, CANCEL or a refusal."""
        raise NotImplementedError

    def reinvite(self, sdp: bytes) -> None:
        """Offers a changed session. It waits for one that is under way; the last one asked for wins."""
        if self._is_up:
            self.session.change(sdp)

    def info(self, content_type: str, body: bytes) -> None:
        if self._is_up:
            self.ask("INFO", lambda response: None, fields=[("Content-Type", content_type)], body=body)

    def refer(self, target: str, headers: Extra = ()) -> None:
        """Asks the peer to call `target` in this call's stead. Raises Malformed where that is no URI."""
        if self._is_up:
            self.transfer.refer(target, canonical(headers))

    def notify_refer(self, status: int) -> None:
        """Tells the peer how the call that it asked for is getting on; 200 or above ends it."""
        if self._is_up and self._transfer is not None:
            self._transfer.notify(status)

    @property
    def transfer(self) -> Transfer:
        if self._transfer is None:
            self._transfer = Transfer(self)
        return self._transfer

    @property
    def _is_up(self) -> bool:
        return not self.is_over and self.dialog is not None and self.dialog.phase is Phase.CONFIRMED

    # requests of ours

    def ask(
        self,
        method: str,
        heard: Heard,
        *,
        fields: Extra = (),
        body: bytes = b"",
        sent: Callable[[Request, Key], None] | None = None,
    ) -> None:
        """A request in the dialog. A challenge is met; the last answer goes to `heard`."""
        dialog = self.dialog
        assert dialog is not None
        fields = list(fields)

        def reached(flow: Flow | None) -> None:
            if flow is None:
                heard(answer(_nowhere(method, dialog), 503))
            elif dialog.phase is not Phase.ENDED or method == "BYE":
                request = dialog.request(method, via=self.engine.via(flow), fields=fields, body=body)
                self._sent(dialog, request, flow, heard, sent)

        self.reach(dialog, reached)

    def _sent(
        self, dialog: Dialog, request: Request, flow: Flow, heard: Heard, sent: Callable[[Request, Key], None] | None
    ) -> None:
        def told(response: Response) -> None:
            if response.is_provisional:
                if request.method == "INVITE":
                    heard(response)
                return
            again = self.met(request, response, flow, dialog)
            if again is not None:
                self._sent(dialog, again, flow, heard, sent)
                return
            if request.method != "INVITE":
                dialog.answered(request, response)
            heard(response)
            if dialog.phase is Phase.ENDED and request.method != "BYE":
                self.vanished(response.status)

        key = self.engine.ask(request, flow, told)
        if sent is not None:
            sent(request, key)

    def met(self, request: Request, response: Response, flow: Flow, dialog: Dialog | None) -> Request | None:
        """The request again with credentials, if it was challenged and we have some."""
        if response.status not in (401, 407) or self.digest is None:
            return None
        proved = self.digest.authorized(request, response)
        if isinstance(proved, PeerError):
            return None
        number = request.cseq.number + 1
        if dialog is not None:
            dialog.local_seq = number = max(dialog.local_seq, request.cseq.number) + 1
        bare = proved.without_first("Via").with_first("Via", self.engine.via(flow))
        return bare.with_field("CSeq", f"{number} {request.method}")

    def reach(self, dialog: Dialog, then: Callable[[Flow | None], None]) -> None:
        """The flow for a request in the dialog: the connection it came by, else where its route or target says."""
        flow = self.flow
        hop = uri_hop(dialog.routes[0].uri if dialog.routes else dialog.target)
        if flow is not None and _keeps(flow, hop, is_routed=bool(dialog.routes)):
            then(flow)
            return
        self.engine.to(hop, then)

    def acknowledge(self, dialog: Dialog, invite: Request, then: Callable[[Request, Flow], None]) -> None:
        """Sends the ACK of a 2xx, and tells it, so that it can be said again."""

        def reached(flow: Flow | None) -> None:
            if flow is not None:
                ack = dialog.ack(invite, via=self.engine.via(flow))
                self.engine.send(ack, flow)
                then(ack, flow)

        self.reach(dialog, reached)

    def bye(self, dialog: Dialog, headers: Extra = ()) -> None:
        """Hangs up in that dialog; it stays known until the peer has answered."""
        known, self.dialog = self.dialog, dialog

        def heard(response: Response) -> None:
            dialog.end()
            self.calls.remove(dialog.id)

        self.ask("BYE", heard, fields=canonical(headers))
        self.dialog = known

    # requests of the peer

    def is_from_peer(self, flow: Flow) -> bool:
        """Whether the flow leads to somebody who has a part in this dialog. Tags can be seen on the way; this helps."""
        if self.flow is None or flow.ip == self.flow.ip:
            return True
        dialog = self.dialog
        uris = [] if dialog is None else [dialog.target, *(route.uri for route in dialog.routes)]
        return any(isinstance(uri, SipUri) and self.engine.reach.is_of(uri.host.strip("[]"), flow.ip) for uri in uris)

    def received(self, request: Request, flow: Flow, key: Key | None) -> None:
        """A request in the dialog, from its peer."""
        if request.method == "ACK":
            self.session.acknowledged(request)
            return
        assert key is not None and self.dialog is not None
        fault = screening.refusal(request, ABILITIES) or self.dialog.receive(request)
        if fault is not None:
            self.refuse_request(key, fault)
            return
        if flow.ip == (self.flow.ip if self.flow else ""):
            self.flow = flow  # its port may have moved: NAT
        _DEEDS.get(request.method, Call._unknown)(self, request, key)
        self.engine.mind(self)

    def refuse_request(self, key: Key, fault: PeerError) -> None:
        response = refused(fault, self.engine.names.tag())
        if response is not None:
            self.engine.respond(key, response)

    def respond(self, key: Key, request: Request, status: int, fields: Extra = (), body: bytes = b"") -> None:
        self.engine.respond(key, answer(request, status, fields=fields, body=body))

    def _unknown(self, request: Request, key: Key) -> None:
        self.respond(key, request, 405, [_ALLOW])

    def _bye(self, request: Request, key: Key) -> None:
        self.respond(key, request, 200)
        self.session.hung_up()
        if not self.is_over:
            self.ended().hung_up(request.fields)
        elif self.dialog is not None:
            self.calls.remove(self.dialog.id)

    def _invite(self, request: Request, key: Key) -> None:
        self.session.invited(request, key)

    def _update(self, request: Request, key: Key) -> None:
        self.session.updated(request, key)

    def _prack(self, request: Request, key: Key) -> None:
        self.session.pracked(request, key)

    def _info(self, request: Request, key: Key) -> None:
        kind = request.content_type
        status = 481 if self.is_over else self.listener.info(kind.essence if kind else "", request.body)
        self.respond(key, request, status)

    def _options(self, request: Request, key: Key) -> None:
        self.engine.respond(key, options_answer(request, ABILITIES, to_tag=self.engine.names.tag()))

    def _refer(self, request: Request, key: Key) -> None:
        self.transfer.asked(request, key)

    def _notify(self, request: Request, key: Key) -> None:
        self.transfer.notified(request, key)

    # what the session tells

    def acknowledged(self, answering: Answering, sdp: bytes | None) -> None:
        """The ACK of an INVITE came; `sdp` is its answer where ours was the offer."""
        if not self.is_over and sdp is not None:
            self.listener.reinvited(sdp, 200)

    def unacknowledged(self) -> None:
        self.expired("The peer did not acknowledge our answer within 32 seconds.")

    def given_up(self) -> None:
        """The caller cancelled its first INVITE."""

    def offer_fields(self, sdp: bytes) -> Headers:
        return [_ALLOW, ("User-Agent", self.engine.user_agent), ("Content-Type", SDP)]

    def answer_fields(self, sdp: bytes | None) -> Headers:
        own = [_ALLOW, _SUPPORTED, ("Server", self.engine.user_agent)]
        return [*own, ("Content-Type", SDP)] if sdp else own

    # time, and the end

    @property
    def wake_at(self) -> float:
        return self.session.wake_at

    def tick(self, now: float) -> None:
        self.session.tick(now)

    def timed(self, agreement: Agreement | None) -> None:
        """The session is new, or refreshed: RFC 4028."""
        if agreement is not None:
            self.session.timer = SessionTimer(agreement, self.engine.now())
            self.engine.mind(self)

    def vanished(self, status: int) -> None:
        """The peer knows nothing of the call, or does not answer: §12.2.1.2."""
        why = "does not know this call any more (481)" if status == 481 else "does not answer (408)"
        self.gone(f"The peer {why}.")

    def gone(self, reason: str) -> None:
        """Ends it as lost."""
        if not self.is_over:
            self.ended().lost(reason)

    def expired(self, reason: str) -> None:
        """As `gone`, but with a BYE in case somebody is there after all."""
        if not self.is_over and self.dialog is not None:
            listener = self.end_quietly()
            self.bye(self.dialog)
            listener.lost(reason)

    def end_quietly(self) -> Listener:
        """Who listened, for a last word: nothing is told after this. The dialog stays known, for what crosses.

        The listener is let go of: transactions keep a call in memory for a minute, and must not keep a leg with it.
        """
        listener, self.listener = self.listener, NOBODY
        self.is_over = True
        self.session.stop()
        self.calls.settled(self)
        return listener

    def ended(self) -> Listener:
        """As `end_quietly`, and the dialog is forgotten."""
        listener = self.end_quietly()
        if self.dialog is not None:
            self.calls.remove(self.dialog.id)
        self.engine.alarms.forget(self)
        return listener


_DEEDS = {
    "BYE": Call._bye,
    "INVITE": Call._invite,
    "UPDATE": Call._update,
    "PRACK": Call._prack,
    "INFO": Call._info,
    "OPTIONS": Call._options,
    "REFER": Call._refer,
    "NOTIFY": Call._notify,
}


def canonical(headers: Extra) -> Headers:
    """Header fields of the taker's. Raises Malformed for a name that is none, LocalError for a line break."""
    return [(sip_headers.canonical(name), in_a_line(value)) for name, value in headers]


def in_a_line(text: str) -> str:
    """What a customer wrote must not begin a header field of its own."""
    if "\r" in text or "\n" in text:
        raise LocalError(f"{text[:80]!r} holds a line break; leave it out")
    return text


def sdp_of(message: Message) -> bytes | None:
    return part_of(message, SDP)


def _nowhere(method: str, dialog: Dialog) -> Request:
    """Stands for a request that could not even be addressed."""
    fields = [("From", str(dialog.local)), ("To", str(dialog.remote)), ("Call-ID", dialog.call_id)]
    return Request(method, str(dialog.target), [*fields, ("CSeq", f"{dialog.local_seq} {method}")])


def _keeps(flow: Flow, hop: Hop, *, is_routed: bool) -> bool:
    """Whether requests go back on the flow that the peer was heard on."""
    if flow.is_reliable:
        return flow.is_open and (not is_routed or hop.host == flow.ip)
    return not is_routed and _is_behind_nat(hop, flow)


def _is_behind_nat(hop: Hop, flow: Flow) -> bool:
    """A target with an address that only its own network knows, heard from another."""
    host = hop.host
    if host == flow.ip:
        return False
    if not is_address(host):
        return host.endswith(".invalid")
    return (ip_address(host).is_private and not ip_address(flow.ip).is_private) or host in ("0.0.0.0", "::")
