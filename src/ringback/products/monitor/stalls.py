"""When the event loop stood still, and what stood in its way: told to the log, for whoever asks why calls were late.

A thread looks on. The loop shows that it turns; if it has not for a while, the thread notes what the loop's thread is
doing, and afterwards how much of the time it computed, waited for a processor, or collected garbage.
"""

import asyncio
import gc
import sys
import threading
from pathlib import Path
from time import monotonic
from types import FrameType

import msgspec
import structlog

log = structlog.get_logger(__name__)
SHOWS_EVERY_S = 0.05
LOOKS_EVERY_S = 0.05
STILL_S = 0.25  # the loop has not turned for so long
LONG_S = 0.1  # one look for garbage
FRAMES_SHOWN = 6
STOOD_STILL = "the event loop stood still"


class Spent(msgspec.Struct, frozen=True):
    """Seconds since its start: what a thread computed, how long it waited for a processor (0 where nobody tells)."""

    computing_s: float = 0.0
    waiting_s: float = 0.0
    collecting_s: float = 0.0

    def since(self, before: "Spent") -> dict[str, int]:
        pairs = zip(("computing_ms", "waiting_for_cpu_ms", "collecting_ms"), _of(self), _of(before), strict=True)
        return {name: round(1000 * (now - then)) for name, now, then in pairs}


def _of(spent: Spent) -> tuple[float, float, float]:
    return spent.computing_s, spent.waiting_s, spent.collecting_s


class Stalls:
    """Looks on while the loop it was started on runs."""

    def __init__(self) -> None:
        self.count = 0
        self._beat, self._spent = 0.0, Spent()
        self._collecting_s = self._collects_since = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._over = threading.Event()

    def start(self) -> None:
        """On the loop's own thread."""
        self._over.clear()
        self._thread = threading.get_ident()
        self._accounts = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        gc.callbacks.append(self._collects)
        self._show(asyncio.get_running_loop())
        threading.Thread(target=self._look_on, name="loop-stalls", daemon=True).start()

    def stop(self) -> None:
        self._over.set()
        if self._timer is not None:
            self._timer.cancel()
        if self._collects in gc.callbacks:
            gc.callbacks.remove(self._collects)

    def _show(self, loop: asyncio.AbstractEventLoop) -> None:
        self._beat = monotonic()
        self._timer = loop.call_later(SHOWS_EVERY_S, self._show, loop)

    def _collects(self, phase: str, told: dict[str, int]) -> None:
        now = monotonic()
        if phase == "start":
            self._collects_since = now
            return
        took_s = now - self._collects_since
        self._collecting_s += took_s
        if took_s > LONG_S:
            log.warning("garbage took long to collect", took_ms=round(1000 * took_s), **told)

    # -- the looker-on

    def _look_on(self) -> None:
        calm = self._tell_spent()
        while not self._over.wait(LOOKS_EVERY_S):
            if monotonic() - self._beat < STILL_S:
                calm = self._tell_spent()
                continue
            self._tell(calm, self._beat, self._where())

    def _tell(self, calm: Spent, since: float, where: str) -> None:
        """Once it turns again."""
        while self._beat == since and not self._over.wait(0.01):
            pass
        self.count += 1
        still_ms = round(1000 * (monotonic() - since))
        log.warning(STOOD_STILL, still_ms=still_ms, **self._tell_spent().since(calm), where=where)

    def _where(self) -> str:
        frame: FrameType | None = sys._current_frames().get(self._thread)
        found = []
        while frame is not None and len(found) < FRAMES_SHOWN:
            code = frame.f_code
            found.append(f"{Path(code.co_filename).stem}.{code.co_name}:{frame.f_lineno}")
            frame = frame.f_back
        return " < ".join(found)

    def _tell_spent(self) -> Spent:
        try:
            computing, waiting, _ = self._accounts.read_text().split()
        except (OSError, ValueError):  # not Linux, or a kernel that keeps no such accounts
            return Spent(collecting_s=self._collecting_s)
        return Spent(int(computing) / 1e9, int(waiting) / 1e9, self._collecting_s)
