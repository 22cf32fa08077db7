"""Calls as they are looked up, redirected, called off, ended and forgotten."""

from datetime import timedelta

import pytest

from ringback.switch.model import Call


async def test_a_queued_call_is_called_off_and_nobody_hears_of_it(world):
    told = world.customer.says("/progress")
    sid = await world.queued_call(StatusCallback=told)
    done = await world.acme.post(f"Calls/{sid}", Status="canceled")
    assert (done.status, done.json["status"]) == (200, "canceled") and done.json["end_time"]
    await world.leap(minutes=1)
    assert sid not in world.exchange.dialled and not world.customer.heard


async def test_a_ringing_call_is_called_off_and_one_in_progress_is_not(world):
    ringing = (await world.call())["sid"]
    await world.settle()
    assert (await world.acme.post(f"Calls/{ringing}", Status="canceled")).json["status"] == "canceled"
    talking = await world.answered_call()
    refused = await world.acme.post(f"Calls/{talking}", Status="canceled")
    assert (refused.status, refused.code) == (400, 21220)
    assert (await world.acme.post(f"Calls/{talking}", Status="completed")).json["status"] == "completed"


async def test_a_queued_call_is_given_another_document(world):
    sid = await world.queued_call(FallbackUrl="https://app.example/fallback")
    assert (await world.acme.post(f"Calls/{sid}", Url="https://app.example/other", Method="GET")).status == 200
    call = await world.store.get(Call, sid)
    assert (call.instructions.url, call.instructions.method) == ("https://app.example/other", "GET")
    assert call.instructions.fallback_url == "https://app.example/fallback" and call.instructions.twiml is None


async def test_a_live_call_is_redirected_by_the_switch(world):
    sid = await world.answered_call()
    assert (await world.acme.post(f"Calls/{sid}", Twiml="<Response><Hangup/></Response>")).status == 200
    assert [given.twiml for given in world.exchange.redirected] == ["<Response><Hangup/></Response>"]


async def test_a_live_calls_callback_is_changed_and_keeps_its_events(world):
    sid = await world.answered_call(
        StatusCallback="https://app.example/one", StatusCallbackEvent=["answered", "completed"]
    )
    assert (await world.acme.post(f"Calls/{sid}", StatusCallback="https://app.example/two")).status == 200
    callback = (await world.store.get(Call, sid)).callback
    assert (callback.url, callback.events) == ("https://app.example/two", ("answered", "completed"))


@pytest.mark.parametrize(
    "wanted", [{"Status": "completed"}, {"Status": "canceled"}, {"Url": "https://x.example/"}, {"TimeLimit": "5"}]
)
async def test_a_call_that_is_over_does_not_change(world, wanted):
    sid = await world.answered_call()
    await world.exchange.end(sid)
    refused = await world.acme.post(f"Calls/{sid}", **wanted)
    assert (refused.status, refused.code) == (400, 21220), refused.text


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({}, 20001), ({"Status": "busy"}, 20001), ({"Url": "x"}, 21205), ({"Twiml": "x" * 4001}, 32018)],
)
async def test_a_change_that_makes_no_sense_is_refused(world, wrong, code):
    sid = await world.answered_call()
    refused = await world.acme.post(f"Calls/{sid}", **wrong)
    assert (refused.status, refused.code) == (400, code), refused.text


async def test_only_a_call_that_is_over_is_forgotten(world):
    sid = await world.answered_call()
    refused = await world.acme.delete(f"Calls/{sid}")
    assert (refused.status, refused.code) == (409, 20009)
    await world.exchange.end(sid)
    assert (await world.acme.delete(f"Calls/{sid}")).status == 204
    assert (await world.acme.get(f"Calls/{sid}")).status == 404


async def test_a_call_has_a_price_by_the_minute_begun(world):
    sid = await world.answered_call()
    await world.leap(seconds=61)
    await world.exchange.end(sid, world.desk)
    call = (await world.acme.get(f"Calls/{sid}")).json
    assert (call["status"], call["duration"], call["price"]) == ("completed", "61", "-0.02800")


async def test_calls_are_found_by_who_status_parent_and_time(world):
    first = await world.answered_call()
    await world.exchange.end(first)
    second = (await world.call(To="+14155550124"))["sid"]
    await world.settle()

    async def found(**filters: str) -> list[str]:
        return [one["sid"] for one in (await world.acme.get("Calls", **filters)).json["calls"]]

    assert await found() == [second, first]
    assert await found(To="(415) 555-0124") == [second] and await found(From="+14155550100") == [second, first]
    assert await found(Status="completed") == [first] and await found(ParentCallSid=first) == []
    today = world.clock.now().date()
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert await found(StartTime=today.isoformat()) == [second, first]
    assert await found(**{"StartTime>": tomorrow}) == [] and await found(**{"EndTime<": tomorrow}) == [first]


async def test_calls_come_in_pages(world):
    made = [(await world.call())["sid"] for _ in range(3)]
    page = (await world.acme.get("Calls", PageSize=2)).json
    assert [one["sid"] for one in page["calls"]] == [made[2], made[1]]
    rest = (await world.acme.get(page["next_page_uri"])).json
    assert [one["sid"] for one in rest["calls"]] == [made[0]] and rest["next_page_uri"] is None
