"""Calls as handsets show them: rows that are written as a call goes on, in order, and read by the products above."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
import structlog

from ringback.carriers.simulated.model import HandsetCall
from ringback.carriers.simulated.tables import handset_calls
from ringback.kernel import Clock, Event, Page, PageRequest, Unavailable
from ringback.store import Store, Unit
from ringback.store.blobs import Blobs

log = structlog.get_logger(__name__)
BUSY_MOST = 10_000  # numbers on the phone at once that a list of handsets tells of
AUDIO_KEPT = timedelta(days=7)  # what a handset heard: 1 MB a minute
SWEPT_MOST = 500  # recordings taken out at a time
AGAIN_S = (0.2, 1.0, 5.0, 15.0)  # a database that is away for longer loses the row, not the call
_IS_ON = sa.text("state <> 'ended'")  # said as in the index, which is of these rows only


class HandsetCalled(Event, tag="handset.called"):
    """A call of a handset rings, is talked on, has ended, or more was heard. The subject is the handset's number."""

    call_id: str
    state: str


class HandsetCalls:
    """Reads and ends rows of handsets' calls, whoever asks: permission is the products' business."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def get(self, number: str, id: str) -> HandsetCall | None:
        return await self._store.first(HandsetCall, id=id, handset=number)

    async def of(self, number: str, page: PageRequest, *, account_sid: str | None = None) -> Page[HandsetCall]:
        """A handset's calls, newest first; with `account_sid` only those with that account's numbers."""
        where = [handset_calls.c.handset == number]
        if account_sid is not None:
            where.append(handset_calls.c.account_sid == account_sid)
        return await self._store.search(HandsetCall, where, page, key="id")

    async def state(self, number: str) -> str:
        """idle, ringing or talking."""
        statement = sa.select(handset_calls.c.state).where(handset_calls.c.handset == number, _IS_ON)
        return _busiest([row[0] for row in await self._store.select(statement.limit(BUSY_MOST))])

    async def states(self) -> dict[str, str]:
        """Every handset that is on the phone, and how."""
        columns = [handset_calls.c.handset, handset_calls.c.state]
        statement: sa.Select[Any] = sa.select(*columns).where(_IS_ON).limit(BUSY_MOST)
        found: dict[str, list[str]] = {}
        for number, state in await self._store.select(statement):
            found.setdefault(number, []).append(state)
        return {number: _busiest(states) for number, states in found.items()}

    async def numbers_called(self, limit: int) -> list[str]:
        """Handsets that had calls, the latest first."""
        last = sa.func.max(handset_calls.c.date_created)
        statement = sa.select(handset_calls.c.handset).group_by(handset_calls.c.handset).order_by(last.desc())
        return [row[0] for row in await self._store.select(statement.limit(limit))]

    async def left_on(self, owner: str) -> list[HandsetCall]:
        """Calls that were on when the process that held them died."""
        statement = sa.select(handset_calls).where(_IS_ON, handset_calls.c.owner == owner)
        return await self._store.records(HandsetCall, statement)

    async def keep(self, calls: Sequence[HandsetCall]) -> None:
        """Writes rows as they are now, and tells of each."""
        at = self._clock.now()
        await self._store.commit(Unit(put=list(calls), events=[told(call, at) for call in calls]))

    async def sweep(self, blobs: Blobs, now: datetime) -> int:
        """Lets go of what handsets heard a week ago."""
        old = handset_calls.c.date_created < now - AUDIO_KEPT
        statement = sa.select(handset_calls).where(old, handset_calls.c.audio.is_not(None)).limit(SWEPT_MOST)
        found = await self._store.records(HandsetCall, statement)
        for call in found:
            assert call.audio is not None
            await blobs.delete(call.audio)
            silent = msgspec.structs.replace(call, audio=None, records=False)
            await self._store.commit(Unit(put=[silent]))
        return len(found)

    def notes(self, call: HandsetCall, spawn: "Spawn") -> "Notes":
        """What keeps a call that begins now."""
        return Notes(self._store, self._clock, call, spawn)


Spawn = Callable[[Any], "asyncio.Task[Any]"]


class Notes:
    """One call's row while it is on: `row` is how it stands, and is on its way to the disk.

    One write at a time: what changes meanwhile goes along with the next. `kept` waits until everything is durable.
    """

    def __init__(self, store: Store, clock: Clock, call: HandsetCall, spawn: Spawn) -> None:
        self._store, self._clock, self._spawn = store, clock, spawn
        self.row = call
        self._events: list[HandsetCalled] = [told(call, call.date_created)]
        self._writing: asyncio.Task[None] | None = None
        self._write_soon()

    def change(self, **fields: Any) -> None:
        """Sets fields of the row; whoever watches the handset is told."""
        self.row = msgspec.structs.replace(self.row, **fields)
        self._events.append(told(self.row, self._clock.now()))
        self._write_soon()

    async def kept(self) -> None:
        while self._writing is not None and not self._writing.done():
            await asyncio.shield(self._writing)

    def _write_soon(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = self._spawn(self._write())

    async def _write(self) -> None:
        while self._events:
            events, self._events = self._events, []
            await self._commit(Unit(put=[self.row], events=events))

    async def _commit(self, unit: Unit) -> None:
        for pause_s in AGAIN_S:
            try:
                return await self._store.commit(unit)
            except Unavailable:
                await asyncio.sleep(pause_s)
        log.error("a handset's call could not be written down", call=self.row.id, handset=self.row.handset)


def told(call: HandsetCall, at: datetime) -> HandsetCalled:
    """The event that goes with a row."""
    return HandsetCalled(
        account_sid=call.account_sid, subject_sid=call.handset, at=at, call_id=call.id, state=call.state
    )


def _busiest(states: Sequence[str]) -> str:
    return next((state for state in ("talking", "ringing") if state in states), "idle")
