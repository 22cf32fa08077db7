"""A call's session as it changes: re-INVITE and UPDATE both ways, glare, session timers. RFC 3261 §14, RFC 3311."""

import math
from typing import TYPE_CHECKING

from ringback.protocols.sip import session_timer
from ringback.protocols.sip.bodies import part_of
from ringback.protocols.sip.dialog import Dialog, Phase
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.invited import Confirmed, Invited, Pracked, Respond, Step, Unconfirmed, Unpracked
from ringback.protocols.sip.inviting import Accepted, AckAgain, Inviting, Rejected
from ringback.protocols.sip.message import Request, Response
from ringback.protocols.sip.renegotiation import Renegotiation
from ringback.protocols.sip.session_timer import SessionTimer
from ringback.signalling.engine import Key
from ringback.transports.flows import Flow

if TYPE_CHECKING:
    from ringback.signalling.call import Call

SDP = "application/sdp"
MOST_GLARES = 6  # 491 in a row: then it counts as refused


class Answering:
    """One INVITE of the peer's, first or later, until it is acknowledged."""

    def __init__(self, session: "Session", invited: Invited, key: Key, *, is_first: bool) -> None:
        self.session, self.invited, self.key, self.is_first = session, invited, key, is_first
        self.ip = session.call.flow.ip if session.call.flow is not None else ""
        self.has_offered = False  # our answer held an offer: theirs comes in the ACK

    def cancelled(self, cancel: Request) -> None:
        self.session.cancelled(self)

    def never_answered(self) -> None:
        """Of no consequence: a refusal that nobody acknowledged, or a call that its taker forgot."""
        if self.is_first and not self.invited.is_answered:
            self.session.call.gone("Nobody answered the call within its longest ringing time.")


class Session:
    def __init__(self, call: "Call") -> None:
        self.call = call
        self.timer: SessionTimer | None = None
        self.answering: Answering | None = None
        self.peer_updates = False  # whether the peer takes UPDATE: a refresh need not repeat the session then
        self.local_sdp: bytes | None = None
        self._state = Renegotiation()
        self._wanted: bytes | None = None
        self._glares = 0
        self._inviting: Inviting | None = None
        self._ack: tuple[Request, Flow] | None = None
        self._is_refresh = False

    @property
    def wake_at(self) -> float:
        if self.call.is_over and self.answering is None:
            return math.inf
        answering = self.answering.invited.wake_at if self.answering is not None else math.inf
        return min(answering, self.timer.wake_at if self.timer else math.inf, self._state.retry_at)

    def tick(self, now: float) -> None:
        if self.answering is not None:
            self.steps(self.answering.invited.tick(now))
        if self._state.retry_at <= now:
            self._state.retry_at = math.inf
            self._next()
        due = self.timer.tick(now) if self.timer is not None else None
        if due == "expired":
            self.call.expired("The peer did not refresh the session in time.")
        elif due == "refresh":
            self._refresh()

    def stop(self) -> None:
        self.timer, self._wanted, self._state.retry_at = None, None, math.inf

    # an INVITE of the peer's

    def begin(self, invited: Invited, key: Key, *, is_first: bool) -> None:
        self.answering = Answering(self, invited, key, is_first=is_first)
        self.call.engine.serving[key] = self.answering

    def steps(self, steps: list[Step]) -> None:
        for step in steps:
            answering = self.answering
            if answering is None:
                return
            match step:
                case Respond(response):
                    self.call.engine.respond(answering.key, response)
                case Confirmed(request):
                    self._confirmed(answering, part_of(request, SDP))
                case Unconfirmed():
                    self._unconfirmed()
                case Unpracked():
                    self._unpracked(answering)
                case Pracked():
                    pass
        self.call.engine.mind(self.call)

    def _confirmed(self, answering: Answering, sdp: bytes | None) -> None:
        self.answering = None
        self._state.theirs_done()
        self.call.acknowledged(answering, sdp if answering.has_offered else None)
        self._next()

    def _unconfirmed(self) -> None:
        self.answering = None
        self._state.theirs_done()
        self.call.unacknowledged()

    def _unpracked(self, answering: Answering) -> None:
        self.steps(answering.invited.reject(504))
        self.call.gone("The caller never acknowledged a reliable ringing.")

    def acknowledged(self, request: Request) -> None:
        if self.answering is not None:
            self.steps(self.answering.invited.acknowledged(request))

    def hung_up(self) -> None:
        """BYE came: an INVITE that is not answered yet never will be."""
        if self.answering is not None:
            if not self.answering.invited.is_answered:
                self.steps(self.answering.invited.reject(487))
            self.answering.invited.hung_up()
            self.answering = None

    def cancelled(self, answering: Answering) -> None:
        if answering is not self.answering:
            return
        self.steps(answering.invited.reject(487))
        self.answering = None
        self._state.theirs_done()
        if answering.is_first:
            self.call.given_up()
        self._next()

    def pracked(self, request: Request, key: Key) -> None:
        steps = self.answering.invited.prack(request, self.call.engine.now()) if self.answering is not None else None
        if steps is None:
            self.call.respond(key, request, 481)
        elif isinstance(steps, PeerError):
            self.call.refuse_request(key, steps)
        else:
            self.call.respond(key, request, 200)
            self.steps(steps)

    def invited(self, request: Request, key: Key) -> None:
        """A re-INVITE."""
        fault = self._refusal(request)
        if fault is not None:
            self.call.refuse_request(key, fault)
            return
        dialog = self.call.dialog
        assert dialog is not None
        self.begin(Invited(request, dialog, timing=self.call.engine.timing), key, is_first=False)
        self._answer_again(request)

    def _answer_again(self, request: Request) -> None:
        answering = self.answering
        assert answering is not None
        offer = part_of(request, SDP)
        sdp = self.call.listener.media_needed() if offer is None else self.call.listener.offered(offer)
        if sdp is None or self.call.is_over:
            self.steps(answering.invited.reject(488 if sdp is None else 481))
            self.answering = None
            self._state.theirs_done()
            return
        answering.has_offered = offer is None
        self.local_sdp = sdp
        fields = [*self._agree(request), *self.call.answer_fields(sdp)]
        self.steps(answering.invited.accept(self.call.engine.now(), fields=fields, body=sdp))

    def _agree(self, request: Request) -> list[tuple[str, str]]:
        agreement, fields = session_timer.answered(request)
        self.call.timed(agreement)
        return fields

    def _refusal(self, request: Request) -> PeerError | None:
        if self.call.is_over:
            return PeerError("The call has ended", 481, request)
        if self.answering is not None and request.method == "INVITE":
            return PeerError("The INVITE before it is not acknowledged yet", 500, request, (("Retry-After", "1"),))
        brief = session_timer.too_brief(request)
        return brief or self._state.arrives(request, self.call.engine.names)

    def updated(self, request: Request, key: Key) -> None:
        """An UPDATE: a refresh, or an offer."""
        fault = self._refusal(request)
        if fault is not None:
            self.call.refuse_request(key, fault)
            return
        offer = part_of(request, SDP)
        sdp = self.call.listener.offered(offer) if offer is not None else b""
        if sdp is None:
            self.call.respond(key, request, 488)
        else:
            self.local_sdp = sdp or self.local_sdp
            contact = ("Contact", str(self.call.dialog.contact)) if self.call.dialog else ("Supported", "")
            fields = [contact, *self._agree(request), *self.call.answer_fields(sdp)]
            self.call.respond(key, request, 200, fields, sdp)
        self._state.theirs_done()
        self._next()

    # a change of ours

    def change(self, sdp: bytes) -> None:
        self._wanted, self._glares = sdp, 0
        self._next()

    def _next(self) -> None:
        """What waits goes out as soon as nothing else is under way."""
        is_busy = not self._state.is_free or self.answering is not None or self._state.retry_at < math.inf
        if self._wanted is None or is_busy or self.call.is_over:
            return
        sdp, self._wanted = self._wanted, None
        self._offer(sdp, is_refresh=False)

    def _refresh(self) -> None:
        if not self._state.is_free or self.answering is not None:
            return  # what is under way refreshes it as well
        if self.peer_updates or self.local_sdp is None:
            self._ask_update()
        else:
            self._offer(self.local_sdp, is_refresh=True)

    def _ask_update(self) -> None:
        self._state.begin("UPDATE")
        self.call.ask("UPDATE", self._update_heard, fields=self._timer_fields())

    def _update_heard(self, response: Response) -> None:
        self._state.ours_done(response.status, self.call.engine.now(), self.call.engine.names, owns_call_id=False)
        self._state.retry_at = math.inf
        if response.is_success:
            self._refreshed(response)
        self._next()

    def _timer_fields(self) -> list[tuple[str, str]]:
        seconds = self.timer.agreement.interval_s if self.timer is not None else session_timer.USUAL_S
        is_ours = self.timer is None or self.timer.agreement.is_refresher
        return session_timer.asked(seconds, "uac" if is_ours else "uas")

    def _refreshed(self, response: Response) -> None:
        seconds = self.timer.agreement.interval_s if self.timer is not None else None
        self.call.timed(session_timer.agreed(response, seconds))

    def _offer(self, sdp: bytes, *, is_refresh: bool) -> None:
        self._state.begin("INVITE")
        self._is_refresh, self._inviting, self._ack = is_refresh, None, None
        fields = [*self._timer_fields(), *self.call.offer_fields(sdp)]

        def sent(request: Request, key: Key) -> None:
            self._inviting = Inviting(request, within=self.call.dialog)

        def heard(response: Response) -> None:
            if self._inviting is None:  # it could not even be sent
                self._refused(sdp, response)
                return
            for outcome in self._inviting.receive(response):
                match outcome:
                    case Accepted(taken, dialog):
                        self._taken(sdp, taken, dialog)
                    case AckAgain():
                        self._ack_again()
                    case Rejected(refusal):
                        self._refused(sdp, refusal)

        self.call.ask("INVITE", heard, fields=fields, body=sdp, sent=sent)

    def _taken(self, sdp: bytes, response: Response, dialog: Dialog) -> None:
        assert self._inviting is not None
        self.call.acknowledge(dialog, self._inviting.invite, self._acked)
        self._done(response)
        self.local_sdp = sdp
        self._refreshed(response)
        if not self._is_refresh and not self.call.is_over:
            self.call.listener.reinvited(part_of(response, SDP), response.status)
        self._next()

    def _acked(self, ack: Request, flow: Flow) -> None:
        self._ack = ack, flow

    def _ack_again(self) -> None:
        if self._ack is not None:
            self.call.engine.send(*self._ack)

    def _done(self, response: Response) -> None:
        dialog = self.call.dialog
        owns = dialog is not None and dialog.is_caller
        self._state.ours_done(response.status, self.call.engine.now(), self.call.engine.names, owns_call_id=owns)

    def _refused(self, sdp: bytes, response: Response) -> None:
        self._done(response)
        self._glares = self._glares + 1 if response.status == 491 else MOST_GLARES
        if response.status == 491 and self._glares < MOST_GLARES:
            self._wanted = self._wanted or sdp  # a later wish has come meanwhile
            self.call.engine.mind(self.call)
            return
        self._state.retry_at = math.inf
        ends = self.call.dialog is None or self.call.dialog.phase is Phase.ENDED
        if not self._is_refresh and not self.call.is_over and not ends:
            self.call.listener.reinvited(None, response.status)
        self._next()
