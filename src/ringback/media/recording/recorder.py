"""The one thread that writes recordings: it empties every tap ten times a second, and knows of disks.

A tap is emptied before anything else is done, so that a slow disk costs recordings their promptness and not their
sound; what a tap lost all the same, it counts. Written is written: octets go to the system at once and to the disk once
a second, so a killed process loses a tenth of a second and a power cut a whole one.
"""

import asyncio
import contextlib
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Protocol

import msgspec

from ringback.kernel.time import Clock
from ringback.media.recording.spoolfile import HEADER_BYTES, SpoolHeader

DRAIN_EVERY_S = 0.1
SYNC_EVERY_S = 1.0
SYNCING_S = 0.05  # of syncing at a time, then the taps have their turn: a slow disk is asked less often
LONGEST_S = 4 * 3600


class Tap(Protocol):
    """What a leg hears and says. `read` may be called from any thread and does not wait."""

    @property
    def overflowed(self) -> int: ...
    def read(self) -> bytes: ...
    def close(self) -> None: ...


class SpoolEnd(msgspec.Struct, frozen=True):
    """What was kept: samples a channel. `overflowed` is what the tap counted as lost; `failure` a sentence, or None."""

    samples: int
    overflowed: int
    failure: str | None = None


class _Mode(Enum):
    KEEPING = "keeping"
    SKIPPING = "skipping"
    SILENT = "silent"
    OVER = "over"


class Spool:
    """One recording that goes on. Its calls belong on the loop that started it, and none waits but `stop`."""

    def __init__(self, file: "_File", tap: Tap, order: Callable[["_File", _Mode], None]) -> None:
        self._file, self._tap, self._order = file, tap, order
        self._end: asyncio.Future[SpoolEnd] | None = None

    @property
    def path(self) -> Path:
        return self._file.path

    def pause(self, keep_silence: bool) -> None:
        """From now on silence is kept, or nothing at all. What was said before is kept."""
        self._go_on(_Mode.SILENT if keep_silence else _Mode.SKIPPING)

    def resume(self) -> None:
        self._go_on(_Mode.KEEPING)

    async def stop(self) -> SpoolEnd:
        """Ends it with what was said until now, closes the tap, and returns when all is on the disk."""
        if self._end is None:
            self._end = self._file.end
            self._end.add_done_callback(lambda _: self._tap.close())
            self._order(self._file, _Mode.OVER)
        return await asyncio.shield(self._end)

    def _go_on(self, mode: _Mode) -> None:
        if self._end is None:
            self._order(self._file, mode)


class Recorder:
    """The recordings of this process. `clock` gives the moment at which each began."""

    def __init__(self, clock: Clock, *, longest_s: float = LONGEST_S) -> None:
        self._clock, self._longest_s = clock, longest_s
        self._orders: deque[tuple[_File, _Mode]] = deque()
        self._spools: list[Spool] = []
        self._wake, self._is_closed = threading.Event(), False
        self._thread: threading.Thread | None = None

    def start(self, tap: Tap, path: Path, *, on_failure: Callable[[str], None] | None = None) -> Spool:
        """Begins a recording in a file that must not be there yet. Call on the loop.

        Disks are spoken to by the thread: a failure comes to `on_failure` on the loop, once, and again with the end.
        """
        if self._is_closed:
            raise RuntimeError("the recorder is closed: no recording can begin")
        header = SpoolHeader(self._clock.now())
        file = _File(path, header, tap, asyncio.get_running_loop(), self._longest_s, on_failure)
        spool = Spool(file, tap, self._order)
        self._spools = [other for other in self._spools if not other._file.end.done()] + [spool]
        self._order(file, _Mode.KEEPING)
        return spool

    async def close(self) -> None:
        """Ends every recording and the thread."""
        self._is_closed = True
        await asyncio.gather(*(spool.stop() for spool in self._spools))
        self._wake.set()
        if self._thread:
            await asyncio.to_thread(self._thread.join)

    def _order(self, file: "_File", mode: _Mode) -> None:
        self._orders.append((file, mode))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
            self._thread.start()
        self._wake.set()

    def _run(self) -> None:
        files: list[_File] = []
        while not (self._is_closed and not files and not self._orders):
            self._wake.wait(DRAIN_EVERY_S if files else None)
            self._wake.clear()
            self._obey(files)
            for file in files:
                file.drain()
            _sync(files)

    def _obey(self, files: "list[_File]") -> None:
        """Each order takes effect behind what was said before it."""
        while self._orders:
            file, mode = self._orders.popleft()
            if file not in files:
                files.append(file)
            file.drain()
            file.mode = mode
            if mode is _Mode.OVER:
                files.remove(file)
                file.finish()


def _sync(files: "list[_File]") -> None:
    """Those that have waited longest first, as long as there is time."""
    until = time.monotonic() + SYNCING_S
    for file in sorted((file for file in files if file.is_due), key=lambda file: file.synced_at):
        file.sync()
        if time.monotonic() > until:
            return


class _File:
    """A spool file as the thread sees it; everything but `end` is the thread's."""

    def __init__(
        self,
        path: Path,
        header: SpoolHeader,
        tap: Tap,
        loop: asyncio.AbstractEventLoop,
        longest_s: float,
        on_failure: Callable[[str], None] | None,
    ) -> None:
        self.path, self._header, self._tap, self._loop, self._on_failure = path, header, tap, loop, on_failure
        self.end: asyncio.Future[SpoolEnd] = loop.create_future()
        self.mode = _Mode.KEEPING
        self.synced_at = 0.0
        self._fd: int | None = None
        self._written = self._synced = 0
        self._longest_s = longest_s
        self._room = int(longest_s * header.rate_hz) * header.frame_bytes
        self._left_over = b""
        self._failure: str | None = None

    @property
    def is_due(self) -> bool:
        return (
            self._fd is not None and self._written > self._synced and time.monotonic() - self.synced_at > SYNC_EVERY_S
        )

    def drain(self) -> None:
        """Takes what the tap has, also where it can no longer be kept."""
        octets = self._left_over + self._heard()
        whole = len(octets) - len(octets) % self._header.frame_bytes
        self._left_over = octets[whole:]
        if self._failure or self.mode is _Mode.SKIPPING:
            return
        kept = bytes(whole) if self.mode is _Mode.SILENT else octets[:whole]
        with self._disk():
            self._open()
            self._write(kept[: self._room - self._written])
        if len(kept) and self._written >= self._room:
            self._fail(f"The recording has reached its limit of {self._longest_s:,.0f} s")

    def _heard(self) -> bytes:
        try:
            return self._tap.read()
        except Exception as error:  # noqa: BLE001  (a tap's mistake must not end the recordings of other calls)
            self._fail(f"{self.path.name} hears nothing more: {type(error).__name__} {error}")
            return b""

    def sync(self) -> None:
        self.synced_at = time.monotonic()
        with self._disk():
            if self._fd is not None:
                os.fdatasync(self._fd)
                self._synced = self._written

    def finish(self) -> None:
        self.sync()
        with self._disk():
            if self._fd is not None:
                fd, self._fd = self._fd, None
                os.close(fd)
        end = SpoolEnd(self._written // self._header.frame_bytes, int(self._tap.overflowed), self._failure)
        self._tell(lambda: None if self.end.done() else self.end.set_result(end))

    def _open(self) -> None:
        if self._fd is not None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        _write_all(self._fd, bytes(self._header))
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(folder)  # or the file's name would be gone after a power cut
        finally:
            os.close(folder)

    def _write(self, octets: bytes) -> None:
        if octets:
            assert self._fd is not None
            _write_all(self._fd, octets)
            self._written += len(octets)

    @contextlib.contextmanager
    def _disk(self):
        """A disk that fails ends this recording, with what it holds, and no other."""
        try:
            yield
        except OSError as error:
            self._fail(f"{self.path.name} can no longer be written: {error.strerror}")

    def _fail(self, failure: str) -> None:
        """A half-written frame is left to readers, who stop at the last whole one."""
        if self._failure is None:
            self._failure = failure
            if self._fd is not None:
                size = max(0, os.fstat(self._fd).st_size - HEADER_BYTES)
                self._written = size // self._header.frame_bytes * self._header.frame_bytes
            if self._on_failure:
                told = self._on_failure
                self._tell(lambda: told(failure))

    def _tell(self, what: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is left to hear it
            self._loop.call_soon_threadsafe(what)


def _write_all(fd: int, octets: bytes) -> None:
    rest = memoryview(octets)
    while rest:
        rest = rest[os.write(fd, rest) :]
