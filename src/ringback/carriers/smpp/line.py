"""One bind to a carrier, made again whenever it is lost."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

import msgspec
import structlog

from ringback.carriers.smpp.model import SmppNetwork, SmppPart
from ringback.carriers.smpp.wire import Wire
from ringback.protocols.smpp.counts import Counts
from ringback.protocols.smpp.esme import BINDS, Bound, EsmeSession
from ringback.protocols.smpp.pacing import Bucket, Rebinding
from ringback.protocols.smpp.pdus import Pdu
from ringback.protocols.smpp.session import SENDING, Answered, Asked, Ended, Noise, Role, Timers, Unanswered
from ringback.protocols.smpp.status import name
from ringback.transports.flows import Flow

log = structlog.get_logger(__name__)
UNBIND_S = 2.0


class Token(msgspec.Struct):
    """What waits for an answer: the response, or None where there will be none in time."""

    part: SmppPart
    outcome: "asyncio.Future[Pdu | None]"


class Listener(Protocol):
    """Who hears of a line. Called on the loop, returns at once."""

    def asked(self, line: "Line", request: Pdu) -> None: ...
    def late(self, part: SmppPart, response: Pdu) -> None: ...
    def answered(self, line: "Line") -> None: ...
    def changed(self, line: "Line") -> None:
        """There may be room, or none any more."""
        ...


class Line:
    """`dial` opens a connection whose flow tells this line what comes. `chance` is from 0 to 1."""

    def __init__(
        self,
        network: SmppNetwork,
        role: Role,
        dial: Callable[[], Flow],
        listener: Listener,
        chance: Callable[[], float],
    ) -> None:
        self.network, self.role, self._dial, self._listener, self._chance = network, role, dial, listener, chance
        self._loop = asyncio.get_running_loop()
        self._again = Rebinding()
        self._wire: Wire | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._bound_at: float | None = None
        self._is_stopping = True
        self._stopped = asyncio.Event()
        self.reserved = 0
        self.counts = Counts()
        self.bucket = Bucket(network.messages_per_s, network.messages_per_s or 1.0, self._loop.time())
        self.reason = "not started"

    # -- life

    def start(self) -> None:
        self._is_stopping = False
        self._connect()

    async def stop(self) -> None:
        """Unbinds; what is under way has a moment to be answered."""
        self._is_stopping = True
        if self._timer is not None:
            self._timer.cancel()
        if self._wire is None:
            return
        self._wire.session.unbind(self._loop.time())
        self._wire.turn()
        try:
            async with asyncio.timeout(UNBIND_S if self.is_bound or self._bound_at is not None else 0):
                await self._stopped.wait()
        except TimeoutError:
            self._wire.flow.close()

    def _connect(self) -> None:
        self._timer, network = None, self.network
        timers = Timers(window=network.window, enquire_s=network.enquire_s, response_s=network.response_s)
        session = EsmeSession(self._loop.time(), timers)
        session.counts = self.counts
        session.bind(
            BINDS[self.role](system_id=network.system_id, password=network.password, system_type=network.system_type),
            self._loop.time(),
        )
        flow = self._dial()
        flow.state = self
        self.reason = "connecting"
        self._wire = Wire(session, flow, self._heard)

    def received(self, data: bytes) -> None:
        if self._wire is not None:
            self._wire.received(data)

    def is_on(self, flow: Flow) -> bool:
        return self._wire is not None and self._wire.flow is flow

    def closed(self) -> None:
        if self._wire is not None:
            self._wire.closed()

    # -- sending

    @property
    def is_bound(self) -> bool:
        return self._wire is not None and self._wire.session.is_bound

    @property
    def sends(self) -> bool:
        return self.role in SENDING

    @property
    def room(self) -> int:
        """How many more may be handed over now, those promised already taken off."""
        if self._wire is None or not self.sends:
            return 0
        now = self._loop.time()
        return min(self._wire.session.room(now) - self.reserved, self.bucket.has(now))

    def room_at(self) -> float:
        """When a token or the end of a pause may give room."""
        pause = self._wire.session.pause.until if self._wire is not None else 0.0
        return max(pause, self.bucket.ready_at(self._loop.time()))

    def reserve(self) -> None:
        self.reserved += 1
        self.bucket.takes(self._loop.time())

    def release(self) -> None:
        """A promise that is not used."""
        self.reserved -= 1
        self._listener.changed(self)

    def hand_over(self, pdu: Pdu, part: SmppPart) -> "asyncio.Future[Pdu | None] | None":
        """On a promise. None where the bind has gone meanwhile: nothing was sent."""
        self.reserved -= 1
        if self._wire is None or self._wire.session.room(self._loop.time()) < 1:
            return None
        token = Token(part, self._loop.create_future())
        self._wire.session.send(pdu, self._loop.time(), token)
        self._wire.turn()
        return token.outcome

    @property
    def wire(self) -> Wire:
        assert self._wire is not None
        return self._wire

    # -- what comes

    def _heard(self, event: Any) -> None:
        if isinstance(event, Asked):
            self._listener.asked(self, event.request)
        elif isinstance(event, Answered):
            self._answered(event)
        elif isinstance(event, Unanswered):
            _settle(event.token, None)
            self._listener.changed(self)
        elif isinstance(event, Bound):
            self._bound_at, self.reason = self._loop.time(), "bound"
            log.info("bound to an SMPP carrier", carrier=self.network.sid, role=self.role.value)
            self._listener.changed(self)
        elif isinstance(event, Ended):
            self._ended(event)
        elif isinstance(event, Noise):
            log.warning("noise from an SMPP carrier", carrier=self.network.sid, reason=event.reason)

    def _answered(self, event: Answered) -> None:
        if event.is_late and isinstance(event.token, Token):
            self._listener.late(event.token.part, event.response)
        else:
            _settle(event.token, event.response)
        self._listener.answered(self)

    def _ended(self, event: Ended) -> None:
        lasted = None if self._bound_at is None else self._loop.time() - self._bound_at
        self._bound_at, self._wire, self.reason = None, None, event.reason
        self._stopped.set()
        self._listener.changed(self)
        if self._is_stopping:
            return
        wait = self._wait(event, lasted)
        log.warning("an SMPP bind is gone", carrier=self.network.sid, reason=event.reason, again_in_s=round(wait, 1))
        self._timer = self._loop.call_later(wait, self._connect)

    def _wait(self, event: Ended, lasted: float | None) -> float:
        if event.status is not None:
            self.reason = name(event.status)
            return self._again.refused(event.status, self._chance())
        if lasted is not None:
            return self._again.lost(lasted, self._chance())
        return self._again.failed(self._chance())


def _settle(token: Any, response: Pdu | None) -> None:
    if isinstance(token, Token) and not token.outcome.done():
        token.outcome.set_result(response)
