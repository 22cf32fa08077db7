"""Keys pressed on a telephone, as events in RTP: RFC 4733.

Every packet of a press has the timestamp of its beginning and the duration so far; the last, marked as the end, is sent
three times. So any one packet is enough to know of a press, and its timestamp tells it from the next one.
"""

import math
import struct
from collections.abc import Iterator

import msgspec

from ringback.protocols.rtp.errors import LocalError, PeerError
from ringback.protocols.rtp.packet import Packet
from ringback.protocols.rtp.wrapping import TIMESTAMPS, timestamp_gap

DIGITS = "0123456789*#ABCD"  # events 0 to 15: §3.2
LONGEST_SAMPLES = 0xFFFF  # §2.3.5; a longer press goes on in further segments: §2.5.1.3
SILENT_FOR_S = 0.3  # without a packet for so long the key is up, its three ends lost
STALE_SAMPLES = 8000 * 15  # older than this is no late packet, but a peer that set its clock anew
END_PACKETS = 3
VOLUME = 10  # dBm0 below zero
PAUSES_S = {"w": 0.5, "W": 1.0}
_EVENT = struct.Struct("!BBH")


class Report(msgspec.Struct, frozen=True):
    """One event in one packet: §2.3. The duration is in units of the media clock."""

    event: int
    is_end: bool
    duration: int
    volume: int = VOLUME

    def __bytes__(self) -> bytes:
        if not (0 <= self.event <= 255 and 0 <= self.volume <= 63 and 0 <= self.duration <= LONGEST_SAMPLES):
            raise LocalError(f"{self} does not fit: event to 255, volume to 63, duration to {LONGEST_SAMPLES}")
        return _EVENT.pack(self.event, self.is_end << 7 | self.volume, self.duration)


def parse(payload: bytes) -> tuple[Report, ...] | PeerError:
    """A payload's events; several are one after another, each beginning where the one before it ends."""
    if len(payload) < 4 or len(payload) % 4:
        return PeerError(f"{len(payload)} octets are not one or more events of four")
    return tuple(Report(event, bool(bits & 0x80), length, bits & 0x3F) for event, bits, length in _records(payload))


def _records(payload: bytes) -> Iterator[tuple[int, int, int]]:
    return _EVENT.iter_unpack(payload)


class Pressed(msgspec.Struct, frozen=True):
    """A key that was pressed and let go, and for how long, in milliseconds."""

    digit: str
    duration_ms: int


class _Press(msgspec.Struct):
    event: int
    start: int  # timestamp of the segment that is heard
    before: int  # units in the segments before it
    duration: int
    silent_at: float


class KeyReceiver:
    """Hears each key press once, whatever of it is lost, sent again or late.

    `now` is seconds on one monotonic clock. Call `tick` by `wake_at`: that ends a press whose end packets were lost.
    A press that was wholly overtaken by the next one is left out, for digits in a wrong order are worse than none.
    """

    def __init__(self, clock_hz: int = 8000) -> None:
        self._per_ms = clock_hz // 1000
        self._ssrc: int | None = None
        self._press: _Press | None = None
        self._ended_at: int | None = None  # timestamp of the last press that was told
        self.malformed = 0

    @property
    def wake_at(self) -> float:
        return self._press.silent_at if self._press else math.inf

    def receive(self, packet: Packet, now: float) -> list[Pressed]:
        """A packet with the payload type of telephone-event; what was pressed and let go by then."""
        reports = parse(packet.payload)
        if isinstance(reports, PeerError):
            self.malformed += 1
            return []
        told = self._end() if packet.ssrc != self._ssrc else []
        if packet.ssrc != self._ssrc:
            self._ssrc, self._ended_at = packet.ssrc, None
        timestamp, marker = packet.timestamp, packet.marker
        for report in reports:
            told += self._hear(report, timestamp, marker, now)
            timestamp, marker = (timestamp + report.duration) % TIMESTAMPS, False
        return told

    def tick(self, now: float) -> list[Pressed]:
        return self._end() if now >= self.wake_at else []

    def _hear(self, report: Report, timestamp: int, marker: bool, now: float) -> list[Pressed]:
        press = self._press
        if report.event >= len(DIGITS):
            return []  # a hook flash, a fax tone: no key
        if press and self._goes_on(press, report, timestamp, marker):
            press.before, press.start, press.duration = press.before + LONGEST_SAMPLES, timestamp, 0
        elif press is None or timestamp != press.start:
            if self._is_late(timestamp):
                return []
            told = self._end()
            self._press = _Press(report.event, timestamp, 0, 0, 0.0)
            return told + self._hear(report, timestamp, marker, now)
        return self._hold(press, report, now)

    def _hold(self, press: _Press, report: Report, now: float) -> list[Pressed]:
        press.duration, press.silent_at = max(press.duration, report.duration), now + SILENT_FOR_S
        return self._end() if report.is_end else []

    @staticmethod
    def _goes_on(press: _Press, report: Report, timestamp: int, marker: bool) -> bool:
        """Whether this is the next segment of a press of more than eight seconds."""
        next_segment = (press.start + LONGEST_SAMPLES) % TIMESTAMPS
        return not marker and report.event == press.event and timestamp == next_segment

    def _is_late(self, timestamp: int) -> bool:
        """A packet of the last press or of one before it."""
        latest = self._press.start if self._press else self._ended_at
        return latest is not None and -STALE_SAMPLES < timestamp_gap(timestamp, latest) <= 0

    def _end(self) -> list[Pressed]:
        press, self._press = self._press, None
        if press is None:
            return []
        self._ended_at = press.start
        return [Pressed(DIGITS[press.event], (press.before + press.duration) // self._per_ms)]


class Frame(msgspec.Struct, frozen=True):
    """What goes out in one packet time. `timestamp` is that of the press, the same in all its packets: §2.5.1.2."""

    report: Report
    timestamp: int
    marker: bool


def keyed(
    digits: str, timestamp: int, *, duration_ms: int = 100, gap_ms: int = 100, ptime_ms: int = 20, clock_hz: int = 8000
) -> Iterator[Frame | None]:
    """What to send in each packet time, from `timestamp` on: a frame of a press, or None where speech may go out.

    The end of each press goes out three times, the last two in the gap: it is made long enough for them. `w` waits half
    a second and `W` a whole one. Raises LocalError for other letters and for presses that no packet can tell.
    """
    step = ptime_ms * clock_hz // 1000
    presses = max(1, -(-duration_ms // ptime_ms))
    if presses * step > LONGEST_SAMPLES or min(duration_ms, gap_ms, ptime_ms) < 0:
        raise LocalError(f"{duration_ms} ms is not a press of at most {LONGEST_SAMPLES * 1000 // clock_hz} ms")
    unknown = sorted(set(digits.upper()) - set(DIGITS + "W"))
    if unknown:
        raise LocalError(f"{unknown[0]!r} is no key: there are {DIGITS}, w and W")
    return _frames(digits, timestamp, presses, max(END_PACKETS, -(-gap_ms // ptime_ms)), step, ptime_ms)


def _frames(digits: str, timestamp: int, presses: int, gap: int, step: int, ptime_ms: int) -> Iterator[Frame | None]:
    for digit in digits:
        if digit in PAUSES_S:
            count = round(PAUSES_S[digit] * 1000 / ptime_ms)
            yield from [None] * count
        else:
            count = presses + gap
            yield from _pressed(DIGITS.index(digit.upper()), timestamp % TIMESTAMPS, presses, step)
            yield from [None] * (gap - END_PACKETS + 1)
        timestamp += count * step


def _pressed(event: int, timestamp: int, presses: int, step: int) -> Iterator[Frame]:
    for i in range(1, presses + END_PACKETS):
        report = Report(event, i >= presses, min(i, presses) * step)
        yield Frame(report, timestamp, marker=i == 1)
