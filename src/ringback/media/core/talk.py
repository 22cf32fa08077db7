"""Talk detection by energy, against a floor that follows the noise."""

from __future__ import annotations

from ringback.media.core.state import TALKING, State, tell

LEAST = 120  # mean magnitude that can be talk at all, about -47 dBm0
MOST_FLOOR = 1500
FRAMES_TO_START = 3
FRAMES_TO_END = 25  # half a second of quiet ends it


def is_loud(s: State, leg: int, loudness: int) -> int:
    """1 if the frame stands out of the noise; the floor falls at once and rises slowly."""
    floor = s.talk_floor[leg]
    if loudness * 16 < floor:
        floor = loudness * 16
    else:
        floor = min(MOST_FLOOR * 16, floor + 1 + (floor >> 8))
    s.talk_floor[leg] = floor
    return loudness > LEAST and loudness * 16 > 3 * floor


def watch_talk(s: State, leg: int, loudness: int) -> None:
    """Take one frame's loudness; tell when talking begins and ends."""
    loud = is_loud(s, leg, loudness)
    if loud == s.is_talking[leg]:
        s.talk_run[leg] = 0
        return
    s.talk_run[leg] += 1
    needed = FRAMES_TO_START
    if s.is_talking[leg]:
        needed = FRAMES_TO_END
    if s.talk_run[leg] >= needed:
        s.is_talking[leg] = loud
        s.talk_run[leg] = 0
        tell(s, TALKING, leg, loud, 0, 0)


def forget_talk(s: State, leg: int) -> None:
    """Begin as if it had been quiet."""
    s.is_talking[leg] = 0
    s.talk_run[leg] = 0
    s.talk_floor[leg] = MOST_FLOOR * 16
