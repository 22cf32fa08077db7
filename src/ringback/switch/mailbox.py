"""What comes to a leg while its program waits: sound that ended, keys, other legs' news; and what interrupts it."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

LETTERS_MOST = 1_000  # a leg nobody listens to (a bridged one) forgets its oldest


class Interrupted(Exception):
    """The verb that runs stops here."""


class HungUp(Interrupted):
    """The other side, or somebody else, ended the call. It stays true."""


class Redirected(Interrupted):
    """The call goes on with another document; `instructions` say which.

    `left` is how an Enqueue ended by it, where one did.
    """

    def __init__(self, instructions: Any) -> None:
        super().__init__()
        self.instructions = instructions
        self.left: Any = None


class Mailbox:
    """Letters in order, for one reader. An interruption is raised before any letter that waits."""

    def __init__(self) -> None:
        self._letters: deque[Any] = deque(maxlen=LETTERS_MOST)
        self._reader: asyncio.Future[None] | None = None
        self._interruption: Interrupted | None = None
        self.interrupted: Callable[[], None] = lambda: None  # hears at once that it was, also where nobody reads

    def put(self, letter: Any) -> None:
        self._letters.append(letter)
        self._wake()

    def interrupt(self, interruption: Interrupted) -> None:
        """Raised in the reader, now or when it next looks. The end of the call goes before everything else."""
        if not isinstance(self._interruption, HungUp):
            self._interruption = interruption
            self._wake()
            self.interrupted()

    @property
    def is_closed(self) -> bool:
        return isinstance(self._interruption, HungUp)

    def check(self) -> None:
        """Raises what interrupts, if anything does."""
        interruption = self._interruption
        if interruption is None:
            return
        if not isinstance(interruption, HungUp):
            self._interruption = None
        raise interruption

    def clear(self) -> None:
        """Forgets letters: keys pressed before anybody asked for them."""
        self._letters.clear()

    async def get(self, within_s: float | None = None) -> Any:
        """The next letter, or None after `within_s`. Raises Interrupted."""
        self.check()
        if not self._letters and (within_s is None or within_s > 0):
            await self._wait(within_s)
            self.check()
        return self._letters.popleft() if self._letters else None

    async def _wait(self, within_s: float | None) -> None:
        loop = asyncio.get_running_loop()
        self._reader = loop.create_future()
        timer = loop.call_later(within_s, self._wake) if within_s is not None else None
        try:
            await self._reader
        finally:
            self._reader = None
            if timer is not None:
                timer.cancel()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
