"""Decisions about usage, pure: which days a list spans, what sums come to, when a trigger fires."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from ringback.kernel import phone
from ringback.products.usage import errors
from ringback.products.usage.categories import CATEGORIES, LINEAGE, TOTAL
from ringback.products.usage.model import Recurring, Rental, Span, Trigger, TriggerBy

DAY = timedelta(days=1)
TRIGGER_LIMIT = 500
NAME_LIMIT = 64
MILLI, MICRO = Decimal("0.001"), Decimal("0.000001")
_OFFSET = re.compile(r"([+-]?\d{1,5})days?\Z", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_VALUE = re.compile(r"(\+?)(\d{1,12}(?:\.\d{1,6})?)\Z", re.ASCII)
LETTERS = {Span.DAILY: 10, Span.MONTHLY: 7, Span.YEARLY: 4}
_PERIOD_FORMATS = {Recurring.DAILY: "%Y-%m-%d", Recurring.MONTHLY: "%Y-%m", Recurring.YEARLY: "%Y"}


class Period(msgspec.Struct, frozen=True):
    """Days from `first` to `last`. `name` is their day, month or year; empty where there is one period only."""

    name: str
    first: date
    last: date


class Amount(msgspec.Struct):
    """What a category comes to in one period."""

    count: int = 0
    usage_milli: int = 0
    price_micro: int = 0

    def add(self, count: int, usage_milli: int, price_micro: int) -> None:
        self.count += count
        self.usage_milli += usage_milli
        self.price_micro += price_micro


def day_of(name: str, text: str | None, today: date) -> date | None:
    """`2026-11-23`, or `-30days` from today on; raises InvalidUsageDate."""
    if text is None:
        return None
    try:
        if _DATE.match(text):
            return date.fromisoformat(text)
        if offset := _OFFSET.match(text):
            return today + timedelta(days=int(offset[1]))
    except (ValueError, OverflowError):
        pass
    raise errors.InvalidUsageDate(name=name, value=text[:40])


def checked_category(name: str, category: str) -> str:
    if category not in CATEGORIES:
        raise errors.UnknownCategory(name=name, value=category[:80])
    return category


def periods(span: Span, start: date | None, end: date | None, opened: date, today: date) -> list[Period]:
    """The periods of a list, the newest first. `opened` is the account's first day; days to come are in none.

    Where the list has a span of its own (a month, yesterday), the dates asked for narrow it. Raises DatesCrossed.
    """
    if start is not None and end is not None and start > end:
        raise errors.DatesCrossed(start=start, end=end)
    own_first, own_last = _own_span(span, opened, today)
    last = min(own_last, end or own_last)
    narrows = span in _FIXED or span in LETTERS  # no list of days begins before the account
    first = max(own_first, start) if start and narrows else start or min(own_first, last)
    if first > last:
        return []
    if span not in LETTERS:
        return [Period("", first, last)]
    return list(_cut(span, first, last))


_FIXED = frozenset({Span.TODAY, Span.YESTERDAY, Span.THIS_MONTH, Span.LAST_MONTH})


def _own_span(span: Span, opened: date, today: date) -> tuple[date, date]:
    """What a list spans when no dates are asked for."""
    if span is Span.TODAY:
        return today, today
    if span is Span.YESTERDAY:
        return today - DAY, today - DAY
    if span is Span.THIS_MONTH:
        return today.replace(day=1), today
    if span is Span.LAST_MONTH:
        last = today.replace(day=1) - DAY
        return last.replace(day=1), last
    return opened, today


def _cut(span: Span, first: date, last: date) -> Iterable[Period]:
    """The days, months or years between two days, the newest first, cut at the ends."""
    while last >= first:
        start = max(_start_of(span, last), first)
        yield Period(last.isoformat()[: LETTERS[span]], start, last)
        last = _start_of(span, last) - DAY


def _start_of(span: Span, day: date) -> date:
    if span is Span.DAILY:
        return day
    return day.replace(day=1) if span is Span.MONTHLY else day.replace(month=1, day=1)


Sums = dict[tuple[str, str], Amount]


def rolled_up(rows: Iterable[tuple[Any, ...]]) -> Sums:
    """Sums by (period, category): every count goes to its category, to all that is part of, and to the total.

    In the total only money adds up: a text and a minute have no sum.
    """
    sums: Sums = {}
    for period, category, *amounts in rows:
        numbers = [int(amount) for amount in amounts]
        for name in LINEAGE.get(category, (category,)):
            sums.setdefault((period, name), Amount()).add(*numbers)
        sums.setdefault((period, TOTAL), Amount()).add(0, numbers[2], numbers[2])
    return sums


def plain(value: Decimal) -> str:
    """A number as people write it: `0`, `1000`, `0.024`."""
    return format(value.normalize(), "f") if value else "0"


def price_of(amount: Amount) -> Decimal:
    return amount.price_micro * MICRO


def usage_of(category: str, amount: Amount) -> Decimal:
    """Usage in its unit; that of the total is money."""
    return price_of(amount) if category == TOTAL else amount.usage_milli * MILLI


def money(value: Decimal) -> str:
    """Money with two decimals, or as many more as it has: `20.00`, `19.992`."""
    return plain(value) if value != round(value, 2) else f"{value:.2f}"


def micros(price: str | None) -> int:
    """A price in millionths; what has none yet costs nothing."""
    return int(Decimal(price).scaleb(6)) if price else 0


def category_of_call(direction: str, from_: str, to: str) -> str:
    """Inbound by the kind of our own number, outbound by what was called."""
    is_inbound = direction == "inbound"
    if to.startswith("client:") or (is_inbound and from_.startswith("client:")):
        return "calls-client"
    if not to.startswith("+"):
        return "calls-sip-inbound" if is_inbound else "calls-sip-outbound"
    return f"calls-inbound-{_INBOUND.get(phone.kind(to), 'local')}" if is_inbound else "calls-outbound"


_INBOUND = {"toll-free": "tollfree", "mobile": "mobile"}


# -- triggers


def trigger_value(text: str, current: Decimal) -> Decimal:
    """The value a trigger waits for; `+5` counts from the current one. Raises InvalidTriggerValue."""
    found = _VALUE.match(text.strip())
    value = Decimal(found[2]) if found else Decimal(0)
    if found is None or not value:
        raise errors.InvalidTriggerValue(value=text[:40])
    return value + current if found[1] else value


def checked_name(name: str | None) -> str | None:
    if name and len(name) > NAME_LIMIT:
        raise errors.TriggerNameTooLong(length=len(name), limit=NAME_LIMIT)
    return name or None


def period_of(recurring: Recurring, now: datetime) -> Period:
    """The period that a trigger counts in now."""
    today = now.date()
    if recurring is Recurring.ALL_TIME:
        return Period("", date.min, today)
    span = {Recurring.DAILY: Span.DAILY, Recurring.MONTHLY: Span.MONTHLY, Recurring.YEARLY: Span.YEARLY}[recurring]
    return Period(now.strftime(_PERIOD_FORMATS[recurring]), _start_of(span, today), today)


def value_by(by: TriggerBy, category: str, amount: Amount) -> Decimal:
    if by is TriggerBy.COUNT:
        return Decimal(amount.count)
    return price_of(amount) if by is TriggerBy.PRICE else usage_of(category, amount)


def fires(trigger: Trigger, value: Decimal, period: Period) -> bool:
    """Whether its value is reached for the first time in this period."""
    return trigger.armed and trigger.fired_period != period.name and value >= trigger.trigger_value


def fired(trigger: Trigger, period: Period, now: datetime) -> Trigger:
    """The trigger once it has fired; one that does not recur is done."""
    recurs = trigger.recurring is not Recurring.ALL_TIME
    return msgspec.structs.replace(
        trigger, armed=recurs, fired_period=period.name, date_fired=now, date_updated=now, current_value=Decimal(0)
    )


def rent_due_at(rental: Rental) -> datetime:
    """When the next month's rent is owed: the same day of the month, or its last."""
    since, months = rental.since, rental.since.month - 1 + rental.months
    year, month = since.year + months // 12, months % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return since.replace(year=year, month=month, day=min(since.day, (first_of_next - DAY).day))
