"""What callers say, brought to whoever listens: every tap is read a few times a second, in one turn for all.

A tap read at every frame would wake the loop 50 times a second for each call that listens; so it is 16 times for all.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

import numpy as np
import structlog

log = structlog.get_logger(__name__)
EVERY_S = 0.06  # three frames
AT_ONCE = 16  # lines that are served before others have their turn on the loop: about 1 ms


class Tap(Protocol):
    def read(self) -> bytes: ...
    def close(self) -> None: ...


class Hearing:
    """All lines of this process that somebody listens to."""

    def __init__(self) -> None:
        self._lines: dict[int, tuple[Tap, Callable[[bytes], None]]] = {}
        self._next = 0
        self._task: asyncio.Task[None] | None = None

    def listen(self, tap: Tap, hear: Callable[[bytes], None]) -> Callable[[], None]:
        """`hear` is given what comes in (int16, 8 kHz, mono) until what this returns is called: that closes the tap."""
        self._next += 1
        number = self._next
        self._lines[number] = (tap, hear)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())
        return lambda: self._leave(number)

    def _leave(self, number: int) -> None:
        line = self._lines.pop(number, None)
        if line is not None:
            line[0].close()

    async def _run(self) -> None:
        """Until nobody listens any more."""
        while self._lines:
            for count, number in enumerate(list(self._lines), 1):
                self._serve(number)
                if count % AT_ONCE == 0:
                    await asyncio.sleep(0)
            await asyncio.sleep(EVERY_S)

    def _serve(self, number: int) -> None:
        line = self._lines.get(number)
        if line is None:
            return
        tap, hear = line
        try:
            hear(received(tap.read()))
        except Exception:  # one line's mistake must not deafen the others
            log.exception("a line is no longer listened to")
            self._leave(number)


def received(stereo: bytes) -> bytes:
    """The side that came in, of (received, sent) pairs."""
    return np.frombuffer(stereo, np.int16)[::2].tobytes()
