"""Lanes of many legs at once: `core.lanes.hear` where a whole frame is there, or nothing is and nothing is missed."""

import numpy as np

from ringback.media.batches.arrays import SAMPLES, Arrays
from ringback.media.core.lanes import DRY_US, SPARE, _leave_out, hear
from ringback.media.core.rooms import TALKERS
from ringback.media.core.state import FRAME, G722, State

Numbers = np.ndarray


def listen(s: State, a: Arrays, leg: Numbers, side: int, now: int) -> Numbers:
    """The next frame of lane 2·leg + side, for each leg; its loudness."""
    lane = 2 * leg + side
    cells = a.cells.read(lane, a.lane_head[lane])
    started, hold, have = a.lane_is_started[lane] != 0, a.lane_hold[lane] != 0, np.count_nonzero(cells, axis=1)
    whole = started & ~hold & (have == FRAME) & (a.lane_gaps[lane] == 0) & (a.codec[leg] != G722)
    dry = (a.lane_is_begun[lane] == 0) | (now - a.lane_fed_at[lane] > DRY_US)
    quiet = ~started | (~hold & (have == 0) & dry)
    loudness = np.zeros(len(leg), np.int64)
    taken = whole.nonzero()[0]
    if len(taken):
        loudness[taken] = _take(a, leg[taken], lane[taken], side, cells[taken])
    _pass_silence(a, leg[quiet], lane[quiet], side, started[quiet])
    for k in ((whole | quiet) & started & (a.lane_spare[lane] > SPARE)).nonzero()[0].tolist():
        _leave_out(s, int(lane[k]), int(loudness[k]))
    for k in (~(whole | quiet)).nonzero()[0].tolist():
        loudness[k] = hear(s, int(leg[k]), int(lane[k]), int(a.codec[leg[k]]), now)
    return loudness


def _out(a: Arrays, side: int) -> Numbers:
    return a.relayed if side else a.heard


def _take(a: Arrays, leg: Numbers, lane: Numbers, side: int, cells: Numbers) -> Numbers:
    codec = a.codec[leg]
    samples = SAMPLES[cells + (256 * codec)[:, None]] if codec.any() else SAMPLES[cells]
    a.cells.clear(lane, a.lane_head[lane])
    a.past.write(lane, a.lane_clock[lane], samples)
    _out(a, side)[leg] = samples
    a.lane_is_begun[lane] = 1
    a.lane_head[lane] = (a.lane_head[lane] + FRAME) & 0xFFFFFFFF
    a.lane_clock[lane] += FRAME
    return np.abs(samples.astype(np.int32)).sum(axis=1) // FRAME


def _pass_silence(a: Arrays, leg: Numbers, lane: Numbers, side: int, started: Numbers) -> None:
    if len(lane) == 0:
        return
    a.past.clear(lane, a.lane_clock[lane])
    _out(a, side)[leg] = 0
    a.lane_gaps[lane] = 0
    a.lane_clock[lane] += FRAME
    moved = lane[started]
    a.lane_head[moved] = (a.lane_head[moved] + FRAME) & 0xFFFFFFFF


def mix(a: Arrays, rooms: Numbers) -> None:
    """`core.rooms.mix` of several rooms: the loudest few, the first of equals."""
    counts = a.room_count[rooms]
    members = a.room_members[rooms, : counts.max()]
    is_there = np.arange(members.shape[1]) < counts[:, None]
    members = np.where(is_there, members, members[:, :1])
    present = members[is_there]
    level = a.level[present]
    a.level[present] = np.maximum(a.loudness[present], level - (level >> 4) - 1)
    a.is_mixed[present] = 0
    may = is_there & (a.is_connected[members] != 0) & (a.receives[members] != 0)
    may &= (a.is_muted[members] == 0) & (a.coaches[members] < 0)
    ranks = np.where(may, a.level[members], -1)
    order = np.argsort(-ranks, axis=1, kind="stable")[:, :TALKERS]
    chosen, talks = np.take_along_axis(members, order, 1), np.take_along_axis(ranks, order, 1) >= 0
    a.is_mixed[chosen[talks]] = 1
    voices = a.heard[chosen]
    voices[~talks] = 0
    a.room_sum[rooms] = voices.sum(axis=1, dtype=np.int32)
