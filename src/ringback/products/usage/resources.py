"""Usage on the wire: records with their sub-lists, triggers, the balance."""

from datetime import UTC, datetime
from decimal import Decimal
from types import new_class
from urllib.parse import quote

from ringback.kernel.sid import AccountSid, TriggerSid
from ringback.products.usage import errors, rules
from ringback.products.usage.model import Recurring, Span, TriggerBy, UsageRecord
from ringback.products.usage.service import TriggersService, UsageService
from ringback.products.usage.service.records import token_of
from ringback.products.usage.service.triggers import record_uri
from ringback.rest import (
    EXACT,
    OPTIONAL,
    REQUIRED,
    Create,
    Delete,
    Fetch,
    HttpMethod,
    List,
    Resource,
    Update,
    Url,
    field,
    self_link,
)

CORE = "2010-04-01/Accounts/{account_sid}"
RECORDS = CORE + "/Usage/Records"
_SUB_LISTS = {
    "all_time": Span.ALL_TIME,
    "daily": Span.DAILY,
    "last_month": Span.LAST_MONTH,
    "monthly": Span.MONTHLY,
    "this_month": Span.THIS_MONTH,
    "today": Span.TODAY,
    "yearly": Span.YEARLY,
    "yesterday": Span.YESTERDAY,
}


def _list_uri(account_sid: str, span: Span, category: str) -> str:
    path = f"/2010-04-01/Accounts/{account_sid}/Usage/Records" + (f"/{span.value}" if span.value else "")
    return f"{path}.json?Category={quote(category)}"


def _uri(record: UsageRecord) -> str:
    dates = f"&StartDate={record.start_date}&EndDate={record.end_date}"
    return _list_uri(record.account_sid, record.span, record.category) + dates


def _sub_lists(record: UsageRecord) -> dict[str, str]:
    return {name: _list_uri(record.account_sid, span, record.category) for name, span in _SUB_LISTS.items()}


def _as_of(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


class UsageRecordResource(Resource, host="api", at=RECORDS, one="", name="UsageRecord", key="usage_records"):
    """What was used of one category between two days, and what it cost."""

    account_sid: AccountSid = field("Whose usage it is; its subaccounts' is in it unless IncludeSubaccounts is false.")
    api_version: str = field("The version of the API.", of=lambda _: "2010-04-01")
    as_of: datetime = field("The moment up to which everything was counted.", json=_as_of)
    category: str = field("What was used; sms-outbound is part of sms, and so on.", filter=EXACT)
    count: str = field("How many there were; empty for the total.")
    count_unit: str = field("What was counted.")
    description: str = field("The category in plain words.")
    end_date: str = field("The last day, in UTC; YYYY-MM-DD, or as a filter days from today: -1days.", filter=EXACT)
    price: str = field("What it cost.")
    price_unit: str = field("The currency of the price.")
    start_date: str = field("The first day, in UTC; YYYY-MM-DD, or as a filter days from today: -30days.", filter=EXACT)
    subresource_uris: dict[str, str] = field("The same category over other spans of time.", of=_sub_lists)
    uri: str = field("Where this line is found.", of=_uri)
    usage: str = field("How much was used, in the unit it is paid by.")
    usage_unit: str = field("The unit of usage.")
    include_subaccounts: bool = field(
        "Whether what subaccounts used is added.", filter=EXACT, default=True, shown=False
    )

    operations = [
        List(UsageService.search, given={"span": Span.ALL}, token=token_of, order="category", name="ListUsageRecord")
    ]


def _sub_list(span: Span) -> type[Resource]:
    """The resource of one sub-list: the same fields under another path."""
    name = f"UsageRecord{span.value}"
    listing = List(UsageService.search, given={"span": span}, token=token_of, order="-start_date, category")
    said = {"host": "api", "at": f"{RECORDS}/{span.value}", "one": "", "name": name, "key": "usage_records"}
    body = {"__doc__": f"Usage records, {_WORDS[span]}.", "operations": [listing], "__module__": __name__}
    return new_class(f"{name}Resource", (UsageRecordResource,), said, lambda space: space.update(body))


_WORDS = {
    Span.ALL_TIME: "all that ever was",
    Span.DAILY: "one line a day",
    Span.MONTHLY: "one line a month",
    Span.YEARLY: "one line a year",
    Span.TODAY: "of today",
    Span.YESTERDAY: "of yesterday",
    Span.THIS_MONTH: "of the month so far",
    Span.LAST_MONTH: "of the month before this one",
}


def _plain(value: Decimal) -> str:
    return rules.plain(value)


class UsageTriggerResource(Resource, host="api", at=CORE + "/Usage/Triggers", key="usage_triggers"):
    """Tells a URL when the usage of a category reaches a value: once, or once a day, month or year."""

    account_sid: AccountSid = field("Whose usage it watches; its subaccounts' is in it.")
    api_version: str = field("The version of the API.", of=lambda _: "2010-04-01")
    callback_method: HttpMethod = field("How the URL is asked.", create=OPTIONAL, update=OPTIONAL)
    callback_url: Url = field("Whom it tells.", create=REQUIRED, update=OPTIONAL)
    current_value: Decimal = field("What is counted now, in this period.", json=_plain)
    date_created: datetime = field("When it was made.")
    date_fired: datetime | None = field("When it last fired.")
    date_updated: datetime = field("When it last changed.")
    friendly_name: str | None = field(
        "What its owner calls it, at most 64 characters.",
        create=OPTIONAL,
        update=OPTIONAL,
        max_length=64,
        refused=errors.TriggerNameTooLong,
    )
    recurring: Recurring = field("How often it may fire; alltime is once for good.", create=OPTIONAL, filter=EXACT)
    sid: TriggerSid = field("Names this trigger for ever.")
    trigger_by: TriggerBy = field("Which number of the usage record it watches.", create=OPTIONAL, filter=EXACT)
    trigger_value: str = field(
        "The value it waits for; with a + before it, so much above the current one.",
        create=REQUIRED,
        of=lambda trigger: rules.plain(trigger.trigger_value),
    )
    uri: str = self_link()
    usage_category: str = field("Which category it watches.", create=REQUIRED, filter=EXACT)
    usage_record_uri: str = field("Where the usage is found that it watches.", of=record_uri)

    operations = [
        Create(TriggersService.create, refuses=[errors.InvalidTriggerValue, errors.UnknownCategory]),
        Fetch(TriggersService.get),
        List(TriggersService.search),
        Update(TriggersService.update),
        Delete(TriggersService.delete),
    ]


class BalanceResource(Resource, host="api", at=CORE + "/Balance", one=""):
    """What is left of an account's credit."""

    account_sid: AccountSid = field("Whose balance it is; what subaccounts spent has gone from it.")
    balance: str = field("Money, below zero where more was spent than there was.")
    currency: str = field("The currency of the balance.")

    operations = [Fetch(UsageService.balance)]


RESOURCES = [
    UsageRecordResource,
    *(_sub_list(span) for span in Span if span is not Span.ALL),
    UsageTriggerResource,
    BalanceResource,
]
