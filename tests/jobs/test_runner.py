"""Jobs run when due, in their lanes' order, again after failures, and again after a crash."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from ringback.jobs import DeadLetters, Later, Runner, work
from ringback.jobs.shelf import Shelf
from ringback.kernel import Job, PageRequest, Unavailable
from ringback.store import Store, Unit
from ringback.transports.clocks import LeapingClock


class Desk:
    """Handlers that note what they did."""

    def __init__(self, clock: LeapingClock) -> None:
        self.clock, self.seen = clock, []
        self.fail_times, self.gate, self.saw = 0, asyncio.Event(), asyncio.Event()

    @work("test.note", attempts=3, backoff_s=(10, 60))
    async def note(self, job: Job) -> Unit | None:
        if self.fail_times:
            self.fail_times -= 1
            raise Unavailable("the desk is closed")
        self.seen.append(job.key)
        return None

    @work("test.patient")
    async def patient(self, job: Job) -> Later | None:
        if not self.seen:
            self.seen.append("later")
            return Later(self.clock.now() + timedelta(minutes=1))
        self.seen.append(job.key)
        return None

    async def first_seen(self) -> None:
        """Waits until anything was seen."""
        await self.saw.wait()

    @work("test.slow", group=lambda job: job.args["host"], per_group=2)
    async def slow(self, job: Job) -> None:
        if job.args["host"] == "dead":
            await self.gate.wait()
        self.seen.append(job.key)
        self.saw.set()


@pytest.fixture
async def runner(store: Store, clock: LeapingClock):
    runner = Runner(store, clock, owner="test")
    runner.desk = Desk(clock)
    runner.register(runner.desk)
    await runner.start()
    yield runner
    runner.desk.gate.set()
    await runner.stop()


async def jobs_left(store: Store) -> list[str]:
    dead = DeadLetters(store, None)
    return [j.key for status in ("waiting", "dead") for j in (await dead.search(PageRequest(), status=status)).items]


async def test_work_written_down_is_done_and_crossed_out(store: Store, runner):
    await store.commit(Unit(jobs=[Job(kind="test.note", key="a")]))
    await runner.settle()
    assert runner.desk.seen == ["a"] and await jobs_left(store) == []


async def test_a_leap_runs_due_work_in_its_order_and_leaves_the_rest(store: Store, runner, clock: LeapingClock):
    now = clock.now()
    due = {"c": 300, "a": 100, "later": 7000, "b": 200}
    await store.commit(
        Unit(jobs=[Job(kind="test.note", key=k, due_at=now + timedelta(seconds=s)) for k, s in due.items()])
    )
    await runner.leap(timedelta(seconds=600))
    assert runner.desk.seen == ["a", "b", "c"]
    await runner.leap(timedelta(hours=2))
    assert runner.desk.seen == ["a", "b", "c", "later"]


async def test_a_lane_waits_for_its_head_while_others_pass(store: Store, runner):
    runner.desk.fail_times = 1
    await store.commit(Unit(jobs=[Job(kind="test.note", key=k, lane="L") for k in ("1", "2", "3")]))
    await store.commit(Unit(jobs=[Job(kind="test.note", key="other")]))
    await runner.settle()
    assert runner.desk.seen in (["other"], [])
    await runner.leap(timedelta(seconds=11))
    assert [key for key in runner.desk.seen if key != "other"] == ["1", "2", "3"]


async def test_after_the_last_attempt_it_is_a_dead_letter_that_can_be_replayed(store: Store, runner, clock):
    runner.desk.fail_times = 3
    await store.commit(Unit(jobs=[Job(kind="test.note", key="hard")]))
    await runner.leap(timedelta(minutes=5))
    letters = DeadLetters(store, clock)
    (dead,) = (await letters.search(PageRequest())).items
    assert (dead.attempts, dead.last_error, runner.desk.seen) == (3, "the desk is closed", [])
    await letters.replay(dead)
    await runner.settle()
    assert runner.desk.seen == ["hard"] and await jobs_left(store) == []


async def test_later_keeps_the_job_without_counting_an_attempt(store: Store, runner):
    await store.commit(Unit(jobs=[Job(kind="test.patient", key="p")]))
    await runner.settle()
    assert runner.desk.seen == ["later"]
    await runner.leap(timedelta(minutes=2))
    assert runner.desk.seen == ["later", "p"]


async def test_a_slow_group_holds_only_its_own(store: Store, runner):
    jobs = [Job(kind="test.slow", key=f"d{i}", args={"host": "dead"}) for i in range(50)]
    await store.commit(Unit(jobs=[*jobs, Job(kind="test.slow", key="quick", args={"host": "alive"})]))
    await asyncio.wait_for(runner.desk.first_seen(), 5)
    assert runner.desk.seen == ["quick"]
    runner.desk.gate.set()
    await runner.settle()
    assert len(runner.desk.seen) == 51


class Witness:
    """Notes whether a job may have been run before."""

    def __init__(self) -> None:
        self.fresh: dict[str, bool] = {}

    @work("test.witnessed")
    async def witnessed(self, job: Job) -> None:
        self.fresh[job.key] = job.fresh


async def test_what_a_dead_process_left_is_done_by_the_next_and_known_as_not_fresh(store: Store, clock: LeapingClock):
    await store.commit(Unit(jobs=[Job(kind="test.witnessed", key="left behind")]))
    witness, runner = Witness(), Runner(store, clock, owner="next")
    runner.register(witness)
    await runner.start()
    await runner.settle()
    await runner.stop()
    assert witness.fresh == {"left behind": False}


async def test_a_lane_that_a_dead_process_left_is_done_whole_and_before_what_is_written_to_it_later(
    store: Store, clock: LeapingClock
):
    await store.commit(Unit(jobs=[Job(kind="test.note", key=k, lane="L") for k in ("1", "2", "3")]))
    runner, desk = Runner(store, clock, owner="next"), Desk(clock)
    desk.fail_times = 1  # the head is put off: the rest must wait for it
    runner.register(desk)
    await runner.start()
    await store.commit(Unit(jobs=[Job(kind="test.note", key="4", lane="L")]))
    await runner.leap(timedelta(minutes=1))
    await runner.stop()
    assert (desk.seen, await jobs_left(store)) == (["1", "2", "3", "4"], [])


async def test_a_lane_whose_head_is_put_off_for_long_keeps_its_order_over_a_restart(store: Store, clock: LeapingClock):
    late = clock.now() + timedelta(minutes=20)
    await store.commit(Unit(jobs=[Job(kind="test.note", key="1", lane="L", due_at=late)]))
    runner, desk = Runner(store, clock, owner="next"), Desk(clock)
    runner.register(desk)
    await runner.start()
    await store.commit(Unit(jobs=[Job(kind="test.note", key="2", lane="L")]))
    await runner.leap(timedelta(minutes=1))
    assert desk.seen == []
    await runner.leap(timedelta(minutes=20))
    await runner.stop()
    assert desk.seen == ["1", "2"]


async def test_what_one_held_when_it_died_is_at_once_its_own_again(store: Store, clock: LeapingClock):
    await store.commit(Unit(jobs=[Job(kind="test.note", key="held", lane="L")]))
    alone = store.engine.name == "sqlite"
    assert len(await Shelf(store, clock, "one").take(clock.now(), 10, alone=alone)) == 1
    runner, desk = Runner(store, clock, owner="one"), Desk(clock)
    runner.register(desk)
    await runner.start()
    await runner.settle()
    await runner.stop()
    assert desk.seen == ["held"]


async def test_after_a_leap_what_is_due_soon_does_not_wait_for_a_timer_of_before(store: Store, runner, clock):
    await store.commit(Unit(jobs=[Job(kind="test.note", key="far", due_at=clock.now() + timedelta(seconds=200))]))
    await runner.leap(timedelta(seconds=100))
    await store.commit(Unit(jobs=[Job(kind="test.slow", key="soon", args={"host": "alive"}, due_at=clock.now())]))
    await asyncio.wait_for(runner.desk.first_seen(), 5)
    assert runner.desk.seen == ["soon"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # with SQLite one process has all jobs
async def test_leases_are_renewed_past_a_job_that_is_just_being_written(
    store: Store, clock: LeapingClock, database_url: str
):
    await store.commit(Unit(jobs=[Job(kind="test.note", key=k) for k in ("a", "b")]))
    shelf = Shelf(store, clock, "one")
    first, second = await shelf.take(clock.now(), 10, alone=False)
    writer = await asyncpg.connect(database_url)
    try:
        async with writer.transaction():
            await writer.execute("SELECT 1 FROM jobs WHERE sid = $1 FOR UPDATE", first.sid)
            clock.leap_to(clock.now() + timedelta(seconds=30))
            await asyncio.wait_for(shelf.renew(), 5)
    finally:
        await writer.close()
    renewed = await store.get(Job, second.sid)
    assert renewed.lease_until > clock.now() + timedelta(seconds=50)
