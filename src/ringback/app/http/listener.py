"""The listening socket and the server on it: uvicorn, with a bound on what a request's head may take."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ringback.app.settings import Address

HEAD_MOST = 65_536  # bytes of request line and headers: nginx and Apache take 32 KB and less
HEAD_WITHIN_S = 30.0  # from its first byte: nginx waits 60 s, Apache 20 s
REQUEST_WITHIN_S = 120.0  # head and body: a megabyte over a slow phone line
SILENT_S = 75.0  # a connection on which nothing was asked yet: browsers open some ahead
KEEP_ALIVE_S = 75  # above the 60 s after which load balancers reuse or drop a connection
LINGER_S = 2.0  # after last words; closed at once on a client that still sends, they would be lost with the reset
LOOK_EVERY_S = 5.0  # so late a limit of time may be noticed
_ERROR = b"HTTP/1.1 %d %b\r\ncontent-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%b"


def _error(status: int, phrase: bytes, code: int, message: str) -> bytes:
    more = f"https://www.twilio.com/docs/errors/{code}"
    body = msgspec.json.encode({"code": code, "message": message, "more_info": more, "status": status})
    return _ERROR % (status, phrase, len(body), body)


_TOO_LARGE = _error(
    431,
    b"Request Header Fields Too Large",
    20431,
    f"The request line and headers are larger than {HEAD_MOST} bytes; send less in them",
)
_TOO_SLOW = _error(
    408,
    b"Request Timeout",
    20408,
    f"The request did not arrive: its head is waited for {HEAD_WITHIN_S:.0f} s, all of it {REQUEST_WITHIN_S:.0f} s",
)
_UNREADABLE = _error(
    400, b"Bad Request", 20400, "This is no HTTP/1.1 request: its first lines or framing cannot be read"
)


class BoundedProtocol(HttpToolsProtocol):
    """Hangs up on heads without end and on requests that never come; the parser itself knows no limit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dry_bytes = 0  # taken since there last was a body's byte or a request's end: head, trailers, chunk lines
        self._began: float | None = None  # the loop's time at the request's first byte; None between requests
        self._in_head = True
        self._is_over = False
        self._silent_since: float | None = self.loop.time()  # None once anything was asked

    def on_message_begin(self) -> None:
        self._in_head, self._began = True, self.loop.time()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._dry_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._dry_bytes, self._in_head, self._began = 0, True, None
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        if self._is_over:
            return
        self._silent_since = None
        self._dry_bytes += len(data)
        super().data_received(data)
        if self._dry_bytes > HEAD_MOST:
            self._hang_up(_TOO_LARGE)

    def send_400_response(self, msg: str) -> None:
        """In the API's own form; what the parser did not like stays ours."""
        self.transport.write(_UNREADABLE)
        self.transport.close()

    def check_time(self, now: float) -> None:
        """Hangs up if what has come so far has taken too long."""
        if self._silent_since is not None:
            if now - self._silent_since > SILENT_S:
                self._hang_up(b"")
        elif self._began is not None and now - self._began > (HEAD_WITHIN_S if self._in_head else REQUEST_WITHIN_S):
            self._hang_up(_TOO_SLOW)

    def _hang_up(self, last_words: bytes) -> None:
        if self._is_over or self.transport.is_closing():
            return
        self._is_over = True
        if last_words and self._in_head and (self.cycle is None or self.cycle.response_complete):
            self.transport.write(last_words)
            self.transport.write_eof()
            self.loop.call_later(LINGER_S, self.transport.close)
        else:  # an answer is under way, and last words would land in its middle
            self.transport.close()


def listen(address: Address) -> socket.socket:
    """A bound socket; OSError when the address is taken."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((address.host, address.port))
    except OSError:
        bound.close()
        raise
    return bound


class Server(uvicorn.Server):
    """Serves until a signal comes; `ready` is awaited once it answers."""

    def __init__(self, app: Any, ready: Callable[[], Awaitable[None]]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=BoundedProtocol,
                ws="websockets-sansio",
                loop="uvloop",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # the kit reads the one it trusts itself
                timeout_keep_alive=KEEP_ALIVE_S,
                timeout_graceful_shutdown=5,
                backlog=2048,
                ws_max_size=65_536,
            )
        )
        self._ready = ready
        self._looking: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._looking = asyncio.create_task(self._look_at_times())
        await self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._looking is not None:
            self._looking.cancel()
        await super().shutdown(sockets)

    async def _look_at_times(self) -> None:
        """All connections in one go, now and then: a timer on each would cost every request."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            now = loop.time()
            for connection in list(self.server_state.connections):
                if isinstance(connection, BoundedProtocol):
                    connection.check_time(now)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn has it, but the signal is not raised again afterwards: the house still has to be closed."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()
