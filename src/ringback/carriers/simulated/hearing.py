"""What phones hear: the sound that really arrived by RTP, spooled to disk while a call is on, kept as WAV after it."""

import asyncio
from pathlib import Path
from typing import Any, Protocol

import structlog

from ringback.kernel import Unavailable
from ringback.media.recording import NotSpool, finish
from ringback.store.blobs import Blobs, key_of

log = structlog.get_logger(__name__)
HEARD_MOST_S = 600.0  # of one call; then the recording stops and the call goes on
AT_ONCE_MOST = 500  # recordings: they write 32 kB a second each; further calls are not recorded
SUFFIX = ".spool"


class Spool(Protocol):
    async def stop(self) -> Any: ...


class Spools(Protocol):
    """The media room's writer."""

    def start(self, tap: Any, path: Path) -> Spool: ...


class Hearing:
    """Keeps what phones hear. `folder` is for calls that are on."""

    def __init__(self, spools: Spools, blobs: Blobs, folder: Path) -> None:
        self._spools, self._blobs, self._folder = spools, blobs, folder
        self._live: dict[str, _Recording] = {}

    def open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)

    def begin(self, leg: Any, handset: str, id: str) -> bool:
        """Whether the call is recorded from now on."""
        if len(self._live) >= AT_ONCE_MOST:
            return False
        path = self._path(id)
        self._live[id] = _Recording(self._spools.start(leg.tap(), path), handset, path)
        return True

    async def end(self, id: str) -> str | None:
        """The blob of all that was heard; None where nothing was recorded, or it could not be kept."""
        recording = self._live.get(id)
        if recording is None:
            return None
        try:
            await recording.stop()
            return await self._keep(recording.handset, id, recording.path)
        finally:
            self._live.pop(id, None)

    async def so_far(self, id: str) -> bytes | None:
        """WAV of a call that is still on, or is being kept right now."""
        recording = self._live.get(id)
        return None if recording is None else await asyncio.to_thread(_wav, recording.path)

    async def left(self, handset: str, id: str) -> str | None:
        """The blob of what was heard before the process died."""
        return await self._keep(handset, id, self._path(id)) if self._path(id).exists() else None

    async def _keep(self, handset: str, id: str, path: Path) -> str | None:
        key = key_of("handsets", handset.lstrip("+"), id)
        try:
            wav = await asyncio.to_thread(_wav, path)
            if wav is None:
                return None
            await self._blobs.put(key, wav)
        except Unavailable as problem:  # the spool stays for whoever looks after the disk
            log.error("what a handset heard could not be kept", call=id, error=str(problem))
            return None
        await asyncio.to_thread(path.unlink, missing_ok=True)
        return key

    def _path(self, id: str) -> Path:
        return self._folder / f"{id}{SUFFIX}"


class _Recording:
    """One recording under way; it stops by itself when it is long enough."""

    def __init__(self, spool: Spool, handset: str, path: Path) -> None:
        self._spool, self.handset, self.path = spool, handset, path
        self._stopping: asyncio.Task[Any] | None = None
        self._timer = asyncio.get_running_loop().call_later(HEARD_MOST_S, self._stop)

    def _stop(self) -> "asyncio.Task[Any]":
        if self._stopping is None:
            self._timer.cancel()
            self._stopping = asyncio.create_task(self._spool.stop())
        return self._stopping

    async def stop(self) -> None:
        await asyncio.shield(self._stop())


def _wav(path: Path) -> bytes | None:
    """What came in, as mono WAV; None where there is nothing to hear yet."""
    try:
        heard = finish(path, channels="mono", track="inbound", trim=False)
    except (NotSpool, OSError, ValueError):
        return None
    return heard.wav if heard.duration_s else None
