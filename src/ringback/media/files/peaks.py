"""A sound's outline, for drawing it."""

import numpy as np
from numpy.typing import NDArray

FULL_SCALE = 32768


def peaks(pcm: bytes, n: int) -> list[float]:
    """The loudest sample in each of `n` equal stretches, from 0 to 1, to three places. All zeros for no sound."""
    samples = np.frombuffer(pcm, "<i2", count=len(pcm) // 2)
    if not len(samples):
        return [0.0] * n
    starts = np.arange(n) * len(samples) // n
    return rounded(np.maximum(np.maximum.reduceat(samples, starts), -1 - np.minimum.reduceat(samples, starts)))


def rounded(loudest: NDArray[np.integer]) -> list[float]:
    """Magnitudes of int16 samples as shares of full scale."""
    return [round(float(value) / FULL_SCALE, 3) for value in loudest]
