"""A unit is committed whole or not at all, under both engines."""

import asyncio
from datetime import datetime

import msgspec
import pytest

from ringback.kernel import Event, Job, PageRequest, SidSource
from ringback.store import Conflict, Duplicate, Increment, Store, Unit, again, record_table
from ringback.transports.clocks import LeapingClock


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    sid: str
    account_sid: str
    name: str | None = None
    tags: list[str] = []
    is_good: bool = False
    count: int = 0
    date_created: datetime
    version: int = 0


class ThingMade(Event, tag="test.thing.made"):
    name: str | None = None


things = record_table(
    "test_things", Thing, key="sid", unique=[("name",)], indexes=[("account_sid", "date_created", "sid")]
)


@pytest.fixture
def make(clock: LeapingClock, sids: SidSource):
    def make(**fields: object) -> Thing:
        now = clock.now()
        return Thing(sid=sids.new("TH", now), account_sid="AC1", date_created=now, **fields)  # type: ignore[arg-type]

    return make


async def test_a_record_comes_back_as_it_was_written(store: Store, make):
    thing = make(name="a", tags=["x", "ü"], is_good=True, count=2**40)
    await store.commit(Unit(insert=[thing]))
    assert await store.get(Thing, thing.sid) == thing
    assert await store.first(Thing, account_sid="AC1", name="a") == thing
    assert await store.first(Thing, account_sid="AC2", name="a") is None


async def test_a_name_taken_fails_its_own_unit_and_no_other(store: Store, make):
    twins = [make(name="same"), make(name="same"), make(name="other")]
    outcomes = await asyncio.gather(*(store.commit(Unit(insert=[t])) for t in twins), return_exceptions=True)
    assert [type(o) for o in outcomes].count(Duplicate) == 1 and outcomes[2] is None


async def test_a_lost_compare_and_set_takes_its_whole_unit_with_it(store: Store, make):
    thing, companion = make(name="t"), make(name="companion")
    await store.commit(Unit(insert=[thing]))
    renamed = msgspec.structs.replace(thing, name="first")
    await store.commit(Unit(change=[(thing, renamed)]))
    with pytest.raises(Conflict):
        late = msgspec.structs.replace(thing, name="late")
        await store.commit(Unit(insert=[companion], change=[(thing, late)]))
    found = await store.get(Thing, thing.sid)
    assert found is not None and (found.name, found.version) == ("first", 1)
    assert await store.get(Thing, companion.sid) is None


async def test_fifty_rivals_each_count_once(store: Store, make):
    thing = make()
    await store.commit(Unit(insert=[thing]))

    @again
    async def count() -> None:
        found = await store.get(Thing, thing.sid)
        assert found is not None
        await store.commit(Unit(change=[(found, msgspec.structs.replace(found, count=found.count + 1))]))

    for _ in range(5):
        await asyncio.gather(*(count() for _ in range(10)))
    found = await store.get(Thing, thing.sid)
    assert found is not None and found.count == 50


async def test_increments_insert_and_then_add(store: Store, make):
    thing = make(count=3)
    await asyncio.gather(*(store.commit(Unit(add=[Increment(thing, ("count",))])) for _ in range(4)))
    found = await store.get(Thing, thing.sid)
    assert found is not None and found.count == 12


async def test_pages_do_not_shift_under_inserts(store: Store, make):
    made = [make() for _ in range(7)]
    await store.commit(Unit(insert=made))
    first = await store.search(Thing, [things.c.account_sid == "AC1"], PageRequest(size=3))
    await store.commit(Unit(insert=[make() for _ in range(5)]))
    second = await store.search(Thing, [things.c.account_sid == "AC1"], PageRequest(size=3, after=first.items[-1].sid))
    assert [t.sid for t in [*first.items, *second.items]] == [t.sid for t in reversed(made[1:])]
    back = await store.search(Thing, [things.c.account_sid == "AC1"], PageRequest(size=3, before=second.items[0].sid))
    assert [t.sid for t in back.items] == [t.sid for t in first.items] and back.has_next and back.has_previous


async def test_what_is_cached_is_dropped_when_it_changes(store: Store, make):
    thing = make(name="old")
    await store.commit(Unit(insert=[thing]))
    assert (await store.cached(Thing, sid=thing.sid)) == thing
    await store.commit(Unit(change=[(thing, msgspec.structs.replace(thing, name="new"))]))
    found = await store.cached(Thing, sid=thing.sid)
    assert found is not None and found.name == "new"


async def test_a_record_read_while_it_is_being_changed_is_not_cached_as_it_was(store: Store, make):
    thing = make(name="old")
    await store.commit(Unit(insert=[thing]))
    change = asyncio.create_task(store.commit(Unit(change=[(thing, msgspec.structs.replace(thing, name="new"))])))
    await asyncio.sleep(0)  # the commit is under way, and nobody has asked the cache before
    await store.cached(Thing, sid=thing.sid)
    await change
    found = await store.cached(Thing, sid=thing.sid)
    assert found is not None and found.name == "new"


async def test_a_small_table_is_kept_whole_until_it_changes_or_grows(store: Store, make):
    first, second = make(name="1"), make(name="2")
    await store.commit(Unit(insert=[first]))
    assert await store.cached_whole(Thing, 2) == {first.sid: first}
    await store.commit(Unit(insert=[second]))
    assert await store.cached_whole(Thing, 2) == {first.sid: first, second.sid: second}
    await store.commit(Unit(insert=[make(name="3")]))
    assert await store.cached_whole(Thing, 2) is None


async def test_events_are_written_with_their_unit_and_read_in_order(store: Store, make, clock: LeapingClock):
    for name in ("a", "b", "c"):
        thing = make(name=name)
        event = ThingMade(account_sid="AC1", subject_sid=thing.sid, at=clock.now(), name=name)
        await store.commit(Unit(insert=[thing], events=[event]))
    taken = make(name="a")
    with pytest.raises(Duplicate):
        gone = ThingMade(account_sid="AC1", subject_sid=taken.sid, at=clock.now(), name="gone")
        await store.commit(Unit(insert=[taken], events=[gone]))
    found = await store.events.read()
    assert [event.decode(ThingMade).name for event in found] == ["a", "b", "c"]
    assert [e.as_dict()["name"] for e in await store.events.read(after=found[0].position)] == ["b", "c"]


async def test_a_reader_steps_and_writes_in_one_transaction(store: Store, make, clock: LeapingClock):
    counted = make(count=0)

    async def count(events: list) -> Unit:
        return Unit(add=[Increment(msgspec.structs.replace(counted, count=len(events)), ("count",))])

    store.events.follow("counter", count, types=["test.thing.made"])
    for _ in range(3):
        await store.commit(Unit(events=[ThingMade(account_sid="AC1", subject_sid="TH1", at=clock.now())]))
        await store.events.catch_up("counter")
    await store.events.catch_up("counter")
    found = await store.get(Thing, counted.sid)
    assert found is not None and found.count == 3


async def test_reactions_write_their_jobs_with_the_event(store: Store, clock: LeapingClock):
    store.reactions = lambda event: [Job(kind="test.follow-up", key=event.subject_sid)]
    written: list[Job] = []
    store.jobs_written = written.extend
    await store.commit(Unit(events=[ThingMade(account_sid="AC1", subject_sid="TH7", at=clock.now())]))
    assert [(job.kind, job.key) for job in written] == [("test.follow-up", "TH7")]
    assert await store.get(Job, written[0].sid) == msgspec.structs.replace(written[0], fresh=True)
