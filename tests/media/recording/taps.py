"""A tap that gives what a test puts in, as a leg's would."""

import threading

import numpy as np


class FakeTap:
    """`say` puts interleaved sound in; the recorder takes it out on its own thread."""

    def __init__(self) -> None:
        self._waiting, self._lock = bytearray(), threading.Lock()
        self.overflowed, self.closed = 0, 0

    def say(self, received: bytes, sent: bytes | None = None) -> None:
        with self._lock:
            self._waiting += interleaved(received, bytes(len(received)) if sent is None else sent)

    def say_octets(self, octets: bytes) -> None:
        with self._lock:
            self._waiting += octets

    def read(self) -> bytes:
        with self._lock:
            taken, self._waiting = bytes(self._waiting), bytearray()
        return taken

    def close(self) -> None:
        self.closed += 1


class BrokenTap(FakeTap):
    def read(self) -> bytes:
        raise ValueError("the ring is gone")


def interleaved(left: bytes, right: bytes) -> bytes:
    return np.stack((np.frombuffer(left, "<i2"), np.frombuffer(right, "<i2")), axis=1).tobytes()
