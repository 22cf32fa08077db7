"""Chance from the operating system, and chance from a seed."""

import os
import random
from threading import Lock

DRAWN_BYTES = 4096  # at a time: a system call costs more than what a call, a tag or a SID needs of it


class SystemEntropy:
    """Bytes nobody can guess, none handed out twice, on any thread."""

    def __init__(self) -> None:
        self._drawn, self._at, self._turn = b"", 0, Lock()

    def bytes(self, length: int) -> bytes:
        if length > DRAWN_BYTES // 4:
            return os.urandom(length)
        with self._turn:
            if self._at + length > len(self._drawn):
                self._drawn, self._at = os.urandom(DRAWN_BYTES), 0
            self._at += length
            return self._drawn[self._at - length : self._at]


class SeededEntropy:
    """The same bytes for the same seed; for tests and benches only."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def bytes(self, length: int) -> bytes:
        return self._random.randbytes(length)
