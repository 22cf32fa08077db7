"""A customer's application bound to our SMPP server, in a process of its own: submits, and counts what comes.

    python -m bench.world.esme --address 127.0.0.1:2775 --system-id x --password y --binds 4 --window 100 --count 20000

Each bind keeps its window full: the next submit_sm leaves when one is answered. Prints JSON.
"""

import argparse
import asyncio
import json
import time
from collections import Counter
from typing import Any, cast

import uvloop

from bench.world.load import PARTS
from ringback.protocols.smpp.esme import Bound, EsmeSession
from ringback.protocols.smpp.pdus import BindTransceiver, SubmitSm
from ringback.protocols.smpp.session import Answered, Asked, Ended, Timers

TEXT = b"Your parcel %d comes today, between 2 and 4 pm. Reply MOVE to have it brought on another day."


class Tally:
    """What came of all submits. `left` is how many are to be sent."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked, self.left, self.sent = asked, asked.count, 0
        self.statuses: Counter[int] = Counter()
        self.latencies: list[float] = []
        self.delivered = 0
        self.over = asyncio.Event()

    def message(self) -> SubmitSm:
        self.left, self.sent = self.left - 1, self.sent + 1
        return SubmitSm(
            source_addr_ton=1, source_addr_npi=1, source_addr=self.asked.sender.lstrip("+"), dest_addr_ton=1,
            dest_addr_npi=1, destination_addr=f"1212736{self.sent % 10_000:04d}",
            registered_delivery=int(self.asked.receipts), short_message=TEXT % self.sent,
        )  # fmt: skip

    def answered(self, status: int, began: float) -> None:
        self.statuses[status] += 1
        self.latencies.append(1e3 * (time.perf_counter() - began))
        if self.statuses.total() >= self.asked.count:
            self.over.set()


class Application(asyncio.Protocol):
    """One bind."""

    def __init__(self, tally: Tally, window: int) -> None:
        self._session, self._tally = EsmeSession(0.0, Timers(window=window, enquire_s=1e9)), tally
        self._loop = asyncio.get_running_loop()
        self.bound: asyncio.Future[None] = self._loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its type
        asked = self._tally.asked
        self._session.bind(BindTransceiver(system_id=asked.system_id, password=asked.password), self._loop.time())
        self._flush()

    def data_received(self, data: bytes) -> None:
        for event in self._session.receive(data, self._loop.time()):
            self._heard(event)
        if self.bound.done():
            self.fill()

    def _heard(self, event: Any) -> None:
        if isinstance(event, Answered):
            self._tally.answered(event.response.command_status, event.token)
        elif isinstance(event, Asked):
            self._tally.delivered += 1
            self._session.answer(event.request)
        elif isinstance(event, Bound):
            self.bound.set_result(None)
        elif isinstance(event, Ended):
            raise SystemExit(f"the bind ended: {event.reason}")

    def fill(self) -> None:
        """As many as the window has room for."""
        now = self._loop.time()
        for _ in range(min(self._session.room(now), self._tally.left)):
            self._session.send(self._tally.message(), now, time.perf_counter())
        self._flush()

    def _flush(self) -> None:
        self._transport.write(self._session.take())


async def main(asked: argparse.Namespace) -> dict[str, Any]:
    tally, loop = Tally(asked), asyncio.get_running_loop()
    host, _, port = asked.address.partition(":")
    binds = [
        (await loop.create_connection(lambda: Application(tally, asked.window), host, int(port)))[1]
        for _ in range(asked.binds)
    ]
    await asyncio.gather(*(bind.bound for bind in binds))
    began = time.perf_counter()
    for bind in binds:
        bind.fill()
    await tally.over.wait()
    elapsed = time.perf_counter() - began
    ordered = sorted(tally.latencies)
    return {
        "accepted": tally.statuses[0],
        "statuses": dict(tally.statuses),
        "seconds": round(elapsed, 3),
        "per_s": round(tally.statuses[0] / elapsed),
        **{name: round(ordered[int(part * (len(ordered) - 1))], 2) for name, part in PARTS.items()},
    }


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    for name in ("--address", "--system-id", "--password", "--sender"):
        options.add_argument(name, required=True)
    options.add_argument("--binds", type=int, default=4)
    options.add_argument("--window", type=int, default=100)
    options.add_argument("--count", type=int, required=True)
    options.add_argument("--receipts", action="store_true", help="ask for receipts")
    print(json.dumps(uvloop.run(main(options.parse_args()))))
