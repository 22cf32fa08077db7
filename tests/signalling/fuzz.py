"""Bytes at a real endpoint: `python -m tests.signalling.fuzz [--seconds 600] [--seed 1]`.

Torture messages, whole, damaged and aimed at calls that are up, by UDP and TCP from many sources at once. The endpoint
must raise nothing, answer an OPTIONS in between, and hold a bounded number of calls, transactions and connections.
"""

import argparse
import asyncio
import random
import sys
import tracemalloc
from typing import Any

from ringback.signalling import Limits
from tests.protocols.sip.fuzz import damaged
from tests.signalling.party import OTHER, Party
from tests.signalling.wire import SDP, Stranger

AT_ONCE = 200  # datagrams between two looks
MOST_TRANSACTIONS, MOST_CONNECTIONS = 2_000, 50
MOST_GROWN_BYTES = 200 * 1024 * 1024
METHODS = ("INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "INFO", "UPDATE", "PRACK", "REFER", "NOTIFY", "REGISTER")


class Attack:
    def __init__(self, party: Party, seed: int) -> None:
        self.party, self._chance = party, random.Random(seed)
        self.address = party.endpoint.address
        self._sources = [Stranger(self.address, f"127.0.0.{last}") for last in range(2, 10)]
        self._faults: list[dict[str, Any]] = []
        self.sent = 0
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: self._faults.append(context))

    def datagrams(self) -> None:
        for _ in range(AT_ONCE):
            source = self._chance.choice(self._sources)
            self._drain(source)
            data = self._aimed(source) if self._chance.random() < 0.4 else damaged(self._chance)
            source.send(data[:60_000])
            self.sent += 1

    def _drain(self, source: Stranger) -> None:
        try:
            while True:
                source._socket.recv(65_535)
        except BlockingIOError:
            return

    def _aimed(self, source: Stranger) -> bytes:
        """At a call that there is, or nearly; sometimes damaged."""
        calls = list(self.party.endpoint._calls)
        call_id, tag = "new" + str(self._chance.randrange(20)), None
        if calls and self._chance.random() < 0.7:
            call_id, tag, _ = self._chance.choice(calls)
        text = source.text(
            self._chance.choice(METHODS), call_id=call_id, to_tag=tag, cseq=self._chance.randrange(1, 50),
            body=SDP if self._chance.random() < 0.5 else "",
        )  # fmt: skip
        data = bytearray(text.encode())
        for _ in range(self._chance.choice((0, 0, 1, 3))):
            data[self._chance.randrange(len(data))] = self._chance.randrange(256)
        return bytes(data)

    async def streams(self) -> None:
        """A connection that says something, perhaps cut off."""
        reader, writer = await asyncio.open_connection(*self.address)
        for _ in range(self._chance.randrange(1, 6)):
            data = damaged(self._chance)
            writer.write(data[: self._chance.randrange(len(data) + 1)] if self._chance.random() < 0.3 else data)
        await asyncio.sleep(0)
        writer.transport.abort()
        del reader
        self.sent += 1

    async def is_well(self) -> None:
        """Everything sent was read, somebody honest is answered, and nothing has piled up."""
        with Stranger(self.address) as honest:
            honest.ask("OPTIONS", call_id=f"honest-{self.sent}")
            answered = await honest.hear_status(200, 503, within_s=10)  # 503: as full as it may get
        counts = self.party.endpoint.snapshot()
        assert not self._faults, self._faults[0]
        assert answered is not None, f"No answer after {self.sent} messages: {counts}"
        assert counts["transactions"] <= MOST_TRANSACTIONS, counts
        assert counts["connections"] <= MOST_CONNECTIONS, counts


async def run(seconds: float, seed: int) -> int:
    """How many messages were sent."""
    limits = Limits(transactions=MOST_TRANSACTIONS, pending_invites=200, connections=MOST_CONNECTIONS)
    habits = {"offered": lambda call, sdp: OTHER, "media_needed": OTHER, "referred": 202}
    loop = asyncio.get_running_loop()
    async with Party(limits=limits, habits=habits) as party:
        party.heard.log = _Forgetful()
        attack, end = Attack(party, seed), loop.time() + seconds
        tracemalloc.start()
        while loop.time() < end:
            attack.datagrams()
            await attack.streams()
            await attack.is_well()
        grown, _ = tracemalloc.get_traced_memory()
        assert grown < MOST_GROWN_BYTES, f"{grown} bytes more than at the start"
        return attack.sent


class _Forgetful(list[Any]):
    """What is heard is of no interest here."""

    def append(self, what: Any) -> None:
        pass


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sent = asyncio.run(run(given.seconds, given.seed))
    print(f"{sent} messages, seed {given.seed}: the endpoint stayed up")
    return 0


if __name__ == "__main__":
    sys.exit(main())
