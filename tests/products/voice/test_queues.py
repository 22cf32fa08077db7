"""Queues and their members over REST, with waits that are written down as the switch would."""

from datetime import timedelta
from typing import Any

import pytest

from ringback.store import Unit
from ringback.switch.queues.model import Wait, WaitStatus
from tests.products.voice.exchange import VoiceWorld

STATES, WAITS = "QueueStates", "QueueWaits"


async def made(world: VoiceWorld, name: str = "support", **params: Any) -> dict:
    reply = await world.acme.post("Queues", FriendlyName=name, **params)
    assert reply.status == 201, reply.text
    return reply.json


async def waiting(world: VoiceWorld, queue: dict, ago_s: float = 0.0, **changes: Any) -> Wait:
    """A caller who has waited so long."""
    now = world.clock.now()
    began = now - timedelta(seconds=ago_s)
    wait = Wait(
        **{
            "sid": world.house.sids.new("QW", began),
            "account_sid": queue["account_sid"],
            "queue_sid": queue["sid"],
            "queue_name": queue["friendly_name"],
            "asked_name": queue["friendly_name"],
            "call_sid": world.house.sids.new("CA", began),
            "from_": "+14155550123",
            "date_created": began,
            "date_updated": now,
            **changes,
        }
    )
    await world.store.commit(Unit(put=[wait]))
    return wait


async def over(
    world: VoiceWorld, queue: dict, waited_s: float, left_ago_s: float = 0.0, result: str = "bridged"
) -> Wait:
    left_at = world.clock.now() - timedelta(seconds=left_ago_s)
    ended = {"status": WaitStatus.OVER, "result": result, "left_at": left_at, "wait_ms": round(1000 * waited_s)}
    return await waiting(world, queue, left_ago_s + waited_s, **ended)


async def test_a_queue_is_made_looked_up_changed_and_deleted(world: VoiceWorld):
    queue = await made(world, MaxSize="20")
    assert (queue["friendly_name"], queue["max_size"], queue["current_size"]) == ("support", 20, 0)
    assert queue["sid"].startswith("QU") and queue["uri"].endswith(f"/Queues/{queue['sid']}.json")
    changed = await world.acme.post(f"Queues/{queue['sid']}", FriendlyName="sales", MaxSize="5000")
    assert (changed.json["friendly_name"], changed.json["max_size"]) == ("sales", 5000)
    assert (await world.acme.get(f"Queues/{queue['sid']}")).json["friendly_name"] == "sales"
    assert [one["sid"] for one in (await world.acme.get("Queues")).json["queues"]] == [queue["sid"]]
    assert (await world.acme.delete(f"Queues/{queue['sid']}")).status == 204
    assert (await world.acme.get(f"Queues/{queue['sid']}")).status == 404


async def test_a_thousand_callers_may_wait_unless_said_otherwise(world: VoiceWorld):
    assert (await made(world))["max_size"] == 1000


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, 20001),
        ({"FriendlyName": ""}, 20001),
        ({"FriendlyName": "x" * 65}, 20001),
        ({"FriendlyName": "long", "MaxSize": "5001"}, 20001),
        ({"FriendlyName": "short", "MaxSize": "0"}, 20001),
        ({"FriendlyName": "odd", "MaxSize": "many"}, 20001),
        ({"FriendlyName": "support"}, 22003),
    ],
)
async def test_what_is_no_queue_is_refused(world: VoiceWorld, params: dict[str, Any], code: int):
    await made(world)
    refused = await world.acme.post("Queues", **params)
    assert (refused.status, refused.json["code"]) == (400, code)


async def test_a_name_is_taken_for_changes_too_but_not_for_other_accounts(world: VoiceWorld):
    await made(world)
    other = await made(world, "sales")
    refused = await world.acme.post(f"Queues/{other['sid']}", FriendlyName="support")
    assert (refused.status, refused.json["code"]) == (400, 22003)
    sub = await world.subaccount()
    assert (await sub.post("Queues", FriendlyName="support")).status == 201


async def test_a_name_that_a_queue_has_given_up_may_be_given_to_another(world: VoiceWorld):
    queue = await made(world)
    await world.acme.post(f"Queues/{queue['sid']}", FriendlyName="sales")
    await made(world, "support")
    back = await world.acme.post(f"Queues/{queue['sid']}", FriendlyName="support")
    assert (back.status, back.json["code"]) == (400, 22003)
    assert (await world.acme.delete(f"Queues/{queue['sid']}")).status == 204


async def test_the_size_and_the_average_are_counted_from_the_waits(world: VoiceWorld):
    queue = await made(world)
    await waiting(world, queue, 10)
    await waiting(world, queue, 20)
    await over(world, queue, 60, left_ago_s=600)
    await over(world, queue, 6_000, left_ago_s=2 * 3600)  # too long ago to count
    shown = (await world.acme.get(f"Queues/{queue['sid']}")).json
    assert (shown["current_size"], shown["average_wait_time"]) == (2, 30)
    (state,) = (await world.acme.own("GET", STATES)).json["items"]
    assert state["current_size"] == 2 and 20_000 <= state["longest_wait_ms"] < 25_000
    assert state["agents_waiting"] == 0


async def test_members_stand_in_their_order_and_front_is_the_first(world: VoiceWorld):
    queue = await made(world)
    places = [await waiting(world, queue, ago_s) for ago_s in (50, 40, 30, 20, 10)]
    await over(world, queue, 5)
    path = f"Queues/{queue['sid']}/Members"
    shown = (await world.acme.get(path)).json["queue_members"]
    assert [one["call_sid"] for one in shown] == [place.call_sid for place in places]
    assert [one["position"] for one in shown] == [1, 2, 3, 4, 5] and 50 <= shown[0]["wait_time"] < 55
    assert (await world.acme.get(f"{path}/Front")).json["call_sid"] == places[0].call_sid
    third = (await world.acme.get(f"{path}/{places[2].call_sid}")).json
    assert (third["position"], third["queue_sid"]) == (3, queue["sid"])
    assert third["uri"].endswith(f"/Queues/{queue['sid']}/Members/{places[2].call_sid}.json")


async def test_pages_of_members_count_on(world: VoiceWorld):
    queue = await made(world)
    for ago_s in (50, 40, 30):
        await waiting(world, queue, ago_s)
    first = (await world.acme.get(f"Queues/{queue['sid']}/Members", PageSize=2)).json
    assert [one["position"] for one in first["queue_members"]] == [1, 2]
    second = (await world.acme.get(first["next_page_uri"])).json
    assert [one["position"] for one in second["queue_members"]] == [3]


async def test_who_does_not_wait_is_not_found(world: VoiceWorld):
    queue = await made(world)
    gone = await over(world, queue, 5)
    path = f"Queues/{queue['sid']}/Members"
    for member in ("Front", gone.call_sid):
        assert (await world.acme.get(f"{path}/{member}")).status == 404
        asked = await world.acme.post(f"{path}/{member}", Url="https://customer.example/next")
        assert (asked.status, asked.json["code"]) == (404, 20404)
    assert (await world.acme.get(f"Queues/QU{'0' * 32}/Members")).status == 404


async def test_taking_somebody_out_needs_a_document(world: VoiceWorld):
    queue = await made(world)
    await waiting(world, queue)
    path = f"Queues/{queue['sid']}/Members/Front"
    assert (await world.acme.post(path)).status == 400
    wrong = await world.acme.post(path, Url="not a url")
    assert (wrong.status, wrong.json["code"]) == (400, 21205)


async def test_a_queue_with_somebody_in_it_is_not_deleted(world: VoiceWorld):
    queue = await made(world)
    await waiting(world, queue)
    refused = await world.acme.delete(f"Queues/{queue['sid']}")
    assert (refused.status, refused.json["code"]) == (400, 22001)
    assert "waiting: 1" in refused.json["message"]


async def test_waits_are_kept_when_they_are_over_and_their_queue_is_gone(world: VoiceWorld):
    queue, other = await made(world), await made(world, "sales")
    early = await over(world, queue, 5, left_ago_s=500, result="hangup")
    late = await over(world, queue, 7, left_ago_s=20)
    now = await waiting(world, other, 3)
    await world.acme.delete(f"Queues/{queue['sid']}")
    items = (await world.acme.own("GET", WAITS)).json["items"]
    assert [one["call_sid"] for one in items] == [now.call_sid, late.call_sid, early.call_sid]
    assert [one["result"] for one in items] == [None, "bridged", "hangup"]
    assert items[1]["wait_ms"] == 7_000 and items[1]["from"] == "+14155550123" and 3_000 <= items[0]["wait_ms"] < 8_000


async def test_waits_are_narrowed_by_queue_call_state_and_time(world: VoiceWorld):
    queue, other = await made(world), await made(world, "sales")
    early, late = await over(world, queue, 5, left_ago_s=500), await over(world, queue, 7, left_ago_s=20)
    now = await waiting(world, other, 3)
    since = (world.clock.now() - timedelta(seconds=60)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for query, expected in (
        (f"queue_sid={queue['sid']}", [late, early]),
        (f"call_sid={early.call_sid}", [early]),
        ("status=waiting", [now]),
        (f"after={since}", [now, late]),
    ):
        items = (await world.acme.own("GET", f"{WAITS}?{query}")).json["items"]
        assert [one["sid"] for one in items] == [wait.sid for wait in expected], query
