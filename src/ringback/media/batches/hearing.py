"""Lanes of many legs at once: `core.lanes.hear` where a whole frame is there, or nothing is and nothing is missed."""

import numpy as np

from ringback.media.batches.arrays import SAMPLES, Arrays, K
from ringback.media.core.lanes import DRY_US, SPARE, _leave_out, hear
from ringback.media.core.rooms import TALKERS
from ringback.media.core.state import FRAME, G722, PAST, PAST_MASK, RING, RING_MASK, State

Numbers = np.ndarray


def listen(s: State, a: Arrays, leg: Numbers, side: int, now: int) -> Numbers:
    """The next frame of lane 2·leg + side, for each leg; its loudness."""
    lane = 2 * leg + side
    place = (lane * RING)[:, None] + ((a.lane_head[lane][:, None] + K) & RING_MASK)
    cells = a.lane_cells[place]
    started, hold, have = a.lane_is_started[lane] != 0, a.lane_hold[lane] != 0, np.count_nonzero(cells, axis=1)
    whole = started & ~hold & (have == FRAME) & (a.lane_gaps[lane] == 0) & (a.codec[leg] != G722)
    dry = (a.lane_is_begun[lane] == 0) | (now - a.lane_fed_at[lane] > DRY_US)
    quiet = ~started | (~hold & (have == 0) & dry)
    loudness = np.zeros(len(leg), np.int64)
    taken = np.flatnonzero(whole)
    if len(taken):
        loudness[taken] = _take(a, leg[taken], lane[taken], side, place[taken], cells[taken])
    _pass_silence(a, leg[quiet], lane[quiet], side, started[quiet])
    for k in np.flatnonzero((whole | quiet) & started & (a.lane_spare[lane] > SPARE)).tolist():
        _leave_out(s, int(lane[k]), int(loudness[k]))
    for k in np.flatnonzero(~(whole | quiet)).tolist():
        loudness[k] = hear(s, int(leg[k]), int(lane[k]), int(a.codec[leg[k]]), now)
    return loudness


def _out(a: Arrays, side: int) -> Numbers:
    return a.relayed if side else a.heard


def _past(a: Arrays, lane: Numbers) -> Numbers:
    return (lane * PAST)[:, None] + ((a.lane_clock[lane][:, None] + K) & PAST_MASK)


def _take(a: Arrays, leg: Numbers, lane: Numbers, side: int, place: Numbers, cells: Numbers) -> Numbers:
    codec = a.codec[leg]
    samples = SAMPLES[cells + (256 * codec)[:, None]] if codec.any() else SAMPLES[cells]
    a.lane_cells[place] = 0
    a.lane_past[_past(a, lane)] = samples
    _out(a, side)[leg] = samples
    a.lane_is_begun[lane] = 1
    a.lane_head[lane] = (a.lane_head[lane] + FRAME) & 0xFFFFFFFF
    a.lane_clock[lane] += FRAME
    return np.abs(samples.astype(np.int32)).sum(axis=1) // FRAME


def _pass_silence(a: Arrays, leg: Numbers, lane: Numbers, side: int, started: Numbers) -> None:
    if len(lane) == 0:
        return
    a.lane_past[_past(a, lane)] = 0
    _out(a, side)[leg] = 0
    a.lane_gaps[lane] = 0
    a.lane_clock[lane] += FRAME
    moved = lane[started]
    a.lane_head[moved] = (a.lane_head[moved] + FRAME) & 0xFFFFFFFF


def mix(a: Arrays, room: int) -> None:
    """`core.rooms.mix`: the loudest few, the first of equals; one room at a time."""
    members = a.room_members[room, : a.room_count[room]]
    a.is_mixed[members] = 0
    level = a.level[members]
    level = np.maximum(a.loudness[members], level - (level >> 4) - 1)
    a.level[members] = level
    may = (a.is_connected[members] != 0) & (a.receives[members] != 0)
    may &= (a.is_muted[members] == 0) & (a.coaches[members] < 0)
    talkers = np.flatnonzero(may)
    chosen = members[talkers[np.argsort(-level[talkers], kind="stable")[:TALKERS]]]
    a.is_mixed[chosen] = 1
    a.room_sum[room] = a.heard[chosen].sum(axis=0, dtype=np.int64)
