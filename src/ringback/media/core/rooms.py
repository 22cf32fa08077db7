"""Rooms: N parties hear one another. The loudest few who talk are summed once; each hears the sum without itself.

All parties of a room share a slot, so that one frame of each is there when the room is mixed.
"""

from __future__ import annotations

from ringback.media.core.state import FRAME, ROOM_MAX, State, clamp

TALKERS = 8  # voices in a sum: more is noise to people
SILENT = 12  # mean magnitude up to which nobody talks, about -69 dBm0: A-law's silence is 8
STAYS = 4  # who was in the sum stays unless another is louder by a fourth: no word is cut by a rival as loud
CHOSEN = 2  # in `is_mixed`, while a room is mixed; 1 is who was in the last sum


def join_room(s: State, leg: int, room: int) -> int:
    """Add a leg; 0 if the room is full."""
    count = s.room_count[room]
    if count >= ROOM_MAX:
        return 0
    s.room_members[room * ROOM_MAX + count] = leg
    s.room_count[room] = count + 1
    s.room[leg] = room
    s.room_place[leg] = count
    s.is_mixed[leg] = 0
    return 1


def leave_room(s: State, leg: int) -> None:
    """Take a leg out; the last one takes its place."""
    room = s.room[leg]
    if room < 0:
        return
    last = s.room_count[room] - 1
    moved = s.room_members[room * ROOM_MAX + last]
    s.room_members[room * ROOM_MAX + s.room_place[leg]] = moved
    s.room_place[moved] = s.room_place[leg]
    s.room_count[room] = last
    s.room[leg] = -1
    s.is_mixed[leg] = 0


def _may_talk(s: State, leg: int) -> int:
    return s.is_connected[leg] and s.receives[leg] and not s.is_muted[leg] and s.coaches[leg] < 0


def _weight(s: State, leg: int) -> int:
    """How loud it counts: who was heard last time a little more."""
    return s.level[leg] + s.is_mixed[leg] * (s.level[leg] // STAYS)


def _loudest(s: State, room: int) -> int:
    """The loudest talker that is not chosen yet, or -1."""
    best = -1
    best_weight = 0
    for k in range(s.room_count[room]):
        leg = s.room_members[room * ROOM_MAX + k]
        if s.level[leg] > SILENT and s.is_mixed[leg] != CHOSEN and _may_talk(s, leg):
            weight = _weight(s, leg)
            if weight > best_weight:
                best = leg
                best_weight = weight
    return best


def _add_voice(s: State, room: int, leg: int) -> None:
    s.is_mixed[leg] = CHOSEN
    for k in range(FRAME):
        s.room_sum[room * FRAME + k] += s.heard[leg * FRAME + k]


def mix(s: State, room: int) -> None:
    """Choose who is heard and sum them; levels fall slowly, so that a talker is not lost between words."""
    for k in range(FRAME):
        s.room_sum[room * FRAME + k] = 0
    for k in range(s.room_count[room]):
        leg = s.room_members[room * ROOM_MAX + k]
        s.level[leg] = max(s.loudness[leg], s.level[leg] - (s.level[leg] >> 4) - 1)
    for _ in range(TALKERS):
        leg = _loudest(s, room)
        if leg >= 0:
            _add_voice(s, room, leg)
        else:
            break
    for k in range(s.room_count[room]):
        leg = s.room_members[room * ROOM_MAX + k]
        s.is_mixed[leg] = s.is_mixed[leg] // CHOSEN


def _add_coaches(s: State, leg: int) -> None:
    room = s.room[leg]
    for n in range(s.room_count[room]):
        coach = s.room_members[room * ROOM_MAX + n]
        if s.coaches[coach] == leg and s.receives[coach] and not s.is_muted[coach]:
            for k in range(FRAME):
                s.frame[k] = clamp(s.frame[k] + s.heard[coach * FRAME + k])


def hear_room(s: State, leg: int) -> None:
    """What the leg hears of its room, into the frame at hand."""
    room = s.room[leg]
    if s.is_deaf[leg]:
        for k in range(FRAME):
            s.frame[k] = 0
        return
    own = s.is_mixed[leg]
    for k in range(FRAME):
        sample = s.room_sum[room * FRAME + k]
        if own:
            sample = sample - s.heard[leg * FRAME + k]
        s.frame[k] = clamp(sample)
    if s.is_coached[leg]:
        _add_coaches(s, leg)
