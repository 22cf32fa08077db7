"""A private server of one's own, as a process beside the program, with the life of the program."""

import asyncio
import sys
from pathlib import Path

from ringback.app.ready import Ready, read_ready

READY_WITHIN_S = 30.0
STOP_WITHIN_S = 15.0
LOOK_EVERY_S = 0.02
LOG_LINES_SHOWN = 15


class NotStarted(Exception):
    """The server ended or stayed silent; the text says why, with the end of its log."""


class PrivateServer:
    """`ringback serve` on free loopback ports, its files and its log in `data`."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._log = data / "server.log"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> Ready:
        """Start it and wait until it answers. Raises NotStarted."""
        ready_file = self._data / "run-ready.json"
        ready_file.unlink(missing_ok=True)
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "ringback", "serve", "--with-parent", "--data", str(self._data)),
                *("--http", "127.0.0.1:0", "--sip", "127.0.0.1:0", "--smpp", "127.0.0.1:0"),
                *("--ready-file", str(ready_file)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C is the program's; the server must outlive its last words
            )
        try:
            async with asyncio.timeout(READY_WITHIN_S):
                return await self._wait(ready_file)
        except TimeoutError:
            raise NotStarted(f"The server was not ready within {READY_WITHIN_S:.0f} s.{self._tail()}") from None

    async def stop(self) -> None:
        """Ask it to end, and end it if it will not."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(STOP_WITHIN_S):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _wait(self, ready_file: Path) -> Ready:
        assert self._process is not None
        while self._process.returncode is None:
            if ready := read_ready(ready_file):
                return ready
            await asyncio.sleep(LOOK_EVERY_S)
        raise NotStarted(f"The server ended at once with exit code {self._process.returncode}.{self._tail()}")

    def _tail(self) -> str:
        lines = self._log.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:]
        return "".join(f"\n  {line}" for line in lines)
