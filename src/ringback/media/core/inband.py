"""Keys as sound: both tones of ITU-T Q.23 in what a leg says, for one that has no telephone-event. Limits: ITU-T Q.24.

Twice a frame the last 20 ms are held against the eight tones: a key is one row and one column, each well above the
others of its group, no further off than 2.5 % (1.5 must do, 3.5 must not), as loud as each other within bounds, and
together nearly all there is. Three blocks of 10 ms in a row, or with a gap of one or two, are a key press: 40 ms always
are, 23 ms never.
"""

from __future__ import annotations

from ringback.media.core import tables
from ringback.media.core.state import DIGIT, FRAME, PAST, PAST_MASK, State, tell

Ints = Samples = memoryview

COSINES: Samples = tables.tones(0)  # 40 tones of 160 samples: rows and columns, then all of them off by each step
SINES: Samples = tables.tones(1)
KEY_AT: Ints = tables.numbers(1, 2, 3, 12, 4, 5, 6, 13, 7, 8, 9, 14, 10, 0, 11, 15)

TONES = 8
GROUP = 4
STEP = 80  # samples between blocks
LEAST_ENERGY = 27000000  # of a block: -38 dBFS
ENERGY_SHARE = 10  # each tone is a tenth of the energy at least: what is not is soon done with
OTHERS = 6  # times over the other tones of the group: 8 dB
NORMAL_TWIST = 8  # a row may be so much louder than its column (9 dB)
REVERSE_TWIST = 3  # and a column than its row (5 dB)
PURITY = 63  # percent of the energy that both tones have
HITS = 3
MISSES = 3


def _power(s: State, leg: int, back: int, tone: int) -> int:
    """Of one tone in the 160 samples that begin `back` samples ago; 80 times their energy if there is nothing else."""
    past = 2 * leg * PAST
    at = s.lane_clock[2 * leg] - back
    along = 0
    across = 0
    for k in range(FRAME):
        sample = s.lane_past[past + ((at + k) & PAST_MASK)]
        along = along + sample * COSINES[tone * FRAME + k]
        across = across + sample * SINES[tone * FRAME + k]
    along = along >> 14
    across = across >> 14
    return along * along + across * across


def _energy(s: State, leg: int, back: int) -> int:
    past = 2 * leg * PAST
    at = s.lane_clock[2 * leg] - back
    energy = 0
    for k in range(FRAME):
        sample = s.lane_past[past + ((at + k) & PAST_MASK)]
        energy = energy + sample * sample
    return energy


def _strongest(s: State, leg: int, back: int, first: int, least: int) -> int:
    """The tone of a group that stands out of it and is strong enough, or -1."""
    best = first
    best_power = -1
    next_power = -1
    for tone in range(first, first + GROUP):
        power = _power(s, leg, back, tone)
        if power > best_power:
            next_power = best_power
            best_power = power
            best = tone
        elif power > next_power:
            next_power = power
    if best_power < least or best_power < OTHERS * next_power:
        return -1
    return best


def _near(s: State, leg: int, back: int, tone: int) -> int:
    """The power at or beside a tone; 0 where there is more of it 5 % off, so that it is another."""
    here = _power(s, leg, back, tone)
    if _power(s, leg, back, tone + 3 * TONES) >= here or _power(s, leg, back, tone + 4 * TONES) >= here:
        return 0
    below = _power(s, leg, back, tone + TONES)
    above = _power(s, leg, back, tone + 2 * TONES)
    return max(here, max(below, above))


def key_in(s: State, leg: int, back: int) -> int:
    """The key that sounds in a block, plus one; 0 where there is none."""
    energy = _energy(s, leg, back)
    if energy < LEAST_ENERGY:
        return 0
    whole = energy * (FRAME // 2)  # the power that a tone has which is alone
    row = _strongest(s, leg, back, 0, whole // ENERGY_SHARE)
    if row < 0:
        return 0
    column = _strongest(s, leg, back, GROUP, whole // ENERGY_SHARE)
    if column < 0:
        return 0
    low = _near(s, leg, back, row)
    high = _near(s, leg, back, column)
    if low == 0 or high == 0 or low > NORMAL_TWIST * high or high > REVERSE_TWIST * low:
        return 0
    if (low + high) * 100 < whole * PURITY:
        return 0
    return KEY_AT[row * GROUP + column - GROUP] + 1


def _end(s: State, leg: int) -> None:
    if s.tone_hits[leg] >= HITS:
        s.rx_digits[leg] += 1
        tell(s, DIGIT, leg, s.tone_key[leg] - 1, (s.tone_hits[leg] + 1) * 10, 0)
    s.tone_key[leg] = 0


def _take_block(s: State, leg: int, key: int) -> None:
    held = s.tone_key[leg]
    if key > 0 and key == held:
        s.tone_hits[leg] += 1
        s.tone_misses[leg] = 0
        return
    if held > 0:
        s.tone_misses[leg] += 1
        is_short = key > 0 and s.tone_hits[leg] < HITS
        if s.tone_misses[leg] < MISSES and not is_short:
            return
        _end(s, leg)
    if key > 0:
        s.tone_key[leg] = key
        s.tone_hits[leg] = 1
        s.tone_misses[leg] = 0


def watch_tones(s: State, leg: int) -> None:
    """The frame that was just heard: two blocks, one with the half of the frame before."""
    _take_block(s, leg, key_in(s, leg, FRAME + STEP))
    _take_block(s, leg, key_in(s, leg, FRAME))


def forget_tones(s: State, leg: int) -> None:
    """No key is down."""
    s.tone_key[leg] = 0
    s.tone_hits[leg] = 0
    s.tone_misses[leg] = 0
