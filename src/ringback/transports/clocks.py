"""The real clock and the one that leaps."""

import time
from datetime import datetime, timedelta

from ringback.kernel.time import from_ms


class SystemClock:
    """Wall time of this machine. Asked dozens of times for one message: within a millisecond the answer is kept."""

    kind = "real"

    def __init__(self) -> None:
        self._ms, self._now = 0, from_ms(0)

    def now(self) -> datetime:
        ms = time.time_ns() // 1_000_000
        if ms != self._ms:
            self._ms, self._now = ms, from_ms(ms)
        return self._now


class LeapingClock(SystemClock):
    """Runs on like a real one, and can be set forward (`--clock test`)."""

    kind = "test"

    def __init__(self) -> None:
        super().__init__()
        self._ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self._ahead

    def leap_to(self, moment: datetime) -> None:
        """Sets the clock to `moment`; one that has passed already changes nothing."""
        self._ahead += max(moment - self.now(), timedelta())
