"""G.722 at 64 kbit/s, its lower band: what a telephone call at 8 kHz uses of it.

The lower band (0 to 4 kHz) is one sample of 8 kHz a byte, so a narrow-band signal needs no filter bank: it is coded as
the lower band with an empty upper one, and only the lower band is decoded. Names and tables: ITU-T G.722 §3 and §6.
"""

from __future__ import annotations

from ringback.media.core import tables
from ringback.media.core.state import State, clamp

Ints = memoryview

QM4: Ints = tables.numbers(
    0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
)  # fmt: skip
QM6: Ints = tables.numbers(
    -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
    -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
    24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456, 4944, 4464,
    4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
)  # fmt: skip
Q6: Ints = tables.numbers(
    0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339,
    1458, 1612, 1765, 1980, 2195, 2557, 2919,
)  # fmt: skip
WL: Ints = tables.numbers(-60, -30, 58, 172, 334, 538, 1198, 3042)
RL42: Ints = tables.numbers(0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0)
ILB: Ints = tables.numbers(
    2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834, 2896, 2960, 3025,
    3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
)  # fmt: skip

# Where each variable stands in a direction's state; A, AP, P, R from index 1, B, BP, D likewise.
S = 0
SP = 1
SZ = 2
NB = 3
DET = 4
A = 5  # 5..7
R = 10  # 10..12
P = 15  # 15..17
B = 20  # 20..26
D = 30  # 30..36


def g722_reset(of: Ints, at: int) -> None:
    """Begin anew: all zero but the scale factor."""
    for k in range(64):
        of[at + k] = 0
    of[at + DET] = 32


def _scale(of: Ints, at: int, code: int) -> None:
    """LOGSCL and SCALEL: the step follows the signal."""
    nb = ((of[at + NB] * 127) >> 7) + WL[RL42[code]]
    nb = max(0, min(18432, nb))
    of[at + NB] = nb
    shift = 8 - (nb >> 11)
    step = ILB[(nb >> 6) & 31]
    if shift < 0:
        step = step << -shift
    else:
        step = step >> shift
    of[at + DET] = step << 2


def _poles(of: Ints, at: int) -> None:
    """UPPOL2 and UPPOL1: the two coefficients of the recursive predictor."""
    same_first = (of[at + P] >> 15) == (of[at + P + 1] >> 15)
    same_second = (of[at + P] >> 15) == (of[at + P + 2] >> 15)
    first = clamp(of[at + A + 1] << 2)
    if same_first:
        first = min(32767, -first)
    second = (first >> 7) + ((of[at + A + 2] * 32512) >> 15)
    if same_second:
        second = second + 128
    else:
        second = second - 128
    second = max(-12288, min(12288, second))
    first = (of[at + A + 1] * 32640) >> 15
    if same_first:
        first = clamp(first + 192)
    else:
        first = clamp(first - 192)
    limit = clamp(15360 - second)
    of[at + A + 1] = max(-limit, min(limit, first))
    of[at + A + 2] = second


def _zeros(of: Ints, at: int) -> None:
    """UPZERO and the delay line of differences."""
    step = 128
    if of[at + D] == 0:
        step = 0
    sign = of[at + D] >> 15
    for k in range(6, 0, -1):
        change = -step
        if (of[at + D + k] >> 15) == sign:
            change = step
        of[at + B + k] = clamp(change + ((of[at + B + k] * 32640) >> 15))
    for k in range(6, 0, -1):
        of[at + D + k] = of[at + D + k - 1]


def _predict(of: Ints, at: int, difference: int) -> None:
    """Block 4: adapt both predictors to the difference and predict the next sample."""
    of[at + D] = difference
    of[at + R] = clamp(of[at + S] + difference)
    of[at + P] = clamp(of[at + SZ] + difference)
    _poles(of, at)
    _zeros(of, at)
    of[at + R + 2] = of[at + R + 1]
    of[at + R + 1] = of[at + R]
    of[at + P + 2] = of[at + P + 1]
    of[at + P + 1] = of[at + P]
    poles = (of[at + A + 1] * clamp(2 * of[at + R + 1])) >> 15
    poles = clamp(poles + ((of[at + A + 2] * clamp(2 * of[at + R + 2])) >> 15))
    zeros = 0
    for k in range(6, 0, -1):
        zeros = zeros + ((of[at + B + k] * clamp(2 * of[at + D + k])) >> 15)
    zeros = clamp(zeros)
    of[at + SP] = poles
    of[at + SZ] = zeros
    of[at + S] = clamp(poles + zeros)


def _quantise(of: Ints, at: int, difference: int) -> int:
    """QUANTL: the six bits of a difference."""
    magnitude = difference
    if difference < 0:
        magnitude = -(difference + 1)
    level = 1
    while level < 30 and magnitude >= ((Q6[level] * of[at + DET]) >> 12):
        level = level + 1
    if difference >= 0:
        return 62 - level
    if level <= 2:
        return 64 - level
    return 34 - level


def g722_encode(s: State, at: int, sample: int) -> int:
    """One byte: six bits of the lower band, and an upper band in which nothing is."""
    code = _quantise(s.encoder, at, clamp((sample >> 1) - s.encoder[at + S]))
    coarse = code >> 2
    difference = (s.encoder[at + DET] * QM4[coarse]) >> 15
    _scale(s.encoder, at, coarse)
    _predict(s.encoder, at, difference)
    return 0xC0 | code


def g722_decode(s: State, at: int, byte: int) -> int:
    """The lower band's sample."""
    code = byte & 0x3F
    coarse = code >> 2
    sample = s.decoder[at + S] + ((s.decoder[at + DET] * QM6[code]) >> 15)
    sample = max(-16384, min(16383, sample))
    difference = (s.decoder[at + DET] * QM4[coarse]) >> 15
    _scale(s.decoder, at, coarse)
    _predict(s.decoder, at, difference)
    return clamp(sample * 2)
