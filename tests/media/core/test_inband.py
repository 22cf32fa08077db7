"""Keys as sound, by the limits of ITU-T Q.24: at every build where few packets do, else at the fastest one."""

import itertools
from array import array

import numpy as np
import pytest

from ringback.media.core import commands, state
from ringback.protocols.rtp import g711
from tests.media.core import builds
from tests.media.core.scene import Party, Scene, keyed

ROWS, COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
KEYPAD = "123A456B789C*0#D"
CODES = "0123456789*#ABCD"
HZ = {key: (ROWS[n // 4], COLUMNS[n % 4]) for n, key in enumerate(KEYPAD)}
QUIET_MS = 60.0


def line(*parts: array | float) -> array:
    """Sounds and silences (in ms) one after another, in whole frames with some silence behind."""
    out = array("h")
    for part in parts:
        out += part if isinstance(part, array) else array("h", bytes(2 * round(part * 8)))
    return out + array("h", bytes(2 * (1600 - len(out) % 160)))


def packets(party: Party, sound: array) -> list[bytes]:
    made = []
    for at in range(0, len(sound) - 159, 160):
        made.append(party.packet(0, bytes(map(g711.ulaw_octet, sound[at : at + 160]))))
        party.timestamp = (party.timestamp + 160) & 0xFFFF_FFFF
    return made


def pressed(scene: Scene) -> str:
    return "".join(CODES[code] for _, code, _ in scene.told(state.DIGIT))


def heard(sound: array, *, everywhere: bool = False) -> str:
    """The keys found in a sound that a leg without telephone-event says."""
    scene = Scene()
    if not everywhere:
        scene.builds = {"uncompiled": scene.builds.get("compiled", scene.builds["batches"])}
    leg = scene.leg(dtmf=-1)
    for data in packets(leg, sound):
        scene.hear((leg, data))
        scene.tick()
    for _ in range(6):
        scene.tick()
    scene.compare()
    return pressed(scene)


def test_every_key_is_heard_once_by_every_build():
    sound = line(40.0, *itertools.chain(*((keyed(*HZ[key], ms=60), 60.0) for key in KEYPAD)))
    assert heard(sound, everywhere=True) == KEYPAD


@pytest.mark.parametrize("at_ms", range(0, 20, 3))
def test_forty_milliseconds_are_a_key_and_twenty_three_are_none(at_ms: int):
    for key in "15D":
        assert heard(line(20.0 + at_ms, keyed(*HZ[key], ms=40), QUIET_MS)) == key
        assert heard(line(20.0 + at_ms, keyed(*HZ[key], ms=23), QUIET_MS)) == ""


@pytest.mark.parametrize("at_ms", range(0, 20, 5))
def test_two_presses_are_forty_milliseconds_apart_and_a_break_of_ten_is_none(at_ms: int):
    key = keyed(*HZ["8"], ms=60)
    assert heard(line(20.0 + at_ms, key, 40.0, key, QUIET_MS)) == "88"
    assert heard(line(20.0 + at_ms, key, 10.0, key, QUIET_MS)) == "8"


@pytest.mark.parametrize("key", KEYPAD)
def test_tones_may_be_off_by_one_and_a_half_percent_and_not_by_three_and_a_half(key: str):
    low, high = HZ[key]
    for one, other in itertools.product((0.985, 1.0, 1.015), repeat=2):
        assert heard(line(25.0, keyed(low * one, high * other, ms=50), QUIET_MS)) == key
    for one, other in ((0.965, 1.0), (1.035, 1.0), (1.0, 0.965), (1.0, 1.035)):
        assert heard(line(25.0, keyed(low * one, high * other, ms=100), QUIET_MS)) == ""


@pytest.mark.parametrize(("row_dbfs", "column_dbfs"), [(-6, -14), (-20, -28), (-14, -10), (-26, -22), (-5, -9)])
def test_one_tone_may_be_louder_than_the_other_within_bounds(row_dbfs: float, column_dbfs: float):
    for key in "19#B":
        assert heard(line(25.0, keyed(*HZ[key], ms=50, dbfs=(row_dbfs, column_dbfs)), QUIET_MS)) == key


def test_twist_beyond_all_bounds_one_tone_alone_and_a_third_one_are_no_key():
    assert heard(line(25.0, keyed(*HZ["5"], ms=100, dbfs=(-4, -18)), QUIET_MS)) == ""
    assert heard(line(25.0, keyed(*HZ["5"], ms=100, dbfs=(-18, -8)), QUIET_MS)) == ""
    assert heard(line(25.0, keyed(770.0, ms=100, dbfs=(-8,)), QUIET_MS)) == ""
    assert heard(line(25.0, keyed(770, 1336, 1477, ms=100, dbfs=(-10, -10, -10)), QUIET_MS)) == ""
    assert heard(line(25.0, keyed(440, 480, ms=100), keyed(350, 440, ms=100), QUIET_MS)) == ""


@pytest.mark.parametrize("apart_db", [15, 20, 30])
def test_keys_are_heard_through_noise(apart_db: float):
    chance = np.random.default_rng(5)
    sound = np.array(line(40.0, *itertools.chain(*((keyed(*HZ[key], ms=60), 60.0) for key in KEYPAD))), float)
    sound += chance.standard_normal(len(sound)) * 32768 * 10 ** ((-10 - apart_db) / 20)
    assert heard(array("h", np.clip(sound, -32768, 32767).astype("<i2").tobytes())) == KEYPAD


def test_a_packet_lost_within_a_key_does_not_make_two_of_it():
    scene = Scene()
    leg = scene.leg(dtmf=-1)
    for n, data in enumerate(packets(leg, line(40.0, keyed(*HZ["4"], ms=200), QUIET_MS))):
        if n != 6:
            scene.hear((leg, data))
        scene.tick()
    scene.run(8)
    assert pressed(scene) == "4"


def test_a_leg_with_telephone_event_is_not_searched_for_tones():
    scene = Scene()
    leg, other = scene.leg(), scene.leg(dtmf=-1)
    scene.bridge(leg, other)
    for data in packets(leg, line(40.0, keyed(*HZ["4"], ms=100), QUIET_MS)):
        scene.hear((leg, data))
        scene.tick()
    assert pressed(scene) == ""
    scene.connect(other, dtmf=101)
    scene.do(commands.REMOVE, other)
    scene.run(2)
    assert builds.SIZES.capacity and scene.of(other, "hears") == 0
