"""What comes to a leg, and what interrupts it."""

import asyncio

import pytest

from ringback.switch.mailbox import LETTERS_MOST, HungUp, Mailbox, Redirected


async def test_letters_come_in_their_order():
    box = Mailbox()
    box.put("first")
    box.put("second")
    assert [await box.get(), await box.get()] == ["first", "second"]


async def test_a_reader_waits_for_the_next_letter():
    box = Mailbox()
    reader = asyncio.create_task(box.get())
    await asyncio.sleep(0)
    box.put("at last")
    assert await reader == "at last"


async def test_nothing_within_the_time_is_none():
    assert await Mailbox().get(0) is None
    assert await Mailbox().get(0.001) is None


async def test_the_end_of_the_call_goes_before_letters_and_stays():
    box = Mailbox()
    box.put("unread")
    box.interrupt(HungUp())
    for _ in range(2):
        with pytest.raises(HungUp):
            await box.get()
    assert box.is_closed


async def test_a_redirection_interrupts_once():
    box = Mailbox()
    box.interrupt(Redirected("there"))
    with pytest.raises(Redirected) as raised:
        await box.get()
    assert raised.value.instructions == "there"
    box.put("next")
    assert await box.get() == "next"


async def test_a_call_that_ended_is_not_redirected():
    box = Mailbox()
    box.interrupt(HungUp())
    box.interrupt(Redirected("there"))
    with pytest.raises(HungUp):
        box.check()


async def test_an_interruption_wakes_whoever_waits():
    box = Mailbox()
    reader = asyncio.create_task(box.get())
    await asyncio.sleep(0)
    box.interrupt(HungUp())
    with pytest.raises(HungUp):
        await reader


async def test_letters_that_nobody_reads_do_not_grow_without_end():
    box = Mailbox()
    for n in range(LETTERS_MOST + 5):
        box.put(n)
    assert await box.get() == 5
