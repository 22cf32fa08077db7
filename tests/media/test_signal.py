"""The ears of the call tests hear what is there, and nothing else."""

import pytest

from ringback.media.files import tones, wav
from tests.media.signal import (
    duration_s,
    has_tones,
    keys,
    level_dbfs,
    longest_silence_s,
    noise,
    silence,
    silent_s,
    sine,
    speech_begins_s,
    speech_ends_s,
    stretch,
    tone_dbfs,
    tones_hz,
    tracks,
)


@pytest.mark.parametrize("hz", [60, 300, 425, 1000, 1004.5, 3400, 3900])
def test_a_tone_is_found_to_a_hertz(hz):
    assert tones_hz(sine(hz, seconds=0.2)) == [pytest.approx(hz, abs=1)]


@pytest.mark.parametrize("pair", [(350, 440), (440, 480), (480, 620), (697, 1209), (941, 1633)])
def test_two_tones_are_told_apart(pair):
    assert tones_hz(sine(*pair, seconds=0.4)) == [pytest.approx(hz, abs=2) for hz in pair]
    assert has_tones(sine(*pair, seconds=0.4), *pair)
    assert not has_tones(sine(*pair, seconds=0.4), pair[0]) and not has_tones(sine(pair[0], seconds=0.4), *pair)


def test_a_tone_is_found_in_noise_and_an_absent_one_is_not():
    both = sine(1000, seconds=1.0, dbfs=-20)
    assert tone_dbfs(both, 1000) == pytest.approx(-20, abs=0.1) and tone_dbfs(both, 1400) < -70
    assert tones_hz(sine(1000, seconds=1.0)[:8000] + noise(seconds=1.0, dbfs=-60)[:8000], 1)[0] == pytest.approx(
        1000, abs=1
    )


def test_silence_has_no_tones_and_no_level():
    assert tones_hz(silence(1)) == [] and level_dbfs(silence(1)) == -120 and level_dbfs(b"") == -120


@pytest.mark.parametrize("dbfs", [-3.1, -20, -60])
def test_levels_are_those_the_sound_was_made_with(dbfs):
    assert level_dbfs(sine(800, seconds=1.0, dbfs=dbfs)) == pytest.approx(dbfs, abs=0.1)
    assert level_dbfs(noise(seconds=2.0, dbfs=min(dbfs, -20))) == pytest.approx(min(dbfs, -20), abs=0.2)


def test_speech_is_found_where_it_begins_and_ends():
    sound = silence(0.5) + sine(300, seconds=0.7) + silence(1.0) + sine(300, seconds=0.2) + noise(seconds=0.6, dbfs=-60)
    assert speech_begins_s(sound) == pytest.approx(0.5, abs=0.021)
    assert speech_ends_s(sound) == pytest.approx(2.4, abs=0.021)
    assert (silent_s(sound), longest_silence_s(sound)) == (pytest.approx(2.1, abs=0.05), pytest.approx(1.0, abs=0.05))
    assert speech_begins_s(noise(seconds=1.0, dbfs=-60)) is None is speech_ends_s(silence(1))


def test_keys_are_heard_in_their_order_and_speech_is_none():
    pressed = "".join("147*2580369#ABCD55")
    sound = b"".join(tones.dtmf(key) + silence(0.06) for key in pressed)
    assert keys(sound) == pressed
    assert keys(sine(697, seconds=1.0)) == keys(noise(seconds=2.0, dbfs=-20)) == keys(tones.ringback("us")) == ""


def test_a_wav_comes_apart_into_its_tracks():
    left, right = sine(400, seconds=0.5), silence(0.5)
    mixed = b"".join(left[i : i + 2] + right[i : i + 2] for i in range(0, len(left), 2))
    assert tracks(wav(mixed, 2)) == [left, right] and tracks(wav(left)) == [left]


def test_a_stretch_is_cut_by_time():
    sound = sine(400, seconds=0.5) + sine(900, seconds=0.5)
    assert has_tones(stretch(sound, 0.55), 900) and has_tones(stretch(sound, 0.1, 0.4), 400)
    assert duration_s(stretch(sound, 0.25, 0.75)) == 0.5
