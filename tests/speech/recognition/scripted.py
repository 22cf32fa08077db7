"""An engine that answers what it is told to, when it is told to; and skills of a worker that live a hard life."""

import asyncio
import os
import signal
from pathlib import Path

from ringback.speech.recognition import Recognised, Utterance


class Scripted:
    """Gives its words one after another, the last one again and again; an exception in their place is raised.

    `gate` holds answers back while it is cleared. `asked` keeps what it was asked.
    """

    languages = frozenset({"en"})
    is_available = True

    def __init__(self, *words: str | Exception, has_free: bool = True) -> None:
        self._words, self.has_free = list(words), has_free
        self.asked: list[Utterance] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    async def recognise(self, utterance: Utterance) -> Recognised:
        self.asked.append(utterance)
        await self.gate.wait()
        words = self._words.pop(0) if len(self._words) > 1 else self._words[0]
        if isinstance(words, Exception):
            raise words
        return Recognised(words, 0.9 if words else 0.0)


class Toy:
    """A worker's skill that obeys the first hint: `die once FILE` is killed where FILE is not yet, `die` always.

    `wait FIFO` answers when somebody writes to the pipe. It tells how much sound it got.
    """

    takes = Utterance

    def do(self, utterance: Utterance) -> Recognised:
        order, _, place = (utterance.hints or ("",))[0].partition(" at ")
        if order == "die" or (order == "die once" and not Path(place).exists()):
            if place:
                Path(place).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if order == "wait":
            Path(place).read_bytes()
        return Recognised(f"{len(utterance.pcm)} bytes", 0.5)
