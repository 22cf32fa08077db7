"""The memory of one engine: a block of fixed size, cut into the arrays that `core.state.State` names.

Untouched pages cost nothing, so the block is as large as the capacity says. The compiled engine has it to itself; the
NumPy engine's process shares it through a file descriptor.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from typing import Any

import msgspec

from ringback.media.core import state
from ringback.media.core.state import State

MAP_NORESERVE = 0x4000  # Linux's; the module names it from Python 3.13 on
COMMANDS = 8192  # commands and events that the rings between threads hold
RING_EVENTS = 16384
NUMBERS = ("capacity", "rooms", "taps", "arena_samples")


class Sizes(msgspec.Struct, frozen=True):
    """How much an engine holds."""

    capacity: int = 4096
    rooms: int = 1024
    taps: int = 4096
    arena_samples: int = 1 << 27  # 256 MB: four and a half hours


def _shapes(sizes: Sizes) -> dict[str, tuple[str, int]]:
    """Format character and length of each kind of array."""
    legs, lanes = sizes.capacity, 2 * sizes.capacity
    return {
        "LegInts": ("q", legs),
        "LegTaps": ("q", legs * state.LEG_TAPS),
        "LaneInts": ("q", lanes),
        "RoomInts": ("q", sizes.rooms),
        "TapInts": ("q", sizes.taps),
        "SlotInts": ("q", state.SLOTS),
        "LegDigits": ("B", legs * state.DIGITS),
        "LegPayload": ("B", legs * state.PENDING),
        "Datagram": ("B", state.PACKET),
        "LaneCells": ("H", lanes * state.RING),
        "LegFrames": ("h", legs * state.FRAME),
        "LanePast": ("h", lanes * state.PAST),
        "TapRing": ("h", sizes.taps * state.TAP_RING * 2),
        "Arena": ("h", sizes.arena_samples),
        "Frame": ("h", state.FRAME),
        "SlotLegs": ("q", state.SLOTS * legs),
        "RoomMembers": ("q", sizes.rooms * state.ROOM_MAX),
        "RoomFrames": ("q", sizes.rooms * state.FRAME),
        "LaneCodec": ("q", lanes * state.CODEC_STATE),
        "LegCodec": ("q", legs * state.CODEC_STATE),
        "EventRecords": ("q", state.EVENTS * state.EVENT),
        "Counters": ("q", state.COUNTERS),
        "CommandRecord": ("q", state.COMMAND),
    }


def _layout(sizes: Sizes) -> Iterator[tuple[str, str, str, int, int]]:
    """(name, kind, format, offset in bytes, length) of every array, each on a cache line of its own."""
    shapes, offset = _shapes(sizes), 0
    rings = {"command_ring": ("q", COMMANDS * state.COMMAND), "event_ring": ("q", RING_EVENTS * state.EVENT)}
    fields: dict[str, tuple[str, str, int]] = {
        name: (kind, *shapes[kind]) for name, kind in State.__annotations__.items() if kind != "int"
    }
    fields |= {name: ("Ring", *shape) for name, shape in rings.items()}
    fields["ring_ends"] = ("Ring", "q", 64)
    for name, (kind, code, length) in fields.items():
        yield name, kind, code, offset, length
        offset += -(-length * {"q": 8, "h": 2, "H": 2, "B": 1}[code] // 64) * 64
    yield "", "", "", offset, 0


class Memory:
    """The block and its arrays, by name: `memory["tx_seq"]` is a memoryview."""

    def __init__(self, sizes: Sizes, descriptor: int = -1) -> None:
        self.sizes = sizes
        layout = list(_layout(sizes))
        flags = mmap.MAP_SHARED if descriptor >= 0 else mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | MAP_NORESERVE
        self._block = mmap.mmap(descriptor, layout[-1][3], flags=flags)
        whole = memoryview(self._block)
        self._arrays: dict[str, memoryview] = {}
        for name, _, code, offset, length in layout[:-1]:
            width = {"q": 8, "h": 2, "H": 2, "B": 1}[code]
            self._arrays[name] = whole[offset : offset + length * width].cast(code)  # type: ignore[call-overload]
        self._of_legs = [self._arrays[name] for name, kind, *_ in layout if kind == "LegInts"]

    def __getitem__(self, name: str) -> memoryview:
        return self._arrays[name]

    def clear_leg(self, leg: int) -> None:
        """All of a leg's numbers to nought, before it is added: nobody else looks at them then."""
        for array in self._of_legs:
            array[leg] = 0

    def fields(self) -> dict[str, Any]:
        """What a `State` of either build is made of."""
        counts = {name: getattr(self.sizes, name) for name in NUMBERS}
        scalars = {name: 0 for name, kind in State.__annotations__.items() if kind == "int"}
        arrays = {name: self._arrays[name] for name, kind in State.__annotations__.items() if kind != "int"}
        return {**scalars, **counts, **arrays}

    @staticmethod
    def size_bytes(sizes: Sizes) -> int:
        """How long a file must be that holds the block."""
        return list(_layout(sizes))[-1][3]
