"""Whose packets a leg takes: symmetric RTP with bounds (RFC 4961; RFC 7362 says what latching risks).

The first source with valid RTP is taken, and RTP goes back to it. Where the source is not the signalled address, the
first packet from that address still wins. A taken source is left only when it has been silent for `SILENCE_US`, at
most `MOST_CHANGES` times between two agreements; signalling starts anew. All else is a stranger, counted and dropped.
"""

from __future__ import annotations

from ringback.media.core.state import FIRST_PACKET, State, tell

SILENCE_US = 3000000
MOST_CHANGES = 8


def agree_address(s: State, leg: int, ip: int, port: int) -> None:
    """Signalling named the peer's address (port 0: it did not). The same address again changes nothing."""
    if ip == s.signalled_ip[leg] and port == s.signalled_port[leg]:
        return
    s.signalled_ip[leg] = ip
    s.signalled_port[leg] = port
    s.source_ip[leg] = 0
    s.source_port[leg] = 0
    s.is_certain[leg] = 0
    s.latch_changes[leg] = 0
    s.remote_ip[leg] = ip
    s.remote_port[leg] = port
    s.rtcp_source_port[leg] = 0
    s.is_rtcp_signalled[leg] = 0
    s.rtcp_ip[leg] = ip
    s.rtcp_port[leg] = (port + 1) & 0xFFFF


def _take_source(s: State, leg: int, ip: int, port: int) -> None:
    if s.source_port[leg] != 0:
        s.latch_changes[leg] += 1
    s.source_ip[leg] = ip
    s.source_port[leg] = port
    s.is_certain[leg] = ip == s.signalled_ip[leg] and port == s.signalled_port[leg]
    s.remote_ip[leg] = ip
    s.remote_port[leg] = port
    if not s.is_rtcp_signalled[leg]:
        s.rtcp_ip[leg] = ip
        s.rtcp_port[leg] = (port + 1) & 0xFFFF
    if not s.has_heard[leg]:
        s.has_heard[leg] = 1
        tell(s, FIRST_PACKET, leg, ip, port, 0)


def admit(s: State, leg: int, ip: int, port: int, now: int) -> int:
    """1 if the packet's source is the peer, or may become it now."""
    if port == s.source_port[leg] and ip == s.source_ip[leg]:
        s.heard_at[leg] = now
        return 1
    is_free = s.source_port[leg] == 0
    is_wanted = ip == s.signalled_ip[leg] and port == s.signalled_port[leg] and not s.is_certain[leg]
    is_silent = now - s.heard_at[leg] > SILENCE_US and s.latch_changes[leg] < MOST_CHANGES
    if is_free or is_wanted or is_silent:
        _take_source(s, leg, ip, port)
        s.heard_at[leg] = now
        return 1
    s.rx_strangers[leg] += 1
    return 0


def admit_report(s: State, leg: int, ip: int, port: int) -> int:
    """1 if RTCP from there is the peer's: from the host that sends RTP, or the one that signalling named."""
    if ip != s.remote_ip[leg] and ip != s.rtcp_ip[leg]:
        s.rx_strangers[leg] += 1
        return 0
    if s.rtcp_source_port[leg] == 0:
        s.rtcp_source_port[leg] = port
        s.rtcp_ip[leg] = ip
        s.rtcp_port[leg] = port
    if s.rtcp_source_port[leg] != port:
        s.rx_strangers[leg] += 1
        return 0
    return 1
