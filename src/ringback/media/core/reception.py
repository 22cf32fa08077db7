"""What was received, counted: RFC 3550 A.1 (sequence numbers), A.3 (loss), A.8 (jitter)."""

from __future__ import annotations

from ringback.media.core.state import State, signed

MAX_DROPOUT = 3000
MAX_MISORDER = 100


def _start_source(s: State, leg: int) -> None:
    """A first packet, a new SSRC, or a jump that was confirmed."""
    if s.rx_is_started[leg]:
        s.rx_lost_before[leg] += max(0, expected(s, leg) - s.rx_of_source[leg])
    s.rx_is_started[leg] = 1
    s.rx_ssrc[leg] = s.p_ssrc
    s.rx_base[leg] = s.p_seq
    s.rx_highest[leg] = s.p_seq
    s.rx_cycles[leg] = 0
    s.rx_bad[leg] = -1
    s.rx_of_source[leg] = 0
    s.rx_expected_prior[leg] = 0
    s.rx_received_prior[leg] = 0
    s.rx_has_transit[leg] = 0


def expected(s: State, leg: int) -> int:
    """Packets that the source must have sent: A.3."""
    if not s.rx_is_started[leg]:
        return 0
    return s.rx_cycles[leg] + s.rx_highest[leg] - s.rx_base[leg] + 1


def lost(s: State, leg: int) -> int:
    """Packets that never came, of all sources; duplicates make it less, never under zero."""
    return s.rx_lost_before[leg] + max(0, expected(s, leg) - s.rx_of_source[leg])


def take_sequence(s: State, leg: int) -> int:
    """Count the packet at hand. 0: let it be; 1: in order or late; 2: the source began anew."""
    is_new = not s.rx_is_started[leg] or s.rx_ssrc[leg] != s.p_ssrc
    if is_new:
        _start_source(s, leg)
    step = (s.p_seq - s.rx_highest[leg]) & 0xFFFF
    answer = 1
    if is_new:
        answer = 2
    elif step < MAX_DROPOUT:
        if s.p_seq < s.rx_highest[leg]:
            s.rx_cycles[leg] += 65536
        s.rx_highest[leg] = s.p_seq
    elif step <= 65536 - MAX_MISORDER:
        if s.p_seq != s.rx_bad[leg]:
            s.rx_bad[leg] = (s.p_seq + 1) & 0xFFFF
            return 0
        _start_source(s, leg)
        answer = 2
    else:
        s.rx_out_of_order[leg] += 1
    s.rx_of_source[leg] += 1
    s.rx_packets[leg] += 1
    s.rx_bytes[leg] += s.p_length
    return answer


def take_jitter(s: State, leg: int, now: int) -> None:
    """The interarrival jitter of §6.4.1 in sixteenths of a timestamp unit; digits' packets are left out."""
    transit = (now * 8 // 1000 - s.p_timestamp) & 0xFFFFFFFF
    if s.rx_has_transit[leg]:
        change = signed(transit - s.rx_transit[leg])
        if change < 0:
            change = -change
        if change < 80000:
            s.rx_jitter[leg] += change - ((s.rx_jitter[leg] + 8) >> 4)
        s.rx_jitter_max[leg] = max(s.rx_jitter_max[leg], s.rx_jitter[leg])
        s.rx_jitter_sum[leg] += s.rx_jitter[leg]
        s.rx_jitter_count[leg] += 1
    s.rx_transit[leg] = transit
    s.rx_has_transit[leg] = 1
