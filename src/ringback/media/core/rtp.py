"""RTP packets: RFC 3550 §5.1. Every length is checked before a byte is used."""

from __future__ import annotations

from ringback.media.core.state import MTU, State

HEADER = 12


def get16(s: State, at: int) -> int:
    """Two bytes of the datagram at hand."""
    high = s.packet[at]
    low = s.packet[at + 1]
    return (high << 8) | low


def get32(s: State, at: int) -> int:
    """Four bytes of the datagram at hand."""
    high = get16(s, at)
    low = get16(s, at + 2)
    return (high << 16) | low


def put16(s: State, at: int, value: int) -> None:
    """Write two bytes."""
    s.packet[at] = (value >> 8) & 0xFF
    s.packet[at + 1] = value & 0xFF


def put32(s: State, at: int, value: int) -> None:
    """Write four bytes."""
    put16(s, at, (value >> 16) & 0xFFFF)
    put16(s, at + 2, value & 0xFFFF)


def parse(s: State, size: int) -> int:
    """Read the header of the datagram of `size` bytes into the state's p_ fields; 1 if it is RTP, 0 if not."""
    if size < HEADER or size > MTU:
        return 0
    first = s.packet[0]
    if first >> 6 != 2:
        return 0
    offset = HEADER + 4 * (first & 0x0F)
    if offset > size:
        return 0
    if first & 0x10:
        if offset + 4 > size:
            return 0
        offset = offset + 4 + 4 * get16(s, offset + 2)
        if offset > size:
            return 0
    end = size
    if first & 0x20:
        padding = s.packet[size - 1]
        if padding == 0 or offset + padding > size:
            return 0
        end = size - padding
    second = s.packet[1]
    s.p_offset = offset
    s.p_length = end - offset
    s.p_marker = second >> 7
    s.p_type = second & 0x7F
    s.p_seq = get16(s, 2)
    s.p_timestamp = get32(s, 4)
    s.p_ssrc = get32(s, 8)
    return 1


def build(s: State, at: int, payload_type: int, marker: int, seq: int, timestamp: int, ssrc: int) -> None:
    """Write a header of twelve bytes at `at`."""
    s.packet[at] = 0x80
    s.packet[at + 1] = ((marker & 1) << 7) | (payload_type & 0x7F)
    put16(s, at + 2, seq & 0xFFFF)
    put32(s, at + 4, timestamp & 0xFFFFFFFF)
    put32(s, at + 8, ssrc & 0xFFFFFFFF)
