"""Digits in: RFC 4733 §2.5.2. All packets with one timestamp are one key press, however often they are sent."""

from __future__ import annotations

from ringback.media.core.rtp import get16
from ringback.media.core.state import DIGIT, State, signed, tell

LOST_END_US = 200000  # a key whose end never comes is over after this
LAST_DIGIT = 15  # 0-9 * # A-D; what comes after is no digit


def _end_key(s: State, leg: int) -> int:
    s.key_is_down[leg] = 0
    s.key_has_done[leg] = 1
    s.key_done[leg] = s.key_timestamp[leg]
    s.rx_digits[leg] += 1
    tell(s, DIGIT, leg, s.key_code[leg], s.key_duration[leg] // 8, 0)
    return 1


def take_key(s: State, leg: int, now: int) -> int:
    """Take the telephone-event packet at hand; how many digits ended by it (0 or 1)."""
    if s.p_length < 4:
        s.rx_malformed[leg] += 1
        return 0
    code = s.packet[s.p_offset]
    is_end = s.packet[s.p_offset + 1] >> 7
    duration = get16(s, s.p_offset + 2)
    if code > LAST_DIGIT:
        return 0
    if s.key_has_done[leg] and signed(s.p_timestamp - s.key_done[leg]) <= 0:
        return 0
    ended = 0
    if s.key_is_down[leg] and s.p_timestamp != s.key_timestamp[leg]:
        if signed(s.p_timestamp - s.key_timestamp[leg]) < 0:
            return 0
        ended = _end_key(s, leg)
    if not s.key_is_down[leg]:
        s.key_is_down[leg] = 1
        s.key_code[leg] = code
        s.key_timestamp[leg] = s.p_timestamp
        s.key_duration[leg] = 0
    s.key_at[leg] = now
    s.key_duration[leg] = max(s.key_duration[leg], duration)
    if is_end and code == s.key_code[leg]:
        ended = ended + _end_key(s, leg)
    return ended


def forget_keys(s: State, leg: int) -> None:
    """The source began anew: its timestamps say nothing about older ones."""
    s.key_is_down[leg] = 0
    s.key_has_done[leg] = 0


def watch_key(s: State, leg: int, now: int) -> int:
    """1 if a key ended because nothing more of it came."""
    if s.key_is_down[leg] and now - s.key_at[leg] > LOST_END_US:
        return _end_key(s, leg)
    return 0
