"""The event log: written with the state it tells of, read by cursors.

A position is (transaction id, number). Under SQLite one writer makes numbers rise as commits do, and the
transaction id is 0. PostgreSQL hands out numbers before the commit, so a reader that trusted them would skip
a late one: there the transaction id comes first and readers stay below the oldest transaction still open.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa
import structlog

from ringback.kernel.event import Recorded
from ringback.kernel.time import from_ms
from ringback.store.records import Row, metadata, record_table
from ringback.store.unit import Conflict, Unit

if TYPE_CHECKING:
    from ringback.store.store import Store

log = structlog.get_logger(__name__)
START = (0, 0)
BATCH = 1000
Position = tuple[int, int]
Handler = Callable[[list[Recorded]], Awaitable[Unit | None]]

# SQLite counts in the row id; PostgreSQL notes the transaction beside its own sequence.
events = sa.Table(
    "events",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
    sa.Column("txid", sa.BigInteger, nullable=False, server_default=sa.text("0")),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("account_sid", sa.Text, nullable=False),
    sa.Column("subject_sid", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Index("ix_events_subject", "subject_sid", "number"),
    sa.Index("ix_events_order", "txid", "number"),
    sqlite_autoincrement=True,
)


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """How far one reader has come."""

    reader: str
    txid: int = 0
    number: int = 0
    version: int = 0

    @property
    def position(self) -> Position:
        return (self.txid, self.number)


cursors = record_table("event_cursors", Cursor, key="reader")
_COLUMNS, _TYPE = "txid, number, type, account_sid, subject_sid, at, data", 2


def _recorded(row: Sequence[Any]) -> Recorded:
    txid, number, type_, account_sid, subject_sid, at, data = row
    return Recorded((txid, number), type_, account_sid, subject_sid, from_ms(at), data.encode())


class EventLog:
    """Reads and follows the log of one store."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._wake = asyncio.Event()
        self._followers: dict[str, _Follower] = {}
        self._tails: set[asyncio.Queue[Recorded]] = set()
        self._tail_task: asyncio.Task[None] | None = None

    async def read(self, after: Position = START, limit: int = BATCH, types: Sequence[str] = ()) -> list[Recorded]:
        """The next events beyond a position, oldest first, of these types (all when empty)."""
        rows = await self._rows(after, limit)
        return [_recorded(row) for row in rows if not types or row[_TYPE] in types]

    async def batch(self, after: Position, types: frozenset[str]) -> tuple[list[Recorded], int, Position]:
        """As `read`, for a cursor: also how many events there were of any type, and where the last of them stands."""
        rows = await self._rows(after, BATCH)
        wanted = [_recorded(row) for row in rows if not types or row[_TYPE] in types]
        return wanted, len(rows), tuple(rows[-1][:2]) if rows else after  # type: ignore[return-value]

    async def _rows(self, after: Position, limit: int) -> list[Row]:
        engine = self._store.engine
        is_shared = engine.name == "postgresql"
        sql, row = (_READ_POSTGRES, (*after, limit)) if is_shared else (_READ_SQLITE, (after[1], limit))
        return await engine.fetch(sql, row)

    async def of(self, subject_sid: str, account_sid: str, limit: int = BATCH) -> list[Recorded]:
        """What happened to one thing, oldest first."""
        mark = self._store.engine.text._mark
        where = f"subject_sid = {mark(1)} AND account_sid = {mark(2)} ORDER BY number LIMIT {mark(3)}"
        sql = f"SELECT {_COLUMNS} FROM events WHERE {where}"
        return [_recorded(row) for row in await self._store.engine.fetch(sql, (subject_sid, account_sid, limit))]

    async def end(self) -> Position:
        """Beyond the last event that readers may see now."""
        order = "txid DESC, number DESC" if self._store.engine.name == "postgresql" else "number DESC"
        rows = await self._store.engine.fetch(f"SELECT txid, number FROM events ORDER BY {order} LIMIT 1", ())
        return tuple(rows[0]) if rows else START  # type: ignore[return-value]

    def follow(
        self,
        reader: str,
        handler: Handler,
        *,
        types: Sequence[str] = (),
        pause_s: float = 0.0,
        after: Callable[[Unit], None] = lambda _: None,
    ) -> None:
        """Feeds `handler` from the reader's cursor on, for ever: its unit and the cursor's step are one transaction.

        `pause_s` gathers events for that long (real seconds) before a batch, for readers that like them in bulk.
        `after` hears of each unit once it is durable.
        """
        self._followers[reader] = _Follower(self._store, self, reader, handler, frozenset(types), pause_s, after)

    async def catch_up(self, reader: str) -> None:
        """Brings one reader up to what is in the log now."""
        await self._followers[reader].catch_up()

    async def catch_up_all(self) -> None:
        for follower in self._followers.values():
            await follower.catch_up()

    def wake(self) -> None:
        self._wake.set()
        for follower in self._followers.values():
            follower.wake.set()

    def start(self) -> None:
        for follower in self._followers.values():
            follower.start()

    async def stop(self) -> None:
        for follower in self._followers.values():
            await follower.stop()
        if self._tail_task is not None:
            self._tail_task.cancel()
            await asyncio.gather(self._tail_task, return_exceptions=True)

    # -- live tails, for WebSockets

    def tail(self) -> "asyncio.Queue[Recorded]":
        """A queue that receives every event from now on; a reader slower than 1,000 events behind misses the oldest."""
        queue: asyncio.Queue[Recorded] = asyncio.Queue(BATCH)
        self._tails.add(queue)
        if self._tail_task is None:
            self._tail_task = asyncio.create_task(self._feed_tails())
        return queue

    def untail(self, queue: "asyncio.Queue[Recorded]") -> None:
        self._tails.discard(queue)

    async def _feed_tails(self) -> None:
        position = await self.end()
        while True:
            await self._wake.wait()
            self._wake.clear()
            if not self._tails:
                position = await self.end()
                continue
            while found := await self.read(position):
                position = found[-1].position
                for event in found:
                    self._feed(event)

    def _feed(self, event: Recorded) -> None:
        for queue in self._tails:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event)


_READ_SQLITE = f"SELECT {_COLUMNS} FROM events WHERE number > ? ORDER BY number LIMIT ?"
_READ_POSTGRES = f"""SELECT {_COLUMNS} FROM events WHERE (txid, number) > ($1, $2)
  AND txid < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint ORDER BY txid, number LIMIT $3"""


class _Follower:
    """One reader: a cursor, a handler, and a task that wakes on commits."""

    def __init__(
        self,
        store: "Store",
        events: EventLog,
        reader: str,
        handler: Handler,
        types: frozenset[str],
        pause_s: float,
        after: Callable[[Unit], None],
    ) -> None:
        self._store, self._log, self._reader, self._handler = store, events, reader, handler
        self._types, self._pause_s, self._after = types, pause_s, after
        self._seen, self._passed_by = START, 0  # beyond the cursor: events that this reader does not want
        self.wake = asyncio.Event()
        self.wake.set()
        self._busy = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name=f"follow {self._reader}")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def catch_up(self) -> None:
        async with self._busy:
            while await self._step():
                pass

    async def _run(self) -> None:
        while True:
            await self.wake.wait()
            self.wake.clear()
            if self._pause_s:
                await asyncio.sleep(self._pause_s)
            try:
                await self.catch_up()
            except Exception:  # the log waits for its reader, not the other way round: tried again at the next commit
                log.exception("an event reader failed", reader=self._reader)
                await asyncio.sleep(1)
                self.wake.set()

    async def _step(self) -> bool:
        """One batch; whether there may be more."""
        cursor = await self._store.get(Cursor, self._reader)
        kept = cursor.position if cursor else START
        wanted, count, position = await self._log.batch(max(kept, self._seen), self._types)
        if not count:
            return False
        self._passed_by += count
        if not wanted and self._passed_by < BATCH:  # nothing to write for; a start may read so many again
            self._seen = position
            return False
        self._passed_by, (txid, number) = 0, position
        unit = (await self._handler(wanted) if wanted else None) or Unit()
        if cursor is None:
            unit += Unit(insert=[Cursor(reader=self._reader, txid=txid, number=number)])
        else:
            unit += Unit(change=[(cursor, msgspec.structs.replace(cursor, txid=txid, number=number))])
        try:
            await self._store.commit(unit, patient=True)
        except Conflict:  # another process read these already
            return True
        self._after(unit)
        return count == BATCH
