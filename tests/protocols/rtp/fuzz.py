"""Datagrams damaged at random and taken all the way: `python -m tests.protocols.rtp.fuzz [--seconds 600]`.

Nothing may be raised, what was read must be writable and read the same again, counters must stay reportable, and no
datagram may cost more than 0.05 s. What breaks is printed with its seed and becomes a file in tests/wire.
"""

import argparse
import random
import sys
import time
from pathlib import Path

from ringback.protocols.rtp import ntp, packet, rtcp
from ringback.protocols.rtp.errors import PeerError
from ringback.protocols.rtp.reception import Reception
from ringback.protocols.rtp.telephone_event import DIGITS, KeyReceiver

WIRE = Path(__file__).parents[2] / "wire"
CORPUS = [path.read_bytes() for kind in ("rtp", "rtcp") for path in sorted((WIRE / kind).glob("*.bin"))]
MOST_S = 0.05
MTU = 1500


def damaged(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(CORPUS))
    for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
        chance.choice(DAMAGES)(data, chance)
    return bytes(data[:MTU])


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(min(len(data), chance.choice((2, 4, 16, MTU))))] ^= 1 << chance.randrange(8)


def _replace(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at : at + chance.randint(0, 4)] = bytes([chance.choice((0, 1, 0x7F, 0x80, 0xC8, 0xFF))]) * chance.randint(1, 5)


def _take(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.randint(1, 20)]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at, start = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    data[at:at] = data[start : start + chance.randint(1, 200)]


def _cross(data: bytearray, chance: random.Random) -> None:
    other = chance.choice(CORPUS)
    data[chance.randrange(len(data) + 1) :] = other[chance.randrange(len(other) + 1) :]


DAMAGES = [_flip, _flip, _replace, _take, _repeat, _cross]


class Target:
    """Everything that a datagram from the network reaches."""

    def __init__(self) -> None:
        self._keys, self._reception, self._now = KeyReceiver(), Reception(0xDEADBEEF, 0), 0.0

    def take(self, data: bytes) -> bool:
        """Whether it was whole."""
        self._now += 0.02
        assert all(press.digit in DIGITS for press in self._keys.tick(self._now))
        return self._report(data) if packet.is_rtcp(data) else self._media(data)

    def _media(self, data: bytes) -> bool:
        found = packet.parse(data)
        if isinstance(found, PeerError):
            return False
        assert packet.parse(bytes(found)) == found
        self._reception.receive(found.sequence, found.timestamp, int(self._now * 8000))
        bytes(self._reception.report())
        assert all(press.digit in DIGITS for press in self._keys.receive(found, self._now))
        return True

    def _report(self, data: bytes) -> bool:
        found = rtcp.parse(data)
        if isinstance(found, PeerError):
            return False
        assert rtcp.parse(b"".join(map(bytes, found))) == found
        for report in found:
            if isinstance(report, rtcp.SenderReport | rtcp.ReceiverReport):
                trips = [ntp.round_trip_s(block, ntp.ntp_time(self._now)) for block in report.reports]
                assert all(trip is None or 0 <= trip < 32768 for trip in trips)
        return True


def run(seconds: float, seed: int) -> tuple[int, int]:
    """How many were tried, and how many of them were whole still."""
    chance, target, tried, whole = random.Random(seed), Target(), 0, 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = damaged(chance)
        start = time.process_time()
        try:
            whole += target.take(data)
            assert time.process_time() - start < MOST_S, "too slow"
        except Exception:
            print(f"seed {seed}, datagram {tried}: {data.hex()}", file=sys.stderr)
            raise
        tried += 1
    return tried, whole


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seconds", type=float, default=600.0)
    options.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = options.parse_args()
    tried, whole = run(asked.seconds, asked.seed)
    print(f"{tried:,} damaged datagrams, {whole:,} of them whole still; seed {asked.seed}")


if __name__ == "__main__":
    main()
