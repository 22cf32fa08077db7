"""Torture messages damaged at random and taken all the way: `python -m tests.protocols.sip.fuzz [--seconds 600]`.

Nothing may be raised, every answer must be readable, and no message may cost more than 0.2 s. What breaks is printed
with its seed and becomes a test of its own.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ringback.protocols.sdp import description as sdp
from ringback.protocols.sdp.negotiation import Endpoint, Negotiation
from ringback.protocols.sip import bodies, dialog, info, refer, registrar, session_timer
from ringback.protocols.sip.digest import DigestServer
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.invited import Invited, Respond
from ringback.protocols.sip.layer import Arrived, Transactions
from ringback.protocols.sip.message import Message, Request, Response, answer, refused
from ringback.protocols.sip.parse import Stream, parse
from ringback.protocols.sip.routing import request_hop, stamped, via_hop
from ringback.protocols.sip.screening import Abilities, fault_of, refusal
from tests.protocols.sip.sample import BOB, Chance

CORPUS = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "wire" / "sip").rglob("*.sip"))]
LINES = [line for data in CORPUS for line in data.split(b"\r\n")]
BITS = [
    b"\r\n", b"\r\n ", b",", b";", b'"', b"<", b">", b"\\", b"%", b"\0", b"=", b":", b"@", b"sip:", b"[", b"]",
    b"*", b"0", b"-1", b"99999999999", b"\xff", b"tag", b" ", b"\t",
]  # fmt: skip
MOST_S = 0.2


def damaged(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(CORPUS))
    for _ in range(chance.choice((1, 1, 2, 2, 3, 8))):
        chance.choice(DAMAGES)(data, chance)
    return bytes(data)


def _replace(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at : at + chance.randint(0, 4)] = chance.choice(BITS) * chance.randint(1, 5)


def _repeat(data: bytearray, chance: random.Random) -> None:
    at, start = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    data[at:at] = data[start : start + chance.randint(1, 200)]


def _take(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.randint(1, 20)]


def _cross(data: bytearray, chance: random.Random) -> None:
    lines = bytes(data).split(b"\r\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(LINES))
    data[:] = b"\r\n".join(lines)


DAMAGES: list[Callable[[bytearray, random.Random], None]] = [_replace, _replace, _repeat, _take, _cross]


class Target:
    """Everything that a message from the network reaches."""

    def __init__(self) -> None:
        self._layer, self._door, self._now = Transactions(most=500), DigestServer("r", Chance()), 0.0

    def take(self, data: bytes) -> bool:
        """Whether it was a whole message."""
        self._now += 0.01
        self._layer.tick(self._now)
        Stream().feed(data)
        self._describe(data.partition(b"\r\n\r\n")[2])
        message = parse(data)
        fault = message if isinstance(message, PeerError) else None
        if isinstance(message, Message):
            fault = fault_of(message)
        if fault is not None:
            self._refuse(fault)
        elif isinstance(message, Request):
            self._serve(stamped(message, "192.0.2.99", 5))
        elif isinstance(message, Response):
            self._layer.receive(message, "flow", self._now, reliable=False)
        return fault is None

    def _describe(self, body: bytes) -> None:
        found = sdp.parse(body)
        if isinstance(found, sdp.Description):
            bytes(found)
            Negotiation(Endpoint("192.0.2.1", 4000), "1").answer(found)

    def _refuse(self, fault: PeerError) -> None:
        response = refused(fault, "ours")
        if response is not None:
            assert isinstance(parse(bytes(response)), Response), bytes(response)

    def _serve(self, request: Request) -> None:
        turned_down = refusal(request, Abilities())
        if turned_down is not None:
            self._refuse(turned_down)
        for event in self._layer.receive(request, "flow", self._now, reliable=False):
            if isinstance(event, Arrived) and event.key is not None:
                self._layer.respond(event.key, answer(request, 486, to_tag="ours"), self._now)
        for read in (request_hop, refer.read, refer.read_notify, info.read_digit, session_timer.answered,
                     session_timer.too_brief, dialog.replaced_id):  # fmt: skip
            read(request)
        via_hop(request.via)
        bodies.part_of(request, "application/sdp")
        registrar.register((), request, 0.0)
        self._door.check(request, lambda username, algorithm: None, 0.0)
        self._talk(request)

    def _talk(self, request: Request) -> None:
        """What this side says in the dialog can be read by others."""
        ours = dialog.Dialog.from_request(request, "ours", BOB)
        said: list[Message] = [ours.request("BYE", via="SIP/2.0/UDP h;branch=z9hG4bKx")]
        said += [step.response for step in Invited(request, ours).accept(0.0) if isinstance(step, Respond)]
        for message in said:
            again = parse(bytes(message))
            assert isinstance(again, Message) and fault_of(again) is None, bytes(message)


def run(seconds: float, seed: int) -> tuple[int, int]:
    """How many were tried, and how many of them were whole messages still."""
    chance, target, tried, whole = random.Random(seed), Target(), 0, 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = damaged(chance)
        start = time.process_time()
        try:
            whole += target.take(data)
            assert time.process_time() - start < MOST_S, "too slow"
        except Exception:
            print(f"seed {seed}, message {tried}: {data!r}", file=sys.stderr)
            raise
        tried += 1
    return tried, whole


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seconds", type=float, default=600.0)
    options.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = options.parse_args()
    tried, whole = run(asked.seconds, asked.seed)
    print(f"{tried:,} damaged messages, {whole:,} of them whole still; seed {asked.seed}")


if __name__ == "__main__":
    main()
