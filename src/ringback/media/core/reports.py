"""RTCP: RFC 3550 §6.4 sender and receiver reports with a CNAME, and round trip times out of them.

NTP times are of the engine's own clock ("elapsed time", which §6.4.1 allows), so no wall clock comes in.
"""

from __future__ import annotations

from ringback.media.core.latch import admit_report
from ringback.media.core.reception import expected, lost
from ringback.media.core.rtp import get16, get32, put16, put32
from ringback.media.core.state import MTU, State

SR = 200
RR = 201
EVERY_US = 5000000
CNAME_BYTES = 8  # the SSRC in hexadecimal: says nothing about the host


def ntp_middle(now: int) -> int:
    """16 bits of seconds and 16 of fraction: the middle of an NTP timestamp."""
    return ((now // 1000000) << 16 | (now % 1000000) * 65536 // 1000000) & 0xFFFFFFFF


def _put_sender(s: State, leg: int, at: int, now: int) -> int:
    put32(s, at, (now // 1000000) & 0xFFFFFFFF)
    put32(s, at + 4, ((now % 1000000) << 32) // 1000000)
    rtp_now = s.tx_timestamp[leg] + (now - s.tx_at[leg]) * 8 // 1000
    put32(s, at + 8, rtp_now & 0xFFFFFFFF)
    put32(s, at + 12, s.tx_packets[leg] & 0xFFFFFFFF)
    put32(s, at + 16, s.tx_bytes[leg] & 0xFFFFFFFF)
    return at + 20


def _fraction(s: State, leg: int) -> int:
    """Loss since the last report in 256ths: A.3."""
    wanted = expected(s, leg)
    span = wanted - s.rx_expected_prior[leg]
    missing = span - (s.rx_of_source[leg] - s.rx_received_prior[leg])
    s.rx_expected_prior[leg] = wanted
    s.rx_received_prior[leg] = s.rx_of_source[leg]
    if span <= 0 or missing <= 0:
        return 0
    return min(255, (missing << 8) // span)


def _put_block(s: State, leg: int, at: int, now: int) -> int:
    put32(s, at, s.rx_ssrc[leg])
    s.packet[at + 4] = _fraction(s, leg)
    missing = min(0x7FFFFF, lost(s, leg))
    s.packet[at + 5] = (missing >> 16) & 0xFF
    put16(s, at + 6, missing & 0xFFFF)
    put32(s, at + 8, (s.rx_cycles[leg] + s.rx_highest[leg]) & 0xFFFFFFFF)
    put32(s, at + 12, (s.rx_jitter[leg] >> 4) & 0xFFFFFFFF)
    put32(s, at + 16, s.sr_middle[leg])
    delay = 0
    if s.sr_middle[leg]:
        delay = (now - s.sr_at[leg]) * 65536 // 1000000
    put32(s, at + 20, delay & 0xFFFFFFFF)
    return at + 24


def _put_name(s: State, leg: int, at: int) -> int:
    """An SDES packet with one chunk: §6.5."""
    s.packet[at] = 0x81
    s.packet[at + 1] = 202
    put16(s, at + 2, 4)
    put32(s, at + 4, s.tx_ssrc[leg])
    s.packet[at + 8] = 1
    s.packet[at + 9] = CNAME_BYTES
    for k in range(CNAME_BYTES):
        digit = (s.tx_ssrc[leg] >> (28 - 4 * k)) & 15
        if digit < 10:
            s.packet[at + 10 + k] = 48 + digit
        else:
            s.packet[at + 10 + k] = 87 + digit
    put16(s, at + 18, 0)
    return at + 20


def report(s: State, leg: int, now: int) -> int:
    """The size of the report that is due now, in `packet` from 0, for the leg's RTCP address; or 0."""
    if now < s.report_at[leg] or not s.is_connected[leg] or s.rtcp_port[leg] == 0:
        return 0
    s.report_at[leg] = now + EVERY_US
    blocks = s.rx_of_source[leg] > 0
    is_sender = s.tx_packets[leg] > 0
    if not blocks and not is_sender:
        return 0
    at = 8
    if is_sender:
        at = _put_sender(s, leg, at, now)
    if blocks:
        at = _put_block(s, leg, at, now)
    s.packet[0] = 0x80 | blocks
    s.packet[1] = RR - is_sender
    put16(s, 2, at // 4 - 1)
    put32(s, 4, s.tx_ssrc[leg])
    return _put_name(s, leg, at)


def _take_block(s: State, leg: int, at: int, now: int) -> None:
    """One report block about what we send: loss, jitter and the round trip of §6.4.1."""
    if get32(s, at) != s.tx_ssrc[leg]:
        return
    s.reports_received[leg] += 1
    s.remote_fraction[leg] = s.packet[at + 4]
    high = s.packet[at + 5]
    s.remote_lost[leg] = (high << 16) | get16(s, at + 6)
    if s.remote_lost[leg] >= 0x800000:
        s.remote_lost[leg] = 0
    s.remote_jitter[leg] = get32(s, at + 12)
    last = get32(s, at + 16)
    if last == 0:
        return
    trip = (ntp_middle(now) - last - get32(s, at + 20)) & 0xFFFFFFFF
    if trip < 10 * 65536:
        s.round_trip_us[leg] = trip * 1000000 // 65536


def _take_packet(s: State, leg: int, at: int, end: int, now: int) -> None:
    kind = s.packet[at + 1]
    blocks = s.packet[at] & 0x1F
    first = at + 8
    if kind == SR:
        if at + 28 > end:
            return
        s.sr_middle[leg] = (get16(s, at + 10) << 16) | get16(s, at + 12)
        s.sr_at[leg] = now
        first = at + 28
    elif kind != RR:
        return
    for k in range(blocks):
        if first + 24 * (k + 1) <= end:
            _take_block(s, leg, first + 24 * k, now)


def is_compound(s: State, size: int) -> int:
    """1 if the datagram is RTCP whose packets' lengths add up: A.2."""
    if size < 8 or size > MTU:
        return 0
    kind = s.packet[1]
    if kind != SR and kind != RR:
        return 0
    at = 0
    while at + 4 <= size:
        if s.packet[at] >> 6 != 2:
            return 0
        at = at + 4 * (get16(s, at + 2) + 1)
    return at == size


def receive_report(s: State, leg: int, size: int, ip: int, port: int, now: int) -> None:
    """Take the RTCP datagram of `size` bytes in `packet`. A BYE ends nothing: signalling does."""
    if not s.is_connected[leg]:
        return
    if not is_compound(s, size):
        s.rx_malformed[leg] += 1
        return
    if not admit_report(s, leg, ip, port):
        return
    at = 0
    while at + 8 <= size:
        end = at + 4 * (get16(s, at + 2) + 1)
        _take_packet(s, leg, at, end, now)
        at = end
