"""A carrier for benches: an SMSC in a process of its own, that keeps what it was given through every kill of ours.

    python -m bench.world.smsc [--receipt-ms 50] [--answer-ms 0] [--no-receipts]

Prints its SMPP port and its port for questions: GET /count (binds, submits, receipts acknowledged), GET /taken (each
submit_sm by address and text, with its ids). It answers each submit_sm at once or after `--answer-ms`, and sends the
receipt so long after the answer. A receipt that nobody acknowledged is sent again on the next bind, as carriers do.
"""

import argparse
import asyncio
import json
from collections import deque
from typing import Any, cast
from urllib.parse import urlsplit

import uvloop

from ringback.protocols.smpp.pdus import DeliverSm, Pdu, SubmitSm
from ringback.protocols.smpp.session import Answered, Asked, Ended, Timers, Unanswered
from ringback.protocols.smpp.smsc import BindAsked, SmscSession
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import SMSC_RECEIPT

TIMERS = Timers(window=50, peer_window=10_000, init_s=1e9, enquire_s=1e9, response_s=30.0)
AGAIN_S = 1.0  # a receipt that was refused


class Smsc:
    """What it has taken, and the receipts that it owes."""

    def __init__(self, answer_s: float, receipt_s: float | None) -> None:
        self.answer_s, self._receipt_s = answer_s, receipt_s
        self.taken: dict[tuple[str, bytes], list[str]] = {}
        self.count = self.acknowledged = 0
        self.binds: set[Bind] = set()
        self.times_bound = 0
        self._owed: deque[tuple[str, SubmitSm]] = deque()
        self._is_due = False

    def take(self, bind: "Bind", request: SubmitSm) -> None:
        self.count += 1
        name = f"{self.count:010d}"
        self.taken.setdefault((request.destination_addr, request.short_message), []).append(name)
        loop = asyncio.get_running_loop()
        if self.answer_s:
            loop.call_later(self.answer_s, bind.answer, request, name)
        else:
            bind.answer(request, name)
        if self._receipt_s is not None:
            loop.call_later(self.answer_s + self._receipt_s, self.owe, name, request)

    def owe(self, name: str, request: SubmitSm) -> None:
        """A receipt is due; those of one turn of the loop leave together."""
        self._owed.append((name, request))
        if not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_soon(self.pay)

    def pay(self) -> None:
        """Sends what is owed, as far as the binds have room."""
        self._is_due = False
        for bind in list(self.binds):
            while self._owed and bind.has_room:
                bind.tell(*self._owed.popleft())
            bind.flush()

    def counts(self) -> dict[str, int]:
        distinct = len(self.taken)
        return {
            "bound": len(self.binds),
            "times_bound": self.times_bound,
            "submits": self.count,
            "distinct": distinct,
            "acknowledged": self.acknowledged,
            "owed": len(self._owed),
        }

    def listed(self) -> list[tuple[str, str, list[str]]]:
        return [(to, text.hex(), names) for (to, text), names in self.taken.items()]


class Bind(asyncio.Protocol):
    """One connection of ours to it."""

    def __init__(self, smsc: Smsc) -> None:
        self._smsc, self._session = smsc, SmscSession(0.0, TIMERS)
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its type

    def data_received(self, data: bytes) -> None:
        for event in self._session.receive(data, self._loop.time()):
            self._heard(event)
        self.flush()
        self._smsc.pay()

    def connection_lost(self, exc: Exception | None) -> None:
        for event in self._session.lost():
            self._heard(event)
        self._smsc.binds.discard(self)

    def _heard(self, event: Any) -> None:
        if isinstance(event, BindAsked):
            self._session.accept("bench", self._loop.time())
            self._smsc.binds.add(self)
            self._smsc.times_bound += 1
        elif isinstance(event, Asked):
            self._asked(event.request)
        elif isinstance(event, Answered):
            self._receipt_ended(event.token, kept=event.response.command_status == Status.ESME_ROK)
        elif isinstance(event, Unanswered):
            self._receipt_ended(event.token, kept=False)
        elif isinstance(event, Ended):
            self._smsc.binds.discard(self)

    def _asked(self, request: Pdu) -> None:
        if isinstance(request, SubmitSm):
            self._smsc.take(self, request)
        else:
            self._session.answer(request)

    def _receipt_ended(self, token: tuple[str, SubmitSm], *, kept: bool) -> None:
        if kept:
            self._smsc.acknowledged += 1
        else:
            self._loop.call_later(AGAIN_S, self._smsc.owe, *token)

    def answer(self, request: SubmitSm, name: str) -> None:
        if self in self._smsc.binds:
            self._session.answer(request, message_id=name)
            if self._smsc.answer_s:
                self.flush()

    @property
    def has_room(self) -> bool:
        return self._session.is_bound and self._session.room(self._loop.time()) > 0

    def tell(self, name: str, request: SubmitSm) -> None:
        text = f"id:{name} sub:001 dlvrd:001 submit date:2601010000 done date:2601010000 stat:DELIVRD err:000 text:"
        told = DeliverSm(
            source_addr_ton=request.dest_addr_ton,
            source_addr_npi=request.dest_addr_npi,
            source_addr=request.destination_addr,
            dest_addr_ton=request.source_addr_ton,
            dest_addr_npi=request.source_addr_npi,
            destination_addr=request.source_addr,
            esm_class=SMSC_RECEIPT,
            short_message=text.encode(),
        )
        self._session.send(told, self._loop.time(), (name, request))

    def flush(self) -> None:
        data = self._session.take()
        if data and not self._transport.is_closing():
            self._transport.write(data)
        if self._session.is_over:
            self._transport.close()


class Questions(asyncio.Protocol):
    """One question a connection."""

    def __init__(self, smsc: Smsc) -> None:
        self._smsc = smsc

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        path = urlsplit(data.split(b" ", 2)[1].decode()).path
        said = json.dumps(self._smsc.listed() if path == "/taken" else self._smsc.counts()).encode()
        self._transport.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(said) + said)
        self._transport.close()


async def main(asked: argparse.Namespace) -> None:
    smsc = Smsc(asked.answer_ms / 1e3, None if asked.no_receipts else asked.receipt_ms / 1e3)
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(lambda kind=kind: kind(smsc), "127.0.0.1", 0) for kind in (Bind, Questions)]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--receipt-ms", type=float, default=50.0)
    options.add_argument("--answer-ms", type=float, default=0.0)
    options.add_argument("--no-receipts", action="store_true")
    uvloop.run(main(options.parse_args()))
