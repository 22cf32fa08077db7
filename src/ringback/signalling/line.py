"""Calls in line while the event loop is behind: they begin a little later, a few at a time, and none is turned away
for a moment's delay. Who has stood there too long is: a server that stays behind is overloaded, and says so.
"""

from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")
LOOK_EVERY_S = 0.02
AT_ONCE = 5  # begin together: 250 a second; one while the loop is late, so that the line moves all the same


class Line(Generic[T]):
    """`lag_s`: how late the loop must be for a line to form. `patience_s`: how long one stands in it at most."""

    def __init__(self, lag_s: float, patience_s: float) -> None:
        self._lag_s, self._patience_s = lag_s, patience_s
        self._waiting: deque[tuple[float, T]] = deque()
        self._late_s = 0.0

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def is_needed(self) -> bool:
        """Whether one more call has to stand in it."""
        return bool(self._waiting) or self._late_s > self._lag_s

    def late(self, late_s: float) -> None:
        """How late the loop was just now."""
        self._late_s = late_s

    def join(self, one: T, now: float) -> None:
        self._waiting.append((now, one))

    def advance(self, now: float) -> tuple[list[T], list[T]]:
        """Who begins now, and who has waited too long."""
        begin: list[T] = []
        too_long: list[T] = []
        most = AT_ONCE if self._late_s <= self._lag_s else 1
        while self._waiting and len(begin) < most:
            since, one = self._waiting.popleft()
            (too_long if now - since > self._patience_s else begin).append(one)
        return begin, too_long
