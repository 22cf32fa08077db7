"""What reaches the telephone: one loudness, no silence at the ends, no peak that overloads."""

import numpy as np
import pytest

from ringback.speech import sound

RATE_HZ = 22050


def vowel(length_s, level=0.3):
    """A buzz with the overtones of a voice."""
    at = np.arange(int(length_s * RATE_HZ)) / RATE_HZ
    return (level * sum(np.sin(2 * np.pi * 120 * n * at) / n for n in range(1, 20))).astype(np.float32)


def silence(length_s):
    return np.zeros(int(length_s * RATE_HZ), np.float32)


def heard(pcm):
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768


def dbfs(value):
    return 20 * np.log10(value)


@pytest.mark.parametrize("level", [0.003, 0.1, 0.9])
def test_quiet_and_loud_voices_come_out_equally_loud(level):
    said = heard(sound.finish(vowel(1.0, level), RATE_HZ))
    assert dbfs(sound.speech_level(said)) == pytest.approx(-18, abs=0.5)


def test_peaks_stay_below_minus_three_dbfs_however_loud_it_is_asked_for():
    spiky = vowel(1.0)
    spiky[::2205] = 5.0
    assert dbfs(np.abs(heard(sound.finish(spiky, RATE_HZ, volume=4.0))).max()) < -3


def test_silence_at_the_ends_is_trimmed_and_silence_within_is_kept():
    said = sound.finish(np.concatenate([silence(0.7), vowel(0.5), silence(0.4), vowel(0.5), silence(0.9)]), RATE_HZ)
    assert len(said) / 16000 == pytest.approx(1.4 + 0.04, abs=0.03)


def test_it_begins_and_ends_without_a_click():
    said = heard(sound.finish(vowel(1.0), RATE_HZ))
    assert abs(said[0]) < 0.01 and abs(said[-1]) < 0.01


@pytest.mark.parametrize("signal", [silence(0), silence(1), silence(0.0001), vowel(0.001)])
def test_what_holds_no_speech_is_empty(signal):
    assert sound.finish(signal, RATE_HZ) == b""


def test_a_higher_pitch_raises_the_tone():
    def tone(pitch):
        said = heard(sound.finish(vowel(1.0), RATE_HZ, pitch=pitch))
        return np.argmax(np.abs(np.fft.rfft(said))) * 8000 / said.size

    assert tone(1.5) / tone(1.0) == pytest.approx(1.5, rel=0.02)


def test_volume_makes_louder_and_softer():
    normal, soft = (heard(sound.finish(vowel(1.0), RATE_HZ, volume=volume)) for volume in (1.0, 0.5))
    assert dbfs(sound.speech_level(normal) / sound.speech_level(soft)) == pytest.approx(6, abs=0.3)


def test_nothing_above_four_kilohertz_folds_down():
    at = np.arange(RATE_HZ) / RATE_HZ
    both = vowel(1.0) + np.sin(2 * np.pi * 7000 * at).astype(np.float32)  # would fold to 1 kHz
    spectrum = np.abs(np.fft.rfft(sound.soxr.resample(both, RATE_HZ, 8000)))
    clean = np.abs(np.fft.rfft(sound.soxr.resample(vowel(1.0), RATE_HZ, 8000)))
    assert np.abs(spectrum - clean)[900:1100].max() < 1.0
