"""A hand on a handset: what whoever watches it on a live socket can do with it."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from ringback.kernel import Caller, Refused
from ringback.products.handsets.calling import CallingService
from ringback.products.handsets.service import HandsetsService


class Hand:
    """Words from one socket, each an object whose `type` says what is done: see `DEEDS`.

    A word about a call may name it by `call`; without that the handset's last call that is on is meant.
    """

    def __init__(self, caller: Caller, number: str, verbs: HandsetsService, calling: CallingService) -> None:
        self._caller, self._number, self._verbs, self._calling = caller, number, verbs, calling
        self._attending = contextlib.ExitStack()

    async def does(self, word: dict[str, Any]) -> None:
        """Raises Refused."""
        deed = DEEDS.get(str(word.get("type")))
        if deed is None:
            said = str(word.get("type"))[:40]
            raise Refused(reason=f"a handset does not know {said!r}; send one of {', '.join(DEEDS)}")
        await deed(self, word)

    def close(self) -> None:
        """Nobody attends to the handset any more, by this socket."""
        self._attending.close()

    async def _type(self, word: dict[str, Any]) -> None:
        to, body, urls = str(word.get("to", "")), str(word.get("body", "")), word.get("media_urls")
        await self._verbs.send(self._caller, number=self._number, to=to, body=body, media_urls=urls)

    async def _attend(self, word: dict[str, Any]) -> None:
        """While somebody attends, the handset rings until they answer."""
        self._attending.close()
        if word.get("on", True) is not False:
            self._attending.enter_context(self._calling.attended(self._number))

    async def _dial(self, word: dict[str, Any]) -> None:
        await self._calling.dial(self._caller, number=self._number, to=str(word.get("to", "")), then=word.get("then"))

    async def _step(self, word: dict[str, Any], step: dict[str, Any]) -> None:
        id = word.get("call") or self._calling.newest(self._number)
        await self._calling.drive(self._caller, number=self._number, id=str(id), then=[step])


Deed = Callable[[Hand, dict[str, Any]], Awaitable[None]]
DEEDS: dict[str, Deed] = {
    "type": Hand._type,
    "attend": Hand._attend,
    "dial": Hand._dial,
    "answer": lambda hand, word: hand._step(word, {"answer": True}),
    "hang_up": lambda hand, word: hand._step(word, {"hang_up": True}),
    "press": lambda hand, word: hand._step(word, {"press": word.get("digits")}),
    "say": lambda hand, word: hand._step(word, {"say": word.get("text")}),
}
