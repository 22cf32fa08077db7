"""The program that runs under Ringback: its signals, and its exit code."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence

FORWARDED = (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)
NOT_FOUND, NOT_EXECUTABLE = 127, 126  # as a shell says it


class NotRun(Exception):
    """The program could not be started; carries the exit code a shell would give."""

    def __init__(self, sentence: str, exit_code: int) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


async def run_program(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run it to its end with our own input and output; returns its exit code, 128 + n when signal n ended it.

    Raises NotRun.
    """
    signals = Signals()  # before the program: a signal that comes while it starts is for it already
    try:
        process = await asyncio.create_subprocess_exec(*command, env=dict(environment))
    except FileNotFoundError:
        raise NotRun(f"{command[0]}: no such program.", NOT_FOUND) from None
    except OSError as problem:
        raise NotRun(f"{command[0]}: {problem.strerror}.", NOT_EXECUTABLE) from problem
    signals.pass_to(process)
    code = await process.wait()
    return code if code >= 0 else 128 - code


class Signals:
    """Passes on what is sent to us. A terminal's Ctrl-C reaches the program by itself: there we only stay alive."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._early: list[signal.Signals] = []
        loop = asyncio.get_running_loop()
        for number in FORWARDED:
            loop.add_signal_handler(number, self._send, number)
        if _has_terminal():
            loop.add_signal_handler(signal.SIGINT, lambda: None)
        else:
            loop.add_signal_handler(signal.SIGINT, self._send, signal.SIGINT)

    def pass_to(self, process: asyncio.subprocess.Process) -> None:
        """From now on, and what has come so far."""
        self._process = process
        for number in self._early:
            self._send(number)

    def _send(self, number: signal.Signals) -> None:
        if self._process is None:
            self._early.append(number)
        elif self._process.returncode is None:
            self._process.send_signal(number)


def _has_terminal() -> bool:
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False
