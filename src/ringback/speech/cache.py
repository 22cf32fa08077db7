"""Spoken phrases, kept: in memory by their use, on disk for the next start. Both are bounded; the disk's part may go
at any time, whole or in part.
"""

import asyncio
import contextlib
import os
import tempfile
from collections import OrderedDict
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)
MEGABYTE = 1024 * 1024
ROOM_MADE = 0.9  # of the bound: what is left after a clearing, so that not every new sound clears


class Memory:
    """Sounds by key, the least lately used let go when `most_bytes` are passed."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._sounds: OrderedDict[str, bytes] = OrderedDict()
        self.size_bytes = 0

    def get(self, key: str) -> bytes | None:
        pcm = self._sounds.get(key)
        if pcm is not None:
            self._sounds.move_to_end(key)
        return pcm

    def put(self, key: str, pcm: bytes) -> None:
        if key in self._sounds or len(pcm) > self._most_bytes:
            return
        self._sounds[key] = pcm
        self.size_bytes += len(pcm)
        while self.size_bytes > self._most_bytes:
            _, gone = self._sounds.popitem(last=False)
            self.size_bytes -= len(gone)


class Shelf:
    """Sounds as files of raw int16, named by their keys. Slow: call it from a thread.

    A file appears whole or not at all. Files are cleared by when they were last read.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._size_bytes: int | None = None  # not yet counted

    def get(self, key: str) -> bytes | None:
        path = self._path(key)
        try:
            pcm = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return pcm if len(pcm) % 2 == 0 else None

    def put(self, key: str, pcm: bytes) -> None:
        """A disk that is full or read-only costs speed, not speech: it is logged."""
        try:
            self._write(self._path(key), pcm)
        except OSError as error:
            log.warning("a spoken sentence was not kept", folder=str(self._folder), reason=str(error))
            return
        if self._size_bytes is None:
            self._size_bytes = sum(size for _, size, _ in self._files())
        else:
            self._size_bytes += len(pcm)
        if self._size_bytes > self._most_bytes:
            self._clear()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.pcm"

    def _write(self, path: Path, pcm: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pcm)
                file.flush()
                os.fsync(file.fileno())  # or a power cut may leave the name and not the sound
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise

    def _files(self) -> list[tuple[float, int, Path]]:
        """When last read, how long, and where: parts that a crash left behind too."""
        found = []
        for path in self._folder.glob("??/*"):
            with contextlib.suppress(OSError):
                known = path.stat()
                found.append((known.st_mtime, known.st_size, path))
        return sorted(found)

    def _clear(self) -> None:
        files = self._files()
        size = sum(length for _, length, _ in files)
        for _, length, path in files:
            if size <= self._most_bytes * ROOM_MADE:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                size -= length
        self._size_bytes = size


class Sounds:
    """Both, as the service sees them."""

    def __init__(self, folder: Path, *, memory_mb: float, disk_mb: float) -> None:
        self.memory = Memory(int(memory_mb * MEGABYTE))
        self._shelf = Shelf(folder, int(disk_mb * MEGABYTE))
        self._writing = asyncio.Lock()

    async def find(self, key: str) -> bytes | None:
        pcm = self.memory.get(key)
        if pcm is not None:
            return pcm
        pcm = await asyncio.to_thread(self._shelf.get, key)
        if pcm is None:
            return self.memory.get(key)  # it may have been spoken meanwhile
        self.memory.put(key, pcm)
        return pcm

    async def keep(self, key: str, pcm: bytes) -> None:
        """On the disk; in memory it is at once, by `memory.put`."""
        async with self._writing:
            await asyncio.to_thread(self._shelf.put, key, pcm)
