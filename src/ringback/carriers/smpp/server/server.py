"""The listener: connections, their binds, and what they ask."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

import msgspec
import structlog

from ringback.carriers.smpp.server.outbox import Outbox
from ringback.carriers.smpp.server.policy import Admitted, Policy, Refusal, Taken
from ringback.carriers.smpp.wire import Wire
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
from ringback.signalling.limits import Gate, Limits
from ringback.transports.flows import Flow
from ringback.transports.streams import Streams

log = structlog.get_logger(__name__)
SYSTEM_ID = "RINGBACK"
STOP_S = 1.0
# Pieces of a stream, not messages: a busy application's one address brings many. Rates are the credential's.
LIMITS = Limits(messages_per_s=20_000.0, messages_burst=60_000.0)
TIMERS = Timers(init_s=10.0, response_s=30.0, enquire_s=60.0, window=10)


class Connection:
    """One application's connection. `who` is None until it is bound."""

    def __init__(self, server: "SmppServer", flow: Flow) -> None:
        self._server, self.flow = server, flow
        self.session = SmscSession(asyncio.get_running_loop().time(), TIMERS)
        self.who: Admitted | None = None
        self.wire = Wire(self.session, flow, self._heard)

    def _heard(self, event: Any) -> None:
        if isinstance(event, Asked):
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

    # -- binds

    async def _bind(self, asked: BindAsked) -> None:
        request, role = asked.request, _role(asked.request)
        answer: Admitted | Refusal = Refusal(Status.ESME_RSYSERR, "the bind could not be decided")
        try:
            answer = await self._server.policy.bind(request.system_id, request.password, role, self.flow.ip)
            if isinstance(answer, Admitted) and self._server.binds_of(answer.key) >= answer.max_binds:
                answer = Refusal(Status.ESME_RALYBND, f"{answer.max_binds} binds are there already")
        finally:
            if not self.session.is_over:
                self._decided(answer, request.system_id)

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
        self.session.timers = msgspec.structs.replace(TIMERS, peer_window=who.window, window=min(who.window, 100))
        rate = who.messages_per_s
        self.session.rate = Bucket(rate, rate, now) if rate else None
        self.session.accept(SYSTEM_ID, now)
        self._server.bound(self)
        if self.session.role in RECEIVING:
            self._outbox.join(self.wire)

    # -- requests

    async def _asked(self, request: Pdu) -> None:
        """Answered with what the policy says; ESME_RSYSERR where it cannot."""
        status, fields = Status.ESME_RSYSERR, {}
        try:
            status, fields = await self._done(request)
        finally:
            self.session.answer(request, status, **fields)
            self.wire.turn()

    async def _done(self, request: Pdu) -> tuple[int, dict[str, Any]]:
        policy, who = self._server.policy, self.who
        assert who is not None
        if isinstance(request, (SubmitSm, DataSm)):
            return _answer(await policy.submit(who, request))
        if isinstance(request, SubmitMulti):
            return _answer(await policy.submit_multi(who, request))
        if isinstance(request, QuerySm):
            return _answer(await policy.query(who, request))
        if isinstance(request, CancelSm):
            return await policy.cancel(who, request), {}
        if isinstance(request, ReplaceSm):
            return await policy.replace(who, request), {}
        return Status.ESME_RINVCMDID, {}


def _role(request: Pdu) -> Role:
    if isinstance(request, BindTransmitter):
        return Role.TRANSMITTER
    return Role.RECEIVER if isinstance(request, BindReceiver) else Role.TRANSCEIVER


def _answer(said: Taken | Refusal | Pdu) -> tuple[int, dict[str, Any]]:
    if isinstance(said, Refusal):
        return said.status, {}
    if isinstance(said, Taken):
        return Status.ESME_ROK, {"message_id": said.message_id}
    return Status.ESME_ROK, {name: getattr(said, name) for name, _ in said.layout}


class SmppServer:
    """`start` listens. Whoever guesses passwords is not heard for a while, longer each time."""

    def __init__(self, policy: Policy, limits: Limits = LIMITS) -> None:
        self.policy, self._gate = policy, Gate(limits)
        self._streams = Streams(self)
        self._connections: set[Connection] = set()
        self._outboxes: dict[str, Outbox] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended = asyncio.Event()
        self.address: tuple[str, int] | None = None

    # -- life

    async def start(self, host: str, port: int) -> tuple[str, int]:
        """Raises OSError where the address cannot be had. The address that was bound."""
        self.address = await self._streams.listen(host, port)
        return self.address

    async def stop(self) -> None:
        """Answers what was asked, unbinds, and closes."""
        self._streams.stop_listening()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_S)
        for one in list(self._connections):
            one.session.unbind(asyncio.get_running_loop().time())
            one.wire.turn()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_S):
                while self._connections:
                    self._ended.clear()
                    await self._ended.wait()
        for outbox in self._outboxes.values():
            await outbox.stop()
        self._streams.close()

    def wake(self, key: str) -> None:
        """Something waits for the applications of this credential."""
        if key in self._outboxes:
            self._outboxes[key].wake()

    # -- what connections tell

    def outbox(self, key: str) -> Outbox:
        if key not in self._outboxes:
            self._outboxes[key] = Outbox(key, self.policy)
        return self._outboxes[key]

    def binds_of(self, key: str) -> int:
        return sum(one.who is not None and one.who.key == key for one in self._connections)

    def bound(self, one: Connection) -> None:
        assert one.who is not None
        self._gate.succeeded(one.flow.ip)
        log.info("an application bound", system_id=one.who.system_id, account=one.who.account_sid, ip=one.flow.ip)

    def refused(self, one: Connection, system_id: str, why: Refusal) -> None:
        log.warning(
            "a bind is refused", system_id=system_id[:64], ip=one.flow.ip, status=why.status.name, reason=why.reason
        )
        if why.status is not Status.ESME_RSYSERR:
            self._gate.failed(one.flow.ip, one.wire.now())

    def noise(self, one: Connection, reason: str) -> None:
        """Nonsense of a stranger counts as a failure; a customer's is the customer's own affair, and in the log."""
        log.info("noise from an application", ip=one.flow.ip, reason=reason)
        if one.who is None:
            self._gate.failed(one.flow.ip, one.wire.now())

    def ended(self, one: Connection, reason: str) -> None:
        self._connections.discard(one)
        self._ended.set()
        if one.who is not None:
            self.outbox(one.who.key).leave(one.wire)
            log.info("an application's bind ended", system_id=one.who.system_id, reason=reason)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("what an application asked could not be done", exc_info=task.exception())

    # -- what streams tell

    def opened(self, flow: Flow) -> bool:
        if not self._gate.connects(flow.ip, asyncio.get_running_loop().time()):
            return False
        flow.state = one = Connection(self, flow)
        self._connections.add(one)
        return True

    def received(self, flow: Flow, data: bytes) -> None:
        if not self._gate.admits(flow.ip, asyncio.get_running_loop().time()):
            flow.close()
        elif flow.state is not None:
            flow.state.wire.received(data)

    def closed(self, flow: Flow) -> None:
        one, flow.state = flow.state, None
        if one is not None:
            self._gate.disconnected(flow.ip)
            one.wire.closed()
