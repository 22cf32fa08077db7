"""The times in RTCP reports, and what they measure: the way there and back (RFC 3550 §4 and §6.4.1)."""

from ringback.protocols.rtp.rtcp import ReportBlock

EPOCH_1900 = 2_208_988_800  # seconds from 1900 to 1970
_WRAP = 1 << 32


def ntp_time(unix_s: float) -> int:
    """Seconds since 1970 as 32.32 bits since 1900. Any steadily growing clock will do, for peers only give it back."""
    return int((unix_s + EPOCH_1900) * _WRAP) & (1 << 64) - 1


def middle(time: int) -> int:
    """The 32 bits in the middle of an NTP time: 1/65536 s, around again after 18 hours."""
    return time >> 16 & 0xFFFFFFFF


def delay_since(sr_arrived_at: float, now: float) -> int:
    """What a report says of the time since the last SR arrived, in 1/65536 s. Both in seconds of one clock."""
    return min(int(max(0.0, now - sr_arrived_at) * 65536), _WRAP - 1)


def round_trip_s(block: ReportBlock, arrived: int) -> float | None:
    """Seconds on the network, there and back, from a block about us that arrived at the NTP time `arrived`.

    None where the peer has heard no report of ours. A clock that is a little off would make it negative: that is 0.
    More than half the circle is a stale or invented block: None.
    """
    if block.last_sr == 0:
        return None
    units = (middle(arrived) - block.last_sr - block.delay_since_last_sr) % _WRAP
    if units >= _WRAP // 2:
        return 0.0 if _WRAP - units < 65536 else None
    return units / 65536
