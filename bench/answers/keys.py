"""Sound through the media core's search for keys, as a leg without telephone-event gets it, with no socket or clock."""

from typing import Any

import numpy as np

from ringback.media.batches.arrays import CODES
from ringback.media.core import arriving, commands, slots, state
from ringback.media.memory import Memory, Sizes
from ringback.protocols.rtp.packet import Packet

try:
    from ringback.media import compiled  # type: ignore[attr-defined]
except ImportError:  # the engine was left out of this installation
    compiled = None

HOST, PORT = 0x7F000001, 40_000
FRAME_US = 20_000
KEYS = "0123456789*#ABCD"


class Keys:
    """One leg. `heard` counts what is found in all it was given."""

    def __init__(self) -> None:
        self._core: Any = compiled
        self._memory = Memory(Sizes(capacity=2, rooms=1, taps=1, arena_samples=160))
        make = state.State if compiled is None else compiled.State
        self._state = make(self._memory.fields())
        self._verb = {"receive": arriving, "begin_slot": slots, "apply": commands}
        self._now, self._seq, self.heard = 1_000_000, 0, ""
        self._order(commands.ADD, 0, 1, 0, 1, 1, 1)
        self._order(commands.CONNECT, 0, 1, HOST, PORT, 0, 0, 0, 0, -1, 20, 1, 1)

    def _do(self, verb: str, *words: Any) -> Any:
        return getattr(self._core or self._verb[verb], verb)(self._state, *words)

    def _order(self, *record: int) -> None:
        for k in range(state.COMMAND):
            self._memory["command"][k] = record[k] if k < len(record) else 0
        self._do("apply", self._now)

    def hear(self, pcm: bytes) -> str:
        """int16, 8 kHz, mono: the keys that were pressed in it."""
        sound = np.frombuffer(pcm, "<i2").astype(np.int32)
        whole = np.pad(sound, (0, 1600 + -len(sound) % state.FRAME))
        before = len(self.heard)
        for frame in CODES[(whole + 32768) >> 2].reshape(-1, state.FRAME):
            self._frame(frame.tobytes())
        return self.heard[before:]

    def _frame(self, payload: bytes) -> None:
        data = bytes(Packet(0, self._seq & 0xFFFF, self._seq * state.FRAME & 0xFFFF_FFFF, 7, payload))
        self._memory["packet"][: len(data)] = data
        self._do("receive", 0, len(data), HOST, PORT, self._now)
        self._do("begin_slot", 0, 0, self._now)
        self._now += FRAME_US
        self._seq += 1
        for n in range(self._state.event_count):
            kind, _, _, code = self._memory["events"][n * state.EVENT : n * state.EVENT + 4]
            self.heard += KEYS[code] if kind == state.DIGIT else ""
        self._state.event_count = 0
