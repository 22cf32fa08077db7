"""One SIP address on UDP and TCP: what comes in finds its call, its registrar or its refusal; calls go out.

bytes > transports > wire (whole and meant?) > engine (which transaction?) > endpoint (which call? who may?) > call
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from ringback.kernel import Clock, Entropy
from ringback.protocols.sip import digest, screening, session_timer
from ringback.protocols.sip.dialog import DialogId, id_of_request
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.message import Request, answer, refused
from ringback.protocols.sip.names import Names
from ringback.protocols.sip.registrar import Terms
from ringback.protocols.sip.requests import options_answer
from ringback.protocols.sip.transactions import Timing
from ringback.signalling.alarms import LoopTimer
from ringback.signalling.call import ABILITIES, Call
from ringback.signalling.doorkeeper import Doorkeeper, Verdict
from ringback.signalling.engine import Engine, Key
from ringback.signalling.incoming import IncomingCall
from ringback.signalling.limits import Gate, Limits
from ringback.signalling.line import LOOK_EVERY_S, Line
from ringback.signalling.listener import Listener
from ringback.signalling.outgoing import Dialling, OutgoingCall, Route
from ringback.signalling.pinging import begin_ping
from ringback.signalling.policy import Allowed, Denied, Policy
from ringback.signalling.reach import Reach
from ringback.signalling.registrar import SWEEP_S, Registrar
from ringback.signalling.trace import Trace
from ringback.signalling.wire import SWEEP_S as SWEEP_STREAMS_S
from ringback.signalling.wire import Wire
from ringback.store import Store
from ringback.transports.chance import SystemEntropy
from ringback.transports.clocks import SystemClock
from ringback.transports.flows import Flow

SCANNERS = ("friendly-scanner", "sipvicious", "sipcli", "sip-scan", "sundayddr", "pplsip", "vaxsipuseragent", "iwar")
UNPROVEN = 0.1  # what a challenge costs a source that sent no credentials: phones do so once, scanners a hundred times
RETRY = [("Retry-After", "5")]


class Pending:
    """An INVITE while the policy thinks."""

    def __init__(self, engine: Engine, request: Request, flow: Flow, key: Key, hops: int) -> None:
        self.engine, self.request, self.flow, self.key = engine, request, flow, key
        self.ip, self.hops, self.is_over = flow.ip, hops, False

    def cancelled(self, cancel: Request) -> None:
        self.is_over = True
        self.engine.answer(self.key, self.request, 487)

    def never_answered(self) -> None:
        self.is_over = True


class Endpoint:
    """`invited` is given each call that the policy let through, and says at once who listens to it."""

    def __init__(
        self,
        bind: tuple[str, int],
        policy: Policy,
        invited: Callable[[IncomingCall], Listener],
        *,
        user_agent: str = "Ringback",
        limits: Limits | None = None,
        public_ip: str | None = None,
        store: Store | None = None,
        clock: Clock | None = None,
        entropy: Entropy | None = None,
        timing: Timing | None = None,
        terms: Terms | None = None,
        digests: Sequence[str] = ("MD5",),
    ) -> None:
        """Without a `store` there is no registrar, and REGISTER is answered 405.

        `digests` are offered in that order, of MD5 and SHA-256. Beside an algorithm that they do not know, some phones
        (baresip 1.0) answer none at all: SHA-256 is for operators who know their phones.
        """
        self._policy, self._invited = policy, invited
        self._limits, self._entropy = limits or Limits(), entropy or SystemEntropy()
        clock = clock or SystemClock()
        self._names = Names(self._entropy)
        self._gate = Gate(self._limits)
        self._wire = Wire(self._gate, self._now, self._names.tag, self._message)
        self._reach = Reach(self._wire, bind, public_ip)
        self._engine = Engine(self._names, self._reach, clock, timing or Timing(), most=self._limits.transactions)
        self._engine.arrived, self._engine.now, self._engine.user_agent = self._arrived, self._now, user_agent
        self._wire.gone = self._engine.gone
        self._doorkeeper = Doorkeeper(self._entropy, self._now, digests)
        self.registrar = Registrar(store, clock, self._reach, terms=terms) if store is not None else None
        self._calls: dict[DialogId, Call] = {}
        self._pending: dict[Key, Pending] = {}
        self._unanswered: set[IncomingCall] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._timer: LoopTimer | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._line: Line[Pending] = Line(self._limits.lag_s, self._limits.patience_s)
        self._is_stopping = False
        self._counts = {"invites": 0, "taken": 0, "dialled": 0, "refused": 0, "overloaded": 0, "waited": 0}

    # life

    async def start(self) -> None:
        """Raises OSError where the address cannot be had."""
        self._loop = asyncio.get_running_loop()
        self._timer = LoopTimer(self._loop, self._rang)
        self._engine.wake = self._timer.by
        await self._reach.open()
        self._engine.alarms.later(self._now() + SWEEP_STREAMS_S, self._sweep_streams)
        if self.registrar is not None:
            self._engine.alarms.later(self._now() + SWEEP_S, self._sweep_registrations)
        self._engine.arm()

    async def stop(self) -> None:
        """Says goodbye to every call, waits a second at most for the answers, and is gone."""
        if self._timer is None or self._is_stopping:
            return
        self._is_stopping = True
        for pending in list(self._pending.values()):
            pending.is_over = True
            self._engine.answer(pending.key, pending.request, 503)
        for call in set(self._calls.values()):
            self._dismiss(call)
        await self._farewell()
        for task in list(self._tasks):
            task.cancel()
        self._timer.stop()
        self._reach.close()

    def _dismiss(self, call: Call) -> None:
        if isinstance(call, IncomingCall) and call in self._unanswered:
            call.refuse(503)
        call.hang_up()

    async def _farewell(self) -> None:
        """Until the last answer came, looked at twenty times."""
        for _ in range(20):
            if not self._calls:
                return
            await asyncio.sleep(self._limits.stop_s / 20)

    @property
    def address(self) -> tuple[str, int]:
        return self._reach.address

    @property
    def trace(self) -> Trace | None:
        return self._engine.trace

    @trace.setter
    def trace(self, trace: Trace | None) -> None:
        self._engine.trace = trace

    def snapshot(self) -> dict[str, int]:
        """Counts since the start, and what there is now."""
        now = {
            "dialogs": len(self._calls),
            "pending": len(self._pending),
            "transactions": len(self._engine.layer),
            "connections": len(self._reach.flows()),
            "banned": self._gate.banned(self._now()),
            "dropped": self._gate.dropped,
            "malformed": self._wire.malformed,
        }
        return {**self._counts, **now}

    # calls out

    def dial(self, dialling: Dialling, listener: Listener) -> OutgoingCall:
        """The call is on its way when the loop has its next turn; `listener` hears nothing before that."""
        assert self._loop is not None, "start() first"
        call = OutgoingCall(self._engine, self, dialling, listener, self._entropy)
        self._counts["dialled"] += 1
        self._loop.call_soon(call.begin)
        return call

    async def ping(self, route: Route, within_s: float) -> int:
        """The status that OPTIONS is answered with there; 408 where nothing comes, 503 where no way leads. §11"""
        assert self._loop is not None, "start() first"
        said: asyncio.Future[int] = self._loop.create_future()
        begin_ping(self._engine, route, said)
        try:
            async with asyncio.timeout(within_s):
                return await said
        except TimeoutError:
            return 408

    # dialogs

    def add(self, dialog: DialogId, call: Call) -> None:
        self._calls[dialog] = call

    def remove(self, dialog: DialogId) -> None:
        self._calls.pop(dialog, None)

    def settled(self, call: Call) -> None:
        self._unanswered.discard(call)  # type: ignore[arg-type]

    # what comes in

    def _now(self) -> float:
        return self._loop.time() if self._loop is not None else 0.0

    def _message(self, message: Any, flow: Flow) -> None:
        self._engine.received(message, flow)

    def _rang(self, now: float, late_s: float) -> None:
        self._line.late(late_s)
        self._engine.tick(now)

    def _arrived(self, request: Request, flow: Flow, key: Key | None) -> None:
        if request.to.tag is not None:
            self._within(request, flow, key)
        elif key is not None:
            self._outside(request, flow, key)

    def _within(self, request: Request, flow: Flow, key: Key | None) -> None:
        """In a dialog: only the very peer, known by both tags and its address, is heard. §12.2.2"""
        call = self._calls.get(id_of_request(request))
        if call is not None and call.is_from_peer(flow):
            call.received(request, flow, key)
        elif key is not None:
            self._gate.failed(flow.ip, self._now(), UNPROVEN)
            self._engine.answer(key, request, 481)

    def _outside(self, request: Request, flow: Flow, key: Key) -> None:
        self._note_scanner(request, flow)
        fault = screening.refusal(request, ABILITIES)
        if fault is not None:
            self._gate.failed(flow.ip, self._now(), UNPROVEN)
            self._refuse(key, fault)
        elif request.method == "INVITE":
            self._invite(request, flow, key)
        elif request.method == "REGISTER" and self.registrar is not None:
            self._spawn(self._register(self.registrar, request, flow, key))
        elif request.method == "OPTIONS":
            self._engine.respond(key, options_answer(request, ABILITIES, to_tag=self._names.tag()))
        else:
            status = 405 if request.method in ("REGISTER", "REFER") else 481
            fields = [ABILITIES.allow()] if status == 405 else []
            self._engine.answer(key, request, status, fields=fields)

    def _note_scanner(self, request: Request, flow: Flow) -> None:
        agent = request.first("User-Agent")
        if agent is not None and agent.lower().startswith(SCANNERS):
            self._gate.failed(flow.ip, self._now())

    def _refuse(self, key: Key, fault: PeerError) -> None:
        response = refused(fault, self._names.tag())
        if response is not None:
            self._engine.respond(key, response)

    # INVITE

    def _invite(self, request: Request, flow: Flow, key: Key) -> None:
        self._counts["invites"] += 1
        now = self._now()
        if self._is_full or not self._gate.admits_call(flow.ip, now):
            self._overloaded(key, request)
            return
        hops = session_timer.too_brief(request) or screening.hops_left(request)
        if isinstance(hops, PeerError):
            self._refuse(key, hops)
        elif self._is_loop(request):
            self._engine.answer(key, request, 482)
        else:
            pending = Pending(self._engine, request, flow, key, hops)
            self._pending[key] = self._engine.serving[key] = pending
            self._begin_in_turn(pending, now)

    @property
    def _is_full(self) -> bool:
        return self._is_stopping or len(self._pending) + len(self._unanswered) >= self._limits.pending_invites

    def _overloaded(self, key: Key, request: Request) -> None:
        self._counts["overloaded"] += 1
        self._engine.answer(key, request, 503, fields=RETRY)

    def _begin_in_turn(self, pending: Pending, now: float) -> None:
        if not self._line.is_needed:
            self._spawn(self._admit(pending))
            return
        self._counts["waited"] += 1
        if not self._line:
            self._engine.alarms.later(now + LOOK_EVERY_S, self._advance)
            self._engine.arm()
        self._line.join(pending, now)

    def _advance(self) -> None:
        """The next in line begin."""
        now = self._now()
        begin, too_long = self._line.advance(now)
        for pending in begin:
            self._spawn(self._admit(pending))
        for pending in too_long:
            del self._pending[pending.key]
            if not pending.is_over:
                self._overloaded(pending.key, pending.request)
        if self._line:
            self._engine.alarms.later(now + LOOK_EVERY_S, self._advance)

    def _is_loop(self, request: Request) -> bool:
        """Our own INVITE, come back by way of others with nothing changed. §16.3; a changed one is bounded by hops."""
        if len(request.vias) < 2:
            return False
        ours = self._engine.callers.get((request.call_id, request.from_.tag or ""))
        return isinstance(ours, OutgoingCall) and ours.target == request.request_uri

    async def _admit(self, pending: Pending) -> None:
        flow = pending.flow
        try:
            verdict = await self._doorkeeper.verdict(self._policy.call, pending.request, flow, as_proxy=True)
        except BaseException:
            if not pending.is_over:
                self._engine.answer(pending.key, pending.request, 500)
            raise
        finally:
            del self._pending[pending.key]
        if pending.is_over:
            return
        if not isinstance(verdict, Allowed):
            self._turn_away(pending.key, pending.request, flow, verdict)
            return
        self._gate.succeeded(flow.ip)
        self._take(pending, verdict)

    def _take(self, pending: Pending, admission: Allowed) -> None:
        self._counts["taken"] += 1
        flow, hops = pending.flow, pending.hops
        call = IncomingCall(self._engine, self, pending.request, flow, pending.key, admission, hops)
        self._unanswered.add(call)
        listener = self._invited(call)
        if not call.is_over:
            call.listener = listener
        self._engine.mind(call)

    def _turn_away(self, key: Key, request: Request, flow: Flow, verdict: Verdict) -> None:
        """What the policy did not allow goes no further than this."""
        self._counts["refused"] += 1
        now = self._now()
        match verdict:
            case Denied(status, reason, _):
                self._gate.failed(flow.ip, now, 0.0 if status >= 500 else 1.0)
                self._engine.respond(key, answer(request, status, to_tag=self._names.tag(), reason=reason))
            case digest.Challenge(status, fields, _, is_stale, username):
                self._gate.failed(flow.ip, now, 1.0 if username and not is_stale else UNPROVEN)
                self._engine.answer(key, request, status, fields=fields)
            case PeerError():
                self._gate.failed(flow.ip, now)
                self._refuse(key, verdict)

    # REGISTER

    async def _register(self, registrar: Registrar, request: Request, flow: Flow, key: Key) -> None:
        try:
            verdict = await self._doorkeeper.verdict(self._policy.registration, request, flow, as_proxy=False)
            if isinstance(verdict, Allowed):
                self._gate.succeeded(flow.ip)
                self._engine.respond(key, await registrar.register(request, flow, verdict, self._now()))
                return
        except BaseException:
            self._engine.answer(key, request, 500)
            raise
        self._turn_away(key, request, flow, verdict)

    # sweeping

    def _sweep_streams(self) -> None:
        now = self._now()
        self._wire.sweep(self._reach.flows(), now)
        self._engine.alarms.later(now + SWEEP_STREAMS_S, self._sweep_streams)

    def _sweep_registrations(self) -> None:
        assert self.registrar is not None
        self._spawn(self.registrar.sweep())
        self._engine.alarms.later(self._now() + SWEEP_S, self._sweep_registrations)

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        assert self._loop is not None
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
