"""The store: records in and out, one Unit a transaction, the same under both engines."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy.sql.dml import ReturningUpdate

from ringback.kernel import Clock, Event, Job, Page, PageRequest, SidSource
from ringback.kernel.sid import made_at
from ringback.kernel.time import to_ms
from ringback.store.eventlog import EventLog
from ringback.store.plan import SqlText, Write, writes_of
from ringback.store.records import Row, mapping_of
from ringback.store.unit import Unit, alongside

R = TypeVar("R")
Reactions = Callable[[Event], Iterable[Job]]
CACHE_ENTRIES = 50_000  # per record type: about 50 MB at the very worst, then it starts anew


class Engine(Protocol):
    """What SQLite and PostgreSQL have in common here."""

    name: str
    dialect: Any
    text: SqlText
    told: Callable[[frozenset[str]], None]  # hears which tables others have written to

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    async def fetch(self, sql: str, row: Sequence[Any]) -> list[Row]: ...
    async def scan(self, sql: str, row: Sequence[Any]) -> list[Row]: ...
    async def commit(
        self, writes: list[Write], touched: frozenset[str] = frozenset(), *, patient: bool = False
    ) -> None: ...
    def hurry(self) -> None: ...


class Store:
    """Every read and every write of one database.

    `reactions` says which jobs an event asks for; `jobs_written` hears of jobs once they are durable.
    """

    def __init__(self, engine: Engine, clock: Clock, sids: SidSource, reactions: Reactions = lambda _: ()) -> None:
        self.engine, self._clock, self._sids = engine, clock, sids
        self.reactions = reactions
        self.jobs_written: Callable[[Sequence[Job]], None] = lambda _: None
        self.events = EventLog(self)
        self._cache: dict[type, dict[tuple[Any, ...], Any]] = {}
        self._cached_tables: dict[str, type] = {}
        self._generation: dict[type, int] = {}
        self._watchers: list[tuple[str, Callable[[], None]]] = []
        self.commits = 0  # units written by this process, for its figures

    async def start(self) -> None:
        self.engine.told = self.heard
        await self.engine.start()

    async def stop(self) -> None:
        await self.events.stop()
        await self.engine.stop()

    # -- writing

    async def commit(self, unit: Unit, *, patient: bool = False) -> None:
        """Writes the unit, its events, and the jobs asked for, in one transaction; returns when it is durable.

        With `patient` it may wait a few milliseconds for others to go with: say so where nobody waits for it.
        Raises Conflict (a compare-and-set was lost), Duplicate (a key or unique rule is taken) or Unavailable.
        """
        hook = alongside.get()
        if hook is not None and (more := hook(unit)):
            unit = Unit(insert=more) + unit
        jobs = self._named([*unit.jobs, *(job for event in unit.events for job in self.reactions(event))])
        unit.jobs = jobs
        writes = writes_of(unit, self.engine.text)
        if not writes:
            return
        touched = frozenset([write.table for write in writes])
        self.forget(touched)
        await self.engine.commit(writes, touched, patient=patient)
        self.commits += 1
        self.forget(touched)
        if hook is not None:
            hook.written()
        if unit.events:
            self.events.wake()
        if jobs:
            self.jobs_written(jobs)

    def hurry(self) -> None:
        """Whatever waits patiently is written now: somebody waits for it after all."""
        self.engine.hurry()

    def _named(self, jobs: list[Job]) -> list[Job]:
        if not jobs:
            return jobs
        now = self._clock.now()
        replace = msgspec.structs.replace
        return [replace(job, sid=self._sids.new("JB", now), due_at=job.due_at or now) for job in jobs]

    # -- reading

    async def get(self, record: type[R], key: Any) -> R | None:
        """The record with this key (a tuple where the key has several parts)."""
        mapping = mapping_of(record)
        values = key if isinstance(key, tuple) else (key,)
        rows = await self.engine.fetch(self.engine.text.select(mapping, mapping.key, ()), values)
        return mapping.decode(rows[0]) if rows else None

    async def first(self, record: type[R], **equals: Any) -> R | None:
        """The record whose fields equal these; None for a field means that it is empty."""
        mapping = mapping_of(record)
        if equals.keys() >= set(mapping.key):
            return await self._by_key(record, mapping.key, equals)
        names = tuple(name for name, value in equals.items() if value is not None)
        nulls = tuple(name for name, value in equals.items() if value is None)
        sql = self.engine.text.select(mapping, names, nulls)
        rows = await self.engine.fetch(sql, [_plain(equals[name]) for name in names])
        return mapping.decode(rows[0]) if rows else None

    async def _by_key(self, record: type[R], key: tuple[str, ...], equals: dict[str, Any]) -> R | None:
        """By its key, the other fields compared here: no planner without statistics can choose another index."""
        found = await self.get(record, tuple(equals[name] for name in key))
        same = found is not None and all(getattr(found, name) == value for name, value in equals.items())
        return found if same else None

    async def cached(self, record: type[R], **equals: Any) -> R | None:
        """As `first`, from memory if nobody has changed a record of this type since."""
        return await self._kept(record, tuple(equals.items()), lambda: self.first(record, **equals))

    async def cached_whole(self, record: type[R], most: int) -> dict[Any, R] | None:
        """All records of a small table by their (single) key, from memory; None if there are more than `most`."""

        async def read() -> dict[Any, R] | None:
            mapping = mapping_of(record)
            found = await self.records(record, sa.select(mapping.table).limit(most + 1))
            return None if len(found) > most else {mapping.key_of(one)[0]: one for one in found}

        return await self._kept(record, ("whole", most), read)

    async def _kept(self, record: type[Any], key: tuple[Any, ...], read: Callable[[], Awaitable[Any]]) -> Any:
        found = self._cache.get(record)
        if found is not None and key in found:
            return found[key]
        self._cached_tables[mapping_of(record).table.name] = record
        generation = self._generation.get(record, 0)
        value = await read()
        if generation == self._generation.get(record, 0):  # else it changed under our eyes: do not keep what may be old
            kept = self._cache.setdefault(record, {})
            if len(kept) >= CACHE_ENTRIES:
                kept.clear()
            kept[key] = value
        return value

    def forget(self, tables: Iterable[str]) -> None:
        """Drops what is cached of these tables."""
        for table in tables:
            record = self._cached_tables.get(table)
            if record is not None:
                self._generation[record] = self._generation.get(record, 0) + 1
                self._cache.pop(record, None)

    def watch(self, table: str, told: Callable[[], None]) -> None:
        """`told` hears when another process wrote to the table; with PostgreSQL, when this one did as well."""
        self._watchers.append((table, told))

    def heard(self, tables: frozenset[str]) -> None:
        """Some process (perhaps this one) wrote to these tables; "*" means that anything may have changed."""
        everything = "*" in tables
        self.forget(list(self._cached_tables) if everything else tables)
        if everything or "events" in tables:
            self.events.wake()
        if everything or "jobs" in tables:
            self.jobs_written(())
        for table, told in self._watchers:
            if everything or table in tables:
                told()

    async def select(self, statement: sa.Select[Any] | sa.CompoundSelect[Any] | ReturningUpdate[Any]) -> list[Row]:
        """Rows of any Core select (or an UPDATE … RETURNING), as they are kept (moments are milliseconds)."""
        sql, row = self._compiled(statement)
        return await self.engine.scan(sql, row)

    async def records(self, record: type[R], statement: sa.Select[Any]) -> list[R]:
        """Records of a select over the whole of their table (`sa.select(table)`)."""
        decode = mapping_of(record).decode
        return [decode(row) for row in await self.select(statement)]

    async def search(
        self,
        record: type[R],
        where: Sequence[sa.ColumnElement[bool]],
        page: PageRequest,
        *,
        newest_first: bool = True,
        order: str = "date_created",
        key: str = "sid",
    ) -> Page[R]:
        """One page by key: as cheap at any depth as at the first.

        Ordered by (`order`, `key`); the page's `after`/`before` is a SID, whose moment is `order`'s value.
        """
        mapping = mapping_of(record)
        table = mapping.table
        columns = (table.c[order], table.c[key])
        backwards = page.before is not None
        descending = newest_first != backwards
        statement = sa.select(table).where(*where)
        if (edge := page.before or page.after) is not None:
            mark = sa.tuple_(sa.literal(to_ms(made_at(edge)), sa.BigInteger), sa.literal(edge, sa.Text))
            pair = sa.tuple_(sa.type_coerce(columns[0], sa.BigInteger), columns[1])
            statement = statement.where(pair < mark if descending else pair > mark)
        directed = [column.desc() if descending else column.asc() for column in columns]
        found = await self.records(record, statement.order_by(*directed).limit(page.size + 1))
        return _page(found, page, backwards=backwards)

    def _compiled(self, statement: Any) -> tuple[str, list[Any]]:
        compiled = statement.compile(dialect=self.engine.dialect, compile_kwargs={"render_postcompile": True})
        values = compiled.construct_params()
        processors = compiled._bind_processors
        names = compiled.positiontup or []
        return str(compiled), [processors[n](values[n]) if n in processors else values[n] for n in names]


def _plain(value: Any) -> Any:
    return to_ms(value) if hasattr(value, "tzinfo") else getattr(value, "value", value)


def _page(found: list[R], page: PageRequest, *, backwards: bool) -> Page[R]:
    more = len(found) > page.size
    items = found[: page.size]
    if backwards:
        return Page(items[::-1], has_next=True, has_previous=more)
    return Page(items, has_next=more, has_previous=page.after is not None)
