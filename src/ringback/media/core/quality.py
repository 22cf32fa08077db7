"""How a listener would judge a leg: the E-model of ITU-T G.107 with the defaults of its table 3. Not compiled."""

from __future__ import annotations

BEST = 93.2  # R with all defaults
LOSS_ROBUSTNESS = 25.1  # Bpl of G.711 with concealment: G.113 Appendix I
BUFFER_MS = 40.0


def rating(loss_share: float, one_way_ms: float) -> float:
    """R, 0 to 93.2: G.107 §7 with delay (Idd, simplified) and packet loss (Ie,eff of a codec whose Ie is 0)."""
    loss = 100.0 * min(1.0, max(0.0, loss_share))
    impaired = 95.0 * loss / (loss + LOSS_ROBUSTNESS)
    delayed = 0.024 * one_way_ms + 0.11 * max(0.0, one_way_ms - 177.3)
    return max(0.0, BEST - impaired - delayed)


def mean_opinion(loss_share: float, jitter_ms: float, round_trip_ms: float) -> float:
    """MOS, 1.0 to 4.5: G.107 Annex B of the rating. Jitter counts as the delay that a buffer needs for it."""
    r = rating(loss_share, round_trip_ms / 2 + BUFFER_MS + 2 * jitter_ms)
    return round(max(1.0, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6), 2)
