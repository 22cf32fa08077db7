"""Sends messages over keep-alive connections from a process of its own, so that its CPU is not the server's.

    python -m bench.world.load --url http://127.0.0.1:8080 --account AC… --token … --from +1… --count 20000 --clients 64
    python -m bench.world.load … --count 6000 --rate 300

Without --rate each client sends as soon as it was answered (closed loop). With it, messages leave at their moments
whether or not earlier ones were answered, and latency counts from that moment (open loop). Prints JSON.
"""

import argparse
import asyncio
import base64
import json
import time
from collections import Counter, deque
from collections.abc import Iterator
from typing import cast
from urllib.parse import quote, urlsplit

import uvloop

AREA = "+1212736"  # a central office code of Manhattan: each of its 10,000 numbers is a handset
BODY = "Your parcel {0} comes today, between 2 and 4 pm. Reply MOVE to have it brought on another day."


class Connection(asyncio.Protocol):
    """One keep-alive connection: one request at a time."""

    def __init__(self) -> None:
        self._buffer = b""
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its type

    def ask(self, request: bytes) -> "asyncio.Future[tuple[int, bytes]]":
        """Status and body of the answer; ConnectionError when it is cut off before that."""
        self._answer = asyncio.get_running_loop().create_future()
        if self._transport is None or self._transport.is_closing():
            self._answer.set_exception(ConnectionError("closed"))
        else:
            self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        if len(body) >= length and self._answer is not None and not self._answer.done():
            self._buffer = b""
            self._answer.set_result((int(head[9:12]), body))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError(str(exc)))


class Requests:
    """The bytes of each message in turn."""

    def __init__(self, asked: argparse.Namespace) -> None:
        token = base64.b64encode(f"{asked.account}:{asked.token}".encode()).decode()
        lines = [
            f"POST /2010-04-01/Accounts/{asked.account}/Messages.json HTTP/1.1",
            f"Host: {urlsplit(asked.url).netloc}",
            "User-Agent: ringback-bench",
            "Accept: application/json",
            f"Authorization: Basic {token}",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: ",
        ]
        self._head = "\r\n".join(lines)
        self._sender = quote(asked.sender)
        self._callback = f"&StatusCallback={quote(asked.callback, safe='')}" if asked.callback else ""

    def __getitem__(self, number: int) -> bytes:
        return self._made(number, BODY.format(number))

    def long(self, number: int) -> bytes:
        """A message of two parts."""
        return self._made(number, 2 * BODY.format(number))

    def _made(self, number: int, text: str) -> bytes:
        to, text = f"{quote(AREA)}{number % 10_000:04d}", quote(text)
        body = f"To={to}&From={self._sender}&Body={text}{self._callback}"
        return f"{self._head}{len(body)}\r\n\r\n{body}".encode()


class Tally:
    """What came of all requests. Latencies in milliseconds."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.latencies: list[float] = []
        self.refused: bytes = b""

    def count(self, status: int, body: bytes, began: float) -> None:
        self.statuses[status] += 1
        self.latencies.append(1e3 * (time.perf_counter() - began))
        if status != 201:
            self.refused = body

    def result(self, elapsed: float) -> dict[str, object]:
        ordered = sorted(self.latencies) or [0.0]
        at = {name: round(ordered[int(part * (len(ordered) - 1))], 2) for name, part in PARTS.items()}
        accepted = self.statuses[201]
        return {
            "accepted": accepted,
            "statuses": dict(self.statuses),
            "seconds": round(elapsed, 3),
            "per_s": round(accepted / elapsed),
            "refused": self.refused[:300].decode(errors="replace"),
            **at,
        }


PARTS = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99, "max_ms": 1.0}


async def connections(url: str, count: int) -> list[Connection]:
    parts = urlsplit(url)
    loop = asyncio.get_running_loop()
    made = [await loop.create_connection(Connection, parts.hostname, parts.port) for _ in range(count)]
    return [connection for _, connection in made]


async def closed_loop(clients: list[Connection], requests: Requests, count: int, tally: Tally) -> None:
    numbers = iter(range(count))
    await asyncio.gather(*(_client(client, requests, numbers, tally) for client in clients))


async def _client(client: Connection, requests: Requests, numbers: Iterator[int], tally: Tally) -> None:
    for number in numbers:
        request, began = requests[number], time.perf_counter()
        tally.count(*await client.ask(request), began)


async def open_loop(clients: list[Connection], requests: Requests, count: int, rate: float, tally: Tally) -> None:
    """Needs enough clients that one is always free; if none is, the message waits and its latency tells."""
    free, waiting, tasks = deque(clients), deque[tuple[int, float]](), set[asyncio.Task[None]]()
    began = time.perf_counter()

    async def serve(client: Connection, number: int, due: float) -> None:
        while True:
            tally.count(*await client.ask(requests[number]), due)
            if not waiting:
                free.append(client)
                return
            number, due = waiting.popleft()

    for number in range(count):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        if free:
            tasks.add(asyncio.create_task(serve(free.popleft(), number, due)))
        else:
            waiting.append((number, due))
    await asyncio.gather(*tasks)


async def run(asked: argparse.Namespace) -> dict[str, object]:
    clients, requests, tally = await connections(asked.url, asked.clients), Requests(asked), Tally()
    began = time.perf_counter()
    if asked.rate:
        await open_loop(clients, requests, asked.count, asked.rate, tally)
    else:
        await closed_loop(clients, requests, asked.count, tally)
    return tally.result(time.perf_counter() - began)


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("--url", "--account", "--token"):
        options.add_argument(name, required=True)
    options.add_argument("--from", dest="sender", required=True)
    options.add_argument("--callback")
    options.add_argument("--count", type=int, required=True)
    options.add_argument("--clients", type=int, default=64)
    options.add_argument("--rate", type=float)
    print(json.dumps(uvloop.run(run(options.parse_args()))))


if __name__ == "__main__":
    main()
