"""Worker processes that speak, seen from the server: spawned, kept warm, replaced when they die."""

import asyncio
import contextlib
import os
import sys

import msgspec
import structlog

from ringback.speech import wire
from ringback.speech.model import Phrase, SpeechBusy, SpeechFailed

log = structlog.get_logger(__name__)
START_S = 60.0  # for Python, the libraries and the model; 1.2 s on an idle machine
PATIENCE_S = 30.0  # for one phrase; some 1.5 s at most on an idle machine
WAITING_MOST = 64  # phrases in the queue: at 0.3 s each the last one waits 20 s, longer than a caller does
TRIES = 2
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class WorkerGone(Exception):
    """The process ended, or went silent, while it was asked something."""


class Worker:
    """One process, or the place for one: it is spawned when it is first needed, and again after it died."""

    def __init__(self, speaker_name: str) -> None:
        self._speaker_name = speaker_name
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def ask(self, phrase: Phrase) -> wire.Answer:
        """Raises WorkerGone. Whatever goes wrong, a process that may still be answering is not asked again."""
        try:
            if self._process is None:
                await asyncio.wait_for(self._spawn(), START_S)
            return await asyncio.wait_for(self._exchange(phrase), PATIENCE_S)
        except (TimeoutError, OSError, EOFError, ValueError, msgspec.MsgspecError) as error:
            await self.end()
            raise WorkerGone(f"{type(error).__name__}: {error}") from error
        except BaseException:
            await self.end()
            raise

    async def warm(self) -> None:
        """Spawns it, if it is not there. Raises SpeechFailed."""
        if self._process is None:
            await asyncio.wait_for(self._spawn(), START_S)

    async def end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def _spawn(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "ringback.speech.worker", self._speaker_name),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            start_new_session=True,  # Ctrl-C is the server's to hear
        )
        said = await self._read()
        if isinstance(said, wire.Trouble):
            await self.end()
            raise SpeechFailed(f"The speech engine does not start: {said.reason}")

    async def _exchange(self, phrase: Phrase) -> wire.Answer:
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.write(wire.framed(phrase))
        await self._process.stdin.drain()
        return await self._read()

    async def _read(self) -> wire.Answer:
        assert self._process is not None and self._process.stdout is not None
        head = await self._process.stdout.readexactly(wire.LENGTH_BYTES)
        return wire.answer(await self._process.stdout.readexactly(wire.length_of(head)))


class Pool:
    """`workers` processes behind one queue. The one that spoke last speaks next, so that few are warm in quiet times.

    `speaker_name` is module:class of what speaks in the worker.
    """

    def __init__(self, speaker_name: str, workers: int, waiting_most: int = WAITING_MOST) -> None:
        self._workers = [Worker(speaker_name) for _ in range(workers)]
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        for worker in self._workers:
            self._free.put_nowait(worker)
        self._waiting_most = waiting_most
        self._warming: asyncio.Task[None] | None = None
        self.waiting = 0
        self.replaced = 0

    @property
    def pids(self) -> list[int]:
        return [worker.pid for worker in self._workers if worker.pid is not None]

    def start(self) -> None:
        """Loads one model, behind what else goes on."""
        self._warming = asyncio.create_task(self._warm())

    async def close(self) -> None:
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))

    async def speak(self, phrase: Phrase) -> bytes:
        """Raises SpeechBusy where the queue is full, SpeechFailed where it cannot be spoken."""
        if self.waiting >= self._waiting_most:
            raise SpeechBusy(
                f"{self.waiting} sentences wait to be spoken and the queue holds {self._waiting_most}: try again in a "
                "few seconds, or give speech more workers"
            )
        worker = await self._take()
        try:
            return await self._speak(worker, phrase)
        finally:
            self._free.put_nowait(worker)

    async def _take(self) -> Worker:
        self.waiting += 1
        try:
            return await self._free.get()
        finally:
            self.waiting -= 1

    async def _speak(self, worker: Worker, phrase: Phrase) -> bytes:
        why = ""
        for _ in range(TRIES):
            try:
                said = await worker.ask(phrase)
            except WorkerGone as error:
                self.replaced += 1
                why = str(error)
                log.warning("a speech worker ended and is replaced", reason=why)
                continue
            if isinstance(said, wire.Sound):
                return said.pcm
            raise SpeechFailed(f"{len(phrase.text)} characters could not be spoken: {getattr(said, 'reason', said)}")
        raise SpeechFailed(f"The speech worker ended {TRIES} times over {len(phrase.text)} characters: {why}")

    async def _warm(self) -> None:
        worker = await self._take()
        try:
            await worker.warm()
        except (SpeechFailed, OSError, EOFError, TimeoutError, ValueError) as error:
            log.warning("speech is not ready", reason=str(error))
            await worker.end()
        finally:
            self._free.put_nowait(worker)
