"""The database full, or gone for ten seconds: a clear 503 or a wait, nothing half written, and then on as before."""

import asyncio
import resource
from pathlib import Path

import asyncpg
import pytest

from ringback.store.schema import FILE
from ringback.store.sqlite import SqliteEngine
from ringback.testing.server import ServerProcess
from tests.faults.conftest import Caller, calling, until
from tests.world.postgres import PostgresServer

GONE_S = 10.0
FINAL = {"delivered", "undelivered", "failed"}


# -- a full disk


def leave_room(process: ServerProcess, bytes_more: int | None) -> None:
    """From now on no file of the server's may grow beyond its database by more than this; None lifts the limit."""
    unlimited = resource.RLIM_INFINITY
    largest = max(path.stat().st_size for path in Path(process.data).glob(f"{FILE}*"))
    most = unlimited if bytes_more is None else largest + bytes_more
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, unlimited))


async def test_on_a_full_disk_texts_are_503_and_when_there_is_room_again_201(process):
    async with calling(process) as caller:
        kept = [(await caller.text("before")).json["sid"]]
        leave_room(process, 100_000)
        refused = None
        while refused is None and len(kept) < 2000:
            answer = await caller.text("x" * 1600)
            if answer.status == 201:
                kept.append(answer.json["sid"])
            else:
                refused = answer
        assert refused is not None and refused.outcome == (503, 20503), refused
        assert refused.headers["Retry-After"] and (await caller.ask("GET", caller.messages)).status == 200
        leave_room(process, None)
        kept.append((await caller.text("after")).json["sid"])
        await all_end_well(caller, set(kept))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # PostgreSQL's disk is its operator's
async def test_of_what_a_full_disk_refused_nothing_is_left(world):
    engine = world.store.engine
    assert isinstance(engine, SqliteEngine)
    before = (await world.acme.get("Messages")).json["messages"]
    ((pages,),) = engine._write_connection.execute("PRAGMA page_count").fetchall()
    engine._write_connection.execute(f"PRAGMA max_page_count={pages + 1}")
    outcomes = [(await world.acme.text(body="x" * 1600)).status for _ in range(20)]
    assert set(outcomes) <= {201, 503} and 503 in outcomes
    listed = (await world.acme.get("Messages")).json["messages"]
    assert len(listed) == len(before) + outcomes.count(201)
    engine._write_connection.execute("PRAGMA max_page_count=1000000")
    assert (await world.acme.text()).status == 201
    await world.leap(seconds=30)
    assert {m["status"] for m in (await world.acme.get("Messages")).json["messages"]} == {"delivered"}


# -- PostgreSQL gone


@pytest.fixture
async def on_postgres(fresh_postgres_url, tmp_path):
    """A server whose PostgreSQL keeps what it has acknowledged even when it is killed (the tests' cluster need not)."""
    connection = await asyncpg.connect(fresh_postgres_url)
    name = await connection.fetchval("SELECT current_database()")
    await connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
    await connection.close()
    server = ServerProcess(tmp_path / "data", {"database_url": fresh_postgres_url})
    server.start()
    yield server
    server.stop()


@pytest.mark.postgresql
async def test_a_database_gone_for_ten_seconds_loses_no_accepted_text(
    on_postgres: ServerProcess, postgres_server: PostgresServer
):
    async with calling(on_postgres) as caller:
        accepted = {(await caller.text("before")).json["sid"] for _ in range(20)}
        await asyncio.to_thread(postgres_server.stop)
        try:
            waiting = [asyncio.create_task(caller.text(f"during {n}")) for n in range(50)]
            listing = asyncio.create_task(caller.ask("GET", caller.messages))
            early, _ = await asyncio.wait([*waiting, listing], timeout=GONE_S, return_when=asyncio.ALL_COMPLETED)
            assert {task.result().status for task in early} <= {503}  # a wait or a clear no, never a false yes
        finally:
            await asyncio.to_thread(postgres_server.resume)
        answers = await asyncio.gather(*waiting)
        assert {answer.status for answer in answers} <= {201, 503} and (await listing).status in (200, 503)
        assert all(answer.json["code"] == 20503 for answer in answers if answer.status == 503)
        accepted |= {answer.json["sid"] for answer in answers if answer.status == 201}
        await until(caller.is_well, "texts are taken again")
        found = await caller.all_messages()
        assert accepted <= set(found)
        await all_end_well(caller, set(found))


async def all_end_well(caller: Caller, sids: set[str]) -> None:
    async def ended() -> bool:
        found = await caller.all_messages()
        return sids <= set(found) and set(found.values()) <= FINAL

    await until(ended, "every text that was accepted has come to its end")
    assert set((await caller.all_messages()).values()) == {"delivered"}
