"""What comes from the side that answers, made up: something like a voice, tones, silence, noise. int16, 8 kHz, mono."""

import numpy as np

RATE_HZ = 8000


def _pcm(sound: np.ndarray) -> bytes:
    return np.clip(np.round(sound), -32768, 32767).astype("<i2").tobytes()


def silence(seconds: float, noise_dbfs: float | None = None, seed: int = 1) -> bytes:
    length = int(seconds * RATE_HZ)
    if noise_dbfs is None:
        return bytes(2 * length)
    return _pcm(np.random.default_rng(seed).standard_normal(length) * 32768 * 10 ** (noise_dbfs / 20))


def voice(seconds: float, dbfs: float = -18.0, pitch_hz: float = 130.0) -> bytes:
    """Syllables, five a second: harmonics of a pitch that moves, under the hills of a mouth."""
    at = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    turn = 2 * np.pi * np.cumsum(pitch_hz * (1 + 0.08 * np.sin(2 * np.pi * 1.3 * at))) / RATE_HZ
    formants = ((600, 1.0), (1200, 0.5), (2500, 0.2))
    sound = np.zeros(len(at))
    for n in range(1, int(3600 / pitch_hz)):
        weight = sum(gain / (1 + ((n * pitch_hz - hz) / 150) ** 2) for hz, gain in formants)
        sound += weight * np.sin(n * turn)
    sound *= 0.15 + 0.85 * np.sin(np.pi * 5 * at) ** 2
    return _pcm(sound / np.sqrt(np.mean(sound**2)) * 32768 * 10 ** (dbfs / 20)) if len(at) else b""


def tone(*frequencies_hz: float, seconds: float = 0.4, dbfs: float = -16.0) -> bytes:
    at = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    sound = sum((np.sin(2 * np.pi * hz * at) for hz in frequencies_hz), np.zeros(len(at)))
    return _pcm(sound / np.sqrt(len(frequencies_hz) / 2) * 32768 * 10 ** (dbfs / 20))


def with_noise(pcm: bytes, dbfs: float, seed: int = 1) -> bytes:
    sound = np.frombuffer(pcm, "<i2").astype(float)
    return _pcm(sound + np.random.default_rng(seed).standard_normal(len(sound)) * 32768 * 10 ** (dbfs / 20))
