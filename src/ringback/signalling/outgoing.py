"""A call of ours: dialled, perhaps answered by several, cancelled, challenged. RFC 3261 §9.1, §13.2, §22.2."""

from typing import TYPE_CHECKING

import msgspec

from ringback.protocols.sip import session_timer
from ringback.protocols.sip.dialog import Dialog
from ringback.protocols.sip.digest import Account, DigestClient
from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.inviting import (
    Accepted,
    AckAgain,
    Inviting,
    Outcome,
    Progress,
    Rejected,
    SendCancel,
    Unwanted,
)
from ringback.protocols.sip.message import Request, Response
from ringback.protocols.sip.requests import again, new_request
from ringback.protocols.sip.routing import Hop, uri_hop
from ringback.protocols.sip.uri import SipUri, parse_uri
from ringback.signalling.call import Call, Calls, Extra, canonical, in_a_line, sdp_of
from ringback.signalling.engine import Engine, Key
from ringback.signalling.listener import Headers, Listener
from ringback.transports.flows import Flow

if TYPE_CHECKING:
    from ringback.kernel import Entropy
    from ringback.signalling.registrar import Contact

MOST_TRIES = 4  # of one INVITE: a challenge by a proxy, one by the server, one stale, one interval too small


class Route(msgspec.Struct, frozen=True):
    """Where to send it first, whatever its URI says: a carrier's address, an outbound proxy."""

    host: str
    port: int | None = None
    transport: str | None = None

    @property
    def hop(self) -> Hop:
        return Hop(self.host.strip("[]"), self.port, self.transport)


class Dialling(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to call and how. `realm`, where given, is the only one that the password is used for.

    With `flow` the request goes to that phone, by its contact's URI; `to_uri` is then only whom it is meant for.
    """

    to_uri: str
    from_uri: str
    sdp: bytes
    from_name: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    username: str | None = None
    password: str | None = None
    realm: str | None = None
    route: Route | None = None
    flow: "Contact | None" = None
    hops: int = 70  # Max-Forwards: what is left of the call that this one follows from


class OutgoingCall(Call):
    def __init__(
        self, engine: Engine, calls: Calls, dialling: Dialling, listener: Listener, entropy: "Entropy"
    ) -> None:
        """Raises Malformed where an address or the name of a header field is none, LocalError for a line break."""
        super().__init__(engine, calls, engine.names.call_id(), listener)
        self._dialling, self._tag = dialling, engine.names.tag()
        self._to, self._from = parse_uri(dialling.to_uri), parse_uri(dialling.from_uri)
        self._target = self._to if dialling.flow is None else parse_uri(dialling.flow.uri)  # RFC 3261 §16.6, 2
        self._headers, self._name = canonical(dialling.headers), in_a_line(dialling.from_name)
        self._inviting: Inviting | None = None
        self._key: Key | None = None
        self._tries = 0
        self._is_cancelled = False
        self._acks: dict[int, tuple[Request, Flow]] = {}
        self._known: set[int] = set()
        if dialling.username is not None:
            account = Account(dialling.username, dialling.password or "", dialling.realm)
            self.digest = DigestClient(account, entropy)
        self.session.local_sdp = dialling.sdp
        engine.callers[self.call_id, self._tag] = self

    @property
    def target(self) -> str:
        """The URI of the request line."""
        return self._inviting.invite.request_uri if self._inviting is not None else ""

    def begin(self) -> None:
        contact = self._dialling.flow
        known = contact.flow if contact is not None else None
        if known is not None:
            self._reached(known)
        else:
            route = self._dialling.route
            self.engine.to(route.hop if route is not None else uri_hop(self._target), self._reached)

    def _reached(self, flow: Flow | None) -> None:
        if self.is_over:
            return
        if flow is None or self._is_cancelled:
            self._fail(487 if self._is_cancelled else 503, "", [])
            return
        self.flow = flow
        self._send_invite(self._request(flow), flow)

    def _request(self, flow: Flow) -> Request:
        user = self._from.user if isinstance(self._from, SipUri) else None
        return new_request(
            "INVITE", self._target, self.engine.names, via=self.engine.via(flow),
            from_=Address(self._from, self._name).with_tag(self._tag),
            to=Address(self._to.plain() if isinstance(self._to, SipUri) else self._to),
            contact=self.engine.contact(flow, user), hops=self._dialling.hops, call_id=self.call_id,
            fields=[*session_timer.asked(), *self.offer_fields(self._dialling.sdp), *self._headers],
            body=self._dialling.sdp,
        )  # fmt: skip

    def _send_invite(self, request: Request, flow: Flow) -> None:
        self._tries += 1
        self._inviting = Inviting(request)
        self._key = None
        inviting = self._inviting
        key = self.engine.ask(request, flow, lambda response: self._told(inviting, response))
        if inviting is self._inviting:
            self._key = key

    def told(self, response: Response) -> None:
        """A 2xx that came after its transaction."""
        if self._inviting is not None:
            self._told(self._inviting, response)

    def _told(self, inviting: Inviting, response: Response) -> None:
        if self._tries_again(inviting, response):
            return
        for outcome in inviting.receive(response):
            self._come_of(inviting, outcome)
        self.engine.mind(self)

    def _tries_again(self, inviting: Inviting, response: Response) -> bool:
        flow = self.flow
        if flow is None or inviting is not self._inviting or inviting.is_over or self._is_cancelled:
            return False
        if self._tries >= MOST_TRIES or response.status not in (401, 407, 422):
            return False
        request = self.met(inviting.invite, response, flow, None)
        longer = session_timer.longer(response)
        if longer is not None:
            request = again(inviting.invite, self.engine.via(flow))
            request = request.with_field("Session-Expires", str(longer)).with_field("Min-SE", str(longer))
        if request is None:
            return False
        self._send_invite(request, flow)
        return True

    def _come_of(self, inviting: Inviting, outcome: Outcome) -> None:
        match outcome:
            case Progress(response, dialog):
                self._progressed(response, dialog)
            case Accepted(response, dialog):
                self._accepted(inviting, response, dialog)
            case AckAgain(dialog):
                if id(dialog) in self._acks:
                    self.engine.send(*self._acks[id(dialog)])
            case Unwanted(_, dialog):
                self._unwanted(inviting, dialog)
            case SendCancel(cancel):
                self._send_cancel(cancel)
            case Rejected(response):
                status = 487 if self._is_cancelled and response.status == 408 else response.status
                self._fail(status, response.reason, response.fields)

    def _progressed(self, response: Response, dialog: Dialog | None) -> None:
        if dialog is not None:
            self._add(dialog)
            self.dialog = self.dialog or dialog
        if not self.is_over and not self._is_cancelled:
            self.listener.ringing(response.status, sdp_of(response), response.fields)

    def _add(self, dialog: Dialog) -> None:
        if id(dialog) not in self._known:
            self._known.add(id(dialog))
            self.calls.add(dialog.id, self)

    def _accepted(self, inviting: Inviting, response: Response, dialog: Dialog) -> None:
        self._forget_early(dialog)
        self.dialog = dialog
        self._add(dialog)
        self.session.peer_updates = "UPDATE" in response.allow
        self._acknowledge(inviting, dialog)
        said = inviting.invite.session_expires
        self.timed(session_timer.agreed(response, said[0] if said else None))
        self._let_go()
        self.listener.answered(sdp_of(response), response.fields)

    def _forget_early(self, dialog: Dialog) -> None:
        assert self._inviting is not None
        for other in self._inviting.dialogs.values():
            if other is not dialog:
                self.calls.remove(other.id)

    def _acknowledge(self, inviting: Inviting, dialog: Dialog) -> None:
        def sent(ack: Request, flow: Flow) -> None:
            self._acks[id(dialog)] = ack, flow

        self.acknowledge(dialog, inviting.invite, sent)

    def _unwanted(self, inviting: Inviting, dialog: Dialog) -> None:
        """A second phone answered, or one after we had given up."""
        self._acknowledge(inviting, dialog)
        self._add(dialog)
        self.bye(dialog)
        if inviting.accepted is None:
            self._fail(487, "", [])

    def _send_cancel(self, cancel: Request) -> None:
        if self.flow is not None and self._key is not None:
            self.engine.ask(cancel, self.flow, lambda response: None)
            self.engine.cancel_sent(self._key)

    def _fail(self, status: int, reason: str, fields: Headers) -> None:
        if self.is_over:
            return
        for dialog in self._inviting.dialogs.values() if self._inviting is not None else ():
            self.calls.remove(dialog.id)
        listener = self.ended()
        self._let_go()
        listener.failed(status, reason, fields)

    def _let_go(self) -> None:
        self.engine.forget_caller(self.call_id, self._tag)

    def cancel(self) -> None:
        """Gives up. `failed` tells the end of it: 487, or whatever crossed; an answer that crosses is hung up on."""
        if self.is_over or (self._inviting is not None and self._inviting.is_over):
            return
        self._is_cancelled = True
        if self._inviting is not None:
            for outcome in self._inviting.cancel():
                self._come_of(self._inviting, outcome)

    def hang_up(self, headers: Extra = ()) -> None:
        """BYE; a call not answered yet is cancelled."""
        if self.is_over:
            return
        if self._inviting is None or not self._inviting.is_over:
            self.cancel()
        elif self.dialog is not None:
            self.end_quietly()
            self.bye(self.dialog, headers)

    def received(self, request: Request, flow: Flow, key: Key | None) -> None:
        """Of the forks that lost, or are not answered yet, only BYE is taken."""
        is_ours = self.dialog is not None and self.dialog.remote.tag == request.from_.tag
        if is_ours:
            super().received(request, flow, key)
        elif key is not None:
            self.respond(key, request, 200 if request.method == "BYE" else 481)
