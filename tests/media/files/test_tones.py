"""Tones of the network: their frequencies, their rhythm, and no click where they begin again."""

import itertools

import numpy as np
import pytest

from ringback.media.files import tones
from tests.media.signal import duration_s, frame_levels_dbfs, has_tones, keys, level_dbfs, silence, stretch, tones_hz

NAMED = (
    "at au bg br be ch cl cn cz de dk ee es fi fr gr hu il in it lt jp mx my nl no nz ph pl pt ru se sg th uk us us-old"
)
EVERY = [(country, which) for country in tones.COUNTRIES for which in ("dial", "ringback", "busy", "reorder")]


def rhythm_s(pcm: bytes) -> list[float]:
    """Lengths of sound and silence in turn, to 20 ms."""
    loud = [level > -40 for level in frame_levels_dbfs(pcm)]
    changes = [0, *(i for i in range(1, len(loud)) if loud[i] != loud[i - 1]), len(loud)]
    return [round((end - start) * 0.02, 2) for start, end in itertools.pairwise(changes)]


def test_every_country_that_ring_tone_may_name_is_there():
    assert set(tones.COUNTRIES) == {*NAMED.split(), "tw", "ve", "za"}


def test_it_rings_in_america():
    assert rhythm_s(tones.ringback("us")) == [2.0, 4.0]
    assert has_tones(stretch(tones.ringback("us"), 0.1, 1.9), 440, 480)


def test_it_rings_in_britain():
    assert rhythm_s(tones.ringback("uk")) == [0.4, 0.2, 0.4, 2.0]
    assert has_tones(stretch(tones.ringback("UK"), 0.05, 0.35), 400, 450)


def test_it_is_busy_in_germany_and_the_network_is_in_america():
    assert rhythm_s(tones.busy("de")) == [0.48, 0.48] and has_tones(stretch(tones.busy("de"), 0.05, 0.4), 425)
    assert rhythm_s(tones.reorder("us"))[0] in (0.24, 0.26) and has_tones(
        stretch(tones.reorder(), 0.02, 0.23), 480, 620
    )


@pytest.mark.parametrize("country, which", EVERY)
def test_no_tone_clicks_or_shouts(country, which):
    pcm = getattr(tones, which)(country)
    samples = np.frombuffer(pcm * 2, "<i2").astype(float)
    assert 0.1 < np.abs(samples).max() / 32768 < 0.5
    assert -30 < level_dbfs(pcm) < -12
    highest_hz = max(tones_hz(stretch(pcm, 0.02, 0.14)))
    steepest = 2 * np.pi * highest_hz / 8000 * np.abs(samples).max() * 1.6
    assert np.abs(np.diff(samples)).max() <= max(steepest, 400)


def test_a_dial_tone_goes_on_without_a_seam():
    twice = np.frombuffer(tones.dial("us") * 2, "<i2").astype(float)
    seam = twice[7998:8002]
    expected = 0.16 * 32767 * sum(np.sin(2 * np.pi * hz * np.arange(-2, 2) / 8000) for hz in (350, 440))
    assert np.abs(seam - expected).max() <= 1


@pytest.mark.parametrize("key", "0123456789*#ABCD")
def test_a_key_sounds_as_itself(key):
    assert keys(tones.dtmf(key) + silence(0.1)) == key == keys(tones.dtmf(key.lower(), 60))


def test_the_beep():
    assert has_tones(tones.beep(), 1000) and duration_s(tones.beep()) == 0.4


@pytest.mark.parametrize("digit", ["", "E", "12", "w"])
def test_what_is_no_key_has_no_sound(digit):
    with pytest.raises(ValueError, match="is no key"):
        tones.dtmf(digit)


def test_an_unknown_country_is_told_which_there_are():
    with pytest.raises(ValueError, match=r"'atlantis' is no country .* us-old"):
        tones.ringback("atlantis")
