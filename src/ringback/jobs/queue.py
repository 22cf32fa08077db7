"""What the runner holds in memory: jobs by due time, one at a time per lane."""

import heapq
from collections import deque
from datetime import datetime

from ringback.kernel import Job


class Queue:
    """Jobs that wait to be due. A lane shows only its head; the rest of the lane waits behind it."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, str, Job]] = []
        self._lanes: dict[str, deque[Job]] = {}
        self._held: set[str] = set()

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, sid: str) -> bool:
        return sid in self._held

    def add(self, job: Job) -> None:
        if job.sid in self._held:
            return
        self._held.add(job.sid)
        if job.lane is None:
            self._push(job)
        elif job.lane in self._lanes:
            self._lanes[job.lane].append(job)
        else:
            self._lanes[job.lane] = deque()
            self._push(job)

    def back(self, job: Job) -> None:
        """Takes back a job that was popped (it runs again later); its lane still waits behind it."""
        self._push(job)

    def finish(self, job: Job) -> bool:
        """The job is over: the next of its lane shows. True if its lane is now empty here."""
        self._held.discard(job.sid)
        if job.lane is None:
            return False
        behind = self._lanes[job.lane]
        if behind:
            self._push(behind.popleft())
            return False
        del self._lanes[job.lane]
        return True

    def next_due(self) -> datetime | None:
        return self._heap[0][0] if self._heap else None

    def pop_due(self, now: datetime) -> Job | None:
        if self._heap and self._heap[0][0] <= now:
            return heapq.heappop(self._heap)[2]
        return None

    def _push(self, job: Job) -> None:
        assert job.due_at is not None
        heapq.heappush(self._heap, (job.due_at, job.sid, job))
