"""Takes out what has been kept for long enough, once an hour."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog

from ringback.kernel import Clock, Unavailable

log = structlog.get_logger(__name__)
EVERY_S = 3600
Sweep = Callable[[datetime], Awaitable[int]]


class Janitor:
    """Runs sweeps; each takes the present and says how much it took out. Several processes may sweep at once."""

    def __init__(self, clock: Clock, sweeps: Sequence[Sweep]) -> None:
        self._clock, self._sweeps = clock, sweeps
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="janitor")

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def sweep(self) -> int:
        """One round; a database that is gone for now is swept the next time."""
        gone = 0
        for sweep in self._sweeps:
            try:
                gone += await sweep(self._clock.now())
            except Unavailable as problem:
                log.warning("could not sweep", error=str(problem))
        return gone

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            await self.sweep()
