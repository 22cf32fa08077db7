"""A database that is gone for a while, and a disk that is full: nothing is lost, doubled or half written."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import msgspec
import pytest
import sqlalchemy as sa

from ringback.kernel import Event, SidSource, Unavailable
from ringback.store import Increment, Store, Unit, record_table
from ringback.store.schema import create, engine_for
from ringback.store.sqlite import SqliteEngine
from ringback.transports.clocks import LeapingClock
from tests.world.postgres import PostgresServer


class Ware(msgspec.Struct, frozen=True, kw_only=True):
    sid: str
    text: str = ""
    count: int = 0


class WareMade(Event, tag="test.ware.made"):
    pass


wares = record_table("test_wares", Ware, key="sid")


def unit(clock: LeapingClock, sid: str, text: str = "") -> Unit:
    """A row, its event, and one more on a counter: three things that are all kept once, or none."""
    counter = Increment(Ware(sid="counter", count=1), ("count",))
    event = WareMade(account_sid="AC1", subject_sid=sid, at=clock.now())
    return Unit(insert=[Ware(sid=sid, text=text)], add=[counter], events=[event])


async def kept(store: Store) -> tuple[set[str], int, list[str]]:
    """The SIDs of the rows, the counter, and whom the events tell of."""
    rows = await store.records(Ware, sa.select(wares))
    counter = next((row.count for row in rows if row.sid == "counter"), 0)
    told = [event.subject_sid for event in await store.events.read(limit=5000)]
    return {row.sid for row in rows} - {"counter"}, counter, told


# -- PostgreSQL away


@pytest.fixture
async def shared(fresh_postgres_url: str, tmp_path: Path, clock: LeapingClock, sids: SidSource) -> AsyncIterator[Store]:
    """A store on PostgreSQL that keeps what it has acknowledged when it is killed (the tests' cluster need not)."""
    connection = await asyncpg.connect(fresh_postgres_url)
    name = await connection.fetchval("SELECT current_database()")
    await connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
    await connection.close()
    await create(fresh_postgres_url, tmp_path)
    store = Store(engine_for(fresh_postgres_url, tmp_path), clock, sids)
    await store.start()
    yield store
    await store.stop()


async def gone(server: PostgresServer) -> None:
    await asyncio.to_thread(server.stop)


async def back(server: PostgresServer) -> None:
    await asyncio.to_thread(server.resume)


@pytest.mark.postgresql
async def test_a_commit_made_while_the_database_is_gone_is_kept_once_when_it_is_back(
    shared: Store, postgres_server: PostgresServer, clock: LeapingClock
):
    await shared.commit(unit(clock, "before"))
    await gone(postgres_server)
    try:
        waiting = [asyncio.create_task(shared.commit(unit(clock, f"during {n}"))) for n in range(20)]
        reading = asyncio.create_task(shared.get(Ware, "before"))
        done, _ = await asyncio.wait([*waiting, reading], timeout=0.5)
        assert not done  # nobody is told of a success that is none, nor of a failure before the time is up
    finally:
        await back(postgres_server)
    await asyncio.gather(*waiting)
    found = await reading
    assert found is not None and found.sid == "before"
    rows, counter, told = await kept(shared)
    assert rows == {"before", *(f"during {n}" for n in range(20))}
    assert counter == 21 and sorted(told) == sorted(rows)


@pytest.mark.postgresql
@pytest.mark.parametrize("under_way", [0, 10, 30])
async def test_what_was_acknowledged_before_a_crash_is_there_once_and_the_rest_too(
    shared: Store, postgres_server: PostgresServer, clock: LeapingClock, under_way: int
):
    time_to_crash = asyncio.Event()

    async def commit_many(writer: int) -> None:
        for n in range(50):
            if n == under_way:
                time_to_crash.set()
            await shared.commit(unit(clock, f"{writer}/{n}"))

    writers = [asyncio.create_task(commit_many(writer)) for writer in range(8)]
    await time_to_crash.wait()
    await gone(postgres_server)
    await back(postgres_server)
    await asyncio.gather(*writers)
    rows, counter, told = await kept(shared)
    assert len(rows) == 400 and counter == 400 and sorted(told) == sorted(rows)


@pytest.mark.postgresql
async def test_after_too_long_an_outage_the_caller_is_told_and_nothing_was_written(
    shared: Store, postgres_server: PostgresServer, clock: LeapingClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ringback.store.postgres.OUTAGE_S", 0.3)
    await gone(postgres_server)
    try:
        with pytest.raises(Unavailable, match="the database does not answer"):
            await shared.commit(unit(clock, "lost"))
        with pytest.raises(Unavailable, match="the database does not answer"):
            await shared.get(Ware, "lost")
    finally:
        await back(postgres_server)
    await shared.commit(unit(clock, "after"))
    assert await kept(shared) == ({"after"}, 1, ["after"])


class Line:
    """Carries connections to PostgreSQL, and breaks the one that sends the next COMMIT: before it arrives, or after."""

    def __init__(self, port: int) -> None:
        self._port, self.breaks = port, "never"

    async def serve(self) -> int:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        self._server.close()

    async def _carry(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_connection("127.0.0.1", self._port)
        ways = [asyncio.create_task(self._ask(client, to_server)), asyncio.create_task(_copy(server, to_client))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for writer in (to_server, to_client):
            writer.close()

    async def _ask(self, client: asyncio.StreamReader, to_server: asyncio.StreamWriter) -> None:
        while data := await client.read(65536):
            breaks = self.breaks if b"COMMIT\0" in data else "never"
            if breaks != "before":
                to_server.write(data)
                await to_server.drain()
            if breaks != "never":
                self.breaks = "never"
                return


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        target.write(data)
        await target.drain()


@pytest.mark.postgresql
@pytest.mark.parametrize("breaks", ["before", "after"])
async def test_a_line_that_breaks_around_the_commit_leaves_it_written_once(
    fresh_postgres_url: str, tmp_path: Path, clock: LeapingClock, sids: SidSource, breaks: str
):
    await create(fresh_postgres_url, tmp_path)
    parts = urlsplit(fresh_postgres_url)
    assert parts.port is not None
    line = Line(parts.port)
    netloc = parts.netloc.replace(f":{parts.port}", f":{await line.serve()}")
    store = Store(engine_for(urlunsplit(parts._replace(netloc=netloc)), tmp_path), clock, sids)
    await store.start()
    await store.commit(unit(clock, "before"))
    line.breaks = breaks
    await store.commit(unit(clock, "the one"))
    assert line.breaks == "never"  # it did break
    rows, counter, told = await kept(store)
    assert (rows, counter, sorted(told)) == ({"before", "the one"}, 2, ["before", "the one"])
    await store.stop()
    await line.close()


# -- a full disk under SQLite


@pytest.fixture
async def local(tmp_path: Path, clock: LeapingClock, sids: SidSource) -> AsyncIterator[Store]:
    await create(None, tmp_path)
    store = Store(engine_for(None, tmp_path), clock, sids)
    await store.start()
    yield store
    await store.stop()


def room_for(store: Store, pages: int) -> None:
    """Leaves so many pages until the database may grow no more; SQLite then answers as on a full disk."""
    engine = store.engine
    assert isinstance(engine, SqliteEngine)
    ((count,),) = engine._write_connection.execute("PRAGMA page_count").fetchall()
    engine._write_connection.execute(f"PRAGMA max_page_count={count + pages}")


async def test_a_full_disk_is_said_and_leaves_nothing_half_written(local: Store, clock: LeapingClock):
    await local.commit(unit(clock, "before"))
    room_for(local, 2)
    with pytest.raises(Unavailable, match="disk is full"):
        await local.commit(unit(clock, "too big", "x" * 200_000))
    assert await kept(local) == ({"before"}, 1, ["before"])


async def test_when_there_is_room_again_the_same_unit_is_written(local: Store, clock: LeapingClock):
    room_for(local, 2)
    with pytest.raises(Unavailable):
        await local.commit(unit(clock, "big", "x" * 200_000))
    room_for(local, 100_000)
    await local.commit(unit(clock, "big", "x" * 200_000))
    assert await kept(local) == ({"big"}, 1, ["big"])


async def test_of_many_at_once_each_is_kept_whole_or_refused(local: Store, clock: LeapingClock):
    room_for(local, 60)
    units = [local.commit(unit(clock, f"{n}", "x" * 4000)) for n in range(100)]
    outcomes = await asyncio.gather(*units, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} <= {Unavailable, type(None)} and Unavailable in map(type, outcomes)
    rows, counter, told = await kept(local)
    written = {f"{n}" for n, outcome in enumerate(outcomes) if outcome is None}
    assert rows == written and counter == len(written) and sorted(told) == sorted(written)
