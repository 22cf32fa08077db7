"""A leg's figures, read from its row."""

from ringback.media.core.quality import mean_opinion
from ringback.media.memory import Memory
from ringback.media.model import LegStatistics

CODECS = ("PCMU", "PCMA", "G722")
UNITS_A_MS = 8  # of RTP's clock


def statistics_of(memory: Memory, leg: int) -> LegStatistics:
    """What is known now."""

    def of(name: str) -> int:
        return memory[name][leg]

    lost, received = _lost(of), of("rx_packets")
    count = of("rx_jitter_count")
    jitter_ms = round(of("rx_jitter_sum") / count / 16 / UNITS_A_MS, 2) if count else 0.0
    round_trip_us = of("round_trip_us")
    round_trip_ms = round(round_trip_us / 1000, 2) if round_trip_us else None
    missing = (lost + of("rx_late")) / (lost + received) if lost + received else 0.0
    return LegStatistics(
        codec=CODECS[of("codec")],
        packets_sent=of("tx_packets"),
        bytes_sent=of("tx_bytes"),
        packets_received=received,
        bytes_received=of("rx_bytes"),
        lost=lost,
        out_of_order=of("rx_out_of_order"),
        jitter_ms=jitter_ms,
        jitter_max_ms=round(of("rx_jitter_max") / 16 / UNITS_A_MS, 2),
        round_trip_ms=round_trip_ms,
        remote_lost=of("remote_lost"),
        remote_jitter_ms=round(of("remote_jitter") / UNITS_A_MS, 2),
        mos=mean_opinion(missing, jitter_ms, round_trip_ms or 0.0) if received else 0.0,
        concealed=of("rx_concealed"),
        late=of("rx_late"),
        strangers=of("rx_strangers"),
        malformed=of("rx_malformed"),
        unexpected=of("rx_unexpected"),
        digits_received=of("rx_digits"),
        digits_sent=of("tx_digits"),
        reports_received=of("reports_received"),
    )


def _lost(of) -> int:  # type: ignore[no-untyped-def]
    """RFC 3550 A.3, over all sources that the leg has had."""
    if not of("rx_is_started"):
        return 0
    expected = of("rx_cycles") + of("rx_highest") - of("rx_base") + 1
    return of("rx_lost_before") + max(0, expected - of("rx_of_source"))
