"""What waits for one application: sent on its binds that receive, within their windows, until it is acknowledged."""

import asyncio
import contextlib
from typing import Any

import msgspec
import structlog

from ringback.carriers.smpp.server.policy import Delivery, Mail
from ringback.carriers.smpp.wire import Wire
from ringback.kernel import Unavailable
from ringback.protocols.smpp.pdus import Pdu
from ringback.protocols.smpp.smsc import SmscSession
from ringback.protocols.smpp.status import Status, name

log = structlog.get_logger(__name__)
AGAIN_S, LOOK_S = 5.0, 30.0
GATHER_S = 0.05  # news of other processes: theirs and ours, what came and what went, all sound alike
MOST_READ = 500


class Outbox:
    """`join` a bind that receives, `leave` it when it ends; `wake` when something new waits.

    What is refused, or not answered, is sent again after AGAIN_S: it stays in the store meanwhile.
    """

    def __init__(self, key: str, mail: Mail) -> None:
        self._key, self._mail = key, mail
        self._loop = asyncio.get_running_loop()
        self._binds: list[Wire] = []
        self._under_way: set[str] = set()
        self._put_off: dict[str, float] = {}
        self._acknowledged: list[str] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._soon: asyncio.TimerHandle | None = None

    def join(self, bind: Wire) -> None:
        self._binds.append(bind)
        self._put_off.clear()
        self.wake()
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._run())

    def leave(self, bind: Wire) -> None:
        if bind in self._binds:
            self._binds.remove(bind)
        self.wake()

    def wake(self) -> None:
        self._wake.set()

    def wake_soon(self) -> None:
        """Something was written somewhere: perhaps it is for us."""
        if self._binds and self._soon is None:
            self._soon = self._loop.call_later(GATHER_S, self._is_soon)

    def _is_soon(self) -> None:
        self._soon = None
        self.wake()

    async def stop(self) -> None:
        """What was acknowledged is written; the rest waits for the next start, or for another process."""
        if self._soon is not None:
            self._soon.cancel()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._forget()
        await self._mail.release(self._key)

    def answered(self, delivery: Delivery, response: Pdu) -> None:
        self._under_way.discard(delivery.sid)
        if response.command_status == Status.ESME_ROK:
            self._acknowledged.append(delivery.sid)
        else:
            log.info("a delivery is refused", key=self._key, status=name(response.command_status))
            self._later(delivery)
        self.wake()

    def unanswered(self, delivery: Delivery) -> None:
        self._under_way.discard(delivery.sid)
        self._later(delivery)
        self.wake()

    def _later(self, delivery: Delivery) -> None:
        self._put_off[delivery.sid] = self._loop.time() + AGAIN_S

    async def _run(self) -> None:
        while self._binds or self._acknowledged:
            self._wake.clear()
            try:
                await self._forget()
                await self._send()
            except Unavailable as reason:
                log.warning("deliveries cannot be read", key=self._key, reason=str(reason))
            wait = min(self._put_off.values(), default=self._loop.time() + LOOK_S) - self._loop.time()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.05, min(wait, LOOK_S))):
                    await self._wake.wait()
        await self._mail.release(self._key)  # where that fails, the lease ends by itself

    async def _forget(self) -> None:
        done, self._acknowledged = self._acknowledged, []
        if not done:
            return
        try:
            await self._mail.delivered(self._key, done)
        except Unavailable:
            self._acknowledged += done
            raise

    async def _send(self) -> None:
        now = self._loop.time()
        self._put_off = {sid: at for sid, at in self._put_off.items() if at > now}
        room = self._room()
        if room <= 0:
            return
        held = self._under_way | self._put_off.keys() | set(self._acknowledged)
        for delivery in await self._mail.waiting(self._key, min(MOST_READ, room + len(held))):
            if delivery.sid in held or delivery.sid in self._acknowledged:
                continue
            bind = max(self._binds, key=_room_of, default=None)
            if bind is None or _room_of(bind) < 1:
                return
            self._under_way.add(delivery.sid)
            bind.session.send(_fit(delivery.pdu, bind.session), self._loop.time(), delivery)
            bind.turn()

    def _room(self) -> int:
        return sum(_room_of(bind) for bind in self._binds)


def _room_of(bind: Wire) -> int:
    return bind.session.room(bind.now())


def _fit(pdu: Pdu, session: Any) -> Pdu:
    """Applications of older versions get no optional parameters: SMPP 3.4 §3.4."""
    takes = not isinstance(session, SmscSession) or session.takes_tlvs
    return pdu if takes or not pdu.tlvs else msgspec.structs.replace(pdu, tlvs=())
