"""A batch: datagrams in rows, then what the core makes of them; and the turns of slots."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ringback.media.core.arriving import receive
from ringback.media.core.slots import begin_slot
from ringback.media.core.speaking import speak
from ringback.media.core.state import EVENTS, FAULTS, PACKET, State

WRONG = (IndexError, ValueError, OverflowError)
Send = Callable[[int, memoryview], None]


class Batches:
    """The core's state worked on by many legs at a time."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._rows: list[memoryview] = []
        self.begin()

    def changed(self) -> None:
        """A command was done."""

    # -- packets

    def begin(self) -> None:
        self._said: list[tuple[int, int, int, int]] = []
        self._next_row()

    def _next_row(self) -> None:
        at = len(self._said)
        if at == len(self._rows):
            self._rows.append(memoryview(bytearray(PACKET)))
        self.row = self._rows[at]

    def put(self, leg: int, size: int, ip: int, port: int) -> None:
        """The datagram in `row` is that leg's; a leg has one in a batch."""
        self._said.append((leg, size, ip, port))
        self._next_row()

    def receive(self, now: int, send: Send) -> None:
        for row, (leg, size, ip, port) in zip(self._rows, self._said, strict=False):
            self._receive_one(row, leg, size, ip, port, now, send)

    def _receive_one(self, row: memoryview, leg: int, size: int, ip: int, port: int, now: int, send: Send) -> None:
        s = self._state
        s.packet[:] = row
        with self.guarded(leg):
            out = receive(s, leg, size, ip, port, now)
            if out > 0:
                send(s.out_leg, s.packet[s.out_start : s.out_start + out])

    @contextmanager
    def guarded(self, leg: int) -> Iterator[None]:
        """A number that is wrong costs its leg the connection, nobody else."""
        s = self._state
        try:
            yield
        except WRONG:
            s.counters[FAULTS] += 1
            s.event_count = max(0, min(EVENTS, s.event_count))
            s.is_connected[leg] = 0

    # -- turns

    def serve(self, turns: list[tuple[int, int]], now: int, send: Send) -> None:
        """(slot, turns missed) of every slot whose time has come."""
        s = self._state
        self._due: list[int] = []
        for slot, missed in turns:
            with self.guarded(s.busy_leg):
                begin_slot(s, slot, missed, now)
            for k in range(s.slot_count[slot]):
                self._speak(s.slot_legs[slot * s.capacity + k], now, send)

    def _speak(self, leg: int, now: int, send: Send) -> None:
        s = self._state
        with self.guarded(leg):
            size = speak(s, leg, now)
            if size > 0:
                send(leg, s.packet[s.out_start : s.out_start + size])
        if now >= s.report_at[leg]:
            self._due.append(leg)

    def reports_due(self, now: int) -> list[int]:
        return self._due
