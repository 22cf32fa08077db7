"""The grid: twenty slots, each served once in 20 ms. A slot's legs are heard, its rooms mixed, then each leg speaks."""

from __future__ import annotations

from ringback.media.core.inband import watch_tones
from ringback.media.core.lanes import hear, open_lane
from ringback.media.core.rooms import mix
from ringback.media.core.state import FRAME, FRAME_US, SLOTS, State
from ringback.media.core.talk import watch_talk
from ringback.media.core.taps import write_taps

MOST_MADE_UP = 50  # frames that a late wake-up is made up for in recordings: 1 s


def enter_slot(s: State, leg: int, slot: int) -> None:
    """Put a leg on a slot's list."""
    count = s.slot_count[slot]
    s.slot_legs[slot * s.capacity + count] = leg
    s.slot[leg] = slot
    s.place[leg] = count
    s.slot_count[slot] = count + 1


def leave_slot(s: State, leg: int) -> None:
    """Take it off again; the last one takes its place."""
    slot = s.slot[leg]
    last = s.slot_count[slot] - 1
    moved = s.slot_legs[slot * s.capacity + last]
    s.slot_legs[slot * s.capacity + s.place[leg]] = moved
    s.place[moved] = s.place[leg]
    s.slot_count[slot] = last


def move_slot(s: State, leg: int, slot: int) -> None:
    """To where its peer or room is served."""
    if s.slot[leg] != slot:
        leave_slot(s, leg)
        enter_slot(s, leg, slot)


def listen(s: State, leg: int, now: int) -> None:
    """Bring the next frame of what the leg sends us, for all who want it."""
    s.loudness[leg] = hear(s, leg, 2 * leg, s.codec[leg], now)
    if s.is_watched[leg]:
        watch_talk(s, leg, s.loudness[leg])
    if s.seeks_tones[leg]:
        watch_tones(s, leg)


def _listen_along(s: State, leg: int, now: int) -> None:
    """What passes through to a recorded leg."""
    other = s.peer[leg]
    if other >= 0 and s.passes[other]:
        hear(s, leg, 2 * leg + 1, s.codec[leg], now)


def _record_missed(s: State, leg: int, missed: int, now: int) -> None:
    """Wake-ups that never were: the recording gets the time all the same."""
    for k in range(FRAME):
        s.frame[k] = 0
    for n in range(missed):
        if n < MOST_MADE_UP:
            listen(s, leg, now)
        write_taps(s, leg, n < MOST_MADE_UP, 0)


def begin_slot(s: State, slot: int, missed: int, now: int) -> int:
    """First half of a slot's turn, `missed` turns after its last: hear and mix. How many legs are to speak."""
    count = s.slot_count[slot]
    for k in range(count):
        leg = s.slot_legs[slot * s.capacity + k]
        s.busy_leg = leg
        if s.is_connected[leg]:
            if s.tapped[leg] > 0:
                if missed > 0:
                    _record_missed(s, leg, missed, now)
                _listen_along(s, leg, now)
            if s.hears[leg] > 0:
                listen(s, leg, now)
            if missed > 0:
                s.tx_timestamp[leg] = (s.tx_timestamp[leg] + missed * FRAME * s.is_speaking[leg]) & 0xFFFFFFFF
    for k in range(count):
        leg = s.slot_legs[slot * s.capacity + k]
        s.busy_leg = leg
        room = s.room[leg]
        if room >= 0 and s.room_place[leg] == 0:
            mix(s, room)
    return count


def want_hearing(s: State, leg: int, change: int) -> None:
    """One more or one less wants this leg's decoded audio; the first opens its lane."""
    s.hears[leg] += change
    lane = 2 * leg
    if s.hears[leg] > 0 and not s.lane_is_on[lane]:
        open_lane(s, lane)
    elif s.hears[leg] <= 0:
        s.lane_is_on[lane] = 0


def slot_at(now: int, offset: int) -> int:
    """The slot that the millisecond belongs to."""
    return (now - offset) // (FRAME_US // SLOTS) % SLOTS
