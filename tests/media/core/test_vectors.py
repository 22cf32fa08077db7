"""The same script for every build: the same datagrams, events and memory, byte for byte; and right by the oracle."""

import random
from array import array

import pytest

from ringback.media.core import commands, state
from ringback.protocols.rtp import g711, packet, rtcp, telephone_event
from tests.media.core.scene import STRANGER, Scene, sent_to, tone


def linear(datagrams: list[bytes], law: str = "ulaw") -> array:
    """As sound, by the tables of protocols/rtp."""
    table = g711.ULAW_TO_PCM if law == "ulaw" else g711.ALAW_TO_PCM
    return array("h", [table[octet] for data in datagrams for octet in packet.parse(data).payload])


@pytest.mark.parametrize("codec", ["PCMU", "PCMA"])
def test_what_is_played_is_said_encoded_as_g711_says(codec):
    scene = Scene()
    leg = scene.leg(codec)
    sound = tone(400)
    token = scene.play(leg, sound, loops=2)
    said = sent_to(scene.run(8), leg)
    octet = g711.ulaw_octet if codec == "PCMU" else g711.alaw_octet
    payload = b"".join(packet.parse(data).payload for data in said)
    assert payload[:800] == bytes(octet(sample) for sample in [*sound, *sound])
    assert scene.told(state.PLAYED) == [(leg.leg, token, 1)]


def test_packets_are_numbered_on_across_the_wrap_of_both_counters():
    scene = Scene()
    leg = scene.leg()
    said = [packet.parse(data) for data in sent_to(scene.run(12), leg)]
    assert [one.sequence for one in said] == [(65_530 + n) & 0xFFFF for n in range(12)]
    assert [one.timestamp for one in said] == [(0xFFFF_FF00 + 160 * n) & 0xFFFF_FFFF for n in range(12)]
    assert [one.marker for one in said] == [True] + [False] * 11


def test_longer_packets_hold_two_frames():
    scene = Scene()
    leg = scene.leg(ptime=40)
    said = [packet.parse(data) for data in sent_to(scene.run(8), leg)]
    assert [len(one.payload) for one in said] == [320] * 4


def test_a_bridge_of_one_codec_passes_payloads_as_they_are():
    scene = Scene()
    one, other = scene.leg(), scene.leg()
    scene.bridge(one, other)
    heard = [one.audio() for _ in range(6)]
    said = [sent_to(scene.hear((one, data)), other)[0] for data in heard]
    assert [packet.parse(data).payload for data in said] == [packet.parse(data).payload for data in heard]
    assert len({packet.parse(data).ssrc for data in said} | {one.ssrc}) == 2
    scene.compare()


@pytest.mark.parametrize("codecs", [("PCMU", "PCMA"), ("PCMA", "G722"), ("G722", "PCMU")])
def test_a_bridge_of_two_codecs_transcodes(codecs):
    scene = Scene()
    one, other = scene.leg(codecs[0]), scene.leg(codecs[1])
    scene.bridge(one, other)
    said = scene.run(20, one, other)
    assert len(sent_to(said, one)) == len(sent_to(said, other)) == 20
    assert len({packet.parse(data).payload for data in sent_to(said, other)}) > 10


def test_digits_go_out_as_the_reference_reads_them():
    scene = Scene()
    leg = scene.leg()
    token = scene.dial(leg, [1, 11, 16, 5])
    receiver, keys = telephone_event.KeyReceiver(), []
    for data in sent_to(scene.run(60), leg):
        read = packet.parse(data)
        if read.payload_type == 101:
            keys += receiver.receive(read, scene.now / 1e6)
    assert [key.digit for key in keys] == ["1", "#", "5"]
    assert scene.told(state.PLAYED) == [(leg.leg, token, 1)]


def test_where_the_peer_has_no_telephone_event_digits_are_tones():
    scene = Scene()
    leg = scene.leg(dtmf=-1)
    scene.dial(leg, [5], duration=1600)
    said = linear(sent_to(scene.run(30), leg))
    assert max(said[:1600]) > 6000 and max(said[2400:], default=0) < 50


def test_a_key_is_one_digit_however_its_packets_are_lost_doubled_and_mixed():
    chance = random.Random(4733)
    scene = Scene()
    leg = scene.leg()
    pressed = []
    for digit in range(16):
        packets = leg.press(digit)
        kept = [data for data in packets if chance.random() < 0.6] or packets[:1]
        kept += [chance.choice(kept)]
        for data in kept:
            scene.hear((leg, data))
            scene.tick()
        scene.run(12)
        pressed.append(digit)
    assert [first for _, first, _ in scene.told(state.DIGIT)] == pressed


def test_digits_pass_a_bridge_and_are_told_too():
    scene = Scene()
    one, other = scene.leg(), scene.leg()
    scene.bridge(one, other)
    said = [data for pressed in one.press(7) for data in sent_to(scene.hear((one, pressed)), other)]
    assert {packet.parse(data).payload_type for data in said} == {101}
    assert [digit for _, digit, _ in scene.told(state.DIGIT)] == [7]
    scene.compare()


def test_digits_become_tones_for_a_peer_that_cannot_take_them():
    scene = Scene()
    one, other = scene.leg(), scene.leg(dtmf=-1)
    scene.bridge(one, other)
    for data in one.press(3):
        scene.hear((one, data))
    said = linear(sent_to(scene.run(15), other))
    assert max(said) > 6000


@pytest.mark.parametrize("seed", range(4))
def test_the_jitter_buffer_under_loss_reordering_and_doubles(seed):
    chance = random.Random(seed)
    scene = Scene()
    leg = scene.leg(["PCMU", "PCMA", "G722", "PCMU"][seed])
    scene.tap(leg, 0)
    waiting: list[tuple[float, bytes]] = []
    heard = 0
    for tick in range(150):
        data = leg.audio(chance.choice([160, 160, 160, 80, 240]))
        if chance.random() > 0.08:
            waiting.append((tick + chance.choice([0, 0, 0, 1, 1, 3, 7]) * chance.random(), data))
            if chance.random() < 0.05:
                waiting.append((tick + 1, data))
        for one in sorted(one for one in waiting if one[0] <= tick):
            waiting.remove(one)
            scene.hear((leg, one[1]))
        scene.tick()
        if tick % 40 == 39:
            heard += len(scene.recorded(0)[0])
            scene.compare()
    heard += len(scene.recorded(0)[0])
    assert heard == 150 * 160
    assert scene.of(leg, "rx_concealed") > 0


def test_a_clock_that_drifts_is_followed():
    scene = Scene()
    leg = scene.leg()
    scene.tap(leg, 0)
    for tick in range(200):
        arrived = [(leg, leg.audio())] * (tick % 10 != 0) if tick < 100 else [(leg, leg.audio())]
        for one in arrived + [(leg, leg.audio())] * (tick >= 100 and tick % 10 == 0):
            scene.hear(one)
        scene.tick()
        if tick % 80 == 79:
            scene.recorded(0)
    scene.compare()


def test_strangers_and_those_who_would_take_a_leg_over():
    scene = Scene()
    leg = scene.leg()
    scene.run(3, leg)
    for n in range(20):
        scene.hear((leg, leg.audio()), ip=STRANGER, port=5000 + n)
    assert scene.of(leg, "rx_strangers") == 20 and scene.of(leg, "remote_port") == leg.port
    for n in range(12):
        scene.now += 3_100_000
        scene.hear((leg, leg.audio()), ip=STRANGER, port=6000 + n)
    assert scene.of(leg, "latch_changes") == 8 and scene.of(leg, "remote_port") == 6007
    scene.compare()


def test_the_signalled_address_wins_over_whoever_came_first():
    scene = Scene()
    leg = scene.leg()
    scene.hear((leg, leg.audio()), ip=STRANGER, port=5000)
    scene.run(3, leg)
    assert scene.of(leg, "remote_port") == leg.port and scene.of(leg, "is_certain") == 1


def test_silence_is_told_once_until_packets_come_again():
    scene = Scene()
    leg = scene.leg()
    scene.run(2, leg)
    scene.now += 31_000_000
    scene.run(3)
    assert len(scene.told(state.RTP_TIMEOUT)) == 1
    scene.run(2, leg)
    scene.now += 31_000_000
    scene.run(2)
    assert len(scene.told(state.RTP_TIMEOUT)) == 2


def test_reports_say_what_the_reference_reads_and_round_trips_come_of_them():
    scene = Scene()
    leg = scene.leg()
    said = []
    for tick in range(300):
        if tick % 10 == 3:
            leg.audio()  # lost
        said += scene.hear((leg, leg.audio())) + scene.tick()
    (first, *_) = sent_to(said, leg, "rtcp")
    read = rtcp.parse(first)
    report = read[0]
    assert isinstance(report, rtcp.SenderReport) and report.ssrc == 0x1234_5600
    assert report.reports[0].ssrc == leg.ssrc and report.reports[0].lost > 0
    ours = ((scene.now // 1_000_000) << 16 | (scene.now % 1_000_000) * 65_536 // 1_000_000) & 0xFFFF_FFFF
    block = rtcp.ReportBlock(0x1234_5600, 64, 7, 9, 80, (ours - 3277) & 0xFFFF_FFFF, 0)
    scene.report(leg, bytes(rtcp.ReceiverReport(leg.ssrc, (block,))))
    assert abs(scene.of(leg, "round_trip_us") - 50_000) < 100 and scene.of(leg, "remote_lost") == 7
    scene.compare()


def test_broken_reports_are_counted_and_let_be():
    scene = Scene()
    leg = scene.leg()
    chance = random.Random(3550)
    good = bytes(rtcp.ReceiverReport(leg.ssrc, ()))
    for _ in range(50):
        data = bytearray(good + chance.randbytes(chance.randrange(40)))
        data[chance.randrange(len(data))] = chance.randrange(256)
        scene.report(leg, bytes(data))
    scene.compare()


def test_a_room_mixes_all_but_oneself_and_minds_who_is_muted_deaf_or_coaching():
    scene = Scene()
    legs = [scene.leg(codec) for codec in ("PCMU", "PCMA", "G722", "PCMU", "PCMU", "PCMU")]
    for n, leg in enumerate(legs):
        scene.do(commands.JOIN, leg, 0, n == 3, n == 4, 0 if n == 5 else -1)
    said = scene.run(25, *legs)
    assert {leg for _, leg, _ in said} == {leg.leg for leg in legs}
    deaf = linear(sent_to(said, legs[4]))
    assert max(deaf) < 10
    scene.do(commands.LEAVE, legs[1])
    scene.do(commands.JOIN, legs[3], 0, 0, 0, -1)
    scene.run(10, *legs)


def in_sum(scene: Scene, legs: list) -> list[int]:
    return [leg.leg for leg in legs if scene.of(leg, "is_mixed")]


def say(scene: Scene, ticks: int, **loud: int) -> None:
    """Each of the legs named `leg0`, … says its byte of mu-law."""
    for _ in range(ticks):
        scene.hear(
            *((scene.party(int(name[3:])), scene.party(int(name[3:])).sound(byte)) for name, byte in loud.items())
        )
        scene.tick()
    scene.compare()


def test_the_eight_loudest_of_a_room_are_mixed_and_the_silent_never():
    scene = Scene()
    legs = [scene.leg() for _ in range(10)]
    for leg in legs:
        scene.do(commands.JOIN, leg, 0, 0, 0, -1)
    say(scene, 8, leg2=0x10, leg5=0x90, leg7=0xFF)
    assert in_sum(scene, legs) == [2, 5]
    say(scene, 8, **{f"leg{n}": 0x30 - 2 * n for n in range(10)})  # a smaller byte is louder
    assert in_sum(scene, legs) == [2, 3, 4, 5, 6, 7, 8, 9]


def test_whoever_is_heard_keeps_the_place_against_a_rival_that_is_hardly_louder():
    scene = Scene()
    legs = [scene.leg() for _ in range(9)]
    for leg in legs:
        scene.do(commands.JOIN, leg, 0, 0, 0, -1)
    everybody = {f"leg{n}": 0x20 for n in range(8)}
    say(scene, 8, **everybody)
    say(scene, 8, **everybody, leg8=0x1E)
    assert in_sum(scene, legs) == list(range(8))
    say(scene, 8, **everybody, leg8=0x10)
    assert 8 in in_sum(scene, legs) and len(in_sum(scene, legs)) == 8


def test_a_word_is_heard_from_its_first_frame():
    scene = Scene()
    legs = [scene.leg() for _ in range(3)]
    for leg in legs:
        scene.do(commands.JOIN, leg, 0, 0, 0, -1)
    say(scene, 30, leg0=0xFF, leg1=0xFF)
    said = scene.hear((legs[0], legs[0].sound(0x10)))
    for _ in range(5):
        said += scene.tick()
    first = next(data for data in sent_to(said, legs[1]) if len(set(packet.parse(data).payload)) > 1)
    assert set(packet.parse(first).payload) == {0x10, 0x90}


def test_talk_is_told_of_a_leg_in_a_room():
    scene = Scene()
    legs = [scene.leg() for _ in range(2)]
    for leg in legs:
        scene.do(commands.JOIN, leg, 0, 0, 0, -1)
        scene.do(commands.WATCH, leg, 1)
    say(scene, 30, leg0=0x10, leg1=0xFF)
    say(scene, 60)
    assert scene.told(state.TALKING) == [(0, 1, 0), (0, 0, 0)]


def test_two_hear_each_other_in_a_room_as_they_spoke():
    scene = Scene()
    one, other = scene.leg(), scene.leg()
    for leg in (one, other):
        scene.do(commands.JOIN, leg, 1, 0, 0, -1)
    spoken = []
    said = []
    for _ in range(20):
        data = one.audio()
        spoken.append(packet.parse(data).payload)
        said += scene.hear((one, data)) + scene.tick()
    heard = b"".join(packet.parse(data).payload for data in sent_to(said, other))
    assert linear_of(heard).tobytes().find(linear_of(spoken[5]).tobytes()) > 0


def linear_of(payload: bytes) -> array:
    """Both zeros of mu-law are one."""
    return array("h", [g711.ULAW_TO_PCM[octet] for octet in payload])


@pytest.mark.parametrize("codecs", [("PCMU", "PCMU"), ("PCMU", "PCMA"), ("G722", "G722")])
def test_a_recorded_bridge_holds_both_sides_for_as_long_as_it_was(codecs):
    scene = Scene()
    one, other = scene.leg(codecs[0]), scene.leg(codecs[1])
    scene.bridge(one, other)
    scene.tap(one, 1)
    scene.run(40, one, other)
    received, sent = scene.recorded(1)
    assert len(received) == len(sent) == 40 * 160
    assert max(received) > 1000 and max(sent) > 1000


def test_a_late_wake_up_is_silence_in_a_recording_not_a_hole():
    scene = Scene()
    leg = scene.leg()
    scene.tap(leg, 2)
    scene.play(leg, tone(8000))
    scene.run(10, leg)
    scene.tick(missed=7)
    scene.run(10, leg)
    assert len(scene.recorded(2)[0]) == 28 * 160


def test_a_recording_that_nobody_reads_is_as_long_as_the_time_all_the_same():
    scene = Scene()
    leg = scene.leg()
    scene.tap(leg, 0)
    scene.run(130, leg)
    first = len(scene.recorded(0)[0])
    scene.run(60, leg)
    assert first + len(scene.recorded(0)[0]) == 190 * 160
    assert scene.builds["uncompiled"].memory["tap_lost"][0] > 0


def test_every_tap_of_a_leg_has_its_own_length_and_reader():
    scene = Scene()
    leg = scene.leg()
    scene.tap(leg, 0)
    scene.run(10, leg)
    scene.tap(leg, 1)
    scene.play(leg, tone(8000))
    scene.run(10, leg)
    scene.do(commands.UNTAP, leg, 0)
    scene.run(5, leg)
    first, second = scene.recorded(0), scene.recorded(1)
    assert (len(first[0]), len(second[0])) == (20 * 160, 15 * 160)
    assert first[0][10 * 160 :] == second[0][: 10 * 160] and first[1][10 * 160 :] == second[1][: 10 * 160]


def test_a_full_tap_leaves_the_others_of_its_leg_whole():
    scene = Scene()
    leg = scene.leg()
    scene.tap(leg, 0)
    scene.run(60, leg)
    scene.tap(leg, 1)
    scene.run(60, leg)
    lost = scene.builds["uncompiled"].memory["tap_lost"]
    assert lost[0] > 0 and lost[1] == 0
    assert len(scene.recorded(1)[0]) == 60 * 160 and max(scene.recorded(0)[0]) > 1000


def test_a_fifth_tap_is_handed_back_at_once_and_four_end_with_their_leg():
    scene = Scene()
    leg = scene.leg()
    for number in range(5):
        scene.tap(leg, number)
    assert [first for _, first, _ in scene.told(state.UNTAPPED)] == [4]
    scene.run(3, leg)
    assert all(len(scene.recorded(number)[0]) == 3 * 160 for number in range(4))
    scene.do(commands.REMOVE, leg)
    scene.tick()
    scene.compare()
    assert sorted(first for _, first, _ in scene.told(state.UNTAPPED)) == [0, 1, 2, 3, 4]


def test_talk_is_told_when_it_begins_and_ends():
    scene = Scene()
    leg = scene.leg()
    scene.do(commands.WATCH, leg, 1)
    scene.run(30, leg)
    scene.run(60)
    assert [first for _, first, _ in scene.told(state.TALKING)] == [1, 0]


def test_moves_of_a_call_hold_recode_ring_and_join():
    """What calls do in a row, with packets all the time."""
    scene = Scene()
    one, other, third = scene.leg(), scene.leg("PCMA"), scene.leg()
    scene.play(one, tone(3000), loops=0)
    scene.run(5, one, other, third)
    scene.bridge(one, other)
    scene.run(5, one, other, third)
    other.codec = "PCMU"
    scene.connect(other)
    scene.run(5, one, other, third)
    scene.connect(other, receives=0)
    scene.run(5, one, other, third)
    scene.connect(other)
    scene.tap(other, 3)
    scene.play(other, tone(500))
    scene.run(8, one, other, third)
    scene.bridge(one, third)
    scene.run(5, one, other, third)
    scene.do(commands.STOP, one)
    scene.do(commands.UNTAP, other, 3)
    scene.do(commands.REMOVE, third)
    scene.run(5, one, other)
    for leg in (one, other):
        scene.do(commands.JOIN, leg, 2, 0, 0, -1)
    scene.run(5, one, other)
    scene.do(commands.UNBRIDGE, one)
    scene.do(commands.REMOVE, one)
    scene.do(commands.REMOVE, other)
    scene.tick()
    scene.compare()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_comes_in_the_builds_agree(seed):
    """Random commands and datagrams, good and damaged."""
    chance = random.Random(seed)
    scene = Scene()
    codecs = ["PCMU", "PCMU", "PCMA", "G722", "PCMU"]
    legs = [scene.leg(codec, dtmf=chance.choice([101, 101, -1]), ptime=chance.choice([20, 20, 40])) for codec in codecs]
    for tick in range(120):
        if chance.random() < 0.25:
            _anything(scene, chance, legs)
        arrived = [(leg, _damaged(chance, leg)) for leg in legs if chance.random() < 0.9]
        if chance.random() < 0.03:
            chance.choice(legs).ssrc += 1
        scene.hear(*arrived)
        scene.tick(missed=chance.choice([0] * 20 + [1, 3]))
        if tick % 20 == 19:
            scene.compare()


def _damaged(chance: random.Random, leg) -> bytes:
    if chance.random() < 0.05:
        return chance.choice(leg.press(chance.randrange(20)))
    if chance.random() < 0.05:
        leg.audio()
    data = bytearray(leg.audio(chance.choice([160, 160, 160, 160, 80, 320, 0])))
    if chance.random() < 0.1:
        data[chance.randrange(min(16, len(data)))] ^= 1 << chance.randrange(8)
    if chance.random() < 0.03:
        data = data[: chance.randrange(len(data))]
    return bytes(data)


def _anything(scene: Scene, chance: random.Random, legs) -> None:
    leg, other = chance.sample(legs, 2)
    what = chance.randrange(10)
    if what < 2:
        scene.bridge(leg, other)
    elif what == 2:
        scene.do(commands.UNBRIDGE, leg)
    elif what == 3:
        scene.do(commands.JOIN, leg, chance.randrange(2), chance.random() < 0.2, chance.random() < 0.2, -1)
    elif what == 4:
        scene.do(commands.LEAVE, leg)
    elif what == 5 and leg.leg < 4:  # a tap is never two legs'; here each has five, one more than it may use at once
        scene.do(chance.choice([commands.TAP, commands.TAP, commands.UNTAP]), leg, 5 * leg.leg + chance.randrange(5))
    elif what == 6:
        scene.do(commands.WATCH, leg, chance.randrange(2))
    elif what == 7:
        scene.dial(leg, [chance.randrange(18) for _ in range(3)])
    elif what == 8:
        scene.connect(leg, receives=chance.randrange(2), sends=chance.randrange(2))
    else:
        scene.play(leg, tone(chance.randrange(100, 900)), loops=chance.randrange(3))


def test_a_half_filled_packet_is_let_go_when_packets_become_shorter():
    scene = Scene()
    leg = scene.leg(ptime=40)
    scene.run(3)
    scene.connect(leg, ptime=20)
    scene.play(leg, tone(1600))
    said = sent_to(scene.run(5), leg)
    assert max(linear(said)) > 7000 and [len(packet.parse(data).payload) for data in said] == [160] * 5
