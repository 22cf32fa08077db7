"""The real clock and the one that leaps."""

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """Wall time of this machine."""

    kind = "real"

    def now(self) -> datetime:
        ms = time.time_ns() // 1_000_000
        return datetime.fromtimestamp(ms // 1000, UTC).replace(microsecond=ms % 1000 * 1000)


class LeapingClock(SystemClock):
    """Runs on like a real one, and can be set forward (`--clock test`)."""

    kind = "test"

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self._ahead

    def leap_to(self, moment: datetime) -> None:
        """Sets the clock to `moment`; one that has passed already changes nothing."""
        self._ahead += max(moment - self.now(), timedelta())
