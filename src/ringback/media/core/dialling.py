"""Digits out: RFC 4733 §2.5.1 packets, or both tones of ITU-T Q.23 where the peer has no telephone-event.

Digits 0-15 are keys; 16 waits half a second, 17 a second. One step is one 20 ms frame.
"""

from __future__ import annotations

from ringback.media.core import tables
from ringback.media.core.rtp import HEADER, build, put16
from ringback.media.core.state import DIGITS, FRAME, PLAYED, State, tell

Ints = Samples = memoryview

SINE: Samples = tables.sine()
LOW_STEPS: Ints = tables.steps(
    941, 697, 697, 697, 770, 770, 770, 852, 852, 852, 941, 941, 697, 770, 852, 941
)  # fmt: skip
HIGH_STEPS: Ints = tables.steps(
    1336, 1209, 1336, 1477, 1209, 1336, 1477, 1209, 1336, 1477, 1209, 1477, 1633, 1633, 1633, 1633
)  # fmt: skip

WAIT = 16
LONG_WAIT = 17
RELAYED = -1
LEVEL = 10  # -10 dBm0, the usual level
IDLE = 0  # what a step gave: nothing but a pause
SOUND = 1  # tones in the frame at hand
EVENT_PACKET = 2  # a packet, in the datagram at hand


def add_digit(s: State, leg: int, digit: int) -> None:
    """Put one digit behind those that wait; what does not fit is dropped (the caller has counted)."""
    if s.dial_count[leg] < DIGITS and digit <= LONG_WAIT:
        s.dial[leg * DIGITS + s.dial_count[leg]] = digit
        s.dial_count[leg] += 1


def start_digits(s: State, leg: int, token: int, duration: int, gap: int) -> None:
    """Begin a sequence; durations in samples."""
    s.dial_token[leg] = token
    s.dial_count[leg] = 0
    s.dial_at[leg] = 0
    s.dial_elapsed[leg] = 0
    s.dial_phase[leg] = 0
    s.dial_duration[leg] = max(FRAME, min(duration, 0xFFFF))
    s.dial_gap[leg] = max(0, gap)


def relay_digit(s: State, leg: int, digit: int, duration_ms: int) -> None:
    """Send a digit on that the bridged peer pressed; not while digits of our own go out."""
    if s.dial_token[leg] > 0:
        return
    if s.dial_token[leg] == 0:
        start_digits(s, leg, RELAYED, max(60, min(duration_ms, 1000)) * 8, 40 * 8)
    add_digit(s, leg, digit)


def end_digits(s: State, leg: int, completed: int) -> None:
    """Let go of the sequence and say so."""
    token = s.dial_token[leg]
    s.dial_token[leg] = 0
    s.dial_count[leg] = 0
    if token > 0:
        tell(s, PLAYED, leg, token, completed, 0)


def _next_digit(s: State, leg: int) -> None:
    s.dial_phase[leg] = 0
    s.dial_elapsed[leg] = 0
    s.dial_at[leg] += 1
    if s.dial_at[leg] >= s.dial_count[leg]:
        end_digits(s, leg, 1)


def _tone_frame(s: State, leg: int, digit: int) -> None:
    low = s.dial_low[leg]
    high = s.dial_high[leg]
    left = s.dial_duration[leg] - s.dial_elapsed[leg]
    for k in range(FRAME):
        sample = 0
        if k < left:
            sample = SINE[low >> 22] + SINE[high >> 22]
        s.frame[k] = sample
        low = (low + LOW_STEPS[digit]) & 0xFFFFFFFF
        high = (high + HIGH_STEPS[digit]) & 0xFFFFFFFF
    s.dial_low[leg] = low
    s.dial_high[leg] = high


def _event_packet(s: State, leg: int, digit: int, is_end: int, duration: int) -> None:
    is_first = s.dial_elapsed[leg] <= FRAME and is_end == 0
    build(s, 0, s.dtmf_type[leg], is_first, s.tx_seq[leg], s.dial_timestamp[leg], s.tx_ssrc[leg])
    s.packet[HEADER] = digit
    s.packet[HEADER + 1] = (is_end << 7) | LEVEL
    put16(s, HEADER + 2, duration)


def _pause_step(s: State, leg: int, length: int) -> int:
    s.dial_elapsed[leg] += FRAME
    if s.dial_elapsed[leg] >= length:
        _next_digit(s, leg)
    return IDLE


def _tone_step(s: State, leg: int, digit: int) -> int:
    if s.dial_elapsed[leg] == 0:
        s.dial_low[leg] = 0
        s.dial_high[leg] = 0
        s.tx_digits[leg] += 1
    _tone_frame(s, leg, digit)
    s.dial_elapsed[leg] += FRAME
    if s.dial_elapsed[leg] >= s.dial_duration[leg]:
        s.dial_phase[leg] = 2
        s.dial_elapsed[leg] = 0
    return SOUND


def _event_step(s: State, leg: int, digit: int) -> int:
    """Updates while the key is down, then its end three times: §2.5.1.4."""
    if s.dial_phase[leg] == 0:
        if s.dial_elapsed[leg] == 0:
            s.dial_timestamp[leg] = s.tx_timestamp[leg]
            s.tx_digits[leg] += 1
        s.dial_elapsed[leg] += FRAME
        if s.dial_elapsed[leg] < s.dial_duration[leg]:
            _event_packet(s, leg, digit, 0, s.dial_elapsed[leg])
            return EVENT_PACKET
        s.dial_phase[leg] = 1
        s.dial_ends[leg] = 0
    _event_packet(s, leg, digit, 1, s.dial_duration[leg])
    s.dial_ends[leg] += 1
    if s.dial_ends[leg] == 3:
        s.dial_phase[leg] = 2
        s.dial_elapsed[leg] = 2 * FRAME  # two of the three lie in the gap
    return EVENT_PACKET


def dial_step(s: State, leg: int) -> int:
    """One frame of a sequence: IDLE, SOUND or EVENT_PACKET (of 16 bytes)."""
    digit = s.dial[leg * DIGITS + s.dial_at[leg]]
    if s.dial_at[leg] >= s.dial_count[leg]:
        end_digits(s, leg, 1)
        return IDLE
    if digit == WAIT:
        return _pause_step(s, leg, 4000)
    if digit == LONG_WAIT:
        return _pause_step(s, leg, 8000)
    if s.dial_phase[leg] == 2:
        return _pause_step(s, leg, s.dial_gap[leg])
    if s.dtmf_type[leg] < 0:
        return _tone_step(s, leg, digit)
    return _event_step(s, leg, digit)
