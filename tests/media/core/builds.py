"""The builds of the media core, side by side: compiled, plain Python, and NumPy's batches. One script for all."""

from types import SimpleNamespace
from typing import Any

from ringback.media.batches import Batches
from ringback.media.core import arriving, commands, reports, slots, speaking, state
from ringback.media.memory import Memory, Sizes

try:
    from ringback.media import compiled
except ImportError:  # the engine was left out of this installation
    compiled = None

SIZES = Sizes(capacity=12, rooms=3, taps=20, arena_samples=80_000)
UNCOMPILED = SimpleNamespace(
    State=state.State,
    apply=commands.apply,
    receive=arriving.receive,
    receive_report=reports.receive_report,
    begin_slot=slots.begin_slot,
    speak=speaking.speak,
    report=reports.report,
)
SCRATCH = {"packet", "frame", "command", "events"}  # of the moment, not of a leg
Said = tuple[str, int, bytes]  # rtp or rtcp, leg, datagram


class Build:
    """One build with memory of its own. Every verb returns the datagrams that go out for it."""

    def __init__(self, core: Any, sizes: Sizes = SIZES) -> None:
        self._core, self.memory = core, Memory(sizes)
        self.state = core.State(self.memory.fields())
        self.capacity = sizes.capacity

    def command(self, now: int, *record: int) -> list[Said]:
        for k in range(state.COMMAND):
            self.memory["command"][k] = record[k] if k < len(record) else 0
        self._core.apply(self.state, now)
        return []

    def packets(self, now: int, arrived: list[tuple[int, bytes, int, int]]) -> list[Said]:
        return [said for one in arrived for said in self._packet(now, *one)]

    def _packet(self, now: int, leg: int, data: bytes, ip: int, port: int) -> list[Said]:
        self._load(data)
        size = self._core.receive(self.state, leg, len(data), ip, port, now)
        start = self.state.out_start
        return [("rtp", self.state.out_leg, bytes(self.memory["packet"][start : start + size]))] if size > 0 else []

    def report(self, now: int, leg: int, data: bytes, ip: int, port: int) -> list[Said]:
        self._load(data)
        self._core.receive_report(self.state, leg, len(data), ip, port, now)
        return []

    def _load(self, data: bytes) -> None:
        packet = self.memory["packet"]
        packet[:] = bytes(len(packet))
        packet[: min(len(data), len(packet))] = data[: len(packet)]

    def turns(self, now: int, due: list[tuple[int, int]]) -> list[Said]:
        return [said for slot, missed in due for said in self._turn(now, slot, missed)]

    def _turn(self, now: int, slot: int, missed: int) -> list[Said]:
        said: list[Said] = []
        self._core.begin_slot(self.state, slot, missed, now)
        for k in range(self.memory["slot_count"][slot]):
            leg = self.memory["slot_legs"][slot * self.capacity + k]
            size, start = self._core.speak(self.state, leg, now), self.state.out_start
            if size > 0:
                said.append(("rtp", leg, bytes(self.memory["packet"][start : start + size])))
            said += self._reported(leg, now)
        return said

    def _reported(self, leg: int, now: int) -> list[Said]:
        if now < self.memory["report_at"][leg]:
            return []
        size = self._core.report(self.state, leg, now)
        return [("rtcp", leg, bytes(self.memory["packet"][:size]))] if size > 0 else []

    def events(self) -> list[tuple[int, ...]]:
        numbers = self.memory["events"][: self.state.event_count * state.EVENT].tolist()
        self.state.event_count = 0
        return [tuple(numbers[at : at + state.EVENT]) for at in range(0, len(numbers), state.EVENT)]

    def remembered(self) -> dict[str, bytes]:
        """All of its memory but what is of the moment."""
        kinds = state.State.__annotations__
        return {name: bytes(self.memory[name]) for name in kinds if kinds[name] != "int" and name not in SCRATCH}


class BatchBuild(Build):
    """NumPy's."""

    def __init__(self, sizes: Sizes = SIZES) -> None:
        super().__init__(UNCOMPILED, sizes)
        self.batches = Batches(self.state)

    def command(self, now: int, *record: int) -> list[Said]:
        super().command(now, *record)
        self.batches.changed()
        return []

    def packets(self, now: int, arrived: list[tuple[int, bytes, int, int]]) -> list[Said]:
        said: list[Said] = []
        while arrived:  # a leg has one datagram in a batch
            legs = [one[0] for one in arrived]
            batch = [one for n, one in enumerate(arrived) if legs.index(one[0]) == n]
            arrived = [one for n, one in enumerate(arrived) if legs.index(one[0]) != n]
            self.batches.begin()
            for leg, data, ip, port in batch:
                self.batches.row[: min(len(data), state.PACKET)] = data[: state.PACKET]
                self.batches.put(leg, len(data), ip, port)
            self.batches.receive(now, lambda leg, out: said.append(("rtp", leg, bytes(out))))
        return said

    def turns(self, now: int, due: list[tuple[int, int]]) -> list[Said]:
        said: list[Said] = []
        self.batches.serve(due, now, lambda leg, out: said.append(("rtp", leg, bytes(out))))
        for leg in self.batches.reports_due(now):
            said += self._reported(leg, now)
        return said


def all_builds(sizes: Sizes = SIZES) -> dict[str, Build]:
    """By name; the uncompiled one first."""
    builds = {"uncompiled": Build(UNCOMPILED, sizes), "batches": BatchBuild(sizes)}
    return builds | ({"compiled": Build(compiled, sizes)} if compiled is not None else {})
