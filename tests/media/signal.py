"""What is in a stretch of sound: tones, levels, where speech begins, how long it is still.

Sound is PCM as bytes: int16, little-endian, 8 kHz, mono; `tracks` takes a WAV apart into such. Levels are in dBFS: the
mean square against that of a full-scale square wave, so the loudest sine is at -3.
"""

import io
import math
import wave
from collections.abc import Sequence

import numpy as np

RATE_HZ = 8000
FRAME_SAMPLES = 160  # 20 ms
SILENT_DBFS = -45.0
NOTHING_DBFS = -120.0
ROWS_HZ, COLUMNS_HZ = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
KEYPAD = "123A456B789C*0#D"


def sine(*frequencies_hz: float, seconds: float, dbfs: float = -20.0) -> bytes:
    """Tones together, all as loud, whose sum has this level."""
    at_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave_form = np.sum([np.sin(2 * math.pi * hz * at_s) for hz in frequencies_hz], axis=0)
    scale = 10 ** (dbfs / 20) * math.sqrt(2 / len(frequencies_hz))
    return np.clip(np.rint(wave_form * scale * 32768), -32768, 32767).astype("<i2").tobytes()


def noise(*, seconds: float, dbfs: float, seed: int = 1) -> bytes:
    """White noise of this level, the same for the same seed."""
    samples = np.random.default_rng(seed).normal(0, 10 ** (dbfs / 20) * 32768, round(seconds * RATE_HZ))
    return np.clip(np.rint(samples), -32768, 32767).astype("<i2").tobytes()


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * RATE_HZ))


def duration_s(pcm: bytes) -> float:
    return len(pcm) / 2 / RATE_HZ


def stretch(pcm: bytes, start_s: float = 0.0, end_s: float | None = None) -> bytes:
    """The part between two moments."""
    end = len(pcm) if end_s is None else 2 * round(end_s * RATE_HZ)
    return pcm[2 * round(start_s * RATE_HZ) : end]


def tracks(wav: bytes) -> list[bytes]:
    """Each channel of a WAV file of 16 bits at 8 kHz."""
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getframerate(), file.getsampwidth()) == (RATE_HZ, 2), file.getparams()
        channels, samples = file.getnchannels(), np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return [samples[channel::channels].tobytes() for channel in range(channels)]


def level_dbfs(pcm: bytes) -> float:
    """-120 for digital silence."""
    samples = _floats(pcm)
    return _decibels(float(np.mean(samples**2))) if len(samples) else NOTHING_DBFS


def tone_dbfs(pcm: bytes, hz: float) -> float:
    """How much of one frequency is in it, by Goertzel's sum. `sine(hz)` gives the level it was made with."""
    samples = _floats(pcm)
    if not len(samples):
        return NOTHING_DBFS
    turning = np.exp(-2j * math.pi * hz / RATE_HZ * np.arange(len(samples)))
    return _decibels(2 * abs(np.mean(samples * turning)) ** 2)


def tones_hz(pcm: bytes, most: int = 4, *, within_db: float = 12.0) -> list[float]:
    """The dominant frequencies, ascending: peaks of the spectrum no more than `within_db` below the highest.

    Good to 1 Hz for stretches of 100 ms or more with tones 40 Hz apart. Nothing for silence.
    """
    samples = _floats(pcm)
    if len(samples) < FRAME_SAMPLES or level_dbfs(pcm) < SILENT_DBFS - 20:
        return []
    size = 1 << (8 * len(samples) - 1).bit_length()
    power = np.abs(np.fft.rfft(samples * np.blackman(len(samples)), size))
    apart = max(2, size * 3 // len(samples))  # one tone's lobe is about so many bins wide on each side
    found: list[int] = []
    for peak in np.argsort(power)[::-1]:
        if len(found) == most or power[peak] < power.max() * 10 ** (-within_db / 20):
            break
        if all(abs(peak - other) > apart for other in found):
            found.append(int(peak))
    return sorted(peak * RATE_HZ / size for peak in found)


def has_tones(pcm: bytes, *frequencies_hz: float, tolerance_hz: float = 4.0) -> bool:
    """Whether these and no others dominate."""
    found = tones_hz(pcm, len(frequencies_hz) + 1)
    expected = sorted(frequencies_hz)
    return len(found) == len(expected) and all(
        abs(one - other) <= tolerance_hz for one, other in zip(found, expected, strict=True)
    )


def frame_levels_dbfs(pcm: bytes) -> list[float]:
    """The level of each 20 ms; an unfinished last frame is left out."""
    samples = _floats(pcm)
    frames = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    return [_decibels(power) for power in np.mean(frames**2, axis=1)]


def speech_begins_s(pcm: bytes, *, above_dbfs: float = SILENT_DBFS) -> float | None:
    """Where the first 20 ms that are louder begin; None where it is silent all along."""
    return next((i * 0.02 for i, level in enumerate(frame_levels_dbfs(pcm)) if level > above_dbfs), None)


def speech_ends_s(pcm: bytes, *, above_dbfs: float = SILENT_DBFS) -> float | None:
    """Where the last 20 ms that are louder end."""
    levels = frame_levels_dbfs(pcm)
    return next((i * 0.02 + 0.02 for i in reversed(range(len(levels))) if levels[i] > above_dbfs), None)


def silent_s(pcm: bytes, *, below_dbfs: float = SILENT_DBFS) -> float:
    """Seconds of silence in all, in frames of 20 ms."""
    return 0.02 * sum(level <= below_dbfs for level in frame_levels_dbfs(pcm))


def longest_silence_s(pcm: bytes, *, below_dbfs: float = SILENT_DBFS) -> float:
    """The longest silence without a break."""
    longest = run = 0
    for level in frame_levels_dbfs(pcm):
        run = run + 1 if level <= below_dbfs else 0
        longest = max(longest, run)
    return 0.02 * longest


def keys(pcm: bytes) -> str:
    """The keys whose tones sound in it, each at least 40 ms, with a break between two of the same."""
    heard, last, count = "", "", 0
    for start in range(0, len(pcm) - 2 * FRAME_SAMPLES + 1, 2 * FRAME_SAMPLES):
        key = _key(pcm[start : start + 2 * FRAME_SAMPLES])
        last, count = key, count + 1 if key == last else 1
        heard += key if count == 2 else ""
    return heard


def _key(frame: bytes) -> str:
    """The key whose two tones hold most of a frame's power, or nothing."""
    row, column = _loudest(frame, ROWS_HZ), _loudest(frame, COLUMNS_HZ)
    both = 10 ** (row[1] / 10) + 10 ** (column[1] / 10)
    level = level_dbfs(frame)
    if level < SILENT_DBFS or both < 0.7 * 10 ** (level / 10) or abs(row[1] - column[1]) > 9:
        return ""
    return KEYPAD[4 * row[0] + column[0]]


def _loudest(frame: bytes, frequencies_hz: Sequence[float]) -> tuple[int, float]:
    levels = [tone_dbfs(frame, hz) for hz in frequencies_hz]
    return max(enumerate(levels), key=lambda found: found[1])


def _floats(pcm: bytes) -> np.ndarray:
    return np.frombuffer(pcm, "<i2").astype(np.float64) / 32768


def _decibels(power: float) -> float:
    return max(NOTHING_DBFS, 10 * math.log10(power)) if power > 0 else NOTHING_DBFS
