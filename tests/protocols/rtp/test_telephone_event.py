"""Keys in RTP: RFC 4733. One digit a press, whatever the network does; three ends; a timestamp that stays."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.rtp.errors import LocalError, PeerError
from ringback.protocols.rtp.packet import Packet
from ringback.protocols.rtp.telephone_event import DIGITS, KeyReceiver, Pressed, Report, keyed, parse

STEP = 160
keys = st.text(st.sampled_from(DIGITS), min_size=1, max_size=12)


def sent(digits: str, *, timestamp: int = 1000, sequence: int = 1, ssrc: int = 7, **spacing) -> list[tuple]:
    """(time, packet) of each packet time in which a key goes out."""
    frames = enumerate(keyed(digits, timestamp, **spacing))
    return [
        (i * 0.02, Packet(101, (sequence + i) % 65536, f.timestamp, ssrc, bytes(f.report), f.marker))
        for i, f in frames
        if f
    ]


def heard(arrivals: list[tuple], receiver: KeyReceiver | None = None) -> list[Pressed]:
    receiver, told = receiver or KeyReceiver(), []
    for at, packet in arrivals:
        if receiver.wake_at <= at:
            told += receiver.tick(receiver.wake_at)
        told += receiver.receive(packet, at)
    return told + receiver.tick(1e9)


def said(arrivals: list[tuple]) -> str:
    return "".join(press.digit for press in heard(arrivals))


def test_a_press_of_100_ms_is_five_durations_and_the_last_three_times():
    frames = [frame for frame in keyed("5", 4000) if frame]
    assert [frame.report.duration for frame in frames] == [160, 320, 480, 640, 800, 800, 800]
    assert [frame.report.is_end for frame in frames] == [False] * 4 + [True] * 3
    assert [frame.marker for frame in frames] == [True] + [False] * 6
    assert {frame.timestamp for frame in frames} == {4000} and {frame.report.event for frame in frames} == {5}


def test_between_two_presses_speech_goes_out_again():
    pattern = "".join("." if frame is None else "k" for frame in keyed("12", 0))
    assert pattern == "kkkkkkk...kkkkkkk..."


def test_w_waits_half_a_second_and_capital_w_a_whole_one():
    assert len(list(keyed("w", 0))) == 25 and len(list(keyed("W", 0))) == 50
    assert [frame for frame in keyed("wW", 0) if frame] == []
    first, second = {frame.timestamp for frame in keyed("1w2", 0) if frame}
    assert abs(second - first) == 1600 + 4000


def test_the_gap_has_room_for_the_end_packets_however_short_it_is_asked_to_be():
    assert said(sent("123", gap_ms=0)) == "123"


def test_timestamps_of_presses_wrap():
    stamps = [frame.timestamp for frame in keyed("12", 2**32 - 800) if frame]
    assert stamps[0] == 2**32 - 800 and stamps[-1] == 800


@pytest.mark.parametrize("digits", ["E", "1-2", " ", "p"])
def test_what_is_no_key_is_our_mistake(digits):
    with pytest.raises(LocalError, match="is no key"):
        keyed(digits, 0)


def test_a_press_longer_than_a_packet_can_say_is_our_mistake():
    with pytest.raises(LocalError, match="9000 ms"):
        keyed("1", 0, duration_ms=9000)


@given(keys, st.integers(0, 2**32 - 1), st.integers(40, 300), st.integers(0, 300))
def test_what_was_pressed_is_heard_with_its_length(digits, timestamp, duration_ms, gap_ms):
    presses = heard(sent(digits, timestamp=timestamp, duration_ms=duration_ms, gap_ms=gap_ms))
    assert "".join(press.digit for press in presses) == digits
    assert {press.duration_ms for press in presses} == {-(-duration_ms // 20) * 20}


@given(keys, st.integers(0, 2**32 - 1), st.data())
def test_one_packet_of_each_press_is_enough(digits, timestamp, data):
    by_press: dict[int, list] = {}
    for arrival in sent(digits, timestamp=timestamp):
        by_press.setdefault(arrival[1].timestamp, []).append(arrival)
    assert said([data.draw(st.sampled_from(packets)) for packets in by_press.values()]) == digits


@given(keys, st.data())
def test_loss_copies_and_small_disorder_never_make_two_of_one(digits, data):
    """Up to three packets late, each up to three times; of each press at least one arrives."""
    arrivals, kept = [], set()
    packets = sent(digits)
    for i, (at, packet) in enumerate(packets):
        is_last = i + 1 == len(packets) or packets[i + 1][1].timestamp != packet.timestamp
        least = 1 if is_last and packet.timestamp not in kept else 0
        for _ in range(data.draw(st.integers(least, 3))):
            kept.add(packet.timestamp)
            arrivals.append((at + data.draw(st.integers(0, 3)) * 0.02, packet))
    arrivals.sort(key=lambda arrival: arrival[0])
    assert said(arrivals) == digits


def test_a_press_whose_ends_are_lost_is_told_after_a_silence_and_once():
    receiver, packets = KeyReceiver(), sent("7")
    assert receiver.wake_at == math.inf
    for at, packet in packets[:3]:
        assert receiver.receive(packet, at) == []
    assert receiver.tick(0.3) == []
    assert receiver.tick(receiver.wake_at) == [Pressed("7", 60)]
    assert heard(packets[3:], receiver) == [] and receiver.wake_at == math.inf


def test_the_next_key_ends_the_one_before():
    first, second = sent("1")[:2], sent("2", timestamp=9000)
    assert said(first + second) == "12"


def test_the_same_key_twice_is_two_presses():
    assert said(sent("11")) == "11"


def test_a_key_held_for_twenty_seconds_is_one_press():  # RFC 4733 §2.5.1.3
    arrivals, start, length = [], 1000, 160
    for i in range(1000):
        if length > 0xFFFF:
            start, length = (start + 0xFFFF) % 2**32, length - 0xFFFF
        arrivals.append((i * 0.02, Packet(101, i, start, 7, bytes(Report(9, i == 999, length)), i == 0)))
        length += STEP
    assert heard(arrivals) == [Pressed("9", 20_000)]


def test_several_short_presses_in_one_packet():
    payload = b"".join(bytes(Report(event, True, 400)) for event in (1, 2, 2))
    assert said([(0.0, Packet(101, 1, 0, 7, payload, True))]) == "122"


def test_a_flash_of_the_hook_is_no_key():
    assert said([(0.0, Packet(101, 1, 0, 7, bytes(Report(16, True, 400)), True))]) == ""


def test_a_new_source_may_use_old_timestamps():
    assert said(sent("1", ssrc=1) + sent("1", ssrc=2)) == "11"


def test_a_peer_that_set_its_clock_back_is_heard_again():
    assert said(sent("1", timestamp=9_000_000) + sent("2", timestamp=100)) == "12"


@pytest.mark.parametrize("size", [0, 1, 3, 5])
def test_a_payload_that_is_no_event_is_counted_and_dropped(size):
    receiver = KeyReceiver()
    assert isinstance(parse(bytes(size)), PeerError)
    assert receiver.receive(Packet(101, 1, 0, 7, bytes(size)), 0.0) == [] and receiver.malformed == 1


@given(st.lists(st.binary(max_size=16), max_size=20), st.lists(st.integers(0, 2**32 - 1), min_size=20, max_size=20))
def test_nothing_a_peer_sends_raises(payloads, stamps):
    arrivals = [(i * 0.02, Packet(101, i, stamps[i], 7, payload)) for i, payload in enumerate(payloads)]
    events = sum(len(payload) // 4 for payload in payloads)
    assert len(heard(arrivals)) <= events
