"""Who waits in a queue, in what order; and every wait there was."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.products.voice.queues.ports import Lines
from ringback.products.voice.queues.service import QueuesService
from ringback.store import Store
from ringback.switch.model import Instructions
from ringback.switch.queues.average import span_ms
from ringback.switch.queues.model import Wait, WaitStatus
from ringback.switch.queues.tables import waits

FRONT = "Front"
LONGEST_WAIT = timedelta(days=1)  # no call lasts longer: what began before that has ended
PATH = "/2010-04-01/Accounts/{account_sid}/Queues/{queue_sid}/Members/{call_sid}.json"


class Member(Wait, frozen=True, kw_only=True):
    """A caller who waits: `position` counts from 1, `wait_time` whole seconds."""

    position: int
    wait_time: int


class MembersService:
    """Verbs on members and waits."""

    def __init__(self, store: Store, clock: Clock, queues: QueuesService, lines: Lines) -> None:
        self._store, self._clock, self._queues, self._lines = store, clock, queues, lines

    async def search(self, caller: Caller, *, queue_sid: str, page: PageRequest) -> Page[Member]:
        """Who waits, from the front."""
        await self._queues.find(caller, queue_sid)
        found = await self._store.search(Wait, self._waiting(caller, queue_sid), page, newest_first=False)
        first = await self._position(caller, found.items[0]) if found.items else 0
        members = [self._member(wait, place) for place, wait in enumerate(found.items, first)]
        return Page(members, found.has_next, found.has_previous)

    async def get(self, caller: Caller, *, queue_sid: str, call_sid: str) -> Member:
        """One who waits, by the call's SID; `Front` is who has waited longest."""
        await self._queues.find(caller, queue_sid)
        where = self._waiting(caller, queue_sid)
        if call_sid != FRONT:
            where.append(waits.c.call_sid == call_sid)
        first = sa.select(waits).where(*where).order_by(waits.c.date_created, waits.c.sid).limit(1)
        found = await self._store.records(Wait, first)
        if not found:
            raise self._missing(caller, queue_sid, call_sid)
        return self._member(found[0], await self._position(caller, found[0]))

    async def dequeue(self, caller: Caller, *, queue_sid: str, call_sid: str, url: str, method: str = "POST") -> Member:
        """Takes a caller out of the queue and on to the document at `url`."""
        queue = await self._queues.find(caller, queue_sid)
        wanted = None if call_sid == FRONT else call_sid
        taken = await self._lines.dequeue(queue.sid, wanted, Instructions(url=url, method=method))
        if taken is None:
            raise self._missing(caller, queue_sid, call_sid)
        return self._member(taken, 0)

    async def history(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        queue_sid: str | None = None,
        call_sid: str | None = None,
        status: WaitStatus | None = None,
        after: datetime | None = None,
    ) -> Page[Wait]:
        """Waits, newest first. `after` leaves out those that were over by then."""
        c = waits.c
        where: list[Any] = [c.account_sid == caller.account_sid]
        if queue_sid:
            where.append(c.queue_sid == queue_sid)
        if call_sid:
            where.append(c.call_sid == call_sid)
        if status is not None:
            where.append(c.status == status)
        if after is not None:
            where += [c.date_created >= after - LONGEST_WAIT, sa.or_(c.left_at.is_(None), c.left_at >= after)]
        found = await self._store.search(Wait, where, page)
        return Page([self._so_far(wait) for wait in found.items], found.has_next, found.has_previous)

    def _waiting(self, caller: Caller, queue_sid: str) -> list[Any]:
        c = waits.c
        return [c.account_sid == caller.account_sid, c.queue_sid == queue_sid, c.status == WaitStatus.WAITING]

    async def _position(self, caller: Caller, wait: Wait) -> int:
        before = sa.select(sa.func.count()).where(*self._waiting(caller, wait.queue_sid), waits.c.sid < wait.sid)
        [row] = await self._store.select(before)
        return int(row[0]) + 1

    def _so_far(self, wait: Wait) -> Wait:
        if wait.wait_ms is not None:
            return wait
        return msgspec.structs.replace(wait, wait_ms=span_ms(wait.date_created, self._clock.now()))

    def _member(self, wait: Wait, position: int) -> Member:
        waited_s = (self._so_far(wait).wait_ms or 0) // 1000
        return Member(**msgspec.structs.asdict(wait), position=position, wait_time=waited_s)

    def _missing(self, caller: Caller, queue_sid: str, call_sid: str) -> NotFound:
        path = PATH.format(account_sid=caller.account_sid, queue_sid=queue_sid, call_sid=call_sid[:80])
        return NotFound(what=path)
