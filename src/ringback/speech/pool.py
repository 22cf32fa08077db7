"""Worker processes with a heavy skill, seen from the server: spawned, kept warm, replaced when they die."""

import asyncio
import contextlib
import os
import sys
from typing import Any, TypeVar

import msgspec
import structlog

from ringback.speech import wire

log = structlog.get_logger(__name__)
Result = TypeVar("Result")
START_S = 60.0  # for Python, the libraries and the model; 1.2 s on an idle machine
PATIENCE_S = 30.0  # for one task; some 1.5 s at most on an idle machine
WAITING_MOST = 64  # tasks in the queue: at 0.3 s each the last one waits 20 s, longer than a caller does
TRIES = 2
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class PoolFull(Exception):
    """`waiting` tasks are in the queue already, which holds `most`."""

    def __init__(self, waiting: int, most: int) -> None:
        super().__init__(f"{waiting} wait and the queue holds {most}")
        self.waiting, self.most = waiting, most


class PoolFailed(Exception):
    """No worker could do it; the text says why."""


class WorkerGone(Exception):
    """The process ended, or went silent, while it was asked something."""


class Worker:
    """One process, or the place for one: it is spawned when it is first needed, and again after it died."""

    def __init__(self, skill_name: str) -> None:
        self._skill_name = skill_name
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def ask(self, task: msgspec.Struct) -> wire.Answer:
        """Raises WorkerGone. Whatever goes wrong, a process that may still be answering is not asked again."""
        try:
            if self._process is None:
                await asyncio.wait_for(self._spawn(), START_S)
            return await asyncio.wait_for(self._exchange(task), PATIENCE_S)
        except (TimeoutError, OSError, EOFError, ValueError, msgspec.MsgspecError) as error:
            await self.end()
            raise WorkerGone(f"{type(error).__name__}: {error}") from error
        except BaseException:
            await self.end()
            raise

    async def warm(self) -> None:
        """Spawns it, if it is not there. Raises PoolFailed."""
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
            *("-m", "ringback.speech.worker", self._skill_name),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            start_new_session=True,  # Ctrl-C is the server's to hear
        )
        said = await self._read()
        if isinstance(said, wire.Trouble):
            await self.end()
            raise PoolFailed(f"the engine does not start: {said.reason}")

    async def _exchange(self, task: msgspec.Struct) -> wire.Answer:
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.write(wire.framed(task))
        await self._process.stdin.drain()
        return await self._read()

    async def _read(self) -> wire.Answer:
        assert self._process is not None and self._process.stdout is not None
        head = await self._process.stdout.readexactly(wire.LENGTH_BYTES)
        return wire.answer(await self._process.stdout.readexactly(wire.length_of(head)))


class Pool:
    """`workers` processes behind one queue. The one that worked last works next, so that few are warm in quiet times.

    `skill_name` is module:class of what the workers can do.
    """

    def __init__(self, skill_name: str, workers: int, waiting_most: int = WAITING_MOST) -> None:
        self._workers = [Worker(skill_name) for _ in range(workers)]
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        for worker in self._workers:
            self._free.put_nowait(worker)
        self._waiting_most = waiting_most
        self._tasks: set[asyncio.Task[Any]] = set()
        self.waiting = 0
        self.replaced = 0

    @property
    def pids(self) -> list[int]:
        return [worker.pid for worker in self._workers if worker.pid is not None]

    @property
    def has_free(self) -> bool:
        """Whether a worker has nothing to do."""
        return not self._free.empty()

    def start(self) -> None:
        """Loads one model, behind what else goes on."""
        self._spawn(self._warm())

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))

    async def ask(self, task: msgspec.Struct, result: type[Result]) -> Result:
        """Raises PoolFull or PoolFailed. A worker goes on when nobody waits for it any more: it stays warm."""
        if self.waiting >= self._waiting_most:
            raise PoolFull(self.waiting, self._waiting_most)
        worker = await self._take()
        return msgspec.msgpack.decode(await asyncio.shield(self._spawn(self._do(worker, task))), type=result)

    def _spawn(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._settle)
        return task

    def _settle(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # looked at, or asyncio would complain where nobody waits any more

    async def _take(self) -> Worker:
        self.waiting += 1
        try:
            return await self._free.get()
        finally:
            self.waiting -= 1

    async def _do(self, worker: Worker, task: msgspec.Struct) -> bytes:
        try:
            return await self._tried(worker, task)
        finally:
            self._free.put_nowait(worker)

    async def _tried(self, worker: Worker, task: msgspec.Struct) -> bytes:
        why = ""
        for _ in range(TRIES):
            try:
                said = await worker.ask(task)
            except WorkerGone as error:
                self.replaced += 1
                why = str(error)
                log.warning("a speech worker ended and is replaced", reason=why)
                continue
            if isinstance(said, wire.Done):
                return said.result
            raise PoolFailed(str(getattr(said, "reason", said)))
        raise PoolFailed(f"the worker ended {TRIES} times over it: {why}")

    async def _warm(self) -> None:
        worker = await self._take()
        try:
            await worker.warm()
        except (PoolFailed, OSError, EOFError, TimeoutError, ValueError) as error:
            log.warning("speech is not ready", reason=str(error))
            await worker.end()
        finally:
            self._free.put_nowait(worker)
