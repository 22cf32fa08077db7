"""PDUs damaged at random and read: `python -m tests.protocols.smpp.fuzz [--seconds 600]`.

Nothing may be raised, what was read must be writable and read the same again, an answer to what could not be read must
itself be readable, both ends of a session must stand it, and nothing may cost more than 0.05 s. What breaks is printed
with its seed and becomes a file in tests/wire/smpp.
"""

import argparse
import random
import sys
import time

from ringback.protocols.smpp import content, receipts, tlvs
from ringback.protocols.smpp.codings import Default
from ringback.protocols.smpp.errors import LocalError, PeerError
from ringback.protocols.smpp.parse import MOST_PDU_BYTES, Reader, answer_to, parse
from ringback.protocols.smpp.pdus import DataSm, DeliverSm, Pdu, SubmitMulti, SubmitSm
from ringback.protocols.smpp.session import Asked, Role, Session
from tests.protocols.smpp.link import Link, pdus
from tests.protocols.smpp.wire import FOLDER

CORPUS = [path.read_bytes() for path in sorted(FOLDER.glob("*.bin"))]
MOST_S = 0.05


def damaged(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(CORPUS))
    for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
        chance.choice(DAMAGES)(data, chance)
    if chance.random() < 0.8:
        data[:4] = len(data).to_bytes(4, "big")  # else most would fail at their length
    return bytes(data)


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _replace(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at : at + chance.randint(0, 4)] = bytes([chance.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF))]) * chance.randint(1, 5)


def _take(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.randint(1, 20)]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at, start = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    data[at:at] = data[start : start + chance.randint(1, 200)]


def _cross(data: bytearray, chance: random.Random) -> None:
    other = chance.choice(CORPUS)
    data[chance.randrange(len(data) + 1) :] = other[chance.randrange(len(other) + 1) :]


def _command(data: bytearray, chance: random.Random) -> None:
    data[4:8] = chance.choice(CORPUS)[4:8]


DAMAGES = [_flip, _flip, _replace, _take, _repeat, _cross, _command]


class Target:
    """Everything that a PDU from the network reaches."""

    def __init__(self, chance: random.Random) -> None:
        self._chance, self._reader = chance, Reader()
        self._sessions: list[Session] = []
        self._now = 0.0

    def take(self, data: bytes) -> bool:
        """Whether it was whole."""
        self._stream(data)
        self._talk(data)
        found = parse(data)
        if isinstance(found, PeerError):
            answer = answer_to(found)
            assert answer is None or parse(bytes(answer)) == answer
            return False
        self._again(found)
        self._look_into(found)
        return True

    def _stream(self, data: bytes) -> None:
        cut = self._chance.randrange(len(data) + 1)
        self._reader.feed(data[:cut])
        self._reader.feed(data[cut:])
        if self._reader.is_lost or self._chance.random() < 0.1:
            self._reader = Reader()
        assert len(self._reader._held) <= MOST_PDU_BYTES

    def _talk(self, data: bytes) -> None:
        """Both ends hear it, bound, with requests under way; what they send stays readable."""
        if not self._sessions or any(one.is_over for one in self._sessions):
            link = Link().bound(self._chance.choice(list(Role)))
            self._sessions, self._now = [link.esme, link.smsc], link.now
        self._now += self._chance.choice((0.0, 0.1, 5.0))
        for session in self._sessions:
            for event in session.receive(data, self._now):
                if isinstance(event, Asked) and self._chance.random() < 0.5:
                    session.answer(event.request)
            session.settle()
            session.tick(self._now)
            pdus(session)

    def _again(self, found: Pdu) -> None:
        try:
            written = bytes(found)
        except LocalError:
            names = ("system_id", "password", "message_id")  # read where they are longer than the standard's
            if any(len(getattr(found, name, "")) > 8 for name in names):
                return
            raise
        assert parse(written) == found

    def _look_into(self, found: Pdu) -> None:
        tlvs.fault(found.tlvs)
        for tlv in tlvs.BY_NAME.values():
            tlv.of(found.tlvs)
        default = self._chance.choice(list(Default))
        if isinstance(found, SubmitSm | DeliverSm | DataSm | SubmitMulti):
            assert isinstance(content.read(found, default).text, str)
        if isinstance(found, DeliverSm | DataSm):
            receipts.read(found, default)


def run(seconds: float, seed: int) -> tuple[int, int]:
    """How many were tried, and how many of them were whole still."""
    chance = random.Random(seed)
    target, tried, whole = Target(chance), 0, 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = damaged(chance)
        start = time.process_time()
        try:
            whole += target.take(data)
            assert time.process_time() - start < MOST_S, "too slow"
        except Exception:
            print(f"seed {seed}, PDU {tried}: {data.hex()}", file=sys.stderr)
            raise
        tried += 1
    return tried, whole


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seconds", type=float, default=600.0)
    options.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = options.parse_args()
    tried, whole = run(asked.seconds, asked.seed)
    print(f"{tried:,} damaged PDUs, {whole:,} of them whole still; seed {asked.seed}")


if __name__ == "__main__":
    main()
