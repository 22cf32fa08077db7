"""UDP on one socket. Read in bursts without asyncio's transport in between: half the cost a datagram."""

import asyncio
import socket
from typing import Any

from ringback.transports.flows import Sink

AT_ONCE = 64  # datagrams read before the loop gets its turn again
LARGEST_BYTES = 65_535
BUFFER_BYTES = 4 * 1024 * 1024  # in the kernel: rides out a second of a storm; it grants what it allows


class DatagramFlow:
    """To one address. Costs nothing to make, and is never closed."""

    __slots__ = ("_socket", "ip", "port", "state")
    transport, framing, is_reliable, is_open = "udp", "message", False, True

    def __init__(self, link: socket.socket, ip: str, port: int) -> None:
        self._socket, self.ip, self.port, self.state = link, ip, port, None

    def send(self, data: bytes) -> bool:
        return self.respond(data, self.port)

    def respond(self, data: bytes, port: int) -> bool:
        """A full buffer counts as sent: the network may lose it as well, and who needs it says it again."""
        try:
            self._socket.sendto(data, (self.ip, port))
        except BlockingIOError:
            return True
        except OSError:
            return False
        return True

    def close(self) -> None:
        """There is nothing to close."""


class Datagrams:
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._socket: socket.socket | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._burst = 1  # how many to read: a read in vain costs as much as one of a datagram

    def open(self, host: str, port: int) -> tuple[str, int]:
        """Raises OSError where the address cannot be had. The address that was bound."""
        link = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
        try:
            link.setblocking(False)
            for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                link.setsockopt(socket.SOL_SOCKET, option, BUFFER_BYTES)
            link.bind((host, port))
        except OSError:
            link.close()
            raise
        self._socket, self._loop = link, asyncio.get_running_loop()
        self._loop.add_reader(link, self._readable)
        return link.getsockname()[:2]

    def to(self, ip: str, port: int) -> DatagramFlow:
        assert self._socket is not None
        return DatagramFlow(self._socket, ip, port)

    def _readable(self) -> None:
        for at in range(self._burst):
            link = self._socket
            if link is None:
                return
            try:
                data, address = link.recvfrom(LARGEST_BYTES)
            except BlockingIOError:
                self._burst = max(1, at)
                return
            except OSError:
                continue  # what an earlier datagram met on its way; the socket itself is well
            self._sink.received(self._flow(link, address), data)
        self._burst = min(2 * self._burst, AT_ONCE)

    def _flow(self, link: socket.socket, address: Any) -> DatagramFlow:
        return DatagramFlow(link, address[0], address[1])

    def close(self) -> None:
        link, self._socket = self._socket, None
        if link is not None and self._loop is not None:
            self._loop.remove_reader(link)
            link.close()
