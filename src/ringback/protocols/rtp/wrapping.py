"""Counters that wrap: sequence numbers of 16 bits and timestamps of 32 bits (RFC 3550 §5.1, appendix A.1).

Of two values, the later one is that which is less than half the circle ahead; exactly half counts as behind.
"""

SEQUENCES = 1 << 16
TIMESTAMPS = 1 << 32


def sequence_gap(later: int, earlier: int) -> int:
    """How far `later` is ahead of `earlier`, from -32768 to 32767: 1 across the wrap from 65535 to 0."""
    return _gap(later, earlier, SEQUENCES)


def timestamp_gap(later: int, earlier: int) -> int:
    """How far `later` is ahead of `earlier`, in units of the media clock; negative where it is behind."""
    return _gap(later, earlier, TIMESTAMPS)


def _gap(later: int, earlier: int, circle: int) -> int:
    half = circle >> 1
    return (later - earlier + half) % circle - half


class Unwrapped:
    """Values of a wrapping counter as one that goes on for ever; each is taken as the nearest to the highest so far."""

    def __init__(self, circle: int = SEQUENCES) -> None:
        self._circle = circle
        self.highest: int | None = None

    def extend(self, value: int) -> int:
        """The value with its wraps; below zero only where something older than the first value arrives."""
        if self.highest is None:
            self.highest = value
            return value
        extended = self.highest + _gap(value, self.highest % self._circle, self._circle)
        self.highest = max(self.highest, extended)
        return extended
