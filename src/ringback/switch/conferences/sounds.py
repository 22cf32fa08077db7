"""The two beeps of a room: somebody comes, somebody goes. Made here, as int16, 8 kHz, mono."""

import functools

import numpy as np

LOW_HZ, HIGH_HZ = 660.0, 880.0
NOTE_S, LEVEL, RATE_HZ = 0.16, 0.16, 8000
FADE_S = 0.008


@functools.cache
def entering() -> bytes:
    """Upwards."""
    return _notes(LOW_HZ, HIGH_HZ)


@functools.cache
def leaving() -> bytes:
    """Downwards."""
    return _notes(HIGH_HZ, LOW_HZ)


def _notes(*frequencies_hz: float) -> bytes:
    at_s = np.arange(round(NOTE_S * RATE_HZ)) / RATE_HZ
    shape = np.minimum(1.0, np.minimum(at_s, at_s[::-1]) / FADE_S)
    notes = [np.sin(2 * np.pi * hz * at_s) * shape for hz in frequencies_hz]
    return np.rint(np.concatenate(notes) * LEVEL * 2**0.5 * 32767).astype("<i2").tobytes()
