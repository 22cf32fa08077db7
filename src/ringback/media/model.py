"""What legs tell, and what is known of one at its end."""

from typing import Any

import msgspec


class LegStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """A leg's figures so far: RFC 3550 §6.4 for loss, jitter and round trip, ITU-T G.107 for MOS (1.0 to 4.5).

    `lost` are packets that never came to us, `remote_lost` those of ours that the peer missed, as its reports say.
    `concealed` counts frames of 20 ms made up, `late` packets past their time, `strangers` packets of other sources.
    """

    codec: str
    packets_sent: int = 0
    bytes_sent: int = 0
    packets_received: int = 0
    bytes_received: int = 0
    lost: int = 0
    out_of_order: int = 0
    jitter_ms: float = 0.0
    jitter_max_ms: float = 0.0
    round_trip_ms: float | None = None
    remote_lost: int = 0
    remote_jitter_ms: float = 0.0
    mos: float = 0.0
    concealed: int = 0
    late: int = 0
    strangers: int = 0
    malformed: int = 0
    unexpected: int = 0
    digits_received: int = 0
    digits_sent: int = 0
    reports_received: int = 0


class LegEvent(msgspec.Struct, frozen=True):
    leg: Any


class Digit(LegEvent, frozen=True):
    """A key was pressed and let go: 0-9, *, #, A-D."""

    digit: str
    duration_ms: int


class Played(LegEvent, frozen=True):
    """What `token` names has ended: to its end, or because it was stopped or replaced."""

    token: int
    completed: bool


class FirstPacket(LegEvent, frozen=True):
    """RTP came in, from there."""

    address: tuple[str, int]


class RtpTimeout(LegEvent, frozen=True):
    """No RTP has come in for so long; told once until some comes again."""

    idle_s: float


class Talking(LegEvent, frozen=True):
    """The party began or ceased to talk; only while the leg is watched."""

    is_talking: bool


class Closed(LegEvent, frozen=True):
    """The last event of a leg."""

    statistics: LegStatistics
