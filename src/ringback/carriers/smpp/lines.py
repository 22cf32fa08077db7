"""All binds to one carrier: who sends next, and who hears what comes."""

import asyncio
import ssl
from collections import deque
from collections.abc import Callable
from typing import Any

from ringback.carriers.smpp.line import Line, Listener
from ringback.carriers.smpp.model import SmppNetwork
from ringback.kernel import Unavailable
from ringback.protocols.smpp.session import Role
from ringback.transports.flows import Flow
from ringback.transports.streams import Streams

FEWEST_WAITING, MOST_WAITING = 100, 300  # messages that wait here for room: twice the windows; the rest waits as jobs
LONGEST_S = 60.0
SOONEST_S = 0.001


class Lines:
    """`slot` gives a promise of room on the bind that has most; those who wait are served in their order."""

    def __init__(self, network: SmppNetwork, listener: Listener, chance: Callable[[], float]) -> None:
        self.network, self._listener = network, listener
        self._streams = Streams(self, transport="tls" if network.tls else "tcp", context=context_of(network))
        self._lines = [
            Line(network, role, self._dial, self, chance)
            for role, count in (
                (Role.TRANSCEIVER, network.transceivers),
                (Role.TRANSMITTER, network.transmitters),
                (Role.RECEIVER, network.receivers),
            )
            for _ in range(count)
        ]
        self._most_waiting = min(MOST_WAITING, max(FEWEST_WAITING, 2 * network.window * len(self._lines)))
        self._next_at, self._answers, self._counted_at = 0.0, 0.0, asyncio.get_running_loop().time()
        self._waiting: deque[asyncio.Future[Line]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()

    def start(self) -> None:
        for line in self._lines:
            line.start()

    async def stop(self) -> None:
        await asyncio.gather(*(line.stop() for line in self._lines))
        self._streams.close()
        self._fail("its binds are closed")
        if self._timer is not None:
            self._timer.cancel()

    def __iter__(self) -> Any:
        return iter(self._lines)

    @property
    def can_send(self) -> bool:
        return any(line.sends and line.is_bound for line in self._lines)

    @property
    def bound(self) -> int:
        return sum(line.is_bound for line in self._lines)

    async def slot(self) -> Line:
        """A line with room, which is promised: `hand_over` on it, or `release` it. Raises Unavailable."""
        if not self.can_send:
            raise Unavailable(f"no bind to {self.network.friendly_name} can send now: {self._why()}")
        if not self._waiting and (line := self._free()) is not None:
            line.reserve()
            return line
        promise: asyncio.Future[Line] = self._loop.create_future()
        self._waiting.append(promise)
        self._wake_later()
        return await promise

    def wait_s(self) -> float | None:
        """When there may be room for one more than wait already; each who asks is given a later moment."""
        now = self._loop.time()
        if len(self._waiting) < self._most_waiting:
            return None
        rate = self._rate(now)
        self._next_at = max(self._next_at + 1 / rate, now + len(self._waiting) / rate)
        return min(self._next_at - now, LONGEST_S)

    def _rate(self, now: float) -> float:
        """How many are asked back a second: more than go, so that none who could go is still away.

        Without a rate that is set it is twice what was answered of late and something: else a slow moment would keep
        it slow.
        """
        senders = sum(line.sends and line.is_bound for line in self._lines)
        if self.network.messages_per_s is not None:
            return 1.25 * self.network.messages_per_s * max(senders, 1)
        return 2 * self._answers / max(now - self._counted_at, 1.0) + 200.0

    def _count(self) -> None:
        """Answers over the last few seconds: both are halved when ten have passed."""
        now = self._loop.time()
        self._answers += 1
        if now - self._counted_at > 10.0:
            self._answers, self._counted_at = self._answers / 2, now - (now - self._counted_at) / 2

    def _why(self) -> str:
        return ", ".join({line.reason for line in self._lines if line.sends}) or "it has none that sends"

    def _free(self) -> Line | None:
        best = max((line for line in self._lines if line.sends), key=lambda line: line.room, default=None)
        return best if best is not None and best.room > 0 else None

    def answered(self, line: Line) -> None:
        self._count()
        self.changed(line)

    def changed(self, line: Line) -> None:
        while self._waiting:
            if self._waiting[0].done():
                self._waiting.popleft()
                continue
            free = self._free()
            if free is None:
                break
            free.reserve()
            self._waiting.popleft().set_result(free)
        if self._waiting and not self.can_send:
            self._fail(self._why())
        elif self._waiting:
            self._wake_later()

    def _wake_later(self) -> None:
        """A token or the end of a pause comes by itself; answers come by `changed`."""
        now = self._loop.time()
        senders = [line for line in self._lines if line.sends and line.is_bound]
        rooms = [at for line in senders if (at := line.room_at()) > now or line.bucket.has(now) < 1]
        at = max(min(rooms, default=now), now + SOONEST_S)
        if not rooms or (self._timer is not None and self._timer.when() <= at):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(at, self._rings)

    def _rings(self) -> None:
        """It may ring a little early: then it is set once more."""
        self._timer = None
        self.changed(self._lines[0])

    def _fail(self, reason: str) -> None:
        while self._waiting:
            promise = self._waiting.popleft()
            if not promise.done():
                promise.set_exception(Unavailable(f"no bind to {self.network.friendly_name}: {reason}"))

    # -- what lines and streams tell

    def asked(self, line: Line, request: Any) -> None:
        self._listener.asked(line, request)

    def late(self, part: Any, response: Any) -> None:
        self._listener.late(part, response)

    def _dial(self) -> Flow:
        return self._streams.dial(self.network.host, self.network.port)

    def opened(self, flow: Flow) -> bool:
        return False  # nobody connects to a client

    def received(self, flow: Flow, data: bytes) -> None:
        if flow.state is not None:
            flow.state.received(data)

    def closed(self, flow: Flow) -> None:
        line, flow.state = flow.state, None
        if line is not None and line.is_on(flow):
            line.closed()


def context_of(network: SmppNetwork) -> ssl.SSLContext | None:
    """TLS 1.2 or later; without `tls_verify` any certificate is taken, as few carriers have one for their name."""
    if not network.tls:
        return None
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if not network.tls_verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
