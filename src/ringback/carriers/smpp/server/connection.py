"""One application's connection: its bind, and what it asks."""

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec

from ringback.carriers.smpp.server.outbox import Outbox
from ringback.carriers.smpp.server.policy import Admitted, Refusal, Standing, Taken, Where
from ringback.carriers.smpp.wire import Wire
from ringback.kernel import Unavailable
from ringback.protocols.smpp import tlvs
from ringback.protocols.smpp.pacing import Bucket
from ringback.protocols.smpp.pdus import (
    BindReceiver,
    BindTransmitter,
    CancelSm,
    DataSm,
    Pdu,
    QuerySm,
    ReplaceSm,
    SubmitMulti,
    SubmitSm,
)
from ringback.protocols.smpp.session import RECEIVING, Answered, Asked, Ended, Noise, Role, Timers, Unanswered
from ringback.protocols.smpp.smsc import BindAsked, SmscSession
from ringback.protocols.smpp.status import Status
from ringback.transports.flows import Flow

if TYPE_CHECKING:
    from ringback.carriers.smpp.server.server import SmppServer

SYSTEM_ID = "RINGBACK"
TIMERS = Timers(init_s=10.0, response_s=30.0, enquire_s=60.0, window=10)
MOST_WINDOW = 100  # of ours to an application, however wide its own is
_SUBMITS = (SubmitSm, SubmitMulti, DataSm)


class Connection:
    """`who` is None until it is bound; `name` is what the register calls the bind."""

    def __init__(self, server: "SmppServer", flow: Flow) -> None:
        self._server, self.flow = server, flow
        self.session = SmscSession(asyncio.get_running_loop().time(), TIMERS)
        self.session.counts = server.counts
        self.who: Admitted | None = None
        self.name: str | None = None
        self.submits = self._submits_before = 0
        self._looked_at = asyncio.get_running_loop().time()
        self.wire = Wire(self.session, flow, self._heard)

    def _heard(self, event: Any) -> None:
        if isinstance(event, Asked):
            self.submits += isinstance(event.request, _SUBMITS)
            self._server.spawn(self._asked(event.request))
        elif isinstance(event, Answered):
            self._outbox.answered(event.token, event.response)
        elif isinstance(event, Unanswered):
            self._outbox.unanswered(event.token)
        elif isinstance(event, BindAsked):
            self._server.spawn(self._bind(event))
        elif isinstance(event, Noise):
            self._server.noise(self, event.reason)
        elif isinstance(event, Ended):
            self._server.ended(self, event.reason)

    @property
    def _outbox(self) -> Outbox:
        assert self.who is not None
        return self._server.outbox(self.who.key)

    def standing(self, now: float) -> Standing:
        """For the register; the rate is that since it was last asked."""
        assert self.name is not None
        span, self._looked_at = now - self._looked_at, now
        rate = (self.submits - self._submits_before) / span if span > 0 else 0.0
        self._submits_before = self.submits
        return Standing(
            name=self.name, submits=self.submits, submits_per_s=round(rate, 2), waiting=self.session.unanswered
        )

    # -- binds

    async def _bind(self, asked: BindAsked) -> None:
        answer: Admitted | Refusal = Refusal(Status.ESME_RSYSERR, "the bind could not be decided")
        try:
            answer = await self._decision(asked)
        except Unavailable as reason:
            answer = Refusal(Status.ESME_RSYSERR, str(reason))
        finally:
            if not self.session.is_over:
                self._decided(answer, asked.request.system_id)
            elif self.name is not None:
                await self._server.register.leave([self.name])

    async def _decision(self, asked: BindAsked) -> Admitted | Refusal:
        """The register has the last word: it alone sees the binds at other processes."""
        request, role = asked.request, _role(asked.request)
        if not self._server.may_decide():
            return Refusal(Status.ESME_RSYSERR, "too many binds are being decided")
        answer = await self._server.deciding(
            self._server.desk.bind(request.system_id, request.password, role, self.flow.ip)
        )
        if isinstance(answer, Refusal) or self.session.is_over:
            return answer
        if self._server.binds_of(answer.key) < answer.max_binds:
            where = Where(self.flow.ip, self.flow.port, self.flow.transport == "tls")
            self.name = await self._server.register.enter(answer, role, where)
        if self.name is None:
            return Refusal(Status.ESME_RALYBND, f"{answer.max_binds} binds are there already")
        return answer

    def _decided(self, answer: Admitted | Refusal, system_id: str) -> None:
        if isinstance(answer, Refusal):
            self._server.refused(self, system_id, answer)
            for event in self.session.refuse(answer.status):
                self._heard(event)
        else:
            self._admit(answer)
        self.wire.turn()

    def _admit(self, who: Admitted) -> None:
        now = asyncio.get_running_loop().time()
        self.who = who
        window = min(who.window, MOST_WINDOW)
        self.session.timers = msgspec.structs.replace(TIMERS, peer_window=who.window, window=window)
        rate = who.messages_per_s
        self.session.rate = Bucket(rate, rate, now) if rate else None
        self.session.accept(SYSTEM_ID, now)
        self._server.bound(self)
        if self.session.role in RECEIVING:
            self._outbox.join(self.wire)

    # -- requests

    async def _asked(self, request: Pdu) -> None:
        """Answered with what those behind say; ESME_RSYSERR where they cannot."""
        status, fields = Status.ESME_RSYSERR, {}
        try:
            status, fields = await self._done(request)
        except Unavailable as reason:
            self._server.unable(self, str(reason))
        finally:
            self.session.answer(request, status, **fields)
            self.wire.turn()

    async def _done(self, request: Pdu) -> tuple[int, dict[str, Any]]:
        desk, afterwards, who = self._server.desk, self._server.afterwards, self.who
        assert who is not None
        if isinstance(request, (SubmitSm, DataSm)):
            return self._answer(request, await desk.submit(who, request))
        if isinstance(request, SubmitMulti):
            return self._answer(request, await desk.submit_multi(who, request))
        if isinstance(request, QuerySm):
            return self._answer(request, await afterwards.query(who, request))
        if isinstance(request, CancelSm):
            return await afterwards.cancel(who, request), {}
        if isinstance(request, ReplaceSm):
            return await afterwards.replace(who, request), {}
        return Status.ESME_RINVCMDID, {}

    def _answer(self, request: Pdu, said: Taken | Refusal | Pdu) -> tuple[int, dict[str, Any]]:
        if isinstance(said, Refusal):
            self._server.declined(self, request, said)
            return said.status, self._why(request, said)
        if isinstance(said, Taken):
            return Status.ESME_ROK, {"message_id": said.message_id}
        return Status.ESME_ROK, {name: getattr(said, name) for name, _ in said.layout}

    def _why(self, request: Pdu, said: Refusal) -> dict[str, Any]:
        """In words where the standard has a place for them: data_sm_resp, §4.7.2."""
        if not isinstance(request, DataSm) or not self.session.takes_tlvs:
            return {}
        return {"tlvs": (tlvs.ADDITIONAL_STATUS_INFO_TEXT(said.reason[:255]),)}


def _role(request: Pdu) -> Role:
    if isinstance(request, BindTransmitter):
        return Role.TRANSMITTER
    return Role.RECEIVER if isinstance(request, BindReceiver) else Role.TRANSCEIVER
