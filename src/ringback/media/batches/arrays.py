"""The core's memory as NumPy arrays: the same bytes, one name each, tables of frames as rows."""

from typing import Any

import numpy as np

from ringback.media.core import g711
from ringback.media.core.state import FRAME, RING, ROOM_MAX, State

FORMATS = {"q": np.int64, "h": np.int16, "H": np.uint16, "B": np.uint8}
ROWS = {"heard": FRAME, "relayed": FRAME, "room_sum": FRAME, "room_members": ROOM_MAX, "tap_ring": 2}
K = np.arange(FRAME)

# Cell (256 + byte) + 256 * codec -> sample, for mu-law and A-law.
SAMPLES = np.concatenate(
    [np.zeros(256, np.int16), np.asarray(g711.MULAW_TO_LINEAR), np.asarray(g711.ALAW_TO_LINEAR)]
).astype(np.int16)
# (sample + 32768 >> 2) + 16384 * codec -> byte.
CODES = np.concatenate([np.asarray(g711.LINEAR_TO_MULAW), np.asarray(g711.LINEAR_TO_ALAW)]).astype(np.uint8)
assert len(SAMPLES) == 768 and len(CODES) == 32768 and RING == 4096


class Arrays:
    """Every array of a State under its name."""

    def __init__(self, state: State) -> None:
        for name, kind in State.__annotations__.items():
            if kind != "int":
                view = getattr(state, name)
                array = np.frombuffer(view, FORMATS[view.format])
                setattr(self, name, array.reshape(-1, ROWS[name]) if name in ROWS else array)

    def __getattr__(self, name: str) -> Any:
        """Only asked for what is not there; says to type checkers that the rest is."""
        raise AttributeError(name)
