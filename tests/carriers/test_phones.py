"""Handsets call each other: real SIP and RTP on loopback, by script and by hand, over good lines and bad."""

import asyncio
from datetime import timedelta

import pytest

from ringback.carriers.simulated.phone_script import ScriptError
from ringback.store.blobs import open_blobs
from tests.carriers.conftest import ACME_SID, ALICE, BOB, HELLO_HZ, Builder, World
from tests.media.signal import duration_s, has_tones, tone_dbfs

HANGS_UP = {"hang_up": True}


async def test_an_unattended_phone_says_ahoy_and_the_caller_hears_it(world: World):
    await world.script(BOB)
    placed = await world.dial(ALICE, BOB, {"wait_s": 1}, HANGS_UP)
    assert (placed.direction, placed.account_sid) == ("placed", ACME_SID) and placed.state != "ended"
    heard = await world.sound(ALICE)
    assert has_tones(heard, HELLO_HZ) and 0.8 < duration_s(heard) < 2.0
    alice, bob = await world.kept(ALICE), await world.kept(BOB)
    assert (alice.heard.captions, bob.said.captions) == (("Ahoy!",), ("Ahoy!",))
    assert (alice.ended_by, bob.ended_by, alice.sip_status) == ("handset", "far", 200)
    assert alice.answered_at and alice.ended_at and alice.answered_at <= alice.ended_at
    assert bob.account_sid == ACME_SID and bob.direction == "received" and bob.from_ == ALICE


async def test_keys_and_sentences_of_a_script_reach_the_other_phone(world: World):
    await world.script(BOB, {"wait_s": 30})
    await world.dial(ALICE, BOB, {"press": "12w#"}, {"say": "hello"}, {"press": "A"}, HANGS_UP)
    bob, alice = await world.kept(BOB), await world.kept(ALICE)
    assert (bob.heard.digits, bob.heard.captions) == ("12#A", ("hello",))
    assert (alice.said.digits, alice.said.captions) == ("12#A", ("hello",))
    sound = await world.sound(BOB)
    assert tone_dbfs(sound, HELLO_HZ) > tone_dbfs(sound, HELLO_HZ + 60) + 15


@pytest.mark.parametrize(
    ("reject", "status", "bob_knows"), [("busy", 486, True), ("declined", 603, True), ("unreachable", 404, False)]
)
async def test_a_phone_refuses_as_it_was_told(world: World, reject: str, status: int, bob_knows: bool):
    await world.script(BOB, reject=reject)
    await world.dial(ALICE, BOB)
    alice = await world.is_(ALICE, "ended")
    assert (alice.sip_status, alice.ended_by, alice.answered_at) == (status, "far", None)
    assert (await world.newest(BOB) is not None) is bob_knows
    if bob_knows:
        assert (await world.is_(BOB, "ended")).ended_by == "handset"


async def test_a_phone_that_nobody_answers_rings_until_the_caller_gives_up(world: World):
    await world.script(BOB, reject="no-answer")
    placed = await world.dial(ALICE, BOB)
    await world.is_(BOB, "ringing")
    assert (await world.calls.state(BOB), await world.calls.states()) == ("ringing", {ALICE: "ringing", BOB: "ringing"})
    assert world.hand(placed, HANGS_UP)
    bob, alice = await world.is_(BOB, "ended"), await world.is_(ALICE, "ended")
    assert (bob.ended_by, alice.ended_by, bob.answered_at) == ("far", "handset", None)
    assert await world.calls.state(BOB) == "idle"


async def test_a_phone_that_somebody_attends_rings_until_they_answer(world: World):
    await world.script(BOB, {"say": "never said"})
    with world.phones.attended(BOB):
        await world.dial(ALICE, BOB, {"wait_s": 30})
        ringing = await world.is_(BOB, "ringing")
        with pytest.raises(ScriptError, match="nobody has answered"):
            world.hand(ringing, {"press": "1"})
        assert world.hand(ringing, {"answer": True})
        assert world.phones.newest(BOB) == ringing.id
        for digit in "42":
            assert world.hand(ringing, {"press": digit})
        alice = await world.when(ALICE, lambda call: call.heard.digits == "42")
        assert alice.heard.captions == ()
        assert world.hand(ringing, HANGS_UP)
    assert (await world.kept(BOB)).ended_by == "handset"
    assert not world.hand(ringing, {"press": "1"})


async def test_a_line_that_is_down_carries_no_call(world: World):
    await world.handsets.set_line({"is_down": True})
    placed = await world.dial(ALICE, BOB)
    assert (placed.state, placed.sip_status, placed.ended_by) == ("ended", 503, "far")
    assert await world.newest(BOB) is None


async def test_a_bad_line_loses_packets_and_the_figures_show_it(world: World):
    await world.handsets.set_line({"loss_percent": 20.0, "jitter_ms": 10, "delay_ms": 20})
    await world.script(BOB, {"say": "one"}, {"say": "two"}, {"say": "three"}, HANGS_UP)
    await world.dial(ALICE, BOB)
    alice = await world.kept(ALICE)
    assert alice.quality is not None
    received, lost = alice.quality["packets_received"], alice.quality["lost"]
    assert received > 20 and 0.05 < lost / (lost + received) < 0.6


async def test_what_was_on_when_the_process_died_is_ended_and_its_sound_kept(builder: Builder):
    world = await builder.open()
    await world.script(BOB)
    await world.dial(ALICE, BOB)
    await world.when(ALICE, lambda call: call.heard.captions == ("Ahoy!",))
    spools = builder.data / "handsets"
    async with asyncio.timeout(10):
        while sum(spool.stat().st_size > 20_000 for spool in spools.iterdir()) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # a spool is on the disk once a second
    again = await builder.open()  # the first one still runs: its rows and spools are as a kill leaves them
    for number in (ALICE, BOB):
        call = await again.is_(number, "ended")
        assert (call.ended_by, call.audio is not None) == (None, True)
    assert has_tones(await _wav(again, ALICE), HELLO_HZ)


async def _wav(world: World, number: str) -> bytes:
    call = await world.newest(number)
    assert call is not None
    return (await world.phones.heard(call) or b"")[44:]


async def test_phones_that_stop_leave_no_call_on_and_no_port_taken(builder: Builder):
    world = await builder.open()
    await world.script(BOB)
    await world.dial(ALICE, BOB)
    await world.is_(ALICE, "talking")
    await world.phones.stop()
    for number in (ALICE, BOB):
        call = await world.is_(number, "ended")
        assert call.ended_by in (None, "far")
    assert world.phones.live == []


async def test_what_was_heard_is_let_go_of_after_a_week(builder: Builder):
    world, blobs = await builder.open(), open_blobs(None, builder.data)
    await world.script(BOB, {"say": "hello"}, HANGS_UP)
    await world.dial(ALICE, BOB)
    kept = await world.when(ALICE, lambda call: call.audio is not None)
    assert await world.calls.sweep(blobs, builder.clock.now() + timedelta(days=6)) == 0
    assert await world.phones.heard(kept) is not None
    await world.when(BOB, lambda call: call.audio is not None)
    assert await world.calls.sweep(blobs, builder.clock.now() + timedelta(days=8)) == 2
    gone = await world.newest(ALICE)
    assert gone is not None and (gone.audio, gone.records) == (None, False)
    assert await blobs.get(kept.audio or "") is None
