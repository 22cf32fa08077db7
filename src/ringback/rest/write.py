"""How values are written in answers: `field(…, json=quoted)`. Each takes a value that is not None."""

from datetime import UTC, date, datetime
from typing import Any

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def quoted(value: Any) -> str:
    """A number in quotes: `"1"`, as the 2010 API writes counts and money."""
    return str(value)


def rfc2822(moment: datetime) -> str:
    """`Tue, 14 Nov 2023 09:27:21 +0000`: the 2010 API. English whatever the locale, so not strftime."""
    m = moment.astimezone(UTC)
    return (
        f"{_DAYS[m.weekday()]}, {m.day:02} {_MONTHS[m.month - 1]} {m.year:04} "
        f"{m.hour:02}:{m.minute:02}:{m.second:02} +0000"
    )


def iso8601(moment: datetime) -> str:
    """`2023-11-14T09:27:21Z`: v1 and later. Client libraries parse no fraction of a second."""
    m = moment.astimezone(UTC)
    return f"{m.year:04}-{m.month:02}-{m.day:02}T{m.hour:02}:{m.minute:02}:{m.second:02}Z"


def iso8601_ms(moment: datetime) -> str:
    """`2023-11-14T09:27:21.123Z`: Ringback's own API, where events of one second must keep their order."""
    return f"{iso8601(moment)[:-1]}.{moment.microsecond // 1000:03}Z"


def day(value: date) -> str:
    """`2023-11-14`."""
    return value.isoformat()[:10]
