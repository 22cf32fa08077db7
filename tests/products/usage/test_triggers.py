"""A trigger tells its URL once a period when its value is reached, however the server is interrupted."""

import pytest

from ringback.kernel import PageRequest
from ringback.kernel.refused import NotFound, Refused
from ringback.products.usage.model import Recurring, Trigger, TriggerBy
from tests.products.usage.conftest import Room, caller_of

URL = "https://customer.example.com/usage"


async def made(room: Room, value: str = "3", category: str = "sms", **said) -> Trigger:
    asked = {"usage_category": category, "trigger_value": value, "callback_url": URL, **said}
    return await room.triggers.create(room.caller, **asked)


async def test_it_tells_once_what_was_reached_and_is_done(room: Room):
    trigger = await made(room, friendly_name="three texts")
    await room.tell(room.sent(), room.sent())
    await room.runner.settle()
    assert room.listener.told == []
    await room.tell(room.sent(num_segments=2), room.received())
    await room.runner.settle()
    await room.tell(room.sent())
    await room.runner.settle()
    (told,) = room.listener.told
    assert (told.key, told.account_sid) == (trigger.sid, trigger.account_sid)
    assert (told.args["url"], told.args["method"]) == (URL, "POST")
    (params,) = room.listener.params
    assert params["UsageTriggerSid"] == trigger.sid and params["AccountSid"] == room.account.sid
    assert (params["TriggerValue"], params["CurrentValue"], params["UsageCategory"]) == ("3", "5", "sms")
    assert (params["TriggerBy"], params["Recurring"]) == ("usage", "alltime")
    assert params["UsageRecordUri"].endswith("/Usage/Records.json?Category=sms")
    assert params["DateFired"].endswith("+0000") and params["IdempotencyToken"] == told.args["token"]
    fired = await room.triggers.get(room.caller, sid=trigger.sid)
    assert fired.date_fired is not None and fired.current_value == 6


async def test_it_may_watch_the_number_of_things_or_their_price(room: Room):
    by_count = await made(room, "2", trigger_by=TriggerBy.COUNT)
    by_price = await made(room, "0.016", "totalprice", trigger_by=TriggerBy.PRICE)
    await room.tell(room.sent(num_segments=9))
    await room.runner.settle()
    assert room.listener.told == []
    await room.tell(room.sent())
    await room.runner.settle()
    assert sorted(params["UsageTriggerSid"] for params in room.listener.params) == sorted([by_count.sid, by_price.sid])


async def test_a_daily_one_tells_once_a_day(room: Room):
    await made(room, "2", recurring=Recurring.DAILY)
    for _ in range(3):
        await room.tell(room.sent(), room.sent())
        await room.runner.settle()
        await room.tell(room.sent())
        await room.runner.settle()
        await room.leap(days=1)
    assert [params["CurrentValue"] for params in room.listener.params] == ["2", "2", "2"]
    assert len({params["IdempotencyToken"] for params in room.listener.params}) == 3


async def test_a_monthly_one_starts_anew_with_the_month(room: Room):
    trigger = await made(room, "3", recurring=Recurring.MONTHLY)
    await room.tell(room.sent(), room.sent())
    await room.leap(days=31)
    await room.tell(room.sent())
    await room.runner.settle()
    assert room.listener.told == []
    assert (await room.triggers.get(room.caller, sid=trigger.sid)).current_value == 1


async def test_a_plus_counts_from_the_current_value(room: Room):
    await room.tell(room.sent(), room.sent())
    trigger = await made(room, "+2")
    assert (trigger.trigger_value, trigger.current_value) == (4, 2)
    await room.tell(room.sent())
    await room.runner.settle()
    assert room.listener.told == []
    await room.tell(room.sent())
    await room.runner.settle()
    assert len(room.listener.told) == 1


async def test_a_value_that_is_reached_already_is_told_at_once(room: Room):
    await room.tell(room.sent(), room.sent())
    await made(room, "2")
    await room.runner.settle()
    assert len(room.listener.told) == 1


async def test_a_parents_trigger_sees_what_its_subaccounts_use(room: Room):
    sub = await room.subaccount()
    await made(room, "2")
    await room.tell(room.sent(sub.sid), room.sent(sub.sid))
    await room.runner.settle()
    assert len(room.listener.told) == 1


async def test_an_account_that_watches_nothing_has_no_jobs_made_for_it(room: Room):
    await room.tell(room.sent())
    unit = await room.reader.read(await room.store.events.read())
    assert len(unit.add) == 1 and not unit.jobs


async def test_whom_it_tells_can_be_changed_and_what_it_watches_cannot(room: Room):
    trigger = await made(room, friendly_name="old")
    new = "https://customer.example.com/other"
    after = await room.triggers.update(
        room.caller, sid=trigger.sid, callback_url=new, callback_method="GET", friendly_name="new"
    )
    assert (after.callback_url, after.callback_method, after.friendly_name) == (new, "GET", "new")
    assert (after.trigger_value, after.usage_category) == (trigger.trigger_value, trigger.usage_category)


async def test_one_that_is_deleted_tells_nothing(room: Room):
    trigger = await made(room, "1")
    await room.triggers.delete(room.caller, sid=trigger.sid)
    await room.tell(room.sent())
    await room.runner.settle()
    assert room.listener.told == []
    with pytest.raises(NotFound):
        await room.triggers.get(room.caller, sid=trigger.sid)


async def test_a_list_is_narrowed_by_what_triggers_watch_and_how(room: Room):
    sms = await made(room, recurring=Recurring.DAILY)
    calls = await made(room, category="calls", trigger_by=TriggerBy.PRICE)

    async def found(**asked) -> list[str]:
        page = await room.triggers.search(room.caller, page=PageRequest(), **asked)
        return [trigger.sid for trigger in page.items]

    assert await found() == [calls.sid, sms.sid]
    assert await found(recurring=Recurring.DAILY) == await found(usage_category="sms") == [sms.sid]
    assert await found(trigger_by=TriggerBy.PRICE) == [calls.sid]


async def test_another_accounts_trigger_is_not_found(room: Room):
    trigger = await made(room)
    stranger = caller_of(await room.subaccount())
    for deed in (room.triggers.get, room.triggers.update, room.triggers.delete):
        with pytest.raises(NotFound):
            await deed(stranger, sid=trigger.sid)
    assert (await room.triggers.search(stranger, page=PageRequest())).items == []


@pytest.mark.parametrize("value", ["", "0", "+0", "-5", "five", "1e9", "1.0000001", "++1", "9" * 13, "NaN"])
async def test_a_value_that_is_none_is_refused(room: Room, value: str):
    with pytest.raises(Refused, match="must be a number above 0"):
        await made(room, value)


async def test_a_category_there_is_not_and_a_long_name_are_refused(room: Room):
    with pytest.raises(Refused, match="UsageCategory 'smoke' is no usage category"):
        await made(room, category="smoke")
    with pytest.raises(Refused, match="65 characters; at most 64"):
        await made(room, friendly_name="x" * 65)
