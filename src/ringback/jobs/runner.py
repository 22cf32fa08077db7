"""Runs jobs: woken by commits, never polling while there is nothing to do.

With SQLite this process is alone, so what a commit wrote is handed over in memory. With PostgreSQL jobs are
claimed by lease, heads of lanes only, and a process that dies loses its leases. Either way at most HELD_MOST
jobs are in memory; the rest waits in the table.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from contextvars import Context
from datetime import datetime, timedelta

import msgspec
import structlog

from ringback.jobs.declare import Handle, Later, Work, Written, handlers_of
from ringback.jobs.queue import Queue
from ringback.jobs.shelf import Shelf
from ringback.kernel import Clock, Job, Unavailable
from ringback.store import Conflict, Store, Unit
from ringback.store.unit import MOST_TRIES

log = structlog.get_logger(__name__)
HELD_MOST = 20_000  # jobs in memory, about 1 KB each
RUNNING_MOST = 1_000  # tasks at a time; most of them wait for a customer's server
GROUP_WAITING_MOST = 15_000  # behind a slow host, so that there is room for others; more are put off
PUT_OFF = timedelta(seconds=15)
HORIZON = timedelta(minutes=5)  # how far ahead jobs are kept in memory
GATHER_S = 0.005  # how long commits gather before one claim, with PostgreSQL
COMMIT_AGAIN_S = 0.5
LEAP_S = 10.0  # real seconds a leap of the test clock may take


class Runner:
    """The job runner of one process.

    `owner` is a name that no other living process has, and the same one after a restart: its leases are its own again.
    """

    def __init__(self, store: Store, clock: Clock, owner: str) -> None:
        self._store, self._clock = store, clock
        self._alone = store.engine.name == "sqlite"
        self._shelf = Shelf(store, clock, owner)
        self._queue = Queue()
        self._work: dict[str, tuple[Work, Handle]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._groups: dict[str, int] = {}
        self._group_waiting: dict[str, deque[Job]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at: datetime | None = None
        self._refilling: asyncio.Task[None] | None = None
        self._refill_again = False
        self._readings: list[set[str]] = []  # of the table, under way: each hears what it may still show and is over
        self._spilled = True  # jobs that are due within the horizon are in the table only
        self._skipped = False  # some of them were written while the table was read
        self._look_at: datetime | None = None  # when the next job comes within the horizon
        self._stopping = True
        self._still = asyncio.Event()
        self.done = 0

    # -- life

    def register(self, owner: object) -> None:
        """Takes the `@work` handlers of an object."""
        self._work.update(handlers_of(owner))

    async def start(self) -> None:
        self._stopping = False
        self._store.jobs_written = self._written
        if not self._alone:
            await self._shelf.release()
        await self._refill()
        if not self._alone:
            self._keeper = asyncio.create_task(self._keep_leases())

    async def stop(self, patience_s: float = 5.0) -> None:
        """Lets what runs come to its end for a while; the rest is run again at the next start."""
        self._stopping = True
        if self._timer is not None:
            self._timer.cancel()
        if not self._alone:
            self._keeper.cancel()
        if self._refilling is not None:
            self._refilling.cancel()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=patience_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self._work)

    @property
    def held(self) -> int:
        return len(self._queue)

    # -- taking jobs

    def _written(self, jobs: Sequence[Job]) -> None:
        if self._stopping:
            return
        if not self._alone:
            self._refill_soon(GATHER_S)
            return
        for job in jobs:
            self._offer(job)
        self._pump()

    def _offer(self, job: Job) -> None:
        assert job.due_at is not None
        if job.kind not in self._work:
            return
        if job.lane is None and job.due_at > self._clock.now() + HORIZON:
            self._look_by(job.due_at - HORIZON)
        elif len(self._queue) >= HELD_MOST or (self._spilled and job.lane is not None):
            self._spilled = self._skipped = True
        else:
            self._queue.add(job)

    def _look_by(self, moment: datetime) -> None:
        if self._look_at is None or moment < self._look_at:
            self._look_at = moment
            self._set_timer()

    def _refill_soon(self, delay_s: float = 0.0) -> None:
        """Reads the table soon; if it is being read already, once more afterwards: that reading may be too early."""
        if self._refilling is not None and not self._refilling.done():
            self._refill_again = True
        elif not self._stopping:
            self._refilling = asyncio.create_task(self._refill_after(delay_s), context=Context())

    async def _refill_after(self, delay_s: float) -> None:
        while True:
            await asyncio.sleep(delay_s)
            self._refill_again = False
            try:
                await self._refill()
            except Unavailable as error:
                log.warning("jobs cannot be read", error=str(error))
                self._refill_again, delay_s = True, COMMIT_AGAIN_S
            if not self._refill_again:
                return

    async def _refill(self, until: datetime | None = None) -> None:
        """Takes from the table what is due within the horizon, as far as there is room."""
        room = HELD_MOST - len(self._queue)
        limit = until or self._clock.now() + HORIZON
        ended: set[str] = set()
        self._readings.append(ended)
        self._skipped = False
        try:
            # alone, the table shows what is held here too: ask for that many more
            asked = room + len(self._queue) if self._alone else room
            found = await self._shelf.take(limit, asked, alone=self._alone) if room > 0 else []
        finally:
            self._readings = [other for other in self._readings if other is not ended]
        for job in found:
            if job.kind in self._work and job.sid not in ended:
                self._queue.add(job)
        self._spilled = len(found) >= asked or self._skipped
        later = await self._shelf.next_due(after=limit)
        self._look_at = None if later is None else later - HORIZON
        self._pump()

    # -- running

    def _pump(self) -> None:
        """Starts whatever is due, and sets the timer for what is next."""
        if self._stopping:
            return
        now = self._clock.now()
        while len(self._running) < RUNNING_MOST and (job := self._queue.pop_due(now)) is not None:
            self._start_or_wait(job)
        if self._spilled and len(self._queue) < HELD_MOST // 2:
            self._refill_soon()
        self._set_timer()

    def _set_timer(self) -> None:
        """Sees to it that `_on_timer` comes no later than the next thing to do; one that comes early does no harm."""
        moment = self._queue.next_due()
        if self._look_at is not None and (moment is None or self._look_at < moment):
            moment = self._look_at
        if moment is None or len(self._running) >= RUNNING_MOST or self._stopping:
            return
        if self._timer is not None and self._timer_at is not None:
            if self._timer_at <= moment:
                return
            self._timer.cancel()
        delay = max((moment - self._clock.now()).total_seconds(), 0.001)
        self._timer, self._timer_at = asyncio.get_running_loop().call_later(delay, self._on_timer), moment

    def _on_timer(self) -> None:
        self._timer = self._timer_at = None
        if self._look_at is not None and self._look_at <= self._clock.now():
            self._look_at = None
            self._refill_soon()
        self._pump()

    def _start_or_wait(self, job: Job) -> None:
        declared = self._work[job.kind][0]
        group = declared.group(job) if declared.group else None
        if group is None:
            self._start(job, None)
        elif self._groups.get(group, 0) < declared.per_group:
            self._groups[group] = self._groups.get(group, 0) + 1
            self._start(job, group)
        else:
            self._wait_in_group(job, group)

    def _wait_in_group(self, job: Job, group: str) -> None:
        waiting = self._group_waiting.setdefault(group, deque())
        if len(waiting) < GROUP_WAITING_MOST:
            waiting.append(job)
        else:
            self._queue.back(msgspec.structs.replace(job, due_at=self._clock.now() + PUT_OFF))

    def _start(self, job: Job, group: str | None) -> None:
        # a context of its own: what the request bound that asked for the job is not the job's
        task = asyncio.create_task(self._run(job, group), context=Context())
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a job ended badly", exc_info=task.exception())
        self._pump()

    async def _run(self, job: Job, group: str | None) -> None:
        structlog.contextvars.bind_contextvars(job=job.sid, about=job.key)
        try:
            again = await self._attempt(job)
        finally:
            if group is not None:
                self._leave(group)
        if again is not None:
            self._queue.back(again)
        elif self._finish(job) and job.lane is not None and (self._spilled or not self._alone):
            self._refill_soon(0.0 if self._alone else GATHER_S)
        self.done += 1

    def _finish(self, job: Job) -> bool:
        for ended in self._readings:
            ended.add(job.sid)
        return self._queue.finish(job)

    def _leave(self, group: str) -> None:
        waiting = self._group_waiting.get(group)
        if waiting and not self._stopping:
            self._start(waiting.popleft(), group)
            return
        self._group_waiting.pop(group, None)
        self._groups[group] -= 1
        if not self._groups[group]:
            del self._groups[group]

    async def _attempt(self, job: Job) -> Job | None:
        """Runs the handler once, and writes what came of it. Returns the job if it is to run again."""
        declared, handle = self._work[job.kind]
        for _ in range(MOST_TRIES):
            try:
                outcome = await handle(job)
                if isinstance(outcome, Later):
                    return await self._put_off(job, msgspec.structs.replace(job, due_at=outcome.at))
                if isinstance(outcome, Written):
                    return None
                unit = Unit(done=[job]) if outcome is None else outcome + Unit(done=[job])
                await self._write(unit, patient=declared.patient)
                return None
            except Conflict:
                job = msgspec.structs.replace(job, fresh=False)
            except Unavailable as error:
                return await self._failed(job, declared, str(error))
            except asyncio.CancelledError:
                raise
            except Exception as error:
                log.exception("a job failed", kind=job.kind, key=job.key, job=job.sid)
                return await self._failed(job, declared, f"{type(error).__name__}: {error}")
        return await self._failed(job, declared, f"lost {MOST_TRIES} compare-and-sets in a row")

    async def _failed(self, job: Job, declared: Work, reason: str) -> Job | None:
        attempts = job.attempts + 1
        later = msgspec.structs.replace(job, attempts=attempts, last_error=reason[:500], fresh=False)
        if attempts >= declared.attempts:
            log.error("a job is given up", kind=job.kind, key=job.key, job=job.sid, error=reason)
            await self._write(Unit(change=[(job, msgspec.structs.replace(later, status="dead"))]))
            return None
        due_at = declared.next_try(attempts, self._clock.now())
        return await self._put_off(job, msgspec.structs.replace(later, due_at=due_at))

    async def _put_off(self, job: Job, later: Job) -> Job:
        await self._write(Unit(change=[(job, later)]))
        return later

    async def _write(self, unit: Unit, *, patient: bool = False) -> None:
        """Commits what a handler did. What it did outside cannot be undone, so an outage is waited out."""
        while True:
            try:
                await self._store.commit(unit, patient=patient)
            except Unavailable as error:
                log.warning("a job's end cannot be written yet", error=str(error))
                await asyncio.sleep(COMMIT_AGAIN_S)
            else:
                return

    # -- PostgreSQL only

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(self._shelf.lease.total_seconds() / 3)
            with contextlib.suppress(Unavailable):
                await self._shelf.renew()
                self._refill_soon()

    # -- the test clock

    async def settle(self, until: datetime | None = None) -> None:
        """Returns when nothing runs and nothing is due (by `until`), events read and reacted to included."""
        while True:
            self._pump()
            if self._refilling is not None and not self._refilling.done():
                await asyncio.wait([self._refilling])
            elif self._running:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            else:
                before = self.done
                await self._store.events.catch_up_all()
                await self._refill(until)
                due = self._queue.next_due()
                if before == self.done and not self._running and (due is None or due > self._clock.now()):
                    return

    async def leap(self, span: timedelta) -> None:
        """Moves the test clock forward, running due work in order; TimeoutError after LEAP_S real seconds."""
        target = self._clock.now() + span
        async with asyncio.timeout(LEAP_S):
            await self.settle(target)
            while (due := self._queue.next_due()) is not None and due <= target:
                self._leap_to(due)
                await self.settle(target)
            self._leap_to(target)
            await self.settle(target)

    def _leap_to(self, moment: datetime) -> None:
        """The timer counts real seconds, so one that was set before the leap would come too late."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = self._timer_at = None
        self._clock.leap_to(moment)  # type: ignore[attr-defined] - only a clock that leaps is leapt
