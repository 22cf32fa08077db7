"""Writes more in the transaction in which a message is taken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ringback.products.messaging.model import Message
from ringback.store import Unit, alongside


class _Alongside:
    def __init__(self, more: Callable[[Message], Unit]) -> None:
        self._more = more

    def __call__(self, unit: Unit) -> list[Any]:
        """Rows to insert are given back; what changes others is put into the unit itself."""
        message = next((one for one in unit.insert if isinstance(one, Message)), None)
        if message is None:
            return []
        more = self._more(message)
        unit.change = [*unit.change, *more.change]
        unit.put = [*unit.put, *more.put]
        unit.events = [*unit.events, *more.events]
        return [*more.insert]

    def written(self) -> None: ...


@contextmanager
def with_its_message(more: Callable[[Message], Unit]) -> Iterator[None]:
    """`more` is told the message that is about to be written, once for each try."""
    token = alongside.set(_Alongside(more))
    try:
        yield
    finally:
        alongside.reset(token)
