"""Loss concealment: the last pitch period again, fading, in the manner of G.711 Appendix I."""

from __future__ import annotations

from ringback.media.core.state import FRAME, PAST, PAST_MASK, State

SHORTEST_LAG = 40  # 200 Hz
LONGEST_LAG = 160  # 50 Hz
COMPARED = 120  # samples of the past that are matched
FADE_FROM = 256  # 1.0 in 8 bits
FADE_FRAME = 77  # lost in one frame: silence after 70 ms
OVERLAP = 32  # 4 ms


def _past(s: State, lane: int, back: int) -> int:
    """The sample given out `back` samples ago, with four bits less so that products of sums fit."""
    return s.lane_past[lane * PAST + ((s.lane_clock[lane] - back) & PAST_MASK)] >> 4


def find_lag(s: State, lane: int) -> int:
    """The lag at which the past is most like itself."""
    best = LONGEST_LAG
    best_score = 0
    for lag in range(SHORTEST_LAG, LONGEST_LAG + 1, 2):
        product = 0
        energy = 1
        for back in range(1, COMPARED, 2):
            older = _past(s, lane, back + lag)
            product = product + _past(s, lane, back) * older
            energy = energy + older * older
        if product > 0:
            score = product * (product // 64) // energy
            if score > best_score:
                best_score = score
                best = lag
    return best


def conceal(s: State, lane: int) -> None:
    """Make up the next frame of the past."""
    if s.lane_gaps[lane] == 0:
        s.lane_lag[lane] = find_lag(s, lane)
    past = lane * PAST
    clock = s.lane_clock[lane]
    lag = s.lane_lag[lane]
    gain = max(0, FADE_FROM - FADE_FRAME * s.lane_gaps[lane])
    end_gain = max(0, gain - FADE_FRAME)
    if s.lane_gaps[lane] == 0:
        end_gain = gain
    for k in range(FRAME):
        now_gain = gain - (gain - end_gain) * k // FRAME
        older = s.lane_past[past + ((clock + k - lag) & PAST_MASK)]
        s.lane_past[past + ((clock + k) & PAST_MASK)] = older * now_gain >> 8
    s.lane_gaps[lane] += 1


def join_up(s: State, lane: int) -> None:
    """Real sound again: fade over from what would have been made up."""
    past = lane * PAST
    clock = s.lane_clock[lane]
    gain = max(0, FADE_FROM - FADE_FRAME * s.lane_gaps[lane])
    for k in range(OVERLAP):
        place = past + ((clock + k) & PAST_MASK)
        made_up = s.lane_past[past + ((clock + k - s.lane_lag[lane]) & PAST_MASK)] * gain >> 8
        s.lane_past[place] = (made_up * (OVERLAP - k) + s.lane_past[place] * k) // OVERLAP
    s.lane_gaps[lane] = 0
