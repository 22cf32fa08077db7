"""The NumPy engine's process, seen from here: commands and sockets go over in messages, memory is shared.

One socket carries the commands (a leg's two descriptors ride along with its ADD, so their order holds), another brings
the events. When the process dies, every leg it had is told as removed: nothing waits for it for ever.
"""

import asyncio
import os
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from typing import Any

import msgspec
import structlog

from ringback.media.core.commands import CLOSE
from ringback.media.core.state import COMMAND, EVENT, REMOVED
from ringback.media.memory import Memory, Sizes

log = structlog.get_logger(__name__)
RECORD = struct.Struct(f"{COMMAND}q")
HAPPENING = struct.Struct(f"{EVENT}q")
MOST_EVENTS = 512  # in one message
BUFFER_BYTES = 1 << 20
CLOSE_S = 2.0


class ProcessLink:
    """A process of its own, so that a busy interpreter here does not make sound late."""

    name = "numpy"

    def __init__(self, process: "subprocess.Popen[bytes]", orders: socket.socket, events: socket.socket) -> None:
        self._process, self._orders, self._events = process, orders, events
        self._legs: dict[int, int] = {}
        self.told = events.fileno()

    @property
    def pid(self) -> int:
        return self._process.pid

    def post(self, record: tuple[int, ...]) -> bool:
        """False when the socket is full. What is said to a process that is gone is lost; its end is told elsewhere."""
        return self._send(record, [])

    def add(self, record: tuple[int, ...], rtp: socket.socket, rtcp: socket.socket) -> bool:
        if not self._send(record, [rtp.fileno(), rtcp.fileno()]):
            return False
        self._legs[record[1]] = record[2]
        return True

    def _send(self, record: tuple[int, ...], descriptors: list[int]) -> bool:
        data = RECORD.pack(*record, *[0] * (COMMAND - len(record)))
        try:
            if descriptors:
                socket.send_fds(self._orders, [data], descriptors)
            else:
                self._orders.send(data)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def take(self) -> list[tuple[int, ...]]:
        taken: list[tuple[int, ...]] = []
        with suppress(BlockingIOError):
            while True:
                data = self._receive()
                if not data:
                    return taken + self._ended()
                taken += HAPPENING.iter_unpack(data)
        for event in taken:
            if event[0] == REMOVED and self._legs.get(event[1]) == event[2]:
                del self._legs[event[1]]
        return taken

    def _receive(self) -> bytes:
        try:
            return self._events.recv(MOST_EVENTS * HAPPENING.size)
        except ConnectionError:
            return b""

    def _ended(self) -> list[tuple[int, ...]]:
        """The process is gone: so are its legs."""
        asyncio.get_running_loop().remove_reader(self.told)
        log.error("media process ended", legs=len(self._legs), status=self._process.poll())
        removed = [(REMOVED, leg, generation, 0, 0, 0) for leg, generation in self._legs.items()]
        self._legs.clear()
        return removed

    def read_shared(self, array: Any, at: int) -> int:
        return array[at]

    def write_shared(self, array: Any, at: int, value: int) -> None:
        array[at] = value

    async def close(self) -> None:
        self.post((CLOSE,))
        self._orders.close()
        await asyncio.to_thread(self._reap)
        self._events.close()

    def _reap(self) -> None:
        try:
            self._process.wait(CLOSE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def open_process(sizes: Sizes) -> tuple[ProcessLink, Memory]:
    """Starts it; what is said before it has come up waits in the socket."""
    descriptor = os.memfd_create("ringback-media", os.MFD_CLOEXEC)
    os.ftruncate(descriptor, Memory.size_bytes(sizes))
    memory = Memory(sizes, descriptor)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    events, happenings = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for one in (ours, events):
        one.setblocking(False)
    for one in (ours, happenings):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER_BYTES)
    given = (descriptor, theirs.fileno(), happenings.fileno())
    process = _start(sizes, given)
    for one in (theirs, happenings):
        one.close()
    os.close(descriptor)
    return ProcessLink(process, ours, events), memory


def _start(sizes: Sizes, given: tuple[int, int, int]) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "ringback.media.io.worker", msgspec.json.encode(sizes).decode(), *map(str, given)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, pass_fds=given, env=environment, start_new_session=True)
