"""The jitter buffer: bytes stand where their timestamp says, and a head reads 160 of them every 20 ms.

So packets of any length, order and number come out right, and what is missing is known to the sample. The head
follows the network: a packet that comes after its time holds it back (the delay grows by what was missed and half a
frame); when the least margin of a window of packets was more than two frames, one quiet frame is left out.
"""

from __future__ import annotations

from ringback.media.core.concealment import conceal, join_up
from ringback.media.core.g711 import decode
from ringback.media.core.g722 import g722_reset
from ringback.media.core.state import (
    CODEC_STATE,
    FRAME,
    PAST,
    PAST_MASK,
    RING,
    RING_MASK,
    State,
    signed,
)

FIRST_DELAY = 320  # samples between the first packet's arrival and its first sample
WINDOW = 50  # packets over which the least margin is taken
SPARE = 360  # a margin that is more than is needed
QUIET = 300  # mean magnitude under which a frame is not missed
FAR_SPARE = 960  # so much that a frame goes though it is not quiet
MOST_HOLD = 4  # frames the delay grows by at once
MOST_DEPTH = 2400  # 300 ms: the delay never grows past this
DRY_US = 150000  # nothing for so long: the peer is silent, nothing is lost


def open_lane(s: State, lane: int) -> None:
    """Begin with nothing."""
    s.lane_is_on[lane] = 1
    s.lane_is_started[lane] = 0
    s.lane_gaps[lane] = 0
    s.lane_clock[lane] = 0
    s.lane_is_begun[lane] = 0
    s.lane_hold[lane] = 0
    for k in range(PAST):
        s.lane_past[lane * PAST + k] = 0
    g722_reset(s.decoder, lane * CODEC_STATE)


def _start_lane(s: State, lane: int, timestamp: int) -> None:
    for k in range(RING):
        s.lane_cells[lane * RING + k] = 0
    s.lane_is_started[lane] = 1
    s.lane_is_begun[lane] = 0
    s.lane_head[lane] = (timestamp - FIRST_DELAY) & 0xFFFFFFFF
    s.lane_newest[lane] = timestamp
    s.lane_hold[lane] = 0
    s.lane_window[lane] = 0
    s.lane_least[lane] = RING
    s.lane_spare[lane] = 0


def _weigh_margin(s: State, lane: int, margin: int) -> None:
    """How long before its time the packet came; under zero: after it."""
    s.lane_least[lane] = min(s.lane_least[lane], margin)
    s.lane_window[lane] += 1
    if s.lane_window[lane] >= WINDOW:
        s.lane_spare[lane] = max(0, s.lane_least[lane])
        s.lane_window[lane] = 0
        s.lane_least[lane] = RING
    if margin < 0 and s.lane_hold[lane] == 0:
        s.lane_hold[lane] = min(MOST_HOLD, (239 - margin) // FRAME)
        s.lane_spare[lane] = 0
        s.lane_window[lane] = 0
        s.lane_least[lane] = RING


def feed(s: State, leg: int, lane: int, offset: int, length: int, timestamp: int, now: int) -> None:
    """Put `length` payload bytes of the datagram at hand where `timestamp` says."""
    length = min(length, RING // 2)
    if not s.lane_is_started[lane]:
        _start_lane(s, lane, timestamp)
    ahead = signed(timestamp - s.lane_head[lane])
    if ahead + length > RING or ahead < -RING:
        _start_lane(s, lane, timestamp)
        ahead = FIRST_DELAY
    s.lane_fed_at[lane] = now
    _weigh_margin(s, lane, ahead)
    if ahead + length <= 0:
        s.rx_late[leg] += 1
        return
    first = max(0, -ahead)
    cells = lane * RING
    for k in range(first, length):
        s.lane_cells[cells + ((timestamp + k) & RING_MASK)] = 256 | s.packet[offset + k]
    if signed(timestamp + length - s.lane_newest[lane]) > 0:
        s.lane_newest[lane] = (timestamp + length) & 0xFFFFFFFF


def _take(s: State, lane: int, codec: int, at: int) -> int:
    """Decode 160 cells into `heard` or `relayed`, clear them; how many there were."""
    cells = lane * RING
    past = lane * PAST
    clock = s.lane_clock[lane]
    have = 0
    for k in range(FRAME):
        place = cells + ((s.lane_head[lane] + k) & RING_MASK)
        cell = s.lane_cells[place]
        sample = 0
        if cell:
            s.lane_cells[place] = 0
            sample = decode(s, lane, codec, cell & 0xFF)
            have = have + 1
        s.lane_past[past + ((clock + k) & PAST_MASK)] = sample
    return have


def _count_cells(s: State, lane: int) -> int:
    cells = lane * RING
    have = 0
    for k in range(FRAME):
        if s.lane_cells[cells + ((s.lane_head[lane] + k) & RING_MASK)]:
            have = have + 1
    return have


def _take_broken(s: State, lane: int, codec: int) -> None:
    """Decode what is there and make up what is not, sample by sample."""
    conceal(s, lane)
    cells = lane * RING
    past = lane * PAST
    clock = s.lane_clock[lane]
    for k in range(FRAME):
        place = cells + ((s.lane_head[lane] + k) & RING_MASK)
        cell = s.lane_cells[place]
        if cell:
            s.lane_cells[place] = 0
            s.lane_past[past + ((clock + k) & PAST_MASK)] = decode(s, lane, codec, cell & 0xFF)


def _silence(s: State, lane: int) -> None:
    for k in range(FRAME):
        s.lane_past[lane * PAST + ((s.lane_clock[lane] + k) & PAST_MASK)] = 0
    s.lane_gaps[lane] = 0


def _make_up(s: State, leg: int, lane: int, now: int) -> None:
    """Nothing is there: a loss, or a peer that is silent or has not begun."""
    if not s.lane_is_begun[lane] or now - s.lane_fed_at[lane] > DRY_US:
        _silence(s, lane)
        return
    conceal(s, lane)
    s.rx_concealed[leg] += 1


def _step_head(s: State, leg: int, lane: int, codec: int, now: int) -> None:
    """Fill the next frame of the past and move the head."""
    if s.lane_hold[lane] > 0:
        s.lane_hold[lane] -= 1
        if signed(s.lane_newest[lane] - s.lane_head[lane]) < MOST_DEPTH:
            _make_up(s, leg, lane, now)
            return
    have = _count_cells(s, lane)
    if have == FRAME:
        _take(s, lane, codec, 0)
        if s.lane_gaps[lane] > 0:
            join_up(s, lane)
        s.lane_is_begun[lane] = 1
    elif have > 0 and s.lane_is_begun[lane]:
        _take_broken(s, lane, codec)
        s.rx_concealed[leg] += 1
    elif have > 0:
        _take(s, lane, codec, 0)
        s.lane_is_begun[lane] = 1
    else:
        _make_up(s, leg, lane, now)
    s.lane_head[lane] = (s.lane_head[lane] + FRAME) & 0xFFFFFFFF


def _leave_out(s: State, lane: int, loudness: int) -> None:
    """Shorten the delay by a frame where it is not needed."""
    if s.lane_spare[lane] > FAR_SPARE or (s.lane_spare[lane] > SPARE and loudness < QUIET):
        for k in range(FRAME):
            s.lane_cells[lane * RING + ((s.lane_head[lane] + k) & RING_MASK)] = 0
        s.lane_head[lane] = (s.lane_head[lane] + FRAME) & 0xFFFFFFFF
        s.lane_spare[lane] = 0
        s.lane_window[lane] = 0
        s.lane_least[lane] = RING


def hear(s: State, leg: int, lane: int, codec: int, now: int) -> int:
    """The next 20 ms of a lane into `heard` (even lanes) or `relayed` (odd ones); its mean magnitude."""
    if s.lane_is_started[lane]:
        _step_head(s, leg, lane, codec, now)
    else:
        _silence(s, lane)
    at = leg * FRAME
    past = lane * PAST
    clock = s.lane_clock[lane]
    total = 0
    for k in range(FRAME):
        sample = s.lane_past[past + ((clock + k) & PAST_MASK)]
        if lane & 1:
            s.relayed[at + k] = sample
        else:
            s.heard[at + k] = sample
        if sample < 0:
            total = total - sample
        else:
            total = total + sample
    s.lane_clock[lane] = clock + FRAME
    loudness = total // FRAME
    if s.lane_is_started[lane] and s.lane_spare[lane] > SPARE:
        _leave_out(s, lane, loudness)
    return loudness
