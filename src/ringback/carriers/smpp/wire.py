"""A session on a connection: its bytes, its timers, and no more."""

import asyncio
from collections.abc import Callable
from typing import Any

from ringback.protocols.smpp.session import Session
from ringback.transports.flows import Flow


class Wire:
    """Turns the crank. `heard` is told every event; after any call on the session from outside, call `turn`."""

    def __init__(self, session: Session, flow: Flow, heard: Callable[[Any], None]) -> None:
        self.session, self.flow, self._heard = session, flow, heard
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._is_due = False
        self.turn()

    def now(self) -> float:
        return self._loop.time()

    def received(self, data: bytes) -> None:
        for event in self.session.receive(data, self.now()):
            self._heard(event)
        self.turn()

    def closed(self) -> None:
        """The connection is gone."""
        self._cancel()
        for event in self.session.lost():
            self._heard(event)

    def turn(self) -> None:
        """What was said in one turn of the loop goes out in one write."""
        if not self._is_due:
            self._is_due = True
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._is_due = False
        for event in self.session.settle():
            self._heard(event)
        data = self.session.take()
        if data:
            self.flow.send(data)
        if self.session.is_over:
            self._cancel()
            self.flow.close()
        else:
            self._arm()

    def _arm(self) -> None:
        """A timer that rings too early does no harm, so it is only ever brought forward."""
        at = self.session.wake_at
        if self._timer is not None:
            if self._timer.when() <= at:
                return
            self._timer.cancel()
        self._timer = self._loop.call_at(at, self._rings) if at < float("inf") else None

    def _rings(self) -> None:
        self._timer = None
        for event in self.session.tick(self.now()):
            self._heard(event)
        self.turn()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
