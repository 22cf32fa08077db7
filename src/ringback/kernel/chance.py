"""Chance as an argument."""

from typing import Protocol


class Entropy(Protocol):
    """Where random bytes come from: the operating system in service, a seeded source in tests."""

    def bytes(self, length: int) -> bytes: ...
