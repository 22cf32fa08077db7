"""Chance from the operating system, and chance from a seed."""

import os
import random


class SystemEntropy:
    """Bytes nobody can guess."""

    def bytes(self, length: int) -> bytes:
        return os.urandom(length)


class SeededEntropy:
    """The same bytes for the same seed; for tests and benches only."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def bytes(self, length: int) -> bytes:
        return self._random.randbytes(length)
