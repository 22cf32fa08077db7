"""Senders with a rate: under profile `twilio` texts leave one after the other, and a full queue is refused."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ringback.products.messaging.model import SenderQueue
from ringback.store import Unit
from tests.webhooks.customer import Customer
from tests.world.house import World, open_world


@pytest.fixture
async def paced(database_url: str | None, tmp_path: Path, customer: Customer) -> AsyncIterator[World]:
    world = await open_world(database_url, tmp_path, customer, profile="twilio")
    yield world
    await world.house.stop()


async def statuses(world: World) -> list[str]:
    listed = (await world.acme.get("Messages")).json["messages"]
    return [message["status"] for message in reversed(listed)]


async def test_a_long_code_sends_one_segment_a_second_in_order(paced: World):
    for n in range(4):
        await paced.acme.text(body=f"{n}")
    await paced.leap(seconds=1.5)
    assert (await statuses(paced)).count("delivered") <= 2
    await paced.leap(seconds=10)
    assert await statuses(paced) == ["delivered"] * 4
    assert [shown["body"] for shown in reversed(await paced.screen())] == ["0", "1", "2", "3"]


async def test_a_sender_whose_queue_is_full_is_refused(paced: World):
    lane = f"sender:{paced.acme.sid}:+14155550100"
    await paced.store.commit(Unit(put=[SenderQueue(sender=lane, segments=36_000)]))
    refused = await paced.acme.text()
    assert (refused.status, refused.code) == (400, 21611)


async def test_what_waits_behind_others_fails_when_its_validity_ends(paced: World):
    for _ in range(3):
        await paced.acme.text(body="x" * 1530)  # ten segments, ten seconds
    last = (await paced.acme.text(ValidityPeriod=5)).json
    await paced.leap(seconds=8)
    now = (await paced.acme.get(f"Messages/{last['sid']}")).json
    assert (now["status"], now["error_code"]) == ("failed", 30036)
    await paced.leap(minutes=2)
    queue = await paced.store.get(SenderQueue, f"sender:{paced.acme.sid}:+14155550100")
    assert queue is not None and queue.segments == 0


async def test_an_accounts_own_rate_goes_before_the_profiles(paced: World):
    await paced.acme.own("POST", f"Accounts/{paced.acme.sid}/Settings", message_rate_per_s=0)
    for _ in range(5):
        await paced.acme.text()
    await paced.leap(seconds=1)
    assert await statuses(paced) == ["delivered"] * 5
