"""The jobs table, read: what is due, whose turn it is in a lane, whose lease it is."""

from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from ringback.jobs.tables import jobs
from ringback.kernel import Clock, Job, Page, PageRequest
from ringback.kernel.time import from_ms
from ringback.store import Store, Unit, mapping_of

LEASE = timedelta(seconds=60)


class Shelf:
    """Takes jobs off the table for one owner."""

    def __init__(self, store: Store, clock: Clock, owner: str) -> None:
        self._store, self._clock, self._owner = store, clock, owner
        self.lease = LEASE

    async def take(self, until: datetime, most: int, *, alone: bool) -> list[Job]:
        """Jobs to hold, at most `most`. Shared tables give heads of lanes due by `until`, claimed by lease.

        Alone, a lane comes as whole as there is room, its jobs in their order and whenever they are due: what is
        written to a lane later goes behind what is held of it, and so must not find it empty.
        """
        found = await self._all(until, most) if alone else await self._claim(until, most)
        return [msgspec.structs.replace(job, fresh=False) for job in found]

    async def _all(self, until: datetime, most: int) -> list[Job]:
        heads = await self._store.records(Job, _due(until, laned=True).limit(most))
        laned = sa.select(jobs).where(jobs.c.status == "waiting", jobs.c.lane.is_not(None)).order_by(jobs.c.sid)
        known = {job.sid for job in heads}
        behind = await self._store.records(Job, laned.limit(most))
        return [*heads, *(job for job in behind if job.sid not in known)][:most]

    async def _claim(self, until: datetime, most: int) -> list[Job]:
        now = self._clock.now()
        free = sa.or_(jobs.c.lease_until.is_(None), jobs.c.lease_until < now)
        chosen = _due(until).with_only_columns(jobs.c.sid).where(free).limit(most).with_for_update(skip_locked=True)
        claim = (
            sa.update(jobs)
            .where(jobs.c.sid.in_(chosen.scalar_subquery()))
            .values(lease_owner=self._owner, lease_until=now + LEASE)
            .returning(*jobs.c)
        )
        mapping = mapping_of(Job)
        rows = await self._store.select(claim)
        return sorted((mapping.decode(row) for row in rows), key=lambda job: (job.due_at, job.sid))

    async def release(self) -> None:
        """Gives back what this owner held in a former life, which need not wait until its lease runs out."""
        await self._mine(lease_owner=None, lease_until=None)

    async def renew(self) -> None:
        """Holds on to what is held. A job that is just being written is over or taken anew: it is passed by."""
        await self._mine(lease_until=self._clock.now() + LEASE)

    async def _mine(self, **values: object) -> None:
        """Sets columns of this owner's jobs, waiting for no lock: the writer may hold one and want the next."""
        held = sa.select(jobs.c.sid).where(jobs.c.lease_owner == self._owner).with_for_update(skip_locked=True)
        changed = sa.update(jobs).where(jobs.c.sid.in_(held.scalar_subquery())).values(**values)
        await self._store.select(changed.returning(jobs.c.sid))

    async def next_due(self, after: datetime) -> datetime | None:
        """When the first job beyond `after` is due."""
        statement = sa.select(sa.func.min(jobs.c.due_at)).where(jobs.c.status == "waiting", jobs.c.due_at > after)
        rows = await self._store.select(statement)
        return None if rows[0][0] is None else from_ms(rows[0][0])


def _due(until: datetime, *, laned: bool = False) -> sa.Select[tuple[object, ...]]:
    """Jobs due by then, of each lane only the head; with `laned` the heads of all lanes, whenever they are due."""
    earlier = jobs.alias("earlier")
    behind = sa.exists().where(earlier.c.lane == jobs.c.lane, earlier.c.sid < jobs.c.sid, earlier.c.status == "waiting")
    due = jobs.c.due_at <= until
    free = sa.or_(jobs.c.lane.is_(None), ~behind)
    when = sa.or_(due, jobs.c.lane.is_not(None)) if laned else due
    return sa.select(jobs).where(jobs.c.status == "waiting", when, free).order_by(jobs.c.due_at, jobs.c.sid)


class DeadLetters:
    """Jobs that were given up, to look at and to run again."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def search(self, page: PageRequest, *, status: str = "dead") -> Page[Job]:
        where = [jobs.c.status == status]
        edge = page.after
        if edge is not None:
            where.append(jobs.c.sid < edge)
        found = await self._store.records(
            Job, sa.select(jobs).where(*where).order_by(jobs.c.sid.desc()).limit(page.size + 1)
        )
        return Page(found[: page.size], has_next=len(found) > page.size, has_previous=edge is not None)

    async def find(self, sid: str) -> Job | None:
        return await self._store.get(Job, sid)

    async def replay(self, dead: Job) -> Job:
        """Writes the job anew, due now, and lets go of the dead one."""
        fresh = Job(
            kind=dead.kind, key=dead.key, account_sid=dead.account_sid, lane=dead.lane, args=dead.args, fresh=False
        )
        unit = Unit(delete=[dead], jobs=[fresh])
        await self._store.commit(unit)
        return unit.jobs[0]
