"""The listener: connections, their binds, and who is not heard."""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

import structlog

from ringback.carriers.smpp.server.connection import Connection
from ringback.carriers.smpp.server.outbox import Outbox
from ringback.carriers.smpp.server.policy import Behind, Refusal
from ringback.kernel import Unavailable
from ringback.protocols.smpp.counts import Counts
from ringback.protocols.smpp.pdus import Pdu
from ringback.protocols.smpp.status import Status
from ringback.signalling.limits import Gate, Limits
from ringback.transports.flows import Flow
from ringback.transports.streams import Streams

log = structlog.get_logger(__name__)
T = TypeVar("T")
STOP_S = 1.0
KEEP_S = 10.0  # how often the register is told that binds stand
DECIDING_MOST = 4  # binds at a time: a password costs 30 ms of a core
UNDECIDED_MOST = 200  # that stand in line for it; more are told to come again
# Pieces of a stream, not messages: a busy application's one address brings many. Rates are the credential's.
LIMITS = Limits(messages_per_s=20_000.0, messages_burst=60_000.0)


class SmppServer:
    """`start` listens, `start_tls` too. Whoever guesses passwords is not heard for a while, longer each time."""

    def __init__(self, behind: Behind, limits: Limits = LIMITS) -> None:
        self.behind, self._gate = behind, Gate(limits)
        self.desk, self.afterwards, self.register = behind.desk, behind.afterwards, behind.register
        self.counts = Counts()
        self._doors: list[Streams] = []
        self._connections: set[Connection] = set()
        self._outboxes: dict[str, Outbox] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._keeper: asyncio.Task[None] | None = None
        self._deciding = asyncio.Semaphore(DECIDING_MOST)
        self._undecided = 0
        self._ended = asyncio.Event()
        self.address: tuple[str, int] | None = None
        self.tls_address: tuple[str, int] | None = None

    def is_here(self, host: str, port: int) -> bool:
        """Whether whoever connects there comes to this very server."""
        own = [address for address in (self.address, self.tls_address) if address is not None and address[1] == port]
        return any(
            host == address[0] or host == "localhost" or host.startswith("127.") or host == "::1" for address in own
        )

    # -- life

    async def start(self, host: str, port: int) -> tuple[str, int]:
        """Raises OSError where the address cannot be had. The address that was bound."""
        self.address = await self._open(Streams(self), host, port)
        return self.address

    async def start_tls(self, host: str, port: int, context: ssl.SSLContext) -> tuple[str, int]:
        """As `start`, over TLS."""
        self.tls_address = await self._open(Streams(self, transport="tls", context=context), host, port)
        return self.tls_address

    async def _open(self, door: Streams, host: str, port: int) -> tuple[str, int]:
        address = await door.listen(host, port)
        self._doors.append(door)
        if self._keeper is None:
            await self.register.clear()
            self._keeper = asyncio.create_task(self._keep(), name="binds of applications")
        return address

    async def stop(self) -> None:
        """Answers what was asked, unbinds, and closes."""
        for door in self._doors:
            door.stop_listening()
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
        for door in self._doors:
            door.close()
        await self._put_away()

    async def _put_away(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_S)
        with contextlib.suppress(Unavailable):  # leases end by themselves, and what was acknowledged comes again
            for outbox in self._outboxes.values():
                await outbox.stop()
            if self._keeper is not None:
                await self.register.clear()
        self._doors, self._outboxes, self._keeper = [], {}, None

    async def _keep(self) -> None:
        """Tells the register that binds stand, and what they bring."""
        while True:
            await asyncio.sleep(KEEP_S)
            now = asyncio.get_running_loop().time()
            standing = [one.standing(now) for one in self._connections if one.name is not None]
            try:
                await self.register.keep(standing)
            except Unavailable as reason:
                log.warning("binds cannot be told of", reason=str(reason))

    def wake(self, key: str) -> None:
        """Something waits for the applications of this credential."""
        if key in self._outboxes:
            self._outboxes[key].wake()

    def wake_all(self) -> None:
        """Another process wrote down that something waits for somebody."""
        for outbox in self._outboxes.values():
            outbox.wake_soon()

    # -- what connections ask

    def outbox(self, key: str) -> Outbox:
        if key not in self._outboxes:
            self._outboxes[key] = Outbox(key, self.behind.mail)
        return self._outboxes[key]

    def binds_of(self, key: str) -> int:
        return sum(one.who is not None and one.who.key == key for one in self._connections)

    def connections(self) -> list[Connection]:
        return list(self._connections)

    def may_decide(self) -> bool:
        return self._undecided < UNDECIDED_MOST

    async def deciding(self, decision: Awaitable[T]) -> T:
        """One of a few at a time."""
        self._undecided += 1
        try:
            async with self._deciding:
                return await decision
        finally:
            self._undecided -= 1

    # -- what connections tell

    def bound(self, one: Connection) -> None:
        assert one.who is not None
        self._gate.succeeded(one.flow.ip)
        log.info("an application bound", system_id=one.who.system_id, account=one.who.account_sid, ip=one.flow.ip)

    def refused(self, one: Connection, system_id: str, why: Refusal) -> None:
        log.warning(
            "a bind is refused", system_id=system_id[:64], ip=one.flow.ip, status=why.status.name, reason=why.reason
        )
        if why.status not in (Status.ESME_RSYSERR, Status.ESME_RALYBND):
            self._gate.failed(one.flow.ip, one.wire.now())

    def noise(self, one: Connection, reason: str) -> None:
        """Nonsense of a stranger counts as a failure; a customer's is the customer's own affair, and in the log."""
        log.info("noise from an application", ip=one.flow.ip, reason=reason)
        if one.who is None:
            self._gate.failed(one.flow.ip, one.wire.now())

    def declined(self, one: Connection, request: Pdu, why: Refusal) -> None:
        log.info(
            "a request of an application is refused", system_id=one.who and one.who.system_id,
            command=request.command.name.lower(), status=why.status.name, reason=why.reason,
        )  # fmt: skip

    def unable(self, one: Connection, reason: str) -> None:
        log.warning("a request of an application cannot be met", system_id=one.who and one.who.system_id, reason=reason)

    def ended(self, one: Connection, reason: str) -> None:
        self._connections.discard(one)
        self._ended.set()
        if one.who is None:
            return
        self.outbox(one.who.key).leave(one.wire)
        log.info("an application's bind ended", system_id=one.who.system_id, reason=reason)
        if one.name is not None:
            self.spawn(self._leave(one.name))

    async def _leave(self, name: str) -> None:
        with contextlib.suppress(Unavailable):  # it is no more when nobody has said for a while that it stands
            await self.register.leave([name])

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
