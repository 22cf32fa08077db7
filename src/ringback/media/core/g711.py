"""G.711, and the choice among the codecs: one payload byte is one sample of 8 kHz."""

from __future__ import annotations

from ringback.media.core import tables
from ringback.media.core.g722 import g722_decode, g722_encode
from ringback.media.core.state import CODEC_STATE, FRAME, G722, PCMA, State

Samples = Bytes = memoryview

MULAW_TO_LINEAR: Samples = tables.decoding("mulaw")
ALAW_TO_LINEAR: Samples = tables.decoding("alaw")
LINEAR_TO_MULAW: Bytes = tables.encoding("mulaw")
LINEAR_TO_ALAW: Bytes = tables.encoding("alaw")


def decode(s: State, lane: int, codec: int, byte: int) -> int:
    """The sample of one byte that lane `lane` received."""
    if codec == G722:
        return g722_decode(s, lane * CODEC_STATE, byte)
    if codec == PCMA:
        return ALAW_TO_LINEAR[byte]
    return MULAW_TO_LINEAR[byte]


def encode_frame(s: State, leg: int, at: int) -> None:
    """Encode the frame at hand into the datagram at hand, 160 bytes from `at`, in the leg's codec."""
    codec = s.codec[leg]
    if codec == G722:
        state = leg * CODEC_STATE
        for k in range(FRAME):
            s.packet[at + k] = g722_encode(s, state, s.frame[k])
    elif codec == PCMA:
        for k in range(FRAME):
            s.packet[at + k] = LINEAR_TO_ALAW[(s.frame[k] + 32768) >> 2]
    else:
        for k in range(FRAME):
            s.packet[at + k] = LINEAR_TO_MULAW[(s.frame[k] + 32768) >> 2]


def silence_of(codec: int) -> int:
    """The byte that means no sound; G.722 has none and its decoder is left to fade."""
    if codec == PCMA:
        return 0xD5
    return 0xFF
