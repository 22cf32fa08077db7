"""Events under PostgreSQL come in the order of their transactions, and a late commit is never skipped: DESIGN §3."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from ringback.kernel import Event, SidSource
from ringback.kernel.event import Recorded
from ringback.store import Store, Unit
from ringback.store.schema import create, engine_for
from ringback.transports.clocks import LeapingClock

pytestmark = pytest.mark.postgresql
INSERT = "INSERT INTO events (type, account_sid, subject_sid, at, data) VALUES ('test.order', 'AC1', $1, 0, '{}')"


class Happened(Event, tag="test.order"):
    pass


@pytest.fixture
async def store(fresh_postgres_url: str, tmp_path: Path, clock: LeapingClock, sids: SidSource) -> AsyncIterator[Store]:
    await create(fresh_postgres_url, tmp_path)
    store = Store(engine_for(fresh_postgres_url, tmp_path), clock, sids)
    await store.start()
    yield store
    await store.stop()


@pytest.fixture
async def rival(fresh_postgres_url: str, store: Store) -> AsyncIterator[asyncpg.Connection]:
    """Another process's connection, whose transactions last as long as a test likes."""
    connection = await asyncpg.connect(fresh_postgres_url)
    yield connection
    await connection.close(timeout=2)


async def tell(store: Store, clock: LeapingClock, subject: str) -> None:
    await store.commit(Unit(events=[Happened(account_sid="AC1", subject_sid=subject, at=clock.now())]))


def subjects(events: list[Recorded]) -> list[str]:
    return [event.subject_sid for event in events]


async def test_a_reader_waits_for_a_transaction_that_began_earlier(store: Store, rival, clock: LeapingClock):
    late = rival.transaction()
    await late.start()
    await rival.execute(INSERT, "late")
    await tell(store, clock, "quick")
    assert subjects(await store.events.read()) == []  # "quick" is there, and "late" must come before it
    await late.commit()
    assert subjects(await store.events.read()) == ["late", "quick"]


async def test_a_transaction_that_was_given_up_holds_nobody_up(store: Store, rival, clock: LeapingClock):
    lost = rival.transaction()
    await lost.start()
    await rival.execute(INSERT, "lost")
    await tell(store, clock, "quick")
    await lost.rollback()
    assert subjects(await store.events.read()) == ["quick"]


async def test_a_page_that_ends_within_a_transaction_goes_on_within_it(store: Store, rival, clock: LeapingClock):
    one = rival.transaction()
    await one.start()
    await rival.execute(INSERT, "a")
    await tell(store, clock, "c")
    await rival.execute(INSERT, "b")
    await one.commit()
    seen: list[Recorded] = []
    while found := await store.events.read(seen[-1].position if seen else (0, 0), limit=1):
        seen += found
    assert subjects(seen) == ["a", "b", "c"]


async def test_a_follower_is_handed_each_event_once_whoever_commits_last(store: Store, rival, clock: LeapingClock):
    handed: list[str] = []

    async def note(events: list[Recorded]) -> None:
        handed.extend(subjects(events))

    store.events.follow("test", note, types=["test.order"])
    for round_ in range(5):
        late = rival.transaction()
        await late.start()
        await rival.execute(INSERT, f"late {round_}")
        await asyncio.gather(*(tell(store, clock, f"quick {round_} {n}") for n in range(3)))
        await store.events.catch_up("test")
        await late.commit()
    await store.events.catch_up("test")
    wanted = [f"late {n}" for n in range(5)] + [f"quick {n} {m}" for n in range(5) for m in range(3)]
    assert sorted(handed) == sorted(wanted)
    assert all(handed.index(f"late {n}") < handed.index(f"quick {n} {m}") for n in range(5) for m in range(3))
