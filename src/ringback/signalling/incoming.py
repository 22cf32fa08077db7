"""A call to us: an INVITE that the policy let through, rung, answered or refused. RFC 3261 §13.3, RFC 3262."""

from ringback.protocols.sip import session_timer
from ringback.protocols.sip.dialog import Dialog
from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.invited import Invited
from ringback.protocols.sip.message import Request
from ringback.protocols.sip.uri import SipUri
from ringback.signalling.call import NOBODY, Call, Calls, Extra, canonical, in_a_line, sdp_of
from ringback.signalling.engine import Engine, Key
from ringback.signalling.listener import Headers
from ringback.signalling.policy import Allowed, Source
from ringback.signalling.session import Answering
from ringback.transports.flows import Flow


class IncomingCall(Call):
    def __init__(
        self, engine: Engine, calls: Calls, request: Request, flow: Flow, key: Key, admission: Allowed, hops: int
    ) -> None:
        super().__init__(engine, calls, request.call_id, NOBODY)
        self._request, self._key, self.flow, self.admission = request, key, flow, admission
        self.request_uri = request.request_uri
        self.from_uri, self.from_name = str(request.from_.uri), request.from_.display_name
        self.to_uri = str(request.to.uri)
        self.source = Source(flow.ip, flow.port, flow.transport)
        self.offer = sdp_of(request)
        self.hops = hops  # for `Dialling` of a call that this one leads to, so that loops end: §16.3
        self.session.peer_updates = "UPDATE" in request.allow
        self._hangs_up_later: Headers | None = None
        self.dialog = dialog = Dialog.from_request(request, engine.names.tag(), self._contact(request, flow))
        rseq = 1 + int(engine.names.fraction() * 2**20) if "100rel" in (*request.require, *request.supported) else 1
        self.session.begin(Invited(request, dialog, rseq=rseq, timing=engine.timing), key, is_first=True)
        calls.add(dialog.id, self)

    def _contact(self, request: Request, flow: Flow) -> Address:
        uri = request.uri
        return self.engine.contact(flow, uri.user if isinstance(uri, SipUri) else None)

    @property
    def headers(self) -> Headers:
        return self._request.fields

    def header(self, name: str) -> str | None:
        """The first field of that name, however it is spelt."""
        wanted = name.lower()
        return next((value for known, value in self._request.fields if known.lower() == wanted), None)

    @property
    def _answering(self) -> Answering | None:
        """While it can be answered still."""
        answering = self.session.answering
        is_open = answering is not None and answering.is_first and not answering.invited.is_answered
        return answering if is_open and not self.is_over else None

    @property
    def is_unanswered(self) -> bool:
        return self._answering is not None

    def ring(self, status: int = 180, sdp: bytes | None = None, headers: Extra = ()) -> None:
        """180, or 183 with sound before the answer. Acknowledged (RFC 3262) where the caller insists on it."""
        answering = self._answering
        if answering is not None:
            self.session.local_sdp = sdp or self.session.local_sdp
            fields = [*self.answer_fields(sdp), *canonical(headers)]
            self.session.steps(answering.invited.progress(status, self.engine.now(), fields=fields, body=sdp or b""))

    def answer(self, sdp: bytes, headers: Extra = ()) -> None:
        """200. Nothing happens where the caller has given up meanwhile."""
        answering = self._answering
        if answering is None:
            return
        agreement, fields = session_timer.answered(self._request)
        answering.has_offered = self.offer is None
        self.session.local_sdp = sdp
        fields = [*fields, *self.answer_fields(sdp), *canonical(headers)]
        steps = answering.invited.accept(self.engine.now(), fields=fields, body=sdp)
        self.timed(agreement)
        self.session.steps(steps)
        self.calls.settled(self)

    def refuse(self, status: int, reason: str | None = None, headers: Extra = ()) -> None:
        """3xx to 6xx, and the end of it."""
        answering = self._answering
        if answering is not None:
            fields = [("Server", self.engine.user_agent), *canonical(headers)]
            in_a_line(reason or "")
            steps = answering.invited.reject(status, reason=reason, fields=fields)
            self.session.steps(steps)
            self.session.answering = None
            self.ended()

    def hang_up(self, headers: Extra = ()) -> None:
        """BYE, once the caller knows that it was answered (§15); a call not answered yet is refused with 603."""
        if self.is_over or self._hangs_up_later is not None:
            return
        if self._answering is not None:
            self.refuse(603, headers=headers)
        elif self.session.answering is not None and self.session.answering.is_first:
            self._hangs_up_later = list(headers)
        else:
            self._hang_up(list(headers))

    def _hang_up(self, headers: Headers) -> None:
        assert self.dialog is not None
        self.end_quietly()
        self.bye(self.dialog, headers)

    def acknowledged(self, answering: Answering, sdp: bytes | None) -> None:
        if self._hangs_up_later is not None:
            self._hang_up(self._hangs_up_later)
        elif answering.is_first:
            if not self.is_over:
                self.listener.confirmed(sdp)
        else:
            super().acknowledged(answering, sdp)

    def unacknowledged(self) -> None:
        if self._hangs_up_later is not None:
            self._hang_up(self._hangs_up_later)
        else:
            super().unacknowledged()

    def given_up(self) -> None:
        if not self.is_over:
            self.ended().cancelled()
