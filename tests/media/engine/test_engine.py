"""Both engines through the same door, on real sockets."""

import asyncio
import os
import signal
from array import array
from collections.abc import AsyncIterator

import pytest

from ringback.media import Closed, Digit, Engine, FirstPacket, MediaFull, Played, Talking, open_engine
from tests.media.engine.far_end import FarEnd, Told

try:
    from ringback.media import compiled
except ImportError:
    compiled = None

NOT_BUILT = pytest.mark.skipif(compiled is None, reason="the compiled engine was left out of this installation")
FIRST_PORT = 36_000 + 400 * (os.getpid() % 40)
LOUD = bytes([0x20, 0xA0] * 80)  # mu-law, far from silence


@pytest.fixture(params=[pytest.param("compiled", marks=NOT_BUILT), "numpy"])
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[Engine]:
    opened = await open_engine(kind=request.param, ports=(FIRST_PORT, FIRST_PORT + 399), capacity=8)
    yield opened
    await opened.close()


@pytest.fixture
async def far_ends() -> AsyncIterator[list[FarEnd]]:
    opened = [await FarEnd().open(), await FarEnd().open()]
    yield opened
    for one in opened:
        one.close()


async def test_sound_is_played_to_its_end_and_told(engine, far_ends):
    told = Told()
    leg = engine.open_leg(told)
    leg.connect(address=far_ends[0].address)
    audio = engine.load(array("h", [8000, -8000] * 400).tobytes())
    token = leg.play(audio)
    played = await told.first(Played)
    await far_ends[0].until(lambda heard: sum(len(set(data[12:])) == 2 for data in heard) == 5)
    assert (played.token, played.completed, audio.duration_s) == (token, True, 0.1)


async def test_what_is_stopped_was_not_completed(engine, far_ends):
    told = Told()
    leg = engine.open_leg(told)
    leg.connect(address=far_ends[0].address)
    leg.play(engine.load(bytes(16_000)), loops=0)
    leg.stop()
    assert (await told.first(Played)).completed is False


async def test_two_legs_hear_each_other_over_a_bridge(engine, far_ends):
    tolds = [Told(), Told()]
    legs = [engine.open_leg(told) for told in tolds]
    for leg, far_end in zip(legs, far_ends, strict=True):
        leg.connect(address=far_end.address)
    legs[0].bridge(legs[1])
    far_ends[1].say(legs[1], bytes(160))
    assert (await tolds[1].first(FirstPacket)).address == far_ends[1].address
    far_ends[0].say(legs[0], LOUD)
    await far_ends[1].until(lambda heard: any(data[12:] == LOUD for data in heard))
    assert legs[0].statistics().packets_received == 1 and legs[0].statistics().codec == "PCMU"


async def test_codecs_that_differ_are_transcoded(engine, far_ends):
    legs = [engine.open_leg(Told()) for _ in far_ends]
    legs[0].connect(address=far_ends[0].address)
    legs[1].connect(address=far_ends[1].address, codec="PCMA", payload_type=8)
    legs[0].bridge(legs[1])
    for _ in range(6):
        far_ends[0].say(legs[0], LOUD)
    await far_ends[1].until(lambda heard: any(data[1] & 127 == 8 and len(set(data[12:])) == 2 for data in heard))


async def test_a_key_is_one_digit_and_digits_go_out(engine, far_ends):
    told = Told()
    leg = engine.open_leg(told)
    leg.connect(address=far_ends[0].address)
    far_ends[0].press(leg, 5)
    digit = await told.first(Digit)
    token = leg.send_digits("9")
    assert (await told.first(Played)).token == token
    await far_ends[0].until(
        lambda heard: sum(data[1] & 127 == 101 and data[12:14] == b"\x09\x8a" for data in heard) == 3
    )
    assert (digit.digit, digit.duration_ms) == ("5", 60)
    assert [event for event in told.events if isinstance(event, Digit)] == [digit]


async def test_keys_go_from_leg_to_leg_as_sound_where_there_is_no_telephone_event(engine):
    told = Told()
    one, other = engine.open_leg(Told()), engine.open_leg(told)
    one.connect(address=("127.0.0.1", other.port), dtmf_payload_type=None)
    other.connect(address=("127.0.0.1", one.port), dtmf_payload_type=None)
    one.send_digits("1#9", duration_ms=80, gap_ms=80)
    await told.until(lambda events: sum(isinstance(event, Digit) for event in events) == 3)
    digits = [event for event in told.events if isinstance(event, Digit)]
    assert [event.digit for event in digits] == ["1", "#", "9"]
    assert all(60 <= event.duration_ms <= 100 for event in digits)


async def test_talk_is_told_of_a_leg_that_is_watched(engine, far_ends):
    told = Told()
    leg = engine.open_leg(told)
    leg.connect(address=far_ends[0].address)
    leg.watch(True)
    for _ in range(10):
        far_ends[0].say(leg, LOUD)
    assert (await told.first(Talking)).is_talking is True


async def test_a_tap_is_as_long_as_the_time_that_passed(engine, far_ends):
    told = Told()
    leg = engine.open_leg(told)
    leg.connect(address=far_ends[0].address)
    tap = leg.tap()
    leg.play(engine.load(array("h", [8000] * 4000).tobytes()))
    await told.first(Played)  # half a second later
    taken = array("h", tap.read())
    sent = [sample for sample in taken[1::2] if sample]
    assert 24 * 160 <= len(taken) // 2 <= 28 * 160 and tap.overflowed == 0
    assert len(sent) >= 24 * 160 - 160 and set(sent) == {8000} and set(taken[::2]) == {0}
    tap.close()


async def test_a_leg_has_four_taps_at_once_and_a_closed_one_makes_room(engine, far_ends):
    told = Told()
    leg = engine.open_leg(told)
    leg.connect(address=far_ends[0].address)
    taps = [leg.tap() for _ in range(4)]
    with pytest.raises(MediaFull, match="4 taps"):
        leg.tap()
    leg.play(engine.load(array("h", [8000] * 1600).tobytes()))
    await told.first(Played)
    assert all(max(array("h", tap.read())) == 8000 for tap in taps)
    taps[0].close()
    await far_ends[0].until(lambda heard: len(heard) > 20)
    leg.tap()
    assert len(taps[0].read()) < len(taps[1].read())


async def test_taps_are_free_again_when_leg_and_reader_are_done_in_whatever_order(engine, far_ends):
    tolds = [Told(), Told()]
    legs = [engine.open_leg(told) for told in tolds]
    taps = [leg.tap() for leg in legs for _ in range(4)]  # all there are
    with pytest.raises(MediaFull, match="8"):
        engine.open_leg(Told()).tap()
    for tap in taps[:4]:
        tap.close()
    for leg, told in zip(legs, tolds, strict=True):
        leg.close()
        await told.first(Closed)
    for tap in taps[4:]:
        tap.close()
        tap.close()
    await asyncio.sleep(0)  # a tap is closed on the loop's next turn
    again = [engine.open_leg(Told()) for _ in range(2)]
    assert len([leg.tap() for leg in again for _ in range(4)]) == 8


async def test_parties_of_a_room_hear_one_another(engine, far_ends):
    legs = [engine.open_leg(Told()) for _ in far_ends]
    room = engine.open_room()
    for leg, far_end in zip(legs, far_ends, strict=True):
        leg.connect(address=far_end.address)
        room.add(leg)
    for _ in range(6):
        far_ends[0].say(legs[0], LOUD)
    await far_ends[1].until(lambda heard: any(data[12:] == LOUD for data in heard))
    room.close()


async def test_a_pair_of_legs_brings_a_room_what_is_played_and_takes_from_it_what_is_said(engine, far_ends):
    party, inside, outside = (engine.open_leg(Told()) for _ in range(3))
    party.connect(address=far_ends[0].address)
    inside.connect(address=("127.0.0.1", outside.port))
    outside.connect(address=("127.0.0.1", inside.port))
    room = engine.open_room()
    room.add(party)
    room.add(inside)
    tap = outside.tap()
    outside.play(engine.load(array("h", [8031, -8031] * 8000).tobytes()))
    await far_ends[0].until(lambda heard: sum(len(set(data[12:])) == 2 for data in heard) > 5)
    for _ in range(10):
        far_ends[0].say(party, LOUD)
    recorded = array("h")
    while sum(abs(sample) > 2000 for sample in recorded[::2]) < 800:  # of the room, what the party said
        await far_ends[0].until(lambda heard: heard.clear() or True)
        await far_ends[0].until(lambda heard: len(heard) > 1)
        recorded += array("h", tap.read())
    assert max(recorded[1::2]) == 8031
    room.close()


async def test_a_closed_leg_tells_its_figures_last_and_its_port_is_free_again(engine, far_ends):
    tolds = [Told() for _ in range(8)]
    legs = [engine.open_leg(told) for told in tolds]
    with pytest.raises(MediaFull, match="8"):
        engine.open_leg(Told())
    legs[0].connect(address=far_ends[0].address)
    far_ends[0].say(legs[0], LOUD)
    await tolds[0].first(FirstPacket)
    legs[0].close()
    closed = await tolds[0].first(Closed)
    assert tolds[0].events[-1] is closed and closed.statistics.packets_received == 1
    assert engine.open_leg(Told()).port % 2 == 0


async def test_a_stranger_does_not_take_a_leg_over(engine, far_ends):
    told = Told()
    leg = engine.open_leg(told)
    leg.connect(address=far_ends[0].address)
    far_ends[0].say(leg, LOUD)
    await told.first(FirstPacket)
    far_ends[1].say(leg, LOUD)
    far_ends[0].heard.clear()
    await far_ends[0].until(lambda heard: len(heard) > 3)
    assert leg.statistics().strangers == 1 and far_ends[1].heard == []


async def test_when_the_process_dies_every_leg_is_told_closed():
    engine = await open_engine(kind="numpy", ports=(FIRST_PORT, FIRST_PORT + 399), capacity=4)
    tolds = [Told(), Told()]
    for told in tolds:
        engine.open_leg(told)
    os.kill(engine._link.pid, signal.SIGKILL)
    for told in tolds:
        await told.first(Closed)
    await engine.close()


async def test_closing_an_engine_closes_its_legs():
    engine = await open_engine(ports=(FIRST_PORT, FIRST_PORT + 399), capacity=4)
    told = Told()
    engine.open_leg(told)
    await engine.close()
    assert [type(event) for event in told.events] == [Closed]
