"""Tables that the core looks things up in, made at the start. Not compiled: only their bytes matter."""

import math
from array import array


def _mulaw_sample(code: int) -> int:
    """ITU-T G.711 mu-law, table 2a: sign, three bits of exponent, four of mantissa, all inverted."""
    code = ~code & 0xFF
    magnitude = ((((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84
    return -magnitude if code & 0x80 else magnitude


def _alaw_sample(code: int) -> int:
    """ITU-T G.711 A-law, table 1a: even bits inverted."""
    code ^= 0x55
    exponent, mantissa = (code & 0x70) >> 4, (code & 0x0F) << 4
    magnitude = mantissa + 8 if exponent == 0 else (mantissa + 0x108) << (exponent - 1)
    return magnitude if code & 0x80 else -magnitude


def _mulaw_code(sample: int) -> int:
    sign, magnitude = (0x80, -sample) if sample < 0 else (0, sample)
    magnitude = min(magnitude, 32635) + 0x84
    exponent = magnitude.bit_length() - 8
    return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0F)) & 0xFF


def _alaw_code(sample: int) -> int:
    sign, magnitude = (0x80, sample) if sample >= 0 else (0, -sample - 1)
    if magnitude < 256:
        code = magnitude >> 4
    else:
        exponent = magnitude.bit_length() - 8
        code = (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0F)
    return (code | sign) ^ 0x55


def decoding(law: str) -> memoryview:
    """int16, 256 entries: the sample of each byte."""
    one = _mulaw_sample if law == "mulaw" else _alaw_sample
    return memoryview(array("h", [one(code) for code in range(256)]))


def encoding(law: str) -> memoryview:
    """uint8, 16,384 entries: the byte of each sample with its two lowest bits left out (mu-law is 14 bits wide).

    Entry `(sample + 32768) >> 2`. The two bits never matter: no step of either law is narrower than eight.
    """
    one = _mulaw_code if law == "mulaw" else _alaw_code
    return memoryview(array("B", [one(sample) for sample in range(-32768, 32768, 4)]))


def sine() -> memoryview:
    """int16, 1,024 entries: one turn, peak 8,031 (each of two tones 6 dB under the middle of the range)."""
    return memoryview(array("h", [round(8031 * math.sin(2 * math.pi * step / 1024)) for step in range(1024)]))


ROWS_HZ, COLUMNS_HZ = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
OFF = (0.0, -0.025, 0.025, -0.05, 0.05)  # of a tone's frequency


def tones(quarter: int) -> memoryview:
    """int16, 40 tones of 160 samples, peak 16,384: cosines, or sines with `quarter` 1, of the keypad and beside it."""
    hz = [frequency * (1 + off) for off in OFF for frequency in ROWS_HZ + COLUMNS_HZ]
    turns = [2 * math.pi * one * k / 8000 - quarter * math.pi / 2 for one in hz for k in range(160)]
    return memoryview(array("h", [round(16384 * math.cos(turn)) for turn in turns]))


def numbers(*values: int) -> memoryview:
    """int64."""
    return memoryview(array("q", values))


def steps(*frequencies_hz: int) -> memoryview:
    """int64: how far a phase of 32 bits turns in a sample at 8 kHz."""
    return numbers(*(round((1 << 32) * frequency / 8000) for frequency in frequencies_hz))
