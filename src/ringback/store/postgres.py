"""PostgreSQL through asyncpg: waiting units share a transaction, as they share an fsync under SQLite.

A batch is tried whole, then unit by unit if anything in it was lost or taken. Each transaction leaves its mark in a
row that belongs to this engine alone. Should the connection break at the COMMIT, the mark tells after the reconnection
whether it was kept: nothing is written twice and nothing that was kept is called lost. (Its id would not do: a crash
may forget that it was ever given out, and give it to somebody else.)
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import asyncpg
import sqlalchemy as sa
import structlog
from sqlalchemy.dialects.postgresql import asyncpg as dialect_of_asyncpg

from ringback.kernel import Unavailable
from ringback.store.plan import SqlText, Write, gather
from ringback.store.records import Row, metadata
from ringback.store.unit import Conflict, Duplicate

log = structlog.get_logger(__name__)
CHANNEL = "ringback_committed"
OUTAGE_S = 15.0  # how long a unit waits for a database that is gone before it is Unavailable
RECONNECT_S = (0.05, 0.1, 0.2, 0.5, 1.0)
POOL = 8
FORGOTTEN_AFTER_DAYS = 30  # the mark of an engine that writes no more

writers = sa.Table(
    "writers",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("mark", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
_NOW = "(extract(epoch FROM now()) * 1000)::bigint"
_LEAVE_MARK = f"""INSERT INTO writers (name, mark, at) VALUES ($1, $2, {_NOW})
  ON CONFLICT (name) DO UPDATE SET mark = excluded.mark, at = excluded.at"""
# a write of no consequence, so that it waits for a transaction of ours that the server is still busy with
_READ_MARK = f"""INSERT INTO writers (name, mark, at) VALUES ($1, 0, {_NOW})
  ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING mark"""
_FORGET_OLD = f"DELETE FROM writers WHERE at < {_NOW} - {FORGOTTEN_AFTER_DAYS} * 86400000::bigint"
Pending = tuple[list[Write], frozenset[str], "asyncio.Future[None]"]
_GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.DeadlockDetectedError,  # rolled back whole: the same again
    asyncpg.TooManyConnectionsError,
    OSError,
    asyncio.TimeoutError,
)


class PostgresEngine:
    """Reads and durable writes of one PostgreSQL database."""

    name = "postgresql"
    dialect = dialect_of_asyncpg.dialect()

    def __init__(self, url: str, told: Callable[[frozenset[str]], None] = lambda _: None) -> None:
        """`told` hears which tables other processes have written to (and this one too)."""
        self._url, self.told = url, told
        self.text = SqlText(lambda n: f"${n}", returning=True)
        self._waiting: deque[Pending] = deque()
        self._wake = asyncio.Event()
        self._closing = False
        self._name, self._marks = "", 0

    async def start(self) -> None:
        self._pool = await asyncpg.create_pool(
            self._url, min_size=2, max_size=POOL, command_timeout=60, reset=_leave_as_it_is
        )
        self._name = str(await self._pool.fetchval("SELECT gen_random_uuid()"))
        await self._pool.execute(_FORGET_OLD)
        self._writer: asyncpg.Connection | None = None
        self._tasks = [asyncio.create_task(self._run()), asyncio.create_task(self._listen())]

    async def stop(self) -> None:
        self._closing = True
        self._wake.set()
        await self._tasks[0]
        self._tasks[1].cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._tasks[1]
        if self._writer is not None:
            with contextlib.suppress(*_GONE):
                await self._writer.close(timeout=2)
        await self._pool.close()

    # -- reading

    async def fetch(self, sql: str, row: Sequence[Any]) -> list[Row]:
        deadline = asyncio.get_running_loop().time() + OUTAGE_S
        while True:
            try:
                return [tuple(found) for found in await self._pool.fetch(sql, *row)]
            except _GONE as error:
                if asyncio.get_running_loop().time() > deadline:
                    raise Unavailable(f"the database does not answer: {error}") from error
                await asyncio.sleep(RECONNECT_S[2])

    scan = fetch

    # -- writing

    async def commit(
        self, writes: list[Write], touched: frozenset[str] = frozenset(), *, patient: bool = False
    ) -> None:
        """`patient` makes no difference: what comes while a batch is under way shares the next one."""
        if self._closing:
            raise Unavailable("the store is closing")
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((writes, touched, done))
        self._wake.set()
        await done

    def hurry(self) -> None:
        """Nothing waits here for company."""

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                batch = list(self._waiting)
                self._waiting.clear()
                await self._write(batch)
            if self._closing:
                return

    async def _write(self, batch: list[Pending]) -> None:
        try:
            outcomes = await self._write_through_outages(batch)
        except Exception as error:
            log.exception("the writer failed")
            outcomes = [error] * len(batch)
        for (_, _, done), problem in zip(batch, outcomes, strict=True):
            if done.cancelled():
                continue
            if problem is None:
                done.set_result(None)
            else:
                done.set_exception(problem)

    async def _write_through_outages(self, batch: list[Pending]) -> list[Exception | None]:
        deadline = asyncio.get_running_loop().time() + OUTAGE_S
        last_mark: int | None = None
        attempt = 0
        while True:
            try:
                db = await self._connection()
                if last_mark is not None and await db.fetchval(_READ_MARK, self._name) == last_mark:
                    return [None] * len(batch)
                last_mark = None
                return await self._write_once(db, batch)
            except _Broken as broken:
                last_mark, cause = broken.mark, broken
            except _GONE as error:
                cause = error
            self._writer = None
            if asyncio.get_running_loop().time() > deadline:
                return [Unavailable(f"the database does not answer: {cause}")] * len(batch)
            await asyncio.sleep(RECONNECT_S[min(attempt, len(RECONNECT_S) - 1)])
            attempt += 1

    async def _connection(self) -> asyncpg.Connection:
        writer = self._writer
        if writer is None or writer.is_closed():
            writer = self._writer = await asyncpg.connect(self._url, timeout=5, command_timeout=60)
        return writer

    async def _write_once(self, db: asyncpg.Connection, batch: list[Pending]) -> list[Exception | None]:
        if await self._write_whole(db, batch):
            return [None] * len(batch)
        return [await self._write_one(db, [unit]) for unit in batch]

    async def _write_whole(self, db: asyncpg.Connection, batch: list[Pending]) -> bool:
        try:
            async with self._transaction(db):
                await self._apply(db, batch)
        except (Conflict, asyncpg.IntegrityConstraintViolationError):
            return False
        return True

    async def _write_one(self, db: asyncpg.Connection, batch: list[Pending]) -> Exception | None:
        try:
            async with self._transaction(db):
                await self._apply(db, batch)
        except Conflict as conflict:
            return conflict
        except asyncpg.IntegrityConstraintViolationError as error:
            told: Any = error  # asyncpg fills these in from the server's message
            return Duplicate(told.table_name or "", f"{told.detail or error}")
        return None

    @contextlib.asynccontextmanager
    async def _transaction(self, db: asyncpg.Connection) -> AsyncIterator[None]:
        """A transaction whose COMMIT, if the line breaks in it, raises `_Broken` with the transaction's mark."""
        await db.execute("BEGIN")
        self._marks += 1
        mark = self._marks
        try:
            yield
            await db.execute(_LEAVE_MARK, self._name, mark)
        except BaseException:
            if not db.is_closed():
                await db.execute("ROLLBACK")
            raise
        try:
            await db.execute("COMMIT")
        except _GONE as error:
            raise _Broken(mark, error) from error

    async def _apply(self, db: asyncpg.Connection, batch: list[Pending]) -> None:
        for sql, (rows, table, must_touch) in gather(writes for writes, _, _ in batch).items():
            if must_touch:
                if len(await db.fetchmany(sql, rows)) != len(rows):
                    raise Conflict(f"{table}: changed since it was read")
            elif len(rows) == 1:
                await db.execute(sql, *rows[0])
            else:
                await db.executemany(sql, rows)
        touched = frozenset().union(*(names for _, names, _ in batch))
        if touched:
            await db.execute(f"SELECT pg_notify('{CHANNEL}', $1)", ",".join(sorted(touched)))

    # -- hearing of others

    async def _listen(self) -> None:
        while True:
            try:
                connection = await asyncpg.connect(self._url, timeout=5)
                await connection.add_listener(CHANNEL, self._heard)
                self.told(frozenset({"*"}))  # whatever happened while we were deaf
                while not connection.is_closed():
                    await connection.execute("SELECT 1")
                    await asyncio.sleep(5)
            except _GONE:
                await asyncio.sleep(RECONNECT_S[-1])

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        self.told(frozenset(str(payload).split(",")))


class _Broken(Exception):
    """The connection went while COMMIT was under way; `mark` is of the transaction that may have been kept."""

    def __init__(self, mark: int, cause: BaseException) -> None:
        super().__init__(str(cause))
        self.mark = mark


async def _leave_as_it_is(connection: Any) -> None:
    """A read leaves nothing behind in its session; the usual reset would be a second round trip after each."""
