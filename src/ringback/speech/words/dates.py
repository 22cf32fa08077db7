"""Dates and times of day as they are read: "May sixth, twenty twenty-four", "half" never, "nine oh five p m"."""

import re

from ringback.speech.words import numbers

_NAMES = "January February March April May June July August September October November December"
MONTHS = _NAMES.split()
_SHORT = {name[:3].lower(): name for name in MONTHS} | {"sept": "September"}
_PARTS = re.compile(r"[-/. ]+")
TIME = re.compile(r"(?<![\w.:])(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:([ap])\.?\s?m\b\.?)?", re.IGNORECASE)
HOUR = re.compile(r"(?<![\w.:])(\d{1,2})\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)
_LENGTH = re.compile(r"(?:(\d+)')?\s*(?:(\d+)(?:''|\"))?")


def date_of(text: str, form: str) -> str:
    """The date, its parts in the order of SSML's `format` (mdy, dmy, ymd, md, dm, ym, my, d, m, y, yyyymmdd).

    `?` stands for a part that is not known. A year first is a year whatever the format says. "" if it is no date.
    """
    form = {"yyyymmdd": "ymd"}.get(form, form)
    text = text.strip()
    if re.fullmatch(r"[\d?]{8}", text):
        text = f"{text[:4]} {text[4:6]} {text[6:]}"
        form = "ymd"
    parts = _PARTS.split(text)
    if len(parts) == 3 and len(parts[0]) == 4:
        form = "ymd"
    if len(parts) != len(form) or set(form) - set("dmy"):
        return ""
    return _said(dict(zip(form, parts, strict=True)))


def _said(parts: dict[str, str]) -> str:
    day, month, year = (_known(parts.get(part, "")) for part in "dmy")
    name = month_of(month)
    if (month and not name) or (day and not (day.isdigit() and 1 <= int(day) <= 31)):
        return ""
    if year and not year.isdigit():
        return ""
    said = [name] if name else []
    if day:
        said.append(numbers.ordinal(int(day)) if name else "the " + numbers.ordinal(int(day)))
    together = " ".join(said)
    return (
        ", ".join(part for part in (together, _year(year)) if part)
        if day
        else " ".join([together, _year(year)]).strip()
    )


def _known(part: str) -> str:
    return "" if set(part) <= {"?"} else part


def month_of(text: str) -> str:
    """The month's name from its number, its name or the name's beginning; "" if there is none."""
    if text.isdigit():
        return MONTHS[int(text) - 1] if 1 <= int(text) <= 12 else ""
    lowered = text.lower().rstrip(".")
    return _SHORT.get(lowered) or next((name for name in MONTHS if name.lower() == lowered), "")


def _year(text: str) -> str:
    if not text:
        return ""
    value = int(text)
    return numbers.year(value + (2000 if value < 70 else 1900)) if len(text) == 2 else numbers.year(value)


def time_of(text: str) -> str:
    """`14:05`, `2:30pm`, `9 am`; and lengths as SSML writes them: `1'21"` is one minute and twenty-one seconds."""
    text = text.strip()
    if found := TIME.fullmatch(text):
        return clock(found)
    if found := HOUR.fullmatch(text):
        return hour(found)
    found = _LENGTH.fullmatch(text)
    return _length(found) if found and text else ""


def clock(found: re.Match[str]) -> str:
    hours, minutes = int(found[1]), int(found[2])
    if hours > 24 or minutes > 59 or int(found[3] or 0) > 59:
        return ""
    said = [numbers.cardinal(hours)]
    if minutes:
        said.append(("oh " if minutes < 10 else "") + numbers.cardinal(minutes))
    elif not found[4]:
        said.append("o'clock" if 1 <= hours <= 12 else "hundred")
    if found[3] and int(found[3]):
        said.append(f"and {_counted(int(found[3]), 'second')}")
    return " ".join(said) + _half(found[4])


def hour(found: re.Match[str]) -> str:
    return numbers.cardinal(int(found[1])) + _half(found[2])


def _half(letter: str | None) -> str:
    return {"a": " ay em", "p": " pee em"}.get((letter or "").lower(), "")


def _length(found: re.Match[str]) -> str:
    said = [_counted(int(found[n]), unit) for n, unit in ((1, "minute"), (2, "second")) if found[n]]
    return " and ".join(said)


def _counted(value: int, unit: str) -> str:
    return f"{numbers.cardinal(value)} {unit}{'' if value == 1 else 's'}"
