"""Many moments behind one timer of the loop: no task and no handle for each call."""

import asyncio
import heapq
import itertools
import math
from collections.abc import Callable
from typing import Protocol

LONGEST_S = 32.0  # an alarm far ahead comes early: what has ended meanwhile must not stay in the heap for its sake
SLACK_S = 0.01  # alarms of so long go off together; no timer of SIP is that exact


class Sleeper(Protocol):
    """`wake_at` is when to call `tick`; both are asked again after each."""

    serial: int

    @property
    def wake_at(self) -> float: ...
    def tick(self, now: float) -> None: ...


class Alarms:
    def __init__(self) -> None:
        self._heap: list[tuple[float, int, int]] = []
        self._sleepers: dict[int, Sleeper] = {}
        self._set_to: dict[int, float] = {}
        self._count = itertools.count()
        self._later: dict[int, Callable[[], None]] = {}

    def __len__(self) -> int:
        return len(self._heap)

    @property
    def wake_at(self) -> float:
        return self._heap[0][0] if self._heap else math.inf

    def mind(self, sleeper: Sleeper, now: float) -> None:
        """Call after anything that may have moved its `wake_at`. Cheap where an early enough alarm stands."""
        at = sleeper.wake_at
        if at == math.inf:
            return
        at = min(at, now + LONGEST_S)
        if at < self._set_to.get(sleeper.serial, math.inf):
            self._set_to[sleeper.serial] = at
            self._sleepers[sleeper.serial] = sleeper
            heapq.heappush(self._heap, (at, next(self._count), sleeper.serial))

    def forget(self, sleeper: Sleeper) -> None:
        self._sleepers.pop(sleeper.serial, None)
        self._set_to.pop(sleeper.serial, None)

    def later(self, at: float, deed: Callable[[], None]) -> None:
        """Once, at that moment."""
        number = next(self._count)
        self._later[number] = deed
        heapq.heappush(self._heap, (at, number, -1))

    def tick(self, now: float) -> None:
        while self._heap and self._heap[0][0] <= now:
            at, number, serial = heapq.heappop(self._heap)
            if serial == -1:
                self._later.pop(number)()
            elif self._set_to.get(serial) == at:
                self._wake(serial, now)

    def _wake(self, serial: int, now: float) -> None:
        sleeper = self._sleepers[serial]
        del self._set_to[serial], self._sleepers[serial]
        if sleeper.wake_at <= now:
            sleeper.tick(now)
        self.mind(sleeper, now)


class LoopTimer:
    """Calls `deed` at a moment that may be moved nearer, with one handle of the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, deed: Callable[[float, float], None]) -> None:
        """`deed` gets the moment, and by how many seconds it is late."""
        self._loop, self._deed = loop, deed
        self._at = math.inf
        self._handle: asyncio.TimerHandle | None = None

    def by(self, at: float) -> None:
        if at >= self._at:
            return
        if self._handle is not None:
            self._handle.cancel()
        self._at = at
        self._handle = self._loop.call_at(at + SLACK_S, self._ring)

    def _ring(self) -> None:
        planned, self._at, self._handle = self._at, math.inf, None
        now = max(self._loop.time(), planned)  # loops may ring a little early
        self._deed(now, now - planned)

    def stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._at, self._handle = -math.inf, None
