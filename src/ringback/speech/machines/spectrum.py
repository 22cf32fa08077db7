"""What 20 ms of telephone sound look like: how loud, how much of a voice, and whether it is a tone or two.

A frame is seen through a window of 256 samples that ends with it. Levels are dBFS of the root mean square within
150 to 3,600 Hz: hum and what G.711 adds above are left out.
"""

from typing import NamedTuple

import numpy as np

RATE_HZ = 8000
HOP, WIDTH = 160, 256
BIN_HZ = RATE_HZ / WIDTH
LOW, HIGH = 5, 116  # bins: 156 to 3,625 Hz
LOBE = 2  # bins on both sides of a tone's peak that a Hann window smears it over
AROUND = np.arange(2 * LOBE + 1)
QUIETEST_DBFS, NOTHING_DBFS = -80.0, -52.0  # what a level is at least; under the second there is neither talk nor tone
WINDOW = np.hanning(WIDTH + 1)[:-1]
SCALE = 2.0 / (WIDTH * float(np.sum(WINDOW**2)) * 32768.0**2)
TILT = np.arange(LOW, HIGH) / 32.0  # weighs high bins up: the spectrum of speech and of most noise falls


class Frame(NamedTuple):
    """`peakiness` is the greatest bin over the mean of all, the spectrum's fall taken out: a voice's harmonics stand
    out of it (20 and more), noise has none (about 5). `first_hz` is the strongest tone, with `first_share` of all
    energy; `both_share` is what it has together with the second strongest, `second_hz`."""

    level_dbfs: float
    peakiness: float
    first_hz: float
    first_share: float
    second_hz: float
    both_share: float


class Spectrum:
    """Sound in pieces of any length in, frames out."""

    def __init__(self) -> None:
        self._waiting = np.zeros(WIDTH - HOP, np.int16)  # the past that the first window looks back on

    def take(self, pcm: bytes) -> list[Frame]:
        """int16, 8 kHz, mono: the frames that are whole by now."""
        sound = np.concatenate([self._waiting, np.frombuffer(pcm, "<i2")])
        count = (len(sound) - (WIDTH - HOP)) // HOP
        self._waiting = sound[count * HOP :]
        return _frames(sound, count) if count else []


def _frames(sound: np.ndarray, count: int) -> list[Frame]:
    windows = np.lib.stride_tricks.sliding_window_view(sound, WIDTH)[::HOP][:count]
    power = np.abs(np.fft.rfft(windows * WINDOW)[:, LOW:HIGH]) ** 2
    total = power.sum(axis=1) + 1e-9
    level = np.maximum(10 * np.log10(total * SCALE + 1e-12), QUIETEST_DBFS)
    if level.max() < NOTHING_DBFS:  # most of a wait is: nobody looks at the rest
        return [Frame(one, 0.0, 0.0, 0.0, 0.0, 0.0) for one in level.tolist()]
    tilted = power * TILT
    peakiness = tilted.max(axis=1) / (tilted.mean(axis=1) + 1e-9)
    band = np.zeros((count, power.shape[1] + 2 * LOBE))
    band[:, LOBE:-LOBE] = power
    first_hz, first = _strongest(band)
    second_hz, second = _strongest(band)
    columns = (level, peakiness, first_hz, first / total, second_hz, (first + second) / total)
    return [Frame(*row) for row in np.array(columns).T.tolist()]


def _strongest(band: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(Hz, energy) of the greatest peak of each row, which is taken out of it; the place between bins by a parabola.

    The rows have LOBE empty bins at both ends.
    """
    peak = band[:, LOBE:-LOBE].argmax(axis=1)
    places = (np.arange(len(band))[:, None], peak[:, None] + AROUND)
    lobe = band[places]
    band[places] = 0.0
    below, here, above = np.log(lobe[:, LOBE - 1 : LOBE + 2] + 1e-9).T
    shift = 0.5 * (below - above) / np.minimum(below - 2 * here + above, -1e-9)
    hz = (peak + LOW + np.minimum(np.maximum(shift, -0.5), 0.5)) * BIN_HZ
    return hz, lobe.sum(axis=1)
