"""Messages that leave later: the window, the moment, and calling them off."""

import pytest

from tests.products.messaging.pools import ahead, now_is, pool, statuses, through
from tests.world.house import World

FRISCO = "+14155550171"


async def test_a_scheduled_message_leaves_at_its_moment_and_not_before(world: World):
    sid = await pool(world, FRISCO)
    url = world.customer.url("/status")
    sent = await through(world.acme, sid, ScheduleType="fixed", SendAt=ahead(world, hours=1), StatusCallback=url)
    assert (sent.status, sent.json["status"], sent.json["from"]) == (201, "scheduled", None)

    await world.leap(minutes=59)
    assert ((await now_is(world.acme, sent))["status"], statuses(world)) == ("scheduled", [])
    await world.leap(minutes=2)
    now = await now_is(world.acme, sent)
    assert (now["status"], now["from"]) == ("delivered", FRISCO)
    assert statuses(world) == ["queued", "sent", "delivered"]


async def test_a_canceled_message_is_told_of_and_never_sent(world: World):
    sid = await pool(world, FRISCO)
    url = world.customer.url("/status")
    sent = await through(world.acme, sid, ScheduleType="fixed", SendAt=ahead(world, hours=1), StatusCallback=url)
    canceled = await world.acme.post(f"Messages/{sent.json['sid']}", Status="canceled")
    assert (canceled.status, canceled.json["status"]) == (200, "canceled")
    again = await world.acme.post(f"Messages/{sent.json['sid']}", Status="canceled")
    assert (again.status, again.code) == (400, 30409)

    await world.leap(hours=2)
    assert ((await now_is(world.acme, sent))["status"], statuses(world)) == ("canceled", ["canceled"])
    assert await world.screen() == []


async def test_what_was_sent_cannot_be_called_off(world: World):
    sid = await pool(world, FRISCO)
    sent = await through(world.acme, sid, ScheduleType="fixed", SendAt=ahead(world, minutes=10))
    await world.leap(minutes=11)
    assert (await world.acme.post(f"Messages/{sent.json['sid']}", Status="canceled")).code == 30409


async def test_validity_counts_from_the_moment_it_leaves(world: World):
    sid = await pool(world, FRISCO)
    schedule = {"ScheduleType": "fixed", "SendAt": ahead(world, hours=20)}
    in_time = await through(world.acme, sid, **schedule, ValidityPeriod=60)
    await world.leap(hours=20, seconds=10)
    assert (await now_is(world.acme, in_time))["status"] == "delivered"

    late = await through(world.acme, sid, ScheduleType="fixed", SendAt=ahead(world, hours=1), ValidityPeriod=60)
    await world.acme.own("PUT", "Line", is_down=True)
    await world.leap(hours=1, minutes=5)
    now = await now_is(world.acme, late)
    assert (now["status"], now["error_code"]) == ("failed", 30036)


async def test_one_that_waits_holds_up_nothing_to_the_same_recipient(world: World):
    sid = await pool(world, FRISCO)
    await through(world.acme, sid, body="later", ScheduleType="fixed", SendAt=ahead(world, hours=1))
    await through(world.acme, sid, body="now")
    await world.leap(seconds=10)
    assert [shown["body"] for shown in await world.screen()] == ["now"]


REFUSED = [
    ({"ScheduleType": "fixed"}, {}, 35111),
    ({}, {"hours": 1}, 35119),
    ({"ScheduleType": "fluid"}, {"hours": 1}, 35126),
    ({"ScheduleType": "fixed"}, {"seconds": 290}, 35114),
    ({"ScheduleType": "fixed"}, {"days": 35, "seconds": 10}, 35114),
]


@pytest.mark.parametrize(("given", "span", "code"), REFUSED)
async def test_a_schedule_out_of_the_window_or_half_said_is_refused(world: World, given, span, code):
    send_at = {"SendAt": ahead(world, **span)} if span else {}
    refused = await through(world.acme, await pool(world, FRISCO), **given, **send_at)
    assert (refused.status, refused.code) == (400, code)
    assert (await world.acme.get("Messages")).json["messages"] == []


async def test_the_ends_of_the_window_are_in_it(world: World):
    sid = await pool(world, FRISCO)
    for span in ({"seconds": 302}, {"days": 34, "hours": 23, "minutes": 59}):
        assert (await through(world.acme, sid, ScheduleType="fixed", SendAt=ahead(world, **span))).status == 201
