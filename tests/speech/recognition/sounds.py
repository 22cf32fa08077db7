"""Sound that a detector of voices takes for one, without a voice: a buzz with formants, in syllables."""

import numpy as np

RATE_HZ = 8000


def babble(seconds: float, *, pitch_hz: float = 130.0, dbfs: float = -18.0) -> bytes:
    """Somebody who says nothing in particular, without a pause: int16, 8 kHz, mono."""
    at_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    pitch = pitch_hz * (1 + 0.06 * np.sin(2 * np.pi * 2.3 * at_s))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE_HZ
    buzz = sum(_formants(n * pitch_hz) * np.sin(n * phase) for n in range(1, 26))
    wave = buzz * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * at_s))
    strength = 10 ** (dbfs / 20) / np.sqrt(np.mean(np.square(wave)))
    return np.clip(wave * strength * 32767, -32767, 32767).astype("<i2").tobytes()


def quiet(seconds: float) -> bytes:
    """A line on which nobody speaks: a little hiss."""
    samples = np.random.default_rng(7).normal(0, 20, round(seconds * RATE_HZ))
    return samples.astype("<i2").tobytes()


def pieces(pcm: bytes, ms: int = 60) -> list[bytes]:
    """As it comes off a line."""
    size = 16 * ms
    return [pcm[at : at + size] for at in range(0, len(pcm), size)]


def _formants(hz: float) -> float:
    return sum(np.exp(-(((hz - formant) / width) ** 2)) for formant, width in ((550, 180), (1500, 250), (2500, 300)))
