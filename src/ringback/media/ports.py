"""Pairs of UDP ports: an even one for RTP, the next for RTCP (RFC 3550 §11)."""

import contextlib
import socket
from collections import deque

from ringback.media.arena import MediaFull

BUFFER_BYTES = 64 * 1024  # about 1.5 s of packets, should the thread ever be that late


class Ports:
    """The pairs of a range that are free; one that was used rests the longest before it is used again."""

    def __init__(self, ip: str, first: int, last: int) -> None:
        self._ip, self._first, self._last = ip, first, last
        self._free = deque(range(first + first % 2, last, 2))

    def take(self) -> tuple[int, socket.socket, socket.socket]:
        """(port, RTP socket, RTCP socket), not blocking. Raises MediaFull; pairs that others hold are passed over."""
        for _ in range(len(self._free)):
            port = self._free.popleft()
            opened = self._open(port)
            if opened is not None:
                return port, *opened
            self._free.append(port)
        raise MediaFull(
            f"All {(self._last - self._first + 1) // 2} pairs of RTP ports {self._first}-{self._last} are taken"
        )

    def give_back(self, port: int) -> None:
        self._free.append(port)

    def _open(self, port: int) -> tuple[socket.socket, socket.socket] | None:
        sockets: list[socket.socket] = []
        try:
            for number in (port, port + 1):
                opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                sockets.append(opened)
                opened.setblocking(False)
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
                opened.bind((self._ip, number))
        except OSError:
            for opened in sockets:
                with contextlib.suppress(OSError):
                    opened.close()
            return None
        return sockets[0], sockets[1]
