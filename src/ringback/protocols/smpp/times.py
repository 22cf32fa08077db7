"""Moments and spans as 16 characters, YYMMDDhhmmsstnnp: SMPP 3.4 §7.1.1.

`t` is tenths of a second, `nn` quarters of an hour that the time is ahead of UTC (p is +) or behind it (-). With `R`
for p the digits are a span from now, in years, months, days, hours, minutes and seconds.
"""

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone

_TIME = re.compile(r"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d)(\d\d)([+\-R])", re.ASCII)
MOST_QUARTERS = 48
LONGEST = timedelta(days=63 * 7)  # as much as a relative validity of GSM says, and more than any SMSC keeps


def read(text: str, now: datetime) -> datetime | None:
    """The moment, in UTC; None where the text is no time. `now` is what a span counts from."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    *digits, tenth, quarters, sign = found.groups()
    numbers = [int(two) for two in digits]
    if sign == "R":
        return _after(now, numbers) if (tenth, quarters) == ("0", "00") else None
    if int(quarters) > MOST_QUARTERS:
        return None
    offset = timedelta(minutes=15 * int(quarters)) * (1 if sign == "+" else -1)
    year, month, day, hour, minute, second = numbers
    try:
        local = datetime(2000 + year, month, day, hour, minute, second, int(tenth) * 100_000, tzinfo=timezone(offset))
    except ValueError:
        return None
    return local.astimezone(UTC)


def _after(now: datetime, numbers: list[int]) -> datetime:
    """Calendar years and months, a day beyond the month's end taken back to it; then the rest."""
    years, months, days, hours, minutes, seconds = numbers
    month = now.month - 1 + months + 12 * years
    year, month = now.year + month // 12, month % 12 + 1
    day = min(now.day, calendar.monthrange(year, month)[1])
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return now.replace(year=year, month=month, day=day) + span


def write(moment: datetime) -> str:
    """An absolute time, in UTC. For years 2000 to 2099."""
    utc = moment.astimezone(UTC)
    return f"{utc:%y%m%d%H%M%S}{utc.microsecond // 100_000}00+"


def write_span(span: timedelta) -> str:
    """A relative time of whole seconds, in days and less; at least one second, at most 63 weeks."""
    whole = int(min(max(span, timedelta(seconds=1)), LONGEST).total_seconds())
    days, rest = divmod(whole, 86_400)
    months, days = divmod(days, 30) if days > 99 else (0, days)
    return f"00{months:02}{days:02}{rest // 3600:02}{rest % 3600 // 60:02}{rest % 60:02}000R"


def read_final(text: str) -> datetime | None:
    """`final_date` of query_sm_resp, where it is given."""
    return read(text, datetime(2000, 1, 1, tzinfo=UTC)) if text and not text.endswith("R") else None
