"""The telephone line between a speaker and the recogniser: G.711, packets of 20 ms, some of them lost.

What is lost is made up by the very code that makes it up in calls: the lane of `media.core`, fed packet by packet.
Sound is int16 little endian, 8 kHz, mono.
"""

import random

import numpy as np

from ringback.media.core import lanes, tables
from ringback.media.core.state import FRAME, FRAME_US, PCMU, State
from ringback.media.memory import Memory, Sizes

_ENCODED = np.frombuffer(tables.encoding("mulaw"), np.uint8)
DELAY_FRAMES = lanes.FIRST_DELAY // FRAME
BYTES_A_FRAME = 2 * FRAME


def over_the_line(pcm: bytes, *, loss: float, seed: int) -> bytes:
    """What arrives when the share `loss` of packets does not, chosen by `seed`; as long as what was sent."""
    memory = Memory(Sizes(capacity=1, rooms=1, taps=1, arena_samples=FRAME))
    state, chance = State(memory.fields()), random.Random(seed)
    lanes.open_lane(state, 0)
    frames = [pcm[at : at + BYTES_A_FRAME].ljust(BYTES_A_FRAME, b"\0") for at in range(0, len(pcm), BYTES_A_FRAME)]
    came = []
    for number in range(len(frames) + DELAY_FRAMES):
        now = number * FRAME_US
        is_lost = number > 0 and chance.random() < loss
        if number < len(frames) and not is_lost:
            memory["packet"][:FRAME] = _mulaw(frames[number])
            lanes.feed(state, 0, 0, 0, FRAME, number * FRAME, now)
        lanes.hear(state, 0, 0, PCMU, now)
        came.append(bytes(memory["heard"][:FRAME]))
    return b"".join(came[DELAY_FRAMES:])


def _mulaw(frame: bytes) -> bytes:
    return _ENCODED[(np.frombuffer(frame, "<i2").astype(np.int32) + 32768) >> 2].tobytes()
