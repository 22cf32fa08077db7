"""The two companding laws of ITU-T G.711 as tables, made from its segments.

Samples are 16-bit; mu-law keeps the top 14 bits and A-law the top 13, so the lower ones are dropped first (towards
minus infinity) and the tables for encoding are shorter than 65,536. Octets are as they travel: mu-law inverted,
A-law with every second bit inverted.
"""

ULAW_BIAS = 33  # in units of 14 bits: moves the segments' ends to powers of two
ULAW_CLIP = 8158  # the largest magnitude that ULAW_BIAS leaves in 13 bits
_CHORDS = 8


def _ulaw_value(octet: int) -> int:
    """One octet as a 16-bit sample."""
    octet ^= 0xFF
    magnitude = ((2 * (octet & 0x0F) + ULAW_BIAS) << (octet >> 4 & 7)) - ULAW_BIAS
    return -4 * magnitude if octet & 0x80 else 4 * magnitude


def _ulaw_octet(value: int) -> int:
    """A 14-bit value as an octet."""
    magnitude = min(-value if value < 0 else value, ULAW_CLIP) + ULAW_BIAS
    chord = magnitude.bit_length() - 6
    octet = chord << 4 | magnitude >> chord + 1 & 0x0F
    return (octet | 0x80 if value < 0 else octet) ^ 0xFF


def _alaw_value(octet: int) -> int:
    """One octet as a 16-bit sample."""
    octet ^= 0x55
    chord, step = octet >> 4 & 7, octet & 0x0F
    magnitude = 2 * step + 1 if chord == 0 else (2 * step + 33) << chord - 1
    return 8 * magnitude if octet & 0x80 else -8 * magnitude


def _alaw_octet(value: int) -> int:
    """A 13-bit value as an octet. Negative ones are counted from -1, so that both signs have 4,096 values."""
    magnitude = -value - 1 if value < 0 else value
    chord = max(0, magnitude.bit_length() - 5)
    octet = chord << 4 | (magnitude >> max(1, chord)) & 0x0F
    return (octet if value < 0 else octet | 0x80) ^ 0x55


ULAW_TO_PCM: tuple[int, ...] = tuple(map(_ulaw_value, range(256)))
"""By octet: the int16 sample."""

ALAW_TO_PCM: tuple[int, ...] = tuple(map(_alaw_value, range(256)))
"""By octet: the int16 sample."""

PCM_TO_ULAW = bytes(_ulaw_octet(value - 0x10000 >> 2 if value & 0x8000 else value >> 2) for value in range(0, 65536, 4))
"""By `(sample & 0xFFFF) >> 2`: the octet. 16,384 of them."""

PCM_TO_ALAW = bytes(_alaw_octet(value - 0x10000 >> 3 if value & 0x8000 else value >> 3) for value in range(0, 65536, 8))
"""By `(sample & 0xFFFF) >> 3`: the octet. 8,192 of them."""

ULAW_SILENCE, ALAW_SILENCE = 0xFF, 0xD5


def ulaw_octet(sample: int) -> int:
    """One int16 sample as it travels in PCMU."""
    return PCM_TO_ULAW[(sample & 0xFFFF) >> 2]


def alaw_octet(sample: int) -> int:
    """One int16 sample as it travels in PCMA."""
    return PCM_TO_ALAW[(sample & 0xFFFF) >> 3]
