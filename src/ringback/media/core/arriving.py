"""A datagram arrives: is it RTP, whose is it, is it counted, a digit, audio; does it pass on to the bridged peer?"""

from __future__ import annotations

from ringback.media.core.dialling import relay_digit
from ringback.media.core.keys import forget_keys, take_key
from ringback.media.core.lanes import feed
from ringback.media.core.latch import admit
from ringback.media.core.reception import take_jitter, take_sequence
from ringback.media.core.reports import receive_report
from ringback.media.core.rtp import HEADER, build, parse
from ringback.media.core.state import PACKETS_IN, State

RTCP_FIRST = 64  # 192..223 without the marker bit: RFC 5761 §4
RTCP_LAST = 95


def catch_up_timestamp(s: State, leg: int, now: int) -> None:
    """After a pause the next packet's timestamp says how long it was: RFC 3550 §5.1."""
    if s.tx_packets[leg] > 0:
        pause = max(0, now - s.tx_at[leg] - 20000)
        s.tx_timestamp[leg] = (s.tx_timestamp[leg] + pause * 8 // 1000) & 0xFFFFFFFF


def count_sent(s: State, leg: int, length: int, now: int) -> None:
    """A packet with so many payload bytes goes out."""
    s.tx_at[leg] = now
    s.tx_packets[leg] += 1
    s.tx_bytes[leg] += length


def _may_forward(s: State, leg: int, other: int) -> int:
    return (
        s.passes[leg]
        and s.is_connected[other]
        and s.sends[other]
        and s.remote_port[other] != 0
        and s.play_token[other] == 0
        and s.dial_token[other] == 0
    )


def _align(s: State, leg: int, other: int, now: int) -> int:
    """Fit the source's numbers onto what the other leg sends; 1 if that was needed."""
    if s.fw_is_set[other] and s.fw_ssrc[other] == s.p_ssrc:
        return 0
    catch_up_timestamp(s, other, now)
    s.fw_is_set[other] = 1
    s.fw_ssrc[other] = s.p_ssrc
    s.fw_seq[other] = (s.tx_seq[other] - s.p_seq) & 0xFFFF
    s.fw_timestamp[other] = (s.tx_timestamp[other] - s.p_timestamp) & 0xFFFFFFFF
    return 1


def _forward(s: State, leg: int, other: int, is_key: int, now: int) -> int:
    """Rewrite the datagram at hand for the other leg; its size."""
    is_aligned = _align(s, leg, other, now)
    payload_type = s.payload_type[other]
    units = s.p_length
    if is_key:
        payload_type = s.dtmf_type[other]
        units = 0
    seq = (s.p_seq + s.fw_seq[other]) & 0xFFFF
    timestamp = (s.p_timestamp + s.fw_timestamp[other]) & 0xFFFFFFFF
    if (seq + 1 - s.tx_seq[other]) & 0xFFFF < 0x8000:
        s.tx_seq[other] = (seq + 1) & 0xFFFF
        s.tx_timestamp[other] = (timestamp + units) & 0xFFFFFFFF
    s.out_leg = other
    s.out_start = s.p_offset - HEADER
    build(s, s.out_start, payload_type, s.p_marker | is_aligned, seq, timestamp, s.tx_ssrc[other])
    s.is_speaking[other] = 0
    if s.tapped[other] > 0 and not is_key:
        feed(s, other, 2 * other + 1, s.p_offset, s.p_length, timestamp, now)
    count_sent(s, other, s.p_length, now)
    return HEADER + s.p_length


def _key(s: State, leg: int, now: int) -> int:
    """A telephone-event: reported here, and passed on to a bridged peer as it can take it."""
    ended = take_key(s, leg, now)
    other = s.peer[leg]
    if other < 0 or s.p_length < 4:
        return 0
    if s.passes[leg] and s.dtmf_type[other] >= 0:
        if _may_forward(s, leg, other):
            return _forward(s, leg, other, 1, now)
    elif ended:
        relay_digit(s, other, s.key_code[leg], s.key_duration[leg] // 8)
    return 0


def _audio(s: State, leg: int, now: int) -> int:
    take_jitter(s, leg, now)
    if s.lane_is_on[2 * leg]:
        feed(s, leg, 2 * leg, s.p_offset, s.p_length, s.p_timestamp, now)
    other = s.peer[leg]
    if other >= 0 and _may_forward(s, leg, other):
        return _forward(s, leg, other, 0, now)
    return 0


def _begin_anew(s: State, leg: int) -> None:
    """The source's numbers jumped: nothing that was derived from the old ones holds."""
    forget_keys(s, leg)
    s.lane_is_started[2 * leg] = 0
    if s.peer[leg] >= 0:
        s.fw_is_set[s.peer[leg]] = 0


def receive(s: State, leg: int, size: int, ip: int, port: int, now: int) -> int:
    """Take the datagram of `size` bytes in `packet` that came to the leg's RTP port from there.

    The size of what goes out for it at once, or 0: it stands in `packet` from `out_start`, for leg `out_leg`.
    """
    s.counters[PACKETS_IN] += 1
    if not s.is_connected[leg]:
        return 0
    if not parse(s, size):
        s.rx_malformed[leg] += 1
        return 0
    if RTCP_FIRST <= s.p_type <= RTCP_LAST:
        receive_report(s, leg, size, ip, port, now)
        return 0
    is_key = s.p_type == s.dtmf_type[leg]
    if not is_key and s.p_type != s.payload_type[leg]:
        s.rx_unexpected[leg] += 1
        return 0
    if not admit(s, leg, ip, port, now):
        return 0
    order = take_sequence(s, leg)
    if order == 0:
        return 0
    if order == 2:
        _begin_anew(s, leg)
    s.is_timeout_told[leg] = 0
    if not s.receives[leg]:
        return 0
    if is_key:
        return _key(s, leg, now)
    return _audio(s, leg, now)
