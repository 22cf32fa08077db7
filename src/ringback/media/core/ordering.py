"""Numbers that two threads share. The compiled build puts C's acquire and release in the place of these two."""

from __future__ import annotations

Ints = memoryview


def observe(array: Ints, at: int) -> int:
    """Read with acquire: what was written before it was published is seen."""
    return array[at]


def publish(array: Ints, at: int, value: int) -> None:
    """Write with release."""
    array[at] = value
