"""Keys as sound, of many legs at once: which of them `core.inband` has to look at. Most speech is done with here."""

import numpy as np

from ringback.media.batches.arrays import Arrays
from ringback.media.core.inband import COSINES, ENERGY_SHARE, GROUP, LEAST_ENERGY, SINES, STEP, TONES
from ringback.media.core.state import FRAME

Numbers = np.ndarray
# Whole numbers below 2 to the 53rd: the products are exact, in whatever order they are summed.
TABLE = np.concatenate([np.asarray(one)[: TONES * FRAME].reshape(TONES, FRAME) for one in (COSINES, SINES)])
TABLE = np.ascontiguousarray(TABLE.T, np.float64)


def maybe(a: Arrays, leg: Numbers) -> Numbers:
    """Those in which a key sounds already, or where a row and a column are strong enough in one of the two blocks."""
    if len(leg) == 0:
        return leg
    found = a.tone_key[leg] != 0
    for back in (FRAME + STEP, FRAME):
        block = a.past.read(2 * leg, a.lane_clock[2 * leg] - back).astype(np.float64)
        energy = np.square(block).sum(axis=1).astype(np.int64)
        found |= (energy >= LEAST_ENERGY) & _is_strong(block, energy)
    return leg[found]


def _is_strong(block: Numbers, energy: Numbers) -> Numbers:
    sums = (block @ TABLE).astype(np.int64) >> 14
    power = sums[:, :TONES] ** 2 + sums[:, TONES:] ** 2
    least = energy * (FRAME // 2) // ENERGY_SHARE
    return (power[:, :GROUP].max(axis=1) >= least) & (power[:, GROUP:].max(axis=1) >= least)
