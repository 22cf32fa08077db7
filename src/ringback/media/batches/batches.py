"""A batch: datagrams in rows, then what the core makes of them; and the turns of slots."""

from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from ringback.media.batches import arriving, hearing, keying, speaking
from ringback.media.batches.arrays import Arrays
from ringback.media.core.arriving import receive
from ringback.media.core.inband import watch_tones
from ringback.media.core.slots import MOST_MADE_UP
from ringback.media.core.speaking import speak
from ringback.media.core.state import EVENTS, FAULTS, FRAME, PACKET, PACKETS_IN, State
from ringback.media.core.talk import watch_talk
from ringback.media.core.taps import write_taps

WRONG = (IndexError, ValueError, OverflowError)
MOST_ROWS = 2048  # datagrams in one batch
Send = Callable[[int, memoryview], None]
Numbers = np.ndarray


class Batches:
    """The core's state worked on by many legs at a time."""

    def __init__(self, state: State) -> None:
        self._state, self._arrays = state, Arrays(state)
        self._matrix = np.zeros((MOST_ROWS + 1, PACKET), np.uint8)
        self._flat = memoryview(self._matrix.reshape(-1))  # type: ignore[arg-type]
        self._rows = [self._flat[at * PACKET : (at + 1) * PACKET] for at in range(MOST_ROWS + 1)]
        self._due: list[int] = []
        self.begin()

    def changed(self) -> None:
        """A command was done."""

    # -- packets

    def begin(self) -> None:
        self._said, self._count = array("q"), 0
        self.row = self._rows[0]

    def put(self, leg: int, size: int, ip: int, port: int) -> None:
        """The datagram in `row` is that leg's; a leg has one in a batch, and a batch has MOST_ROWS."""
        self._said.extend((leg, size, ip, port))
        self._count += 1
        self.row = self._rows[self._count]

    def receive(self, now: int, send: Send) -> None:
        if not self._count:
            return
        a, columns = self._arrays, np.frombuffer(self._said, np.int64).reshape(-1, 4).T
        arrived = arriving.plain(self._matrix, *columns)
        is_usual, may, to = arriving.usual(a, arrived)
        self._take(arrived.only(is_usual), may[is_usual], to[is_usual], now, send)
        odd = np.ones(self._count, bool)
        odd[arrived.row[is_usual]] = False
        for row in odd.nonzero()[0].tolist():
            self._receive_one(row, now, send)

    def _take(self, arrived: arriving.Arrived, may: Numbers, to: Numbers, now: int, send: Send) -> None:
        if len(arrived.leg) == 0:
            return
        self._state.counters[PACKETS_IN] += len(arrived.leg)
        onward = arriving.take(self._arrays, self._matrix, arrived, may, to, now)
        for row, leg in zip(onward.which.tolist(), onward.to.tolist(), strict=True):
            send(leg, self._flat[row * PACKET : row * PACKET + arriving.WHOLE])

    def _receive_one(self, row: int, now: int, send: Send) -> None:
        s = self._state
        leg, size, ip, port = self._said[4 * row : 4 * row + 4]
        s.packet[:] = self._rows[row]
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
        """(slot, turns missed) of every slot whose time has come: all hear, rooms are mixed, all speak."""
        s, a = self._state, self._arrays
        lists = [a.slot_legs[slot * s.capacity : slot * s.capacity + a.slot_count[slot]] for slot, _ in turns]
        legs = np.concatenate(lists) if lists else np.zeros(0, np.int64)
        self._due = []
        if len(legs) == 0:
            return
        connected = legs[a.is_connected[legs] != 0]
        missed = np.repeat([missed for _, missed in turns], [len(one) for one in lists])
        if missed.any():
            self._make_up(connected, missed[a.is_connected[legs] != 0], now)
        self._hear(connected, now)
        rooms = a.room[legs[(a.room[legs] >= 0) & (a.room_place[legs] == 0)]]
        if len(rooms):
            hearing.mix(a, rooms)
        self._speak(connected, now, send)
        self._due = legs[a.report_at[legs] <= now].tolist()

    def _make_up(self, legs: Numbers, missed: Numbers, now: int) -> None:
        """Turns that never were: time goes on in recordings and timestamps."""
        a = self._arrays
        taped = (missed > 0) & (a.tapped[legs] > 0)
        self._record_missed(legs[taped], missed[taped], now)
        timestamp = a.tx_timestamp[legs] + missed * FRAME * a.is_speaking[legs]
        a.tx_timestamp[legs] = timestamp & 0xFFFFFFFF

    def _record_missed(self, legs: Numbers, missed: Numbers, now: int) -> None:
        """`core.slots._record_missed`, a turn of all legs at a time: who is late must not become later by it."""
        a = self._arrays
        for turn in range(min(MOST_MADE_UP, int(missed.max(initial=0)))):
            late = legs[missed > turn]
            self._listen(late, now)
            is_roomy = speaking.has_room(a, late)
            speaking.record_heard(a, late[is_roomy])
            for leg in late[~is_roomy].tolist():
                self._record_one(leg, 1)
        for leg, turns in zip(legs.tolist(), missed.tolist(), strict=True):
            for _ in range(MOST_MADE_UP, turns):
                self._record_one(leg, 0)

    def _record_one(self, leg: int, has_heard: int) -> None:
        with self.guarded(leg):
            write_taps(self._state, leg, has_heard, 0)

    def _hear(self, legs: Numbers, now: int) -> None:
        s, a = self._state, self._arrays
        peer = a.peer[legs]
        along = legs[(a.tapped[legs] > 0) & (peer >= 0) & (a.passes[np.maximum(peer, 0)] != 0)]
        if len(along):
            hearing.listen(s, a, along, 1, now)
        self._listen(legs[a.hears[legs] > 0], now)

    def _listen(self, legs: Numbers, now: int) -> None:
        s, a = self._state, self._arrays
        if len(legs) == 0:
            return
        a.loudness[legs] = hearing.listen(s, a, legs, 0, now)
        for leg in legs[a.is_watched[legs] != 0].tolist():
            watch_talk(s, leg, s.loudness[leg])
        for leg in keying.maybe(a, legs[a.seeks_tones[legs] != 0]).tolist():
            watch_tones(s, leg)

    def _speak(self, legs: Numbers, now: int, send: Send) -> None:
        a = self._arrays
        way, to = speaking.ways(a, legs)
        is_usual = speaking.usual(a, legs, way, to, now)
        which = speaking.Ways(*(one[is_usual] for one in way))
        self._speak_usually(legs[is_usual], which, to[is_usual], now, send)
        for leg in legs[~is_usual].tolist():
            self._speak_one(leg, now, send)

    def _speak_usually(self, legs: Numbers, way: speaking.Ways, to: Numbers, now: int, send: Send) -> None:
        a = self._arrays
        if len(legs) == 0:
            return
        frames = speaking.compose(a, legs, way, to)
        speaking.record(a, legs, frames)
        says = ~way.passes & (a.sends[legs] != 0) & (a.remote_port[legs] != 0)
        a.is_speaking[legs[~says]] = 0
        legs = legs[says]
        rows = speaking.packets(a, legs, frames[says], now)
        flat, size = memoryview(rows.reshape(-1)), rows.shape[1]  # type: ignore[arg-type]
        for n, leg in enumerate(legs.tolist()):
            send(leg, flat[n * size : (n + 1) * size])

    def _speak_one(self, leg: int, now: int, send: Send) -> None:
        s = self._state
        with self.guarded(leg):
            size = speak(s, leg, now)
            if size > 0:
                send(leg, s.packet[s.out_start : s.out_start + size])

    def reports_due(self, now: int) -> list[int]:
        return self._due
