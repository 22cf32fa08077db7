"""Conferences as callers meet them: who hears whom, and what they are told."""

from tests.calls.conftest import ALICE, BOB, CAROL, Line
from tests.media.signal import has_tones, tones_hz


async def test_two_in_a_room_hear_each_other(line: Line):
    await line.number('<Dial><Conference beep="false" waitUrl="">room</Conference></Dial>')
    await line.rings(ALICE, {"wait_s": 0.5}, {"play": line.sounds("/high", 700.0, 1.5)}, {"wait_s": 0.3}, {"hang_up": True})
    await line.rings(BOB, {"wait_s": 0.5}, {"play": line.sounds("/low", 440.0, 1.5)}, {"wait_s": 0.3}, {"hang_up": True})
    assert has_tones(await line.heard(ALICE), 440.0)
    assert has_tones(await line.heard(BOB), 700.0)
