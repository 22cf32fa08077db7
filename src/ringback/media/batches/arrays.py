"""The core's memory as NumPy arrays: the same bytes, one name each, tables of frames as rows, rings as windows."""

from typing import Any

import numpy as np

from ringback.media.core import g711
from ringback.media.core.state import FRAME, LEG_TAPS, PAST, RING, ROOM_MAX, TAP_RING, State

FORMATS = {"q": np.int64, "h": np.int16, "H": np.uint16, "B": np.uint8}
ROWS = {"heard": FRAME, "relayed": FRAME, "room_sum": FRAME, "room_members": ROOM_MAX, "leg_taps": LEG_TAPS}
K = np.arange(FRAME)

# Cell (256 + byte) + 256 * codec -> sample, for mu-law and A-law.
SAMPLES = np.concatenate(
    [np.zeros(256, np.int16), np.asarray(g711.MULAW_TO_LINEAR), np.asarray(g711.ALAW_TO_LINEAR)]
).astype(np.int16)
# (sample + 32768 >> 2) + 16384 * codec -> byte.
CODES = np.concatenate([np.asarray(g711.LINEAR_TO_MULAW), np.asarray(g711.LINEAR_TO_ALAW)]).astype(np.uint8)
assert len(SAMPLES) == 768 and len(CODES) == 32768 and RING == 4096


class Rings:
    """Rings of one length, one behind the other; a frame is read or written at any place of each.

    `windows` are all frames there are, so that one that does not go round the end is copied in one piece.
    """

    def __init__(self, flat: np.ndarray, length: int) -> None:
        self._flat, self._length = flat, length
        width = flat.itemsize
        self.windows = np.lib.stride_tricks.as_strided(flat, (len(flat) - FRAME + 1, FRAME), (width, width))

    def _places(self, ring: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        place = at & (self._length - 1)
        return ring * self._length + place, (place > self._length - FRAME).nonzero()[0]

    def _around(self, ring: np.ndarray, at: np.ndarray) -> np.ndarray:
        return (ring * self._length)[:, None] + ((at[:, None] + K) & (self._length - 1))

    def read(self, ring: np.ndarray, at: np.ndarray) -> np.ndarray:
        start, broken = self._places(ring, at)
        if len(broken) == 0:
            return self.windows[start]
        start[broken] = 0
        frames = self.windows[start]
        frames[broken] = self._flat[self._around(ring[broken], at[broken])]
        return frames

    def write(self, ring: np.ndarray, at: np.ndarray, frames: np.ndarray) -> None:
        start, broken = self._places(ring, at)
        if len(broken) == 0:
            self.windows[start] = frames
            return
        whole = np.ones(len(start), bool)
        whole[broken] = False
        self.windows[start[whole]] = frames[whole]
        self._flat[self._around(ring[broken], at[broken])] = frames[broken]

    def clear(self, ring: np.ndarray, at: np.ndarray) -> None:
        start, broken = self._places(ring, at)
        if len(broken):
            self._flat[self._around(ring[broken], at[broken])] = 0
            start = np.delete(start, broken)
        self.windows[start] = 0


class Arrays:
    """Every array of a State under its name."""

    def __init__(self, state: State) -> None:
        for name, kind in State.__annotations__.items():
            if kind != "int":
                view = getattr(state, name)
                array = np.frombuffer(view, FORMATS[view.format])
                setattr(self, name, array.reshape(-1, ROWS[name]) if name in ROWS else array)
        self.cells, self.past = Rings(self.lane_cells, RING), Rings(self.lane_past, PAST)
        self.taps = Rings(self.tap_ring.view(np.int32), TAP_RING)  # both sides of a sample are one number
        self.sounds = Rings(self.arena, len(self.arena)).windows

    def __getattr__(self, name: str) -> Any:
        """Only asked for what is not there; says to type checkers that the rest is."""
        raise AttributeError(name)
