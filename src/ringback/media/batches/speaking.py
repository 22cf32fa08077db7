"""What many legs say in one turn: `core.speaking.speak` where nothing begins, ends or is told."""

from typing import NamedTuple

import numpy as np

from ringback.media.batches.arrays import CODES, Arrays
from ringback.media.batches.arriving import count_sent, headers
from ringback.media.core.rtp import HEADER
from ringback.media.core.speaking import PASSING_GAP_US, TIMEOUT_US
from ringback.media.core.state import FRAME, G722, LEG_TAPS, TAP_RING

Numbers = np.ndarray


class Ways(NamedTuple):
    """By which way each leg's frame comes; exclusive, as `core.speaking._compose` asks."""

    plays: Numbers
    mixes: Numbers
    passes: Numbers
    relays: Numbers


def ways(a: Arrays, leg: Numbers) -> tuple[Ways, Numbers]:
    """(ways, the peer or 0)."""
    peer = a.peer[leg]
    to, has_peer = np.maximum(peer, 0), peer >= 0
    rest = np.ones(len(leg), bool)
    found = []
    for way in (a.play_token[leg] != 0, a.room[leg] >= 0, has_peer & (a.passes[to] != 0), has_peer & (a.hears[to] > 0)):
        found.append(rest & way)
        rest = rest & ~way
    return Ways(*found), to


def usual(a: Arrays, leg: Numbers, way: Ways, to: Numbers, now: int) -> Numbers:
    """Which legs' turns the core need not take itself."""
    key = (a.key_is_down[leg] != 0) | ((a.peer[leg] >= 0) & (a.key_is_down[to] != 0))
    times_out = (a.receives[leg] != 0) & (a.is_timeout_told[leg] == 0) & (now - a.heard_at[leg] > TIMEOUT_US)
    end = a.play_at[leg] + FRAME
    ends = (end > a.play_length[leg]) | ((end == a.play_length[leg]) & (a.play_loops[leg] == 1))
    gap = way.passes & (now - a.tx_at[leg] > PASSING_GAP_US)
    speaks = ~way.passes & (a.sends[leg] != 0) & (a.remote_port[leg] != 0)
    special = (a.is_speaking[leg] == 0) | (a.frames_per_packet[leg] != 1) | (a.codec[leg] == G722)
    tapped = (a.tapped[leg] > 0) & ~has_room(a, leg)
    odd = key | times_out | gap | (speaks & special) | tapped | (a.dial_token[leg] != 0)
    return (a.is_connected[leg] != 0) & ~(odd | (way.plays & ends) | (way.mixes & (a.is_coached[leg] != 0)))


def compose(a: Arrays, leg: Numbers, way: Ways, to: Numbers) -> Numbers:
    """Frames in rows."""
    frames = np.zeros((len(leg), FRAME), np.int16)
    n = way.plays.nonzero()[0]
    if len(n):
        playing = leg[n]
        frames[n] = a.sounds[a.play_start[playing] + a.play_at[playing]]
        a.play_at[playing] += FRAME
    n = (way.mixes & (a.is_deaf[leg] == 0)).nonzero()[0]
    if len(n):
        sums = a.room_sum[a.room[leg[n]]].astype(np.int32)
        sums -= a.heard[leg[n]] * a.is_mixed[leg[n]].astype(np.int16)[:, None]
        frames[n] = np.minimum(np.maximum(sums, -32768), 32767)
    n = (way.passes & (a.tapped[leg] > 0)).nonzero()[0]
    if len(n):
        frames[n] = a.relayed[leg[n]]
    n = way.relays.nonzero()[0]
    if len(n):
        frames[n] = a.heard[to[n]]
    return frames


def record(a: Arrays, leg: Numbers, frames: Numbers) -> None:
    """`core.taps.write_taps` where there is room."""
    n = (a.tapped[leg] > 0).nonzero()[0]
    if len(n) == 0:
        return
    tapped = leg[n]
    heard = a.heard[tapped]
    heard[a.receives[tapped] == 0] = 0
    said = frames[n]
    said[a.sends[tapped] == 0] = 0
    put_down(a, tapped, heard, said)


def put_down(a: Arrays, leg: Numbers, received: Numbers, sent: Numbers) -> None:
    """A frame each into all taps of the legs; they have room."""
    both = np.empty((*sent.shape, 2), np.int16)
    both[:, :, 0], both[:, :, 1] = received, sent
    frames = both.view(np.int32)[:, :, 0]
    for n in range(int(a.tapped[leg].max(initial=0))):
        has = (a.tapped[leg] > n).nonzero()[0]
        tap = a.leg_taps[leg[has], n]
        a.taps.write(tap, a.tap_head[tap], frames[has])
        a.tap_head[tap] += FRAME


def record_heard(a: Arrays, leg: Numbers) -> None:
    """What was heard in a turn in which nothing could be said."""
    heard = a.heard[leg]
    put_down(a, leg, heard, np.zeros_like(heard))


def has_room(a: Arrays, leg: Numbers) -> Numbers:
    """Whose taps all take a frame and owe no silence."""
    is_there = np.arange(LEG_TAPS) < a.tapped[leg][:, None]
    tap = np.where(is_there, a.leg_taps[leg], 0)
    is_roomy = (TAP_RING - (a.tap_head[tap] - a.tap_tail[tap]) >= FRAME) & (a.tap_owed[tap] == 0)
    return (is_roomy | ~is_there).all(axis=1)


def packets(a: Arrays, leg: Numbers, frames: Numbers, now: int) -> Numbers:
    """`core.speaking._send_frame`: packets in rows of 172 bytes."""
    rows = np.empty((len(leg), HEADER + FRAME), np.uint8)
    codec = a.codec[leg]
    index = (frames.astype(np.int32) + 32768) >> 2
    rows[:, HEADER:] = CODES[index + (16384 * codec)[:, None]] if codec.any() else CODES[index]
    rows[:, :HEADER] = headers(a.payload_type[leg] & 0x7F, a.tx_seq[leg], a.tx_timestamp[leg], a.tx_ssrc[leg])
    a.tx_timestamp[leg] = (a.tx_timestamp[leg] + FRAME) & 0xFFFFFFFF
    count_sent(a, leg, now)
    a.tx_seq[leg] = (a.tx_seq[leg] + 1) & 0xFFFF
    return rows
