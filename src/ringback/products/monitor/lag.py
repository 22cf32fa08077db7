"""How late the event loop is: a task that sleeps a quarter of a second, and looks how long that took."""

import asyncio
from collections import deque
from collections.abc import Callable

EVERY_S = 0.25
KEPT = 240  # a minute


class LoopLag:
    """Samples the loop it is started on. `told` hears of each sample, in seconds."""

    def __init__(self, told: Callable[[float], None] = lambda _: None) -> None:
        self._told = told
        self._samples: deque[float] = deque(maxlen=KEPT)
        self._timer: asyncio.TimerHandle | None = None

    @property
    def last_s(self) -> float:
        return self._samples[-1] if self._samples else 0.0

    @property
    def worst_s(self) -> float:
        """The worst of the last minute."""
        return max(self._samples, default=0.0)

    def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_at(loop.time() + EVERY_S, self._sample, loop, loop.time() + EVERY_S)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _sample(self, loop: asyncio.AbstractEventLoop, wanted_at: float) -> None:
        late = max(loop.time() - wanted_at, 0.0)
        self._samples.append(late)
        self._told(late)
        self._timer = loop.call_at(loop.time() + EVERY_S, self._sample, loop, loop.time() + EVERY_S)
