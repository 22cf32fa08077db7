"""How long callers wait, on average: of those who wait now, so far, and those who left within the last hour."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

WITHIN = timedelta(hours=1)
FRESH = timedelta(seconds=1)  # a thousand callers are told of it: it is not worked out for each
KEPT_MOST = 5_000  # of one queue: the newest say enough


class Average:
    """The ended waits of one queue that still count, oldest first: when each ended, and its milliseconds."""

    def __init__(self, ended: Iterable[tuple[datetime, int]] = ()) -> None:
        self._ended = deque(ended, maxlen=KEPT_MOST)
        self._known: tuple[datetime, int] | None = None

    def add(self, left_at: datetime, wait_ms: int) -> None:
        self._ended.append((left_at, wait_ms))

    def is_empty(self, now: datetime) -> bool:
        self._drop(now)
        return not self._ended

    def mean_ms(self, now: datetime, begun: Callable[[], Iterable[datetime]]) -> int:
        """0 where nobody waits or has waited."""
        if self._known is None or not timedelta() <= now - self._known[0] < FRESH:
            self._drop(now)
            self._known = (now, mean_ms([wait_ms for _, wait_ms in self._ended], now, begun()))
        return self._known[1]

    def _drop(self, now: datetime) -> None:
        while self._ended and now - self._ended[0][0] > WITHIN:
            self._ended.popleft()


def mean_ms(ended: Sequence[int], now: datetime, begun: Iterable[datetime]) -> int:
    waits = [*ended, *(span_ms(since, now) for since in begun)]
    return round(sum(waits) / len(waits)) if waits else 0


def span_ms(since: datetime, until: datetime) -> int:
    return max(0, round((until - since).total_seconds() * 1000))
