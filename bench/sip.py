"""SIP without sockets, in CPU seconds of one process: `python bench/sip.py [--json FILE]`.

The goal: 60,000 typical INVITEs parsed a CPU second, header fields left as text. Every message is its own: branch,
tags, Call-ID and caller differ, so that nothing is answered from a memory of the whole. "a call" is both ends' work:
INVITE, 180, 200, ACK, BYE, 200, each written, parsed, screened and taken through its transaction and dialog.
"""

import argparse
import itertools
import json
import platform
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ringback.protocols.sdp import description as sdp
from ringback.protocols.sdp.negotiation import Endpoint, Negotiation
from ringback.protocols.sip.dialog import Dialog
from ringback.protocols.sip.digest import Account, Challenge, DigestClient, DigestServer, Verified, ha1
from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.invited import Invited
from ringback.protocols.sip.inviting import Inviting
from ringback.protocols.sip.layer import Transactions
from ringback.protocols.sip.message import Request, Response, answer
from ringback.protocols.sip.names import Names
from ringback.protocols.sip.parse import Stream, parse
from ringback.protocols.sip.requests import new_request, via_of
from ringback.protocols.sip.screening import Abilities, fault_of, refusal
from ringback.protocols.sip.uri import parse_uri

GOAL_PER_S = 60_000


class Chance:
    def __init__(self) -> None:
        self._random = random.Random(1)

    def bytes(self, length: int) -> bytes:
        return self._random.randbytes(length)


NAMES = Names(Chance())
BOB = Address(parse_uri("sip:+14155550100@192.0.2.2"))
SDP = (
    b"v=0\r\no=- 3724394400 3724394405 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
    b"m=audio 20000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
    b"a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n"
)
TELLING = [
    ("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY"),
    ("Supported", "100rel, timer, replaces"),
    ("Session-Expires", "1800;refresher=uac"),
    ("Min-SE", "90"),
    ("User-Agent", "a desk phone 7.4.2"),
    ("P-Asserted-Identity", "<sip:+14155550123@192.0.2.1>"),
    ("Content-Type", "application/sdp"),
]


def invite(number: int) -> Request:
    caller = Address(parse_uri(f"sip:+1415{number % 10**7:07}@192.0.2.1"), "A Caller")
    via = via_of(NAMES, "udp", "192.0.2.1", 5060)
    return new_request("INVITE", BOB.uri, NAMES, via=via, from_=caller, contact=caller, fields=TELLING, body=SDP)


def rewired(message: Request | Response) -> Request | Response:
    """Through the wire: written, parsed, screened."""
    again = parse(bytes(message))
    assert isinstance(again, (Request, Response)) and fault_of(again) is None
    return again


def parse_lazily(data: bytes) -> None:
    parse(data)


def parse_and_screen(data: bytes) -> None:
    message = parse(data)
    assert isinstance(message, Request) and fault_of(message) is None and refusal(message, ABILITIES) is None


def parse_stream(data: bytes) -> None:
    STREAM.feed(data)


def write(message: Request) -> None:
    bytes(message)


def read_sdp(data: bytes) -> None:
    sdp.parse(data)


def answer_offer(offer: sdp.Description) -> None:
    Negotiation(Endpoint("192.0.2.2", 30_000), "1").answer(offer)


class Ends:
    """Two transaction layers on a clock of their own; what is over is cleared as the clock goes."""

    def __init__(self) -> None:
        self.here, self.there, self.now = Transactions(), Transactions(), 0.0
        self._count = itertools.count()

    def exchange(self, _: object) -> None:
        """One OPTIONS and its answer, taken through a client and a server transaction."""
        self._forward()
        via = via_of(NAMES, "udp", "192.0.2.1", 5060)
        asked = new_request("OPTIONS", BOB.uri, NAMES, via=via, from_=BOB)
        self._ask(asked, 200)

    def _ask(self, asked: Request, status: int) -> None:
        self.here.request(asked, "there", self.now, reliable=True)
        (arrived,) = self.there.receive(rewired(asked), "here", self.now, reliable=True)
        response = answer(arrived.request, status, to_tag="x")
        self.there.respond(arrived.key, response, self.now)
        self.here.receive(rewired(response), "there", self.now, reliable=True)

    def _forward(self) -> None:
        """20 ms a call, as at 50 calls a second: some 1,600 INVITEs linger at each end."""
        self.now += 0.02
        self.here.tick(self.now)
        self.there.tick(self.now)

    def call(self, _: object) -> None:
        self._forward()
        asked = invite(next(self._count))
        calling = Inviting(asked)
        self.here.request(asked, "there", self.now, reliable=True)
        (arrived,) = self.there.receive(rewired(asked), "here", self.now, reliable=True)
        dialog = Dialog.from_request(arrived.request, NAMES.tag(), BOB)
        called = Invited(arrived.request, dialog)
        for step in (*called.progress(180, self.now), *called.accept(self.now, body=SDP)):
            self.there.respond(arrived.key, step.response, self.now)
            (told,) = self.here.receive(rewired(step.response), "there", self.now, reliable=True)
            outcomes = calling.receive(told.response)
        ours = outcomes[0].dialog
        ack = rewired(ours.ack(asked, via=via_of(NAMES, "udp", "192.0.2.1", 5060)))
        (acknowledged,) = self.there.receive(ack, "here", self.now, reliable=True)
        called.acknowledged(acknowledged.request)
        self._ask(ours.request("BYE", via=via_of(NAMES, "udp", "192.0.2.1", 5060)), 200)


class Door:
    def __init__(self) -> None:
        self._server = DigestServer("pbx.example.com", Chance())
        self._client = DigestClient(Account("alice", "open sesame"), Chance())
        self._secret = ha1("alice", "pbx.example.com", "open sesame", "SHA-256")

    def login(self, _: object) -> None:
        """A challenge, its answer and the check, both sides."""
        asked = new_request("REGISTER", BOB.uri, NAMES, via=via_of(NAMES, "udp", "h", 5060), from_=BOB)
        challenge = self._server.check(asked, lambda user, algorithm: self._secret, 0.0)
        assert isinstance(challenge, Challenge)
        again = self._client.authorized(asked, answer(asked, 401, to_tag="x", fields=challenge.fields))
        assert isinstance(again, Request)
        assert isinstance(self._server.check(again, lambda user, algorithm: self._secret, 1.0), Verified)


ABILITIES, STREAM = Abilities(), Stream()


def kinds() -> dict[str, tuple[Callable[..., None], list]]:
    requests = [invite(number) for number in range(2000)]
    wire = [bytes(request) for request in requests]
    offer = sdp.parse(SDP)
    nothing: list[object] = [None] * 200
    return {
        "parse an INVITE, fields as text": (parse_lazily, wire),
        "the same from a stream": (parse_stream, wire),
        "parse it, read and check every field": (parse_and_screen, wire),
        "write it": (write, requests),
        "parse its SDP": (read_sdp, [SDP] * 200),
        "answer its SDP": (answer_offer, [offer] * 200),
        "a request and its answer, both ends": (Ends().exchange, nothing),
        "a call set up and ended, both ends": (Ends().call, nothing),
        "challenge, answer and check": (Door().login, nothing),
    }


def rate_of(work: Callable[..., None], inputs: list, seconds: float) -> float:
    done, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for one in inputs:
            work(one)
        done += len(inputs)
    return done / spent


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    options.add_argument("--seconds", type=float, default=0.9, help="CPU seconds for each figure")
    asked = options.parse_args()
    figures = {}
    print(f"{'work':<40} {'a CPU second':>13} {'CPU us':>8}")
    for name, (work, inputs) in kinds().items():
        rate = max(rate_of(work, inputs, asked.seconds / 3) for _ in range(3))
        figures[name] = {"per_cpu_s": round(rate), "cpu_us": round(1e6 / rate, 2)}
        print(f"{name:<40} {rate:>13,.0f} {1e6 / rate:>8.2f}")
    if asked.json:
        asked.json.write_text(json.dumps({"python": platform.python_version(), "figures": figures}, indent=2) + "\n")
    reached = figures["parse an INVITE, fields as text"]["per_cpu_s"]
    print(f"\nINVITEs parsed: {reached:,} a CPU second, goal {GOAL_PER_S:,}")
    return 0 if reached >= GOAL_PER_S else 1


if __name__ == "__main__":
    sys.exit(main())
