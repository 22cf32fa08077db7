"""Lanes of many legs at once: `core.lanes.hear` where a whole frame is there, or none is."""

import numpy as np

from ringback.media.batches.arrays import SAMPLES, Arrays
from ringback.media.batches.arriving import signed
from ringback.media.batches.concealing import conceal, join_up
from ringback.media.core.lanes import DRY_US, MOST_DEPTH, SPARE, _leave_out, hear
from ringback.media.core.rooms import SILENT, STAYS, TALKERS
from ringback.media.core.state import FRAME, G722, State

Numbers = np.ndarray


def listen(s: State, a: Arrays, leg: Numbers, side: int, now: int) -> Numbers:
    """The next frame of lane 2·leg + side, for each leg; its loudness."""
    lane = 2 * leg + side
    cells = a.cells.read(lane, a.lane_head[lane])
    started, hold, have = a.lane_is_started[lane] != 0, a.lane_hold[lane] != 0, np.count_nonzero(cells, axis=1)
    whole = started & ~hold & (have == FRAME) & (a.codec[leg] != G722)
    dry = (a.lane_is_begun[lane] == 0) | (now - a.lane_fed_at[lane] > DRY_US)
    quiet = ~started | (~hold & (have == 0) & dry)
    waits = hold & (signed(a.lane_newest[lane] - a.lane_head[lane]) < MOST_DEPTH)
    lost = started & ~dry & (waits | (~hold & (have == 0)))
    loudness = np.zeros(len(leg), np.int64)
    for which, do in ((whole, _take), (lost, _make_up), (quiet, _pass_silence)):
        n = which.nonzero()[0]
        if len(n):
            samples = do(a, leg[n], lane[n], cells[n])
            loudness[n] = _give_out(a, leg[n], lane[n], side, samples)
    odd = ~(whole | quiet | lost)
    for k in (~odd & started & (a.lane_spare[lane] > SPARE)).nonzero()[0].tolist():
        _leave_out(s, int(lane[k]), int(loudness[k]))
    for k in odd.nonzero()[0].tolist():
        loudness[k] = hear(s, int(leg[k]), int(lane[k]), int(a.codec[leg[k]]), now)
    return loudness


def _give_out(a: Arrays, leg: Numbers, lane: Numbers, side: int, samples: Numbers) -> Numbers:
    a.past.write(lane, a.lane_clock[lane], samples)
    (a.relayed if side else a.heard)[leg] = samples
    a.lane_clock[lane] += FRAME
    return np.abs(samples.astype(np.int32)).sum(axis=1) // FRAME


def _move_on(a: Arrays, lane: Numbers) -> None:
    a.lane_head[lane] = (a.lane_head[lane] + FRAME) & 0xFFFFFFFF


def _take(a: Arrays, leg: Numbers, lane: Numbers, cells: Numbers) -> Numbers:
    """Whole frames; `core.lanes._take`."""
    codec = a.codec[leg]
    samples = SAMPLES[cells + (256 * codec)[:, None]] if codec.any() else SAMPLES[cells]
    a.cells.clear(lane, a.lane_head[lane])
    after = a.lane_gaps[lane].nonzero()[0]
    if len(after):
        samples[after] = join_up(a, lane[after], samples[after])
    a.lane_is_begun[lane] = 1
    _move_on(a, lane)
    return samples


def _make_up(a: Arrays, leg: Numbers, lane: Numbers, cells: Numbers) -> Numbers:
    """Nothing is there, or the head is held back; `core.lanes._make_up`."""
    held = a.lane_hold[lane] > 0
    a.lane_hold[lane] -= held
    a.rx_concealed[leg] += 1
    samples = conceal(a, lane)
    _move_on(a, lane[~held])
    return samples


def _pass_silence(a: Arrays, leg: Numbers, lane: Numbers, cells: Numbers) -> Numbers:
    a.lane_gaps[lane] = 0
    _move_on(a, lane[a.lane_is_started[lane] != 0])
    return np.zeros((len(lane), FRAME), np.int16)


def mix(a: Arrays, rooms: Numbers) -> None:
    """`core.rooms.mix` of several rooms: the loudest few, the first of equals."""
    counts = a.room_count[rooms]
    members = a.room_members[rooms, : counts.max()]
    is_there = np.arange(members.shape[1]) < counts[:, None]
    members = np.where(is_there, members, members[:, :1])
    present = members[is_there]
    level = a.level[present]
    level = a.level[present] = np.maximum(a.loudness[present], level - (level >> 4) - 1)
    weight = level + a.is_mixed[present] * (level // STAYS)
    a.is_mixed[present] = 0
    a.room_sum[rooms] = 0
    may = (level > SILENT) & (a.is_connected[present] != 0) & (a.receives[present] != 0)
    may &= (a.is_muted[present] == 0) & (a.coaches[present] < 0)
    talker, of = present[may], np.nonzero(is_there)[0][may]
    order = np.lexsort((-weight[may], of))
    talker, of = talker[order], of[order]
    heard = np.arange(len(of)) - np.searchsorted(of, of) < TALKERS
    talker, of = talker[heard], of[heard]
    a.is_mixed[talker] = 1
    first = np.nonzero(np.diff(of, prepend=-1))[0]
    if len(first):
        a.room_sum[rooms[of[first]]] = np.add.reduceat(a.heard[talker], first, axis=0, dtype=np.int64)
