"""One connection to a customer's server: HTTP/1.1, one request after the other. RFC 9112.

The parser is llhttp's. What a response may hold is bounded here, before it is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import httptools
import msgspec

from ringback.transports.http_client_faults import Fault, HttpFailed

LINE_MOST_BYTES = 8190  # of one header, as common servers have it
HEADERS_MOST = 100
HEAD_MOST_BYTES = 64 * 1024


class Raw(msgspec.Struct):
    """A response as it came. `is_cut`: there was more of the body than was asked for."""

    status: int = 0
    headers: list[tuple[str, str]] = msgspec.field(default_factory=list)
    body: bytes = b""
    is_cut: bool = False


class Wire(asyncio.Protocol):
    """`ask` one thing at a time. After it, `is_open` tells whether the connection can be asked again."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._parser: Any = None
        self._raw, self._pieces = Raw(), list[bytes]()
        self._size = self._head_bytes = self._limit = 0
        self._is_head = self._has_head = False
        self._read_s = self._until = self._heard_at = 0.0
        self._answer: asyncio.Future[Raw] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._head_came: Callable[[], None] = lambda: None
        self.is_open = False

    # -- asking

    async def ask(
        self, request: bytes, *, is_head: bool, limit: int, read_s: float, until: float, head_came: Callable[[], None]
    ) -> Raw:
        """Raises HttpFailed. `until` is the loop's own time; `read_s` is the longest silence within it."""
        assert self._transport is not None
        self._parser = httptools.HttpResponseParser(self)
        self._raw, self._pieces, self._size, self._head_bytes = Raw(), list[bytes](), 0, 0
        self._is_head, self._limit, self._head_came, self._has_head = is_head, limit, head_came, False
        self._read_s, self._until, self._heard_at = read_s, until, self._loop.time()
        self._answer = self._loop.create_future()
        self._timer = self._loop.call_at(min(until, self._heard_at + read_s), self._look_at_the_clock)
        self._transport.write(request)
        try:
            return await self._answer
        except BaseException:
            self.close()
            raise
        finally:
            self._timer.cancel()
            self._answer = self._parser = None

    def _look_at_the_clock(self) -> None:
        due = min(self._until, self._heard_at + self._read_s)
        if due <= self._loop.time():
            self._fail(Fault.TIMEOUT, "the response did not come in time")
        else:
            self._timer = self._loop.call_at(due, self._look_at_the_clock)

    def close(self) -> None:
        self.is_open = False
        if self._transport is not None:
            self._transport.abort()

    # -- what asyncio tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self.is_open = cast(asyncio.Transport, transport), True

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        if self._answer is None or self._answer.done():
            return
        if not self._has_head:
            self._fail(Fault.DISCONNECTED, "the server hung up without a response")
        elif self._ends_with_the_connection and exc is None:
            self._done()
        else:
            self._fail(Fault.DISCONNECTED, "the server hung up in the middle of its response")

    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._answer.done():
            self.close()  # nobody asked
            return
        self._heard_at = self._loop.time()
        if not self._has_head:
            self._head_bytes += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            self._fail(Fault.PROTOCOL, str(error.__context__ or error)[:300] or "it is no HTTP response")
        if not self._has_head and self._head_bytes > HEAD_MOST_BYTES:
            self._fail(Fault.PROTOCOL, f"the head of the response is longer than {HEAD_MOST_BYTES} bytes")

    # -- what the parser tells

    def on_header(self, name: bytes, value: bytes) -> None:
        headers = self._raw.headers
        if self._has_head:
            return  # a trailer, or of a response that nobody asked for
        if len(name) + len(value) > LINE_MOST_BYTES:
            self._fail(Fault.PROTOCOL, f"a header of the response is longer than {LINE_MOST_BYTES} bytes")
        elif len(headers) >= HEADERS_MOST:
            self._fail(Fault.PROTOCOL, f"the response has more than {HEADERS_MOST} headers")
        else:
            headers.append((name.decode("utf-8", "surrogateescape"), value.decode("utf-8", "surrogateescape")))

    def on_headers_complete(self) -> None:
        if self._has_head:
            self.close()  # a second response in the same breath
            return
        status = self._parser.get_status_code()
        if status < 200:  # 100 Continue, 103 Early Hints: the response comes after it
            self._raw.headers = []
            return
        self._raw.status, self._has_head = status, True
        self._head_came()
        if self._is_head:
            self._done()

    def on_body(self, body: bytes) -> None:
        self._size += len(body)
        if self._answer is None or self._answer.done():
            return
        self._pieces.append(body)
        if self._size > self._limit:
            self._raw.is_cut = True
            self._done()

    def on_message_complete(self) -> None:
        if self._has_head:
            self._done(may_stay=self._parser.should_keep_alive())

    @property
    def _ends_with_the_connection(self) -> bool:
        names = {name.lower() for name, _ in self._raw.headers}
        return not names & {"content-length", "transfer-encoding"}

    def _done(self, *, may_stay: bool = False) -> None:
        if self._answer is None or self._answer.done():
            return
        self._raw.body = b"".join(self._pieces)
        self._answer.set_result(self._raw)
        if not may_stay:
            self.close()

    def _fail(self, fault: Fault, reason: str) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(HttpFailed(fault, reason))
        self.close()
