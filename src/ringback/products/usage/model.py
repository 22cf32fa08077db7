"""What is counted, how it is shown, and the triggers that watch it."""

import enum
from datetime import datetime
from decimal import Decimal

import msgspec


class UsageDay(msgspec.Struct, frozen=True, kw_only=True):
    """What one account used of one category in one UTC day (`2026-11-23`).

    `owner_sid` is the account itself, or its parent where it is a subaccount. Usage is in thousandths of its unit,
    the price in millionths: whole numbers add up exactly.
    """

    account_sid: str
    day: str
    category: str
    owner_sid: str
    count: int
    usage_milli: int
    price_micro: int


class Span(enum.StrEnum):
    """The sub-lists of usage records."""

    ALL = ""
    ALL_TIME = "AllTime"
    DAILY = "Daily"
    MONTHLY = "Monthly"
    YEARLY = "Yearly"
    TODAY = "Today"
    YESTERDAY = "Yesterday"
    THIS_MONTH = "ThisMonth"
    LAST_MONTH = "LastMonth"


class UsageRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a usage list. `start_date` and `end_date` are the days it spans, both included."""

    account_sid: str
    span: Span
    category: str
    description: str
    count: str
    count_unit: str
    usage: str
    usage_unit: str
    price: str
    price_unit: str
    start_date: str
    end_date: str
    as_of: datetime
    period: str  # names the line's period among those of its list


class Balance(msgspec.Struct, frozen=True):
    """What is left of an account's credit."""

    account_sid: str
    balance: str
    currency: str


class Recurring(enum.StrEnum):
    DAILY = "daily"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    ALL_TIME = "alltime"  # fires once, for good


class TriggerBy(enum.StrEnum):
    COUNT = "count"
    USAGE = "usage"
    PRICE = "price"


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """Watches a category and tells a URL when its value is reached.

    `armed` until it has fired for good; `fired_period` is the day, month or year it last fired in. `current_value` is
    filled in as a trigger is read, and not kept.
    """

    sid: str
    account_sid: str
    friendly_name: str | None = None
    usage_category: str
    trigger_by: TriggerBy = TriggerBy.USAGE
    trigger_value: Decimal
    recurring: Recurring = Recurring.ALL_TIME
    callback_url: str
    callback_method: str = "POST"
    armed: bool = True
    fired_period: str | None = None
    date_fired: datetime | None = None
    date_created: datetime
    date_updated: datetime
    version: int = 0
    current_value: Decimal = Decimal(0)


class Rental(msgspec.Struct, frozen=True, kw_only=True):
    """A number that is owned, and rent is owed for, month by month from `since` on; `months` have been counted."""

    sid: str
    account_sid: str
    category: str
    price_micro: int
    since: datetime
    months: int = 1
    version: int = 0
