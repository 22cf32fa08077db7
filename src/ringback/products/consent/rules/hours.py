"""Quiet hours where the recipient is. Zones are IANA names; who might be in several is in all of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = 24 * 60


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def is_quiet(at: datetime, zones: Sequence[str], quiet_from: int, quiet_until: int) -> bool:
    """Whether it is within quiet hours (minutes of the day) anywhere the recipient may be."""
    return any(_is_within(_minute(at, zone), quiet_from, quiet_until) for zone in zones or ("UTC",))


def loud_again(at: datetime, zones: Sequence[str], quiet_from: int, quiet_until: int) -> datetime | None:
    """The first moment that is quiet nowhere; None if there is none in two days: the zones leave no such time."""
    ends = {_end(at, zone, day, quiet_until) for zone in zones or ("UTC",) for day in range(3)}
    later = sorted(end for end in ends if end > at)
    return next((end for end in later if not is_quiet(end, zones, quiet_from, quiet_until)), None)


def _end(at: datetime, zone: str, day: int, quiet_until: int) -> datetime:
    """When quiet ends there, so many days on."""
    there = at.astimezone(ZoneInfo(zone)) + timedelta(days=day)
    hour, minute = divmod(quiet_until % DAY, 60)
    return there.replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(UTC)


def _minute(at: datetime, zone: str) -> int:
    there = at.astimezone(ZoneInfo(zone))
    return there.hour * 60 + there.minute


def _is_within(minute: int, start: int, end: int) -> bool:
    return start <= minute < end if start <= end else minute >= start or minute < end


def clock_of(minute: int | None) -> str | None:
    """21:00 for 1260."""
    return None if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def minute_of(text: str) -> int | None:
    """1260 for 21:00; None for what is no time of day."""
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        return None
    if len(hours) > 2 or len(minutes) != 2 or int(hours) > 23 or int(minutes) > 59:
        return None
    return int(hours) * 60 + int(minutes)
