"""Datagrams of many legs at once: what `core.arriving.receive` does with a packet like the one before it.

Usual is: plain RTP of the agreed payload type from the known source, in order, into a lane that has room where it
belongs, and on to a peer that is already aligned. `usual` decides by reading only; `take` then writes.
"""

from typing import NamedTuple

import numpy as np

from ringback.media.batches.arrays import Arrays
from ringback.media.core.arriving import RTCP_FIRST, RTCP_LAST
from ringback.media.core.lanes import WINDOW
from ringback.media.core.reception import MAX_DROPOUT
from ringback.media.core.rtp import HEADER
from ringback.media.core.state import FRAME, RING

WHOLE = HEADER + FRAME
Numbers = np.ndarray


class Arrived(NamedTuple):
    """Datagrams, one to a leg: their rows, from where, and their headers."""

    row: Numbers
    leg: Numbers
    ip: Numbers
    port: Numbers
    second: Numbers
    seq: Numbers
    timestamp: Numbers
    ssrc: Numbers

    def only(self, which: Numbers) -> "Arrived":
        return Arrived(*(column[which] for column in self))


class Forward(NamedTuple):
    """Who of `Arrived` goes on, to which leg."""

    which: Numbers
    to: Numbers


def plain(rows: Numbers, leg: Numbers, size: Numbers, ip: Numbers, port: Numbers) -> Arrived:
    """Those of one whole frame behind a header without anything in it."""
    which = ((size == WHOLE) & (rows[: len(leg), 0] == 0x80)).nonzero()[0]
    header = np.ascontiguousarray(rows[which, :HEADER])
    halves, words = header.view(">u2"), header.view(">u4")
    return Arrived(
        which, leg[which], ip[which], port[which], header[:, 1].astype(np.int64), halves[:, 1].astype(np.int64),
        words[:, 1].astype(np.int64), words[:, 2].astype(np.int64),
    )  # fmt: skip


def signed(value: Numbers) -> Numbers:
    """The differences of 32-bit timestamps as signed numbers."""
    return ((value + 0x80000000) & 0xFFFFFFFF) - 0x80000000


def _is_known(a: Arrays, d: Arrived) -> Numbers:
    leg, kind = d.leg, d.second & 0x7F
    is_rtcp = (kind >= RTCP_FIRST) & (kind <= RTCP_LAST)
    return (
        (a.is_connected[leg] != 0) & (a.receives[leg] != 0)
        & (kind == a.payload_type[leg]) & (kind != a.dtmf_type[leg]) & ~is_rtcp
        & (d.port == a.source_port[leg]) & (d.ip == a.source_ip[leg])
        & (a.rx_is_started[leg] != 0) & (a.rx_ssrc[leg] == d.ssrc)
        & (((d.seq - a.rx_highest[leg]) & 0xFFFF) < MAX_DROPOUT)
    )  # fmt: skip


def _fits(a: Arrays, lane: Numbers, timestamp: Numbers) -> Numbers:
    """Not late, not far ahead, and the lane is started: nothing changes but cells and the window."""
    ahead = signed(timestamp - a.lane_head[lane])
    return (a.lane_is_started[lane] != 0) & (ahead >= 0) & (ahead + FRAME <= RING)


def _goes_on(a: Arrays, d: Arrived) -> tuple[Numbers, Numbers]:
    """Which may be forwarded, and to whom (0 where to nobody)."""
    peer = a.peer[d.leg]
    to = np.maximum(peer, 0)
    may = (
        (peer >= 0) & (a.passes[d.leg] != 0) & (a.is_connected[to] != 0) & (a.sends[to] != 0)
        & (a.remote_port[to] != 0) & (a.play_token[to] == 0) & (a.dial_token[to] == 0)
    )  # fmt: skip
    return may, to


def usual(a: Arrays, d: Arrived) -> tuple[Numbers, Numbers, Numbers]:
    """(which are usual, which of all go on, to whom)."""
    may, to = _goes_on(a, d)
    is_aligned = (a.fw_is_set[to] != 0) & (a.fw_ssrc[to] == d.ssrc)
    onward = (d.timestamp + a.fw_timestamp[to]) & 0xFFFFFFFF
    is_ready = ~may | (is_aligned & ((a.tapped[to] == 0) | _fits(a, 2 * to + 1, onward)))
    is_heard = (a.lane_is_on[2 * d.leg] == 0) | _fits(a, 2 * d.leg, d.timestamp)
    return _is_known(a, d) & is_ready & is_heard, may, to


def count(a: Arrays, d: Arrived, now: int) -> None:
    """`latch.admit`, `reception.take_sequence` and `take_jitter`."""
    leg = d.leg
    a.heard_at[leg] = now
    a.rx_cycles[leg] += np.where(d.seq < a.rx_highest[leg], 65536, 0)
    a.rx_highest[leg] = d.seq
    a.rx_of_source[leg] += 1
    a.rx_packets[leg] += 1
    a.rx_bytes[leg] += FRAME
    a.is_timeout_told[leg] = 0
    transit = (now * 8 // 1000 - d.timestamp) & 0xFFFFFFFF
    had = a.rx_has_transit[leg].nonzero()[0]
    _jitter(a, leg[had], transit[had])
    a.rx_transit[leg] = transit
    a.rx_has_transit[leg] = 1


def _jitter(a: Arrays, leg: Numbers, transit: Numbers) -> None:
    change, jitter = np.abs(signed(transit - a.rx_transit[leg])), a.rx_jitter[leg]
    jitter = np.where(change < 80000, jitter + change - ((jitter + 8) >> 4), jitter)
    a.rx_jitter[leg] = jitter
    a.rx_jitter_max[leg] = np.maximum(a.rx_jitter_max[leg], jitter)
    a.rx_jitter_sum[leg] += jitter
    a.rx_jitter_count[leg] += 1


def feed(a: Arrays, lane: Numbers, payload: Numbers, timestamp: Numbers, now: int) -> None:
    """`lanes.feed` of whole frames that fit."""
    if len(lane) == 0:
        return
    ahead = signed(timestamp - a.lane_head[lane])
    a.lane_fed_at[lane] = now
    least, window = np.minimum(a.lane_least[lane], ahead), a.lane_window[lane] + 1
    is_over = window >= WINDOW
    a.lane_spare[lane] = np.where(is_over, np.maximum(0, least), a.lane_spare[lane])
    a.lane_window[lane] = np.where(is_over, 0, window)
    a.lane_least[lane] = np.where(is_over, RING, least)
    a.cells.write(lane, timestamp, payload.astype(np.uint16) | 256)
    end = (timestamp + FRAME) & 0xFFFFFFFF
    newest = a.lane_newest[lane]
    a.lane_newest[lane] = np.where(signed(timestamp + FRAME - newest) > 0, end, newest)


def forward(a: Arrays, rows: Numbers, d: Arrived, to: Numbers, now: int) -> None:
    """`arriving._forward`: headers are rewritten where they stand."""
    seq = (d.seq + a.fw_seq[to]) & 0xFFFF
    timestamp = (d.timestamp + a.fw_timestamp[to]) & 0xFFFFFFFF
    is_on = ((seq + 1 - a.tx_seq[to]) & 0xFFFF) < 0x8000
    a.tx_seq[to] = np.where(is_on, (seq + 1) & 0xFFFF, a.tx_seq[to])
    a.tx_timestamp[to] = np.where(is_on, (timestamp + FRAME) & 0xFFFFFFFF, a.tx_timestamp[to])
    second = (d.second & 0x80) | (a.payload_type[to] & 0x7F)
    rows[d.row, :HEADER] = headers(second, seq, timestamp, a.tx_ssrc[to])
    a.is_speaking[to] = 0
    taped = (a.tapped[to] > 0).nonzero()[0]
    if len(taped):
        feed(a, 2 * to[taped] + 1, rows[d.row[taped], HEADER:WHOLE], timestamp[taped], now)
    count_sent(a, to, now)


def count_sent(a: Arrays, leg: Numbers, now: int) -> None:
    a.tx_at[leg] = now
    a.tx_packets[leg] += 1
    a.tx_bytes[leg] += FRAME


def headers(second: Numbers, seq: Numbers, timestamp: Numbers, ssrc: Numbers) -> Numbers:
    """RTP headers in rows."""
    header = np.empty((len(seq), 3), ">u4")
    header[:, 0] = (0x80 << 24) | (second << 16) | seq
    header[:, 1] = timestamp
    header[:, 2] = ssrc
    return header.view(np.uint8)


def take(a: Arrays, rows: Numbers, d: Arrived, may: Numbers, to: Numbers, now: int) -> Forward:
    """All that a usual packet does; who is to be sent on."""
    count(a, d, now)
    heard = a.lane_is_on[2 * d.leg].nonzero()[0]
    if len(heard):
        feed(a, 2 * d.leg[heard], rows[d.row[heard], HEADER:WHOLE], d.timestamp[heard], now)
    on = may.nonzero()[0]
    if len(on):
        forward(a, rows, d.only(on), to[on], now)
    return Forward(d.row[on], to[on])
