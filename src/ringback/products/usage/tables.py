"""Where usage is kept, and the sums of it."""

from typing import Any

import sqlalchemy as sa

from ringback.products.usage.model import Rental, Trigger, UsageDay
from ringback.store import record_table

usage_days = record_table(
    "usage_days",
    UsageDay,
    key=("account_sid", "day", "category"),
    indexes=[("owner_sid", "day", "category")],
)
triggers = record_table(
    "usage_triggers",
    Trigger,
    key="sid",
    indexes=[("account_sid", "date_created", "sid"), ("account_sid", "armed")],
    without=("current_value",),
)
rentals = record_table("usage_rentals", Rental, key="sid")


def sums(
    account_sid: str, *, with_subaccounts: bool, first: str, last: str, categories: tuple[str, ...], letters: int
) -> sa.Select[Any]:
    """(period, category, count, usage_milli, price_micro) of the days from `first` to `last`.

    A period is the first `letters` of the day: 10 for days, 7 for months, 4 for years, 0 for all of them together.
    """
    c = usage_days.c
    period = sa.func.substr(c.day, 1, letters) if letters else sa.literal("")
    whose = c.owner_sid if with_subaccounts else c.account_sid
    columns = (sa.func.sum(column) for column in (c.count, c.usage_milli, c.price_micro))
    statement = sa.select(period, c.category, *columns).where(whose == account_sid, c.day >= first, c.day <= last)
    if len(categories) < 100:  # more than that is all of them
        statement = statement.where(c.category.in_(categories))
    return statement.group_by(sa.text("1"), c.category) if letters else statement.group_by(c.category)
