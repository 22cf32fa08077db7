"""How a call sounded, as a number from 1 to 4.5: the E-model of ITU-T G.107, with the codecs of ITU-T G.113.

R = Ro - Is - Id - Ie,eff. Room noise, loudness and echo are not measured on a leg, so the defaults of G.107 stand for
them: they make R = 93.2 at best, and leave the one-way delay and the lost packets, which are measured. Wide-band speech
is rated on the same scale as narrow-band, as other servers do: the scale of G.107.1 ends higher.
"""

import math

import msgspec

BEST_R = 93.2
SIGNAL_TO_NOISE = 94.77  # Ro
SIMULTANEOUS_IMPAIRMENT = 1.41  # Is
TALKER_ECHO_LOUDNESS_DB = 65.0  # TELR
WEIGHTED_ECHO_PATH_LOSS_DB = 110.0  # WEPL


class Codec(msgspec.Struct, frozen=True):
    """How a codec impairs: Ie by itself, and Bpl, how well it bears lost packets (ITU-T G.113 appendix I)."""

    impairment: float
    robustness: float


PLAIN = Codec(0.0, 4.3)  # G.711 where a lost packet is silence
CONCEALED = Codec(0.0, 25.1)  # G.711 with the concealment of its appendix I, or one as good


def r_factor(one_way_ms: float, loss: float, codec: Codec = CONCEALED, *, burst_ratio: float = 1.0) -> float:
    """R from 0 to 93.2. `loss` is a share from 0 to 1; a burst ratio of 1 is loss at random, above it comes in runs."""
    lost = _delay_impairment(max(0.0, one_way_ms)) + _equipment_impairment(loss, codec, burst_ratio)
    return min(max(SIGNAL_TO_NOISE - SIMULTANEOUS_IMPAIRMENT - lost, 0.0), BEST_R)


def mos(r: float) -> float:
    """What listeners would say, on average: G.107 annex B."""
    if r <= 0:
        return 1.0
    r = min(r, 100.0)
    return max(1.0, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6)


def mos_of(
    round_trip_ms: float, jitter_buffer_ms: float, loss: float, codec: Codec = CONCEALED, *, burst_ratio: float = 1.0
) -> float:
    """From what a leg measures: half the round trip and the buffer make the way from mouth to ear."""
    return mos(r_factor(round_trip_ms / 2 + jitter_buffer_ms, loss, codec, burst_ratio=burst_ratio))


def _equipment_impairment(loss: float, codec: Codec, burst_ratio: float) -> float:
    """Ie,eff."""
    percent = 100 * min(max(loss, 0.0), 1.0)
    if not percent:
        return codec.impairment
    return codec.impairment + (95 - codec.impairment) * percent / (percent / burst_ratio + codec.robustness)


def _delay_impairment(one_way_ms: float) -> float:
    """Id = Idte + Idle + Idd, with the echo's way twice the speech's."""
    return _talker_echo(one_way_ms) + _listener_echo(2 * one_way_ms) + _pure_delay(one_way_ms)


def _talker_echo(one_way_ms: float) -> float:
    """Idte: what one hears of oneself."""
    slowed = 40 * math.log10((1 + one_way_ms / 10) / (1 + one_way_ms / 150))
    heard = TALKER_ECHO_LOUDNESS_DB - slowed + 6 * math.exp(-0.3 * one_way_ms**2)
    rest = SIGNAL_TO_NOISE - (80 + 2.5 * (heard - 14))
    return (rest / 2 + math.sqrt(rest**2 / 4 + 100) - 1) * (1 - math.exp(-one_way_ms))


def _listener_echo(round_trip_ms: float) -> float:
    """Idle: what one hears of the other twice."""
    rating = 10.5 * (WEIGHTED_ECHO_PATH_LOSS_DB + 7) * (round_trip_ms + 1) ** -0.25
    rest = SIGNAL_TO_NOISE - rating
    return rest / 2 + math.sqrt(rest**2 / 4 + 169)


def _pure_delay(one_way_ms: float) -> float:
    """Idd: nothing up to 100 ms."""
    if one_way_ms <= 100:
        return 0.0
    x = math.log2(one_way_ms / 100)
    return 25 * ((1 + x**6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2)
