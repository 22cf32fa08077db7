"""A customer's web server in the bench's own process: documents by path, and the moments of each fetch."""

import asyncio
import time
from collections import Counter
from typing import Self, cast

from ringback.media.files import tones, wav

TOLD = b"HTTP/1.1 204 No Content\r\n\r\n"


class Customer:
    """`documents` are TwiML by path; everything else is answered 204 and counted. `fetches` are (asked, answered)."""

    def __init__(self) -> None:
        self.documents: dict[str, str] = {}
        self.fetches: list[tuple[float, float]] = []
        self._counts: Counter[str] = Counter()
        self._tone = wav(tones.beep(), 1)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *problem: object) -> None:
        self._server.close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def count(self, path: str) -> int:
        return self._counts[path]

    async def until(self, path: str, count: int, seconds: float = 60.0) -> None:
        """Until so many requests have come there."""
        async with asyncio.timeout(seconds):
            while self._counts[path] < count:  # noqa: ASYNC110 - a bench, and the count is another task's
                await asyncio.sleep(0.05)

    def answer(self, path: str, asked: float) -> bytes:
        self._counts[path] += 1
        if path == "/tone.wav":
            return _whole(b"audio/wav", self._tone)
        document = self.documents.get(path)
        if document is None:
            return TOLD
        self.fetches.append((asked, time.perf_counter()))
        return _whole(b"text/xml", document.encode())


def _whole(content_type: bytes, body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
    return head % (content_type, len(body)) + body


class _Connection(asyncio.Protocol):
    def __init__(self, customer: Customer) -> None:
        self._customer, self._buffer = customer, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        asked = time.perf_counter()
        self._buffer += data
        while (cut := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:cut]
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
            if len(self._buffer) < cut + 4 + length:
                return
            self._buffer = self._buffer[cut + 4 + length :]
            path = head.split(b" ", 2)[1].decode().partition("?")[0]
            self._transport.write(self._customer.answer(path, asked))
