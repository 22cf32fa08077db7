"""Losses of many lanes at once: `core.concealment`, the same numbers."""

import numpy as np

from ringback.media.batches.arrays import Arrays, K
from ringback.media.core.concealment import (
    COMPARED,
    FADE_FRAME,
    FADE_FROM,
    LONGEST_LAG,
    OVERLAP,
    SHORTEST_LAG,
)
from ringback.media.core.state import FRAME

Numbers = np.ndarray
BACKS = 2 * FRAME - np.arange(1, COMPARED, 2)  # where the samples stand in the last two frames
LAGS = np.arange(SHORTEST_LAG, LONGEST_LAG + 1, 2)
OLDER = BACKS[None, :] - LAGS[:, None]


def _gain(a: Arrays, lane: Numbers) -> Numbers:
    return np.maximum(0, FADE_FROM - FADE_FRAME * a.lane_gaps[lane])


def find_lags(a: Arrays, lane: Numbers) -> Numbers:
    """`core.concealment.find_lag`: the first of the best."""
    clock = a.lane_clock[lane]
    past = np.hstack([a.past.read(lane, clock - 2 * FRAME), a.past.read(lane, clock - FRAME)]).astype(np.int64) >> 4
    recent, older = past[:, BACKS], past[:, OLDER]
    product = (older * recent[:, None, :]).sum(axis=2)
    energy = 1 + (older * older).sum(axis=2)
    score = np.where(product > 0, product * (product // 64) // energy, 0)
    best = score.argmax(axis=1)
    return np.where(score.max(axis=1) > 0, LAGS[best], LONGEST_LAG)


def conceal(a: Arrays, lane: Numbers) -> Numbers:
    """The next frame of each lane, made up of its past; int16 in rows."""
    fresh = lane[a.lane_gaps[lane] == 0]
    if len(fresh):
        a.lane_lag[fresh] = find_lags(a, fresh)
    gaps, gain, clock = a.lane_gaps[lane], _gain(a, lane), a.lane_clock[lane]
    end = np.where(gaps == 0, gain, np.maximum(0, gain - FADE_FRAME))
    gains = gain[:, None] - (gain - end)[:, None] * K // FRAME
    made = np.empty((len(lane), 2 * FRAME), np.int64)
    made[:, :FRAME] = a.past.read(lane, clock - FRAME)
    back = K[:SHORTEST_LAG] - a.lane_lag[lane][:, None]
    for at in range(0, FRAME, SHORTEST_LAG):  # no lag is shorter, so what is repeated is there
        older = np.take_along_axis(made, FRAME + at + back, 1)
        made[:, FRAME + at : FRAME + at + SHORTEST_LAG] = older * gains[:, at : at + SHORTEST_LAG] >> 8
    a.lane_gaps[lane] += 1
    return made[:, FRAME:].astype(np.int16)


def join_up(a: Arrays, lane: Numbers, samples: Numbers) -> Numbers:
    """Real sound after a loss, faded over from what would have been made up."""
    past = a.past.read(lane, a.lane_clock[lane] - FRAME).astype(np.int64)
    k = K[:OVERLAP]
    made = np.take_along_axis(past, FRAME + k - a.lane_lag[lane][:, None], 1) * _gain(a, lane)[:, None] >> 8
    samples[:, :OVERLAP] = (made * (OVERLAP - k) + samples[:, :OVERLAP].astype(np.int64) * k) // OVERLAP
    a.lane_gaps[lane] = 0
    return samples
