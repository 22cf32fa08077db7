"""The samples that can be played: pieces of one block that legs share."""

from bisect import insort
from collections.abc import Callable

from ringback.media.core.state import FRAME

SAMPLE_BYTES, RATE_HZ = 2, 8000


class MediaFull(Exception):
    """The engine holds no more; the text says of what, and what the limit is."""


class Audio:
    """Sound that any leg may play: int16, 8 kHz, mono. `release` it when nobody will begin to play it any more."""

    __slots__ = ("_free", "_is_released", "_users", "length", "start")

    def __init__(self, start: int, length: int, free: Callable[["Audio"], None]) -> None:
        self.start, self.length, self._free = start, length, free
        self._users, self._is_released = 0, False

    @property
    def duration_s(self) -> float:
        return self.length / RATE_HZ

    def release(self) -> None:
        """Its memory is free once nobody plays it."""
        if not self._is_released:
            self._is_released = True
            self._look()

    def use(self) -> None:
        """Somebody plays it."""
        self._users += 1

    def leave(self) -> None:
        """Somebody has done playing it."""
        self._users -= 1
        self._look()

    def _look(self) -> None:
        if self._is_released and self._users == 0:
            self._free(self)


class Arena:
    """First fit over whole frames; neighbours that are free become one."""

    def __init__(self, samples: memoryview) -> None:
        self._samples = samples
        self._free: list[tuple[int, int]] = [(0, len(samples))]

    def load(self, pcm: bytes) -> Audio:
        """Raises MediaFull."""
        length = len(pcm) // SAMPLE_BYTES
        start = self._take(-(-length // FRAME) * FRAME)
        if length:
            self._samples[start : start + length] = memoryview(pcm)[: length * SAMPLE_BYTES].cast("h")
        return Audio(start, length, self._give_back)

    def _take(self, length: int) -> int:
        for n, (start, size) in enumerate(self._free):
            if size >= length:
                if size == length:
                    del self._free[n]
                else:
                    self._free[n] = (start + length, size - length)
                return start
        raise MediaFull(
            f"{length / RATE_HZ:.0f} s of sound do not fit: the engine holds {len(self._samples) / RATE_HZ:.0f} s"
        )

    def _give_back(self, audio: Audio) -> None:
        length = -(-audio.length // FRAME) * FRAME
        if length == 0:
            return
        insort(self._free, (audio.start, length))
        joined: list[tuple[int, int]] = []
        for start, size in self._free:
            if joined and joined[-1][0] + joined[-1][1] == start:
                joined[-1] = (joined[-1][0], joined[-1][1] + size)
            else:
                joined.append((start, size))
        self._free = joined
