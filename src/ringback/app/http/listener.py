"""The listening socket and the server on it: uvicorn, with a bound on what a request's head may take."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ringback.app.settings import Address

HEAD_MOST = 65_536  # bytes of request line and headers: nginx and Apache take 32 KB and less
KEEP_ALIVE_S = 75  # above the 60 s after which load balancers reuse or drop a connection
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n"
    b'{"code": 20431, "message": "The request line and headers are larger than 65536 bytes", "status": 431}'
)


class BoundedProtocol(HttpToolsProtocol):
    """Hangs up on heads without end; the parser itself knows no limit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._in_head = True

    def on_message_begin(self) -> None:
        self._head_bytes, self._in_head = 0, True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._head_bytes, self._in_head = 0, True
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_MOST and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
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
    bound.set_inheritable(True)
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
        self._telling: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        await self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn has it, but the signal is not raised again afterwards: the house still has to be closed."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()
