"""TCP, listening and calling out on it. TLS is the same with an `ssl` context: the seam is `transport` and `ssl`."""

import asyncio
import contextlib
import ssl
from typing import Any

from ringback.transports.flows import Sink

CONNECT_S = HANDSHAKE_S = 10.0
MOST_UNSENT_BYTES = 1024 * 1024  # a peer that does not read is let go of
BACKLOG = 1024


class StreamFlow(asyncio.Protocol):
    """One connection. What is sent before it stands waits for it."""

    framing, is_reliable = "stream", True

    def __init__(self, streams: "Streams", ip: str = "", port: int = 0) -> None:
        self.transport, self.ip, self.port = streams.transport, ip, port
        self.is_ours = bool(ip)  # whether this side opened it
        self.state: Any = None
        self._streams, self._wire, self._is_closed = streams, None, False
        self._waiting: list[bytes] = []

    @property
    def is_open(self) -> bool:
        return not self._is_closed

    def send(self, data: bytes) -> bool:
        if self._is_closed:
            return False
        if self._wire is None:
            self._waiting.append(data)
            return True
        self._wire.write(data)
        if self._wire.get_write_buffer_size() > MOST_UNSENT_BYTES:
            self._wire.abort()
            self._gone()
            return False
        return True

    def respond(self, data: bytes, port: int) -> bool:
        return self.send(data)

    def close(self) -> None:
        if self._wire is not None:
            self._wire.close()
        self._gone()

    def _gone(self) -> None:
        if not self._is_closed:
            self._is_closed, self._waiting = True, []
            self._streams.gone(self)

    def connection_made(self, transport: Any) -> None:
        self._wire = transport
        peer = transport.get_extra_info("peername")
        if self._is_closed or peer is None:
            transport.abort()
            return
        self.ip, self.port = peer[:2]
        if not self.is_ours and not self._streams.came(self):
            transport.abort()
            self._gone()
            return
        waiting, self._waiting = self._waiting, []
        for data in waiting:
            self.send(data)

    def data_received(self, data: bytes) -> None:
        if not self._is_closed:
            self._streams.sink.received(self, data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._gone()


class Streams:
    def __init__(self, sink: Sink, *, transport: str = "tcp", context: ssl.SSLContext | None = None) -> None:
        self.sink, self.transport, self._context = sink, transport, context
        self._server: asyncio.Server | None = None
        self._flows: set[StreamFlow] = set()
        self._by_address: dict[tuple[str, int], StreamFlow] = {}
        self._dialling: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._flows)

    async def listen(self, host: str, port: int) -> tuple[str, int]:
        """Raises OSError where the address cannot be had. The address that was bound."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: StreamFlow(self),
            host,
            port,
            ssl=self._context,
            ssl_handshake_timeout=HANDSHAKE_S if self._context else None,
            backlog=BACKLOG,
            reuse_address=True,
        )
        return self._server.sockets[0].getsockname()[:2]

    def to(self, ip: str, port: int) -> StreamFlow:
        """The connection to that address, a new one if there is none. It may be on its way still."""
        known = self.known(ip, port)
        if known is not None:
            return known
        flow = StreamFlow(self, ip, port)
        self._flows.add(flow)
        self._by_address[ip, port] = flow
        task = asyncio.get_running_loop().create_task(self._dial(flow, ip, port))
        self._dialling.add(task)
        task.add_done_callback(self._dialling.discard)
        return flow

    def dial(self, host: str, port: int) -> StreamFlow:
        """A new connection, however many there are with that address. With TLS the name is held against the peer's."""
        flow = StreamFlow(self, host, port)
        self._flows.add(flow)
        task = asyncio.get_running_loop().create_task(self._dial(flow, host, port))
        self._dialling.add(task)
        task.add_done_callback(self._dialling.discard)
        return flow

    async def _dial(self, flow: StreamFlow, ip: str, port: int) -> None:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_S):
                await loop.create_connection(lambda: flow, ip, port, ssl=self._context)
        except OSError:  # a time-out is one too
            flow.close()

    def known(self, ip: str, port: int) -> StreamFlow | None:
        """The open connection with that peer, whoever opened it."""
        flow = self._by_address.get((ip, port))
        return flow if flow is not None and flow.is_open else None

    def came(self, flow: StreamFlow) -> bool:
        self._flows.add(flow)
        self._by_address[flow.ip, flow.port] = flow
        return self.sink.opened(flow)

    def gone(self, flow: StreamFlow) -> None:
        self._flows.discard(flow)
        if self._by_address.get((flow.ip, flow.port)) is flow:
            del self._by_address[flow.ip, flow.port]
        self.sink.closed(flow)

    def flows(self) -> list[StreamFlow]:
        return list(self._flows)

    def stop_listening(self) -> None:
        """Those who are connected stay."""
        if self._server is not None:
            self._server.close()

    def close(self) -> None:
        self.stop_listening()
        for task in list(self._dialling):
            task.cancel()
        for flow in self.flows():
            with contextlib.suppress(OSError):
                flow.close()
