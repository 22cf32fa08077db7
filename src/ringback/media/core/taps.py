"""Taps: what a leg received and was sent, in stereo, one frame every 20 ms come what may. A leg has up to four.

A tap's ring is written here and read by one reader on another thread. A full ring never blocks: the time that does
not fit is owed, and paid as silence where it belongs, so that a tap's length stays wall time.
"""

from __future__ import annotations

from ringback.media.core.ordering import observe, publish
from ringback.media.core.state import FRAME, LEG_TAPS, TAP_MASK, TAP_RING, State


def _put(s: State, tap: int, at: int, received: int, sent: int) -> None:
    place = 2 * (tap * TAP_RING + (at & TAP_MASK))
    s.tap_ring[place] = received
    s.tap_ring[place + 1] = sent


def _pay(s: State, tap: int, room: int) -> int:
    """Write as much owed silence as fits; the room that is left."""
    owed = min(room, s.tap_owed[tap])
    head = s.tap_head[tap]
    for k in range(owed):
        _put(s, tap, head + k, 0, 0)
    s.tap_owed[tap] -= owed
    if owed > 0:
        publish(s.tap_head, tap, head + owed)
    return room - owed


def _write(s: State, leg: int, tap: int, has_heard: int, has_spoken: int) -> None:
    room = TAP_RING - (s.tap_head[tap] - observe(s.tap_tail, tap))
    room = _pay(s, tap, room)
    if room < FRAME or s.tap_owed[tap] > 0:
        s.tap_owed[tap] += FRAME
        s.tap_lost[tap] += FRAME
        return
    head = s.tap_head[tap]
    at = leg * FRAME
    for k in range(FRAME):
        received = 0
        sent = 0
        if has_heard:
            received = s.heard[at + k]
        if has_spoken:
            sent = s.frame[k]
        _put(s, tap, head + k, received, sent)
    publish(s.tap_head, tap, head + FRAME)


def write_taps(s: State, leg: int, has_heard: int, has_spoken: int) -> None:
    """One frame: what was heard, and the frame at hand as what was sent; silence where there is none."""
    for n in range(s.tapped[leg]):
        _write(s, leg, s.leg_taps[leg * LEG_TAPS + n], has_heard, has_spoken)


def open_tap(s: State, leg: int, tap: int) -> None:
    """Attach an empty tap; whoever asks has seen that there is a place."""
    s.leg_taps[leg * LEG_TAPS + s.tapped[leg]] = tap
    s.tapped[leg] += 1
    s.tap_owed[tap] = 0
    s.tap_lost[tap] = 0


def place_of_tap(s: State, leg: int, tap: int) -> int:
    """Where among the leg's it stands, or -1."""
    for n in range(s.tapped[leg]):
        if s.leg_taps[leg * LEG_TAPS + n] == tap:
            return n
    return -1


def shut_tap(s: State, leg: int, place: int) -> None:
    """Let go of one; the last takes its place."""
    s.tapped[leg] -= 1
    s.leg_taps[leg * LEG_TAPS + place] = s.leg_taps[leg * LEG_TAPS + s.tapped[leg]]
