"""Ways to peers: what UDP, TCP, and later TLS and WebSocket, have in common for whoever speaks over them.

A transport opens flows and hands what comes to a `Sink`; it knows nothing of the bytes. A new transport is one more
class that makes flows: `framing` tells the reader whether each piece is a whole message or part of a stream.
"""

from typing import Any, Protocol


class Flow(Protocol):
    """A way to one peer. `state` is the sink's own, for what it must remember of this flow."""

    transport: str  # as SIP's URIs spell it: udp, tcp, tls, ws, wss
    framing: str  # "message": each piece is one message; "stream": the reader finds where they end
    ip: str
    port: int
    state: Any

    @property
    def is_reliable(self) -> bool: ...
    @property
    def is_open(self) -> bool: ...

    def send(self, data: bytes) -> bool:
        """False where it cannot be carried: the flow is closed, or the peer does not read."""
        ...

    def respond(self, data: bytes, port: int) -> bool:
        """An answer to what came on this flow. Datagrams go to `port`, where the peer wants it; streams have one."""
        ...

    def close(self) -> None: ...


class Sink(Protocol):
    """Who reads. Every method is called on the loop and returns soon."""

    def opened(self, flow: Flow) -> bool:
        """A peer connected. False closes it at once."""
        ...

    def received(self, flow: Flow, data: bytes) -> None: ...

    def closed(self, flow: Flow) -> None:
        """It is gone, or could not be made. Told once; not for datagrams."""
        ...
