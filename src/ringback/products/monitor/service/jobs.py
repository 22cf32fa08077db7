"""Later work, for whoever runs the installation: what waits, what was given up, and trying that again."""

from ringback.jobs import DeadLetters
from ringback.kernel import Caller, Job, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.products.monitor import errors
from ringback.rest.write import iso8601_ms


class JobsService:
    def __init__(self, letters: DeadLetters) -> None:
        self._letters = letters

    async def search(self, caller: Caller, *, page: PageRequest, status: str = "dead") -> Page[Job]:
        """Jobs that were given up, or those that wait; newest first."""
        return await self._letters.search(page, status=status)

    async def get(self, caller: Caller, *, sid: str) -> Job:
        job = await self._letters.find(sid)
        if job is None:
            raise NotFound(what=f"/ringback/v1/Jobs/{sid}")
        return job

    async def replay(self, caller: Caller, *, sid: str) -> Job:
        """Runs a job anew that was given up, under a new SID."""
        job = await self.get(caller, sid=sid)
        if job.status != "dead":
            raise errors.JobIsWaiting(sid=sid, due_at=iso8601_ms(job.due_at) if job.due_at else "once")
        return await self._letters.replay(job)
