"""SQLite: one writer thread that takes all waiting units at once, one fsync and one wake-up per batch.

The batch is tried whole first, rows of a statement together; if anything in it is lost or taken, it is rolled
back and run again unit by unit, each in a savepoint of its own, so that only the failing unit fails.
"""

import asyncio
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any

import structlog
from sqlalchemy.dialects import sqlite as dialect_of_sqlite

from ringback.kernel import Unavailable
from ringback.store.plan import SqlText, Write, gather
from ringback.store.records import Row
from ringback.store.unit import Conflict, Duplicate

log = structlog.get_logger(__name__)
SLOW, SLOW_S = "the disk was slow to write", 0.5  # told to the log: calls and requests waited for it
READERS = 2  # threads for searches; keyed reads are answered on the loop, from the page cache
CACHE_KIB = 32_000
BUSY_MS = 10_000
# Pages of log before they go into the file, 16 MB: fewer writes of the same page; a start reads them in 50 ms.
CHECKPOINT_PAGES = 4_000
PATIENCE_S = 0.01  # how long a unit that nobody waits for may wait for others to share an fsync with
Pending = tuple[list[Write], "asyncio.Future[None]"]


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    if not read_only:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # an answer of 2xx survives a power cut
        connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    connection.execute("PRAGMA temp_store=MEMORY")
    if read_only:
        connection.execute("PRAGMA query_only=1")
    return connection


class SqliteEngine:
    """Reads and durable writes of one database file."""

    name = "sqlite"
    dialect = dialect_of_sqlite.dialect(paramstyle="qmark")

    def __init__(self, path: Path) -> None:
        self._path = path
        self.told: Callable[[frozenset[str]], None] = lambda _: None  # never called: there are no others
        self.text = SqlText(lambda _: "?", returning=False)
        self._waiting: deque[Pending] = deque()
        self._wake = threading.Condition()
        self._is_due = self._closing = False
        self._timer: asyncio.TimerHandle | None = None  # rings for patient units; None where none waits
        self._local = threading.local()
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-reader")

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._write_connection = connect(self._path)
        self._near = connect(self._path, read_only=True)
        self._thread = threading.Thread(target=self._run, name="sqlite-writer", daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._timer is not None:
            self._timer.cancel()
        await asyncio.to_thread(self._thread.join)
        self._pool.shutdown()
        self._near.close()
        self._write_connection.close()

    # -- reading

    async def fetch(self, sql: str, row: Sequence[Any]) -> list[Row]:
        """A read that an index answers at once: on the loop, some 10 µs."""
        return self._near.execute(sql, row).fetchall()

    async def scan(self, sql: str, row: Sequence[Any]) -> list[Row]:
        """A read that may take long: in a reader thread."""
        return await self._loop.run_in_executor(self._pool, self._scan, sql, row)

    def _scan(self, sql: str, row: Sequence[Any]) -> list[Row]:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self._path, read_only=True)
        return connection.execute(sql, row).fetchall()

    # -- writing

    async def commit(
        self, writes: list[Write], touched: frozenset[str] = frozenset(), *, patient: bool = False
    ) -> None:
        done: asyncio.Future[None] = self._loop.create_future()
        with self._wake:
            if self._closing:
                raise Unavailable("the store is closing")
            self._waiting.append((writes, done))
        if not patient:
            self._write_now()
        elif self._timer is None:
            self._timer = self._loop.call_later(PATIENCE_S, self._write_now)
        await done

    def hurry(self) -> None:
        """Somebody waits for a patient unit after all."""
        if self._timer is not None:
            self._write_now()

    def _write_now(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        with self._wake:
            self._is_due = True
            self._wake.notify()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._is_due and not self._closing:
                    self._wake.wait()
                self._is_due = False
                batch = list(self._waiting)
                self._waiting.clear()
            if not batch:
                if self._closing:
                    return
                continue
            began = monotonic()
            outcomes = self._write(batch)
            if (took_s := monotonic() - began) > SLOW_S:
                log.warning(SLOW, still_ms=round(1000 * took_s), units=len(batch))
            self._loop.call_soon_threadsafe(_deliver, batch, outcomes)

    def _write(self, batch: list[Pending]) -> list[Exception | None]:
        try:
            if self._write_whole(batch):
                return [None] * len(batch)
            return self._write_singly(batch)
        except sqlite3.Error as error:  # a full disk, an I/O error: nobody's unit is at fault, none was kept
            self._abandon()
            return [Unavailable(f"the database refused to write: {error}")] * len(batch)

    def _abandon(self) -> None:
        if self._write_connection.in_transaction:
            self._write_connection.execute("ROLLBACK")

    def _write_whole(self, batch: list[Pending]) -> bool:
        db = self._write_connection
        db.execute("BEGIN IMMEDIATE")
        try:
            for sql, (rows, _, must_touch) in gather(writes for writes, _ in batch).items():
                touched = db.executemany(sql, rows).rowcount
                if must_touch and touched != len(rows):
                    db.execute("ROLLBACK")
                    return False
        except sqlite3.IntegrityError:
            db.execute("ROLLBACK")
            return False
        db.execute("COMMIT")
        return True

    def _write_singly(self, batch: list[Pending]) -> list[Exception | None]:
        db = self._write_connection
        db.execute("BEGIN IMMEDIATE")
        outcomes = [self._write_one(db, writes) for writes, _ in batch]
        db.execute("COMMIT")
        return outcomes

    def _write_one(self, db: sqlite3.Connection, writes: list[Write]) -> Exception | None:
        db.execute("SAVEPOINT unit")
        problem = _apply(db, writes)
        if problem is not None:
            db.execute("ROLLBACK TO unit")
        db.execute("RELEASE unit")
        return problem


def _apply(db: sqlite3.Connection, writes: list[Write]) -> Exception | None:
    for write in writes:
        try:
            touched = db.execute(write.sql, write.row).rowcount
        except sqlite3.IntegrityError as error:
            return Duplicate(write.table, str(error))
        if write.must_touch and touched != 1:
            return Conflict(f"{write.table}: changed since it was read")
    return None


def _deliver(batch: list[Pending], outcomes: list[Exception | None]) -> None:
    for (_, done), problem in zip(batch, outcomes, strict=True):
        if done.cancelled():
            continue
        if problem is None:
            done.set_result(None)
        else:
            done.set_exception(problem)
