"""What is sent, received and owned is counted by category and day, and adds up."""

import time
from datetime import timedelta

import pytest

from ringback.kernel import PageRequest
from ringback.kernel.event import type_of
from ringback.kernel.refused import Refused
from ringback.products.messaging.events import MessageSent
from ringback.products.usage.categories import CATEGORIES
from ringback.products.usage.model import Span
from ringback.products.usage.service.records import token_of
from ringback.store import EventLog
from tests.products.usage.conftest import PRICE, Room, caller_of, shifted

DATED = (Span.DAILY, Span.MONTHLY, Span.YEARLY)


async def test_a_text_of_two_segments_is_one_message_and_two_segments_in_all_it_is_part_of(room: Room):
    await room.tell(room.sent(num_segments=2, price=2 * PRICE))
    for category in ("sms-outbound-longcode", "sms-outbound", "sms"):
        record = await room.one(category)
        assert (record.count, record.usage, record.price) == ("1", "2", "0.016")
    total = await room.one("totalprice")
    assert (total.count, total.usage, total.usage_unit, total.price) == ("", "0.016", "usd", "0.016")
    assert (await room.one("sms-inbound")).price == "0"


async def test_direction_medium_and_sender_each_have_their_category(room: Room):
    await room.tell(
        room.sent(from_="22395"),
        room.sent(num_media=1),
        room.sent(from_="ACME"),
        room.received(),
        room.received(to="22395"),
    )
    counted = {record.category: record.count for record in await room.list() if record.count not in ("0", "")}
    assert counted == {
        "sms": "4",
        "sms-outbound": "2",
        "sms-outbound-shortcode": "1",
        "sms-outbound-longcode": "1",
        "sms-inbound": "2",
        "sms-inbound-longcode": "1",
        "sms-inbound-shortcode": "1",
        "mms": "1",
        "mms-outbound": "1",
        "mms-outbound-longcode": "1",
    }


async def test_all_categories_are_listed_with_zeros_where_nothing_was_used(room: Room):
    records = await room.list()
    assert [record.category for record in records] == list(CATEGORIES)
    assert {record.price for record in records} == {"0"} and {record.count for record in records} == {"0", ""}


async def test_a_message_that_is_not_rated_costs_nothing_and_is_counted(room: Room):
    await room.tell(room.sent(price=None))
    record = await room.one("sms")
    assert (record.count, record.price) == ("1", "0")


async def test_events_are_counted_once_however_often_one_looks(room: Room):
    await room.tell(*(room.sent() for _ in range(2500)))
    for _ in range(3):
        assert (await room.one("sms")).count == "2500"
    await room.tell(room.sent())
    assert (await room.one("sms")).count == "2501"


async def test_days_months_and_years_are_lines_of_their_own_newest_first(room: Room):
    start = room.clock.now()
    await room.leap(days=40)
    now = room.clock.now()
    await room.tell(room.sent(at=start), room.sent(at=start), room.sent(at=now))
    days = await room.list(Span.DAILY, category="sms")
    assert len(days) == 41 and [days[0].count, days[-1].count] == ["1", "2"]
    assert days[0].start_date == days[0].end_date == now.date().isoformat()
    months = await room.list(Span.MONTHLY, category="sms")
    assert sum(int(month.count) for month in months) == 3 and months[-1].count == "2"
    assert [month.start_date[:7] for month in months] == sorted({day.start_date[:7] for day in days}, reverse=True)
    assert sum(int(year.count) for year in await room.list(Span.YEARLY, category="sms")) == 3


async def test_today_and_yesterday_and_the_months_see_their_own_days_only(room: Room):
    await room.leap(days=70)
    now = room.clock.now()
    month_ago = now.replace(day=1) - timedelta(days=1)
    await room.tell(room.sent(at=now), room.sent(at=shifted(now, days=-1)), room.sent(at=month_ago))
    counts = {span: int((await room.one("sms", span)).count) for span in Span if span not in DATED}
    is_first = now.day == 1
    assert counts[Span.TODAY] == 1 and counts[Span.ALL_TIME] == counts[Span.ALL] == 3
    assert counts[Span.YESTERDAY] == (2 if is_first else 1)
    assert counts[Span.LAST_MONTH] == (2 if is_first else 1)
    assert counts[Span.THIS_MONTH] == (1 if is_first else 2)


async def test_dates_and_days_from_today_bound_a_list(room: Room):
    await room.leap(days=10)
    now = room.clock.now()
    for days in range(10):
        await room.tell(room.sent(at=shifted(now, days=-days)))
    three = await room.one("sms", start_date="-2days")
    assert three.count == "3" and three.start_date == shifted(now, days=-2).date().isoformat()
    exact = shifted(now, days=-5).date().isoformat()
    assert (await room.one("sms", start_date=exact, end_date=exact)).count == "1"
    assert len(await room.list(Span.DAILY, category="sms", start_date="-2days", end_date="-1days")) == 2


async def test_days_before_the_account_and_days_to_come_have_no_lines(room: Room):
    days = await room.list(Span.DAILY, category="sms", start_date="0001-01-01", end_date="9999-12-31")
    assert [day.start_date for day in days] == [room.clock.now().date().isoformat()]


async def test_a_parent_sees_its_subaccounts_usage_unless_it_says_not_to(room: Room):
    sub = await room.subaccount()
    await room.tell(room.sent(), room.sent(sub.sid), room.sent(sub.sid))
    assert (await room.one("sms")).count == "3"
    assert (await room.one("sms", include_subaccounts=False)).count == "1"
    assert (await room.one("sms", caller=caller_of(sub))).count == "2"


async def test_a_stranger_sees_nothing_of_it(room: Room):
    await room.tell(room.sent())
    stranger = caller_of(await room.subaccount())
    assert (await room.one("sms", caller=stranger)).count == "0"


async def test_pages_hold_every_line_once_and_go_back_too(room: Room):
    await room.leap(days=3)
    whole = [token_of(record) for record in await room.list(Span.DAILY)]
    seen, page, pages = [], PageRequest(size=300), []
    while True:
        found = await room.usage.search(room.caller, span=Span.DAILY, page=page)
        seen += [token_of(record) for record in found.items]
        pages.append(found)
        if not found.has_next:
            break
        page = PageRequest(size=300, number=page.number + 1, after=seen[-1])
    assert seen == whole and len(whole) == 4 * len(CATEGORIES)
    assert [found.has_previous for found in pages] == [False] + [True] * (len(pages) - 1)
    back = await room.usage.search(room.caller, span=Span.DAILY, page=PageRequest(size=300, before=seen[300]))
    assert [token_of(record) for record in back.items] == seen[:300] and not back.has_previous


@pytest.mark.parametrize(
    "asked, told",
    [
        ({"category": "smoke"}, "Category 'smoke' is no usage category"),
        ({"start_date": "yesterday"}, "StartDate 'yesterday' is no day"),
        ({"end_date": "2026-02-30"}, "EndDate '2026-02-30' is no day"),
        ({"start_date": "-99999days"}, None),
        ({"start_date": "+99999999days"}, "is no day"),
        ({"start_date": "2026-02-02", "end_date": "2026-02-01"}, "StartDate 2026-02-02 is after EndDate 2026-02-01"),
    ],
)
async def test_what_cannot_be_asked_is_refused_with_what_was_asked(room: Room, asked: dict, told: str | None):
    if told is None:
        assert len(await room.list(**asked)) == len(CATEGORIES)
        return
    with pytest.raises(Refused, match=told):
        await room.list(**asked)


@pytest.mark.parametrize("token", ["", "x", ".sms", "2026-01-01.sms", "9999-99-99.nothing"])
async def test_a_token_of_another_list_is_refused(room: Room, token: str):
    with pytest.raises(Refused, match="PageToken"):
        await room.usage.search(room.caller, span=Span.DAILY, page=PageRequest(after=token))


async def test_the_balance_is_the_credit_less_what_was_spent(room: Room):
    assert (await room.usage.balance(room.caller)).balance == "20.00"
    sub = await room.subaccount()
    await room.tell(room.sent(), room.sent(sub.sid))
    balance = await room.usage.balance(room.caller)
    assert (balance.balance, balance.currency) == ("19.984", "USD")


# -- numbers


async def test_a_number_costs_its_month_when_it_is_bought_and_every_month_it_is_kept(room: Room):
    await room.tell(room.bought("PN1"))
    month = await room.one("phonenumbers-local")
    assert (month.count, month.price) == ("1", "1.1")
    assert (await room.one("phonenumbers-setups")).count == "0"  # it cost nothing, so it is no usage
    await room.leap(days=63)
    assert (await room.one("phonenumbers-local")).count == "3"
    assert (await room.one("phonenumbers")).price == "3.3"


async def test_a_number_given_back_costs_no_more(room: Room):
    await room.tell(room.bought("PN1"))
    await room.one("sms")
    await room.tell(room.bought("PN1", event=room.released))
    await room.leap(days=63)
    assert (await room.one("phonenumbers-local")).count == "1"


async def test_a_number_handed_over_is_paid_for_by_its_new_owner(room: Room):
    sub = await room.subaccount()
    handed = room.bought("PN1", event=room.transferred, account_sid=sub.sid, from_account_sid=room.account.sid)
    await room.tell(room.bought("PN1"), handed)
    await room.leap(days=32)
    assert (await room.one("phonenumbers-local", include_subaccounts=False)).count == "1"
    assert (await room.one("phonenumbers-local", caller=caller_of(sub))).count == "1"


async def test_kinds_of_numbers_have_their_categories_and_short_codes_are_free(room: Room):
    await room.tell(room.bought("PN1", "toll_free"), room.bought("PN2", "mobile"), room.assigned("SC1"))
    assert (await room.one("phonenumbers-tollfree")).count == "1"
    assert (await room.one("phonenumbers-mobile")).count == "1"
    code = await room.one("shortcodes")
    assert (code.count, code.price) == ("1", "0")


async def test_the_rent_is_due_on_the_same_day_or_the_months_last(room: Room):
    january = room.clock.now().replace(month=1, day=31) + timedelta(days=365)
    january = january.replace(month=1, day=31)
    room.clock.leap_to(january)
    await room.tell(room.bought("PN1", at=january))
    await room.one("sms")
    await room.runner.leap(january.replace(month=3, day=1) - room.clock.now())
    days = [
        day.start_date[5:] for day in await room.list(Span.DAILY, category="phonenumbers-local") if day.count == "1"
    ]
    assert days[1] == "01-31" and days[0] in ("02-28", "02-29")


# -- cost


async def test_counting_costs_less_than_twenty_microseconds_an_event(room: Room):
    await room.tell(*(room.sent(num_segments=n % 3 + 1) for n in range(1000)))
    events = await EventLog(room.store).read(types=[type_of(MessageSent)])
    if room.store.engine.name == "postgresql":
        events = events or await room.store.events.read(types=[type_of(MessageSent)])
    started = time.process_time()
    unit = await room.reader.read(events)
    assert (time.process_time() - started) / len(events) < 20e-6
    assert len(unit.add) == 1
