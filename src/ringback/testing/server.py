"""`ringback serve` as a process of one's own, for as long as one wants it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from ringback.app.ready import Ready, read_ready

READY_WITHIN_S = 60.0
STOP_WITHIN_S = 15.0
LOOK_EVERY_S = 0.01
LOG_LINES_SHOWN = 30
ANY_PORT = ("--http", "127.0.0.1:0", "--sip", "127.0.0.1:0", "--smpp", "127.0.0.1:0")


class NotStarted(Exception):
    """The server ended or stayed silent; the text says why, with the end of its log."""


class ServerProcess:
    """A server in `data`, on free loopback ports, that ends with the process that started it.

    `settings` are RINGBACK_* settings by their names in ringback.toml (`{"profile": "twilio"}`); those of the
    surroundings do not reach the server, lest a test write into somebody's real database. `flags` follow `serve`.
    """

    def __init__(self, data: Path, settings: Mapping[str, object] | None = None, flags: Sequence[str] = ()) -> None:
        self.data, self.log = data.resolve(), data.resolve() / "server.log"
        self._settings, self._flags = dict(settings or {}), list(flags)
        self._process: subprocess.Popen[bytes] | None = None
        self.ready: Ready | None = None

    @property
    def pid(self) -> int:
        """Its process id. Raises NotStarted before `start`."""
        if self._process is None:
            raise NotStarted("The server was not started: call start().")
        return self._process.pid

    def start(self) -> Ready:
        """Starts it, again on the same data after `stop` or `kill`, and waits until it answers. Raises NotStarted."""
        self.data.mkdir(parents=True, exist_ok=True)
        ready_file = self.data / "test-ready.json"
        ready_file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "ringback", "serve", "--with-parent", "--data", str(self.data)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *ANY_PORT, "--ready-file", str(ready_file), *self._flags],
                cwd=self.data,  # a ringback.toml of the application is not ours
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C is the test run's
            )
        self.ready = self._wait(self._process, ready_file)
        return self.ready

    def stop(self) -> None:
        """Asks it to end, and ends it if it will not."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it as a crash would, between two instructions."""
        self._end(signal.SIGKILL)

    def tail(self, since: int = 0) -> str:
        """The end of its log, of what was written after byte `since`."""
        if not self.log.is_file():
            return ""
        with self.log.open("rb") as log:
            log.seek(since)
            lines = log.read().decode(errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES_SHOWN:])

    def log_size(self) -> int:
        """Bytes in its log: what to hand to `tail` later."""
        return self.log.stat().st_size if self.log.is_file() else 0

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RINGBACK_")}
        return kept | {f"RINGBACK_{name.upper()}": str(value) for name, value in self._settings.items()}

    def _wait(self, process: subprocess.Popen[bytes], ready_file: Path) -> Ready:
        deadline = time.monotonic() + READY_WITHIN_S
        while process.poll() is None:
            if ready := read_ready(ready_file):
                return ready
            if time.monotonic() > deadline:
                self.kill()
                raise NotStarted(f"The server was not ready in {READY_WITHIN_S:.0f} s. Its log ends:\n{self.tail()}")
            time.sleep(LOOK_EVERY_S)
        raise NotStarted(f"The server ended at once with exit code {process.returncode}. Its log ends:\n{self.tail()}")

    def _end(self, by: signal.Signals) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.send_signal(by)
        try:
            process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
