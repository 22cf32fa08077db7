"""Who may have a request in flight."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.transports.http_client_slots import Congested, Slots


async def soon() -> None:
    """Lets every task run as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def waiting(slots: Slots, host: str, owner: str = "AC1") -> asyncio.Task[None]:
    task = asyncio.create_task(slots.take(host, owner))
    await soon()
    return task


async def test_a_hanging_host_holds_only_its_own_slots():
    slots = Slots(total=10, per_host=2)
    await slots.take("slow", "AC1")
    await slots.take("slow", "AC1")
    third = await waiting(slots, "slow")
    await slots.take("fast", "AC1")
    assert not third.done()
    slots.release("slow", "AC1")
    await third
    assert slots.in_flight == 3


async def test_a_full_queue_says_so_at_once():
    slots = Slots(total=10, per_host=1, queue_per_host=1)
    await slots.take("slow", "AC1")
    queued = await waiting(slots, "slow")
    with pytest.raises(Congested, match="1 requests to slow wait already, the limit is 1"):
        await slots.take("slow", "AC1")
    queued.cancel()


async def test_the_next_free_slot_goes_to_the_host_with_the_fewest():
    slots = Slots(total=3, per_host=3)
    for _ in range(3):
        await slots.take("greedy", "AC1")
    greedy, modest = await waiting(slots, "greedy"), await waiting(slots, "modest")
    slots.release("greedy", "AC1")
    await soon()
    assert modest.done()
    assert not greedy.done()
    greedy.cancel()


async def test_one_account_with_many_hosts_leaves_room_for_others():
    slots = Slots(total=4, per_host=4, per_owner=2)
    for host in ("a", "b"):
        await slots.take(host, "AC1")
    third = await waiting(slots, "c")
    await slots.take("d", "AC2")
    assert not third.done()
    slots.release("a", "AC1")
    await third


async def test_who_gives_up_waiting_leaves_the_place_to_the_next():
    slots = Slots(total=4, per_host=4, per_owner=1)
    await slots.take("a", "AC1")
    first, second = await waiting(slots, "shared", "AC1"), await waiting(slots, "shared", "AC2")
    first.cancel()
    await second
    assert slots.waiting("shared") == 0


async def test_a_slot_that_comes_as_its_waiter_gives_up_is_handed_on():
    slots = Slots(total=1)
    await slots.take("a", "AC1")
    first, second = await waiting(slots, "a"), await waiting(slots, "a")
    slots.release("a", "AC1")
    first.cancel()
    await second
    slots.release("a", "AC1")
    assert slots.in_flight == 0


STEPS = st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from(["", "release", "cancel", "both"]))


@given(st.lists(STEPS, max_size=60))
def test_whatever_the_order_no_limit_is_passed_and_nobody_waits_for_ever(steps):
    asyncio.run(everyone_gets_a_turn(steps))


async def everyone_gets_a_turn(steps: list[tuple[str, str, str]]) -> None:
    slots = Slots(total=4, per_host=2, per_owner=3)
    held: list[tuple[str, str]] = []

    async def take(host: str, owner: str) -> None:
        await slots.take(host, owner)
        held.append((host, owner))

    tasks = []
    for host, owner, then in steps:
        tasks.append(asyncio.create_task(take(host, owner)))
        await soon()
        assert slots.in_flight <= 4
        assert all(sum(h == name for h, _ in held) <= 2 for name in "abc")
        assert all(sum(o == name for _, o in held) <= 3 for name in "xy")
        undone = [task for task in tasks if not task.done()]
        if then in ("cancel", "both") and undone:
            undone[0].cancel()
        if then in ("release", "both") and held:
            slots.release(*held.pop(0))
    while not all(task.done() for task in tasks):
        assert held, "all slots are free, and someone waits"
        slots.release(*held.pop(0))
        await soon()
    for place in held:
        slots.release(*place)
    assert slots.in_flight == 0
