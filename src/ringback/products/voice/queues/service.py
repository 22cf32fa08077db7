"""Queues: made, looked up, changed, deleted; what they hold now is counted from the waits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.refused import NotFound
from ringback.kernel.time import to_ms
from ringback.products.voice.queues import errors
from ringback.products.voice.queues.ports import Lines
from ringback.store import Duplicate, Store, Unit, again
from ringback.switch.queues import events
from ringback.switch.queues.average import WITHIN
from ringback.switch.queues.model import LARGEST_SIZE, LONGEST_NAME, USUAL_SIZE, FormerName, Queue, WaitStatus
from ringback.switch.queues.tables import former_names, queues, waits

PATH = "/2010-04-01/Accounts/{account_sid}/Queues/{sid}.json"


class QueueNow(Queue, frozen=True, kw_only=True):
    """A queue and what it holds at this moment. The average is over those who wait, so far, and those who left within
    the last hour; `agents_waiting` counts those who have dialled it and wait for a caller.
    """

    current_size: int = 0
    average_wait_ms: int = 0
    longest_wait_ms: int = 0
    agents_waiting: int = 0

    @property
    def average_wait_s(self) -> int:
        return round(self.average_wait_ms / 1000)


class QueuesService:
    """Verbs on queues. Whoever waits in them is the switch's affair (`lines`)."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource, lines: Lines) -> None:
        self._store, self._clock, self._sids, self._lines = store, clock, sids, lines

    async def create(self, caller: Caller, *, friendly_name: str, max_size: int = USUAL_SIZE) -> QueueNow:
        """A queue that callers can wait in. One that is enqueued for by a name nobody has is made by itself."""
        _check(friendly_name, max_size)
        now = self._clock.now()
        made = Queue(
            sid=self._sids.new("QU", now),
            account_sid=caller.account_sid,
            friendly_name=friendly_name,
            max_size=max_size,
            date_created=now,
            date_updated=now,
        )
        told = events.event_of(events.QueueCreated, made, now)
        await self._commit(Unit(insert=[made], events=[told]), friendly_name)
        return _shown(made)

    async def get(self, caller: Caller, *, sid: str) -> QueueNow:
        """One queue of the account, with how many wait in it and how long."""
        [shown] = await self._filled([await self.find(caller, sid)])
        return shown

    async def find(self, caller: Caller, sid: str) -> Queue:
        """Its record alone; raises NotFound."""
        found = await self._store.first(Queue, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=PATH.format(account_sid=caller.account_sid, sid=sid))
        return found

    async def search(self, caller: Caller, *, page: PageRequest) -> Page[QueueNow]:
        """The account's queues, newest first."""
        found = await self._store.search(Queue, [queues.c.account_sid == caller.account_sid], page)
        return Page(await self._filled(found.items), found.has_next, found.has_previous)

    @again
    async def update(
        self, caller: Caller, *, sid: str, friendly_name: str | UnsetType = UNSET, max_size: int | UnsetType = UNSET
    ) -> QueueNow:
        """Another name, or another size: those who wait already may stay, however small it becomes.

        Documents that say the old name still find the queue, as long as no other queue is called so.
        """
        before = await self.find(caller, sid)
        name = before.friendly_name if friendly_name is UNSET else friendly_name
        size = before.max_size if max_size is UNSET else max_size
        _check(name, size)
        now = self._clock.now()
        after = msgspec.structs.replace(before, friendly_name=name, max_size=size, date_updated=now)
        told = events.event_of(events.QueueUpdated, after, now)
        await self._commit(Unit(change=[(before, after)], events=[told]) + _renamed(before, after), name)
        [shown] = await self._filled([after])
        return shown

    async def _commit(self, unit: Unit, name: str) -> None:
        try:
            await self._store.commit(unit)
        except Duplicate:
            raise errors.NameTaken(name=name) from None

    async def forget(self, caller: Caller, *, sid: str) -> None:
        """Deletes a queue that nobody waits in. What is known of the waits in it stays.

        Callers whose documents say a former name of it do not count: they wait on, in a queue of that name.
        """
        queue = await self.find(caller, sid)
        if (count := await self._holders(queue)) or not self._lines.close(queue):
            raise errors.NotEmpty(sid=sid, count=count or 1)
        is_deleted = False
        try:
            told = events.event_of(events.QueueDeleted, queue, self._clock.now())
            await self._store.commit(Unit(delete=[queue, *await self._former_names(queue)], events=[told]))
            is_deleted = True
        finally:
            self._lines.settle(queue, is_deleted=is_deleted)

    async def _holders(self, queue: Queue) -> int:
        """Who waits in it and asked for it by the name it has."""
        c = waits.c
        here = [c.queue_sid == queue.sid, c.status == WaitStatus.WAITING, c.asked_name == queue.friendly_name]
        [row] = await self._store.select(sa.select(sa.func.count()).where(*here))
        return int(row[0])

    async def _former_names(self, queue: Queue) -> list[FormerName]:
        return await self._store.records(
            FormerName, sa.select(former_names).where(former_names.c.queue_sid == queue.sid)
        )

    # -- what they hold

    async def _filled(self, found: Sequence[Queue]) -> list[QueueNow]:
        sids, now = [queue.sid for queue in found], self._clock.now()
        waiting, ended = await self._waiting(sids), await self._ended(sids, now)
        shown = [_shown(queue, now, waiting.get(queue.sid), ended.get(queue.sid)) for queue in found]
        return [msgspec.structs.replace(one, agents_waiting=self._lines.agents_waiting(one.sid)) for one in shown]

    async def _waiting(self, sids: list[str]) -> dict[str, tuple[int, int, int]]:
        """How many wait in each, the sum of the moments they began at, and the first of those; milliseconds."""
        c, began = waits.c, sa.type_coerce(waits.c.date_created, sa.BigInteger)
        summed: Any = sa.select(c.queue_sid, sa.func.count(), sa.func.sum(began), sa.func.min(began))
        rows = await self._store.select(
            summed.where(c.queue_sid.in_(sids), c.status == WaitStatus.WAITING).group_by(c.queue_sid)
        )
        return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}

    async def _ended(self, sids: list[str], now: datetime) -> dict[str, tuple[int, int]]:
        """How many left each lately, and how long they had waited together, in milliseconds."""
        c = waits.c
        summed: Any = sa.select(c.queue_sid, sa.func.count(), sa.func.sum(c.wait_ms))
        rows = await self._store.select(
            summed.where(c.queue_sid.in_(sids), c.left_at >= now - WITHIN).group_by(c.queue_sid)
        )
        return {row[0]: (int(row[1]), int(row[2] or 0)) for row in rows}


def _renamed(before: Queue, after: Queue) -> Unit:
    if before.friendly_name == after.friendly_name:
        return Unit()
    former, now = (
        FormerName(account_sid=queue.account_sid, name=queue.friendly_name, queue_sid=queue.sid)
        for queue in (before, after)
    )
    return Unit(put=[former], delete=[now])


def _shown(
    queue: Queue,
    now: datetime | None = None,
    waiting: tuple[int, int, int] | None = None,
    ended: tuple[int, int] | None = None,
) -> QueueNow:
    count, began_ms, first_ms = waiting or (0, 0, 0)
    ended_count, ended_ms = ended or (0, 0)
    now_ms = to_ms(now) if now is not None else 0
    total_ms = count * now_ms - began_ms + ended_ms
    return QueueNow(
        **msgspec.structs.asdict(queue),
        current_size=count,
        average_wait_ms=max(0, round(total_ms / (count + ended_count))) if count + ended_count else 0,
        longest_wait_ms=max(0, now_ms - first_ms) if count else 0,
    )


def _check(friendly_name: str, max_size: int) -> None:
    if not 0 < len(friendly_name) <= LONGEST_NAME:
        raise errors.BadName(length=len(friendly_name))
    if not 0 < max_size <= LARGEST_SIZE:
        raise errors.BadSize(value=max_size)
