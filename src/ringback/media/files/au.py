"""AU files: what is mostly meant by audio/basic when the mu-law is not bare."""

import struct

from ringback.media.files.errors import NotAudio
from ringback.media.files.sound import Sound

MAGIC = b".snd"
KINDS = {1: "ulaw", 2: "i1", 3: "i2", 4: "i3", 5: "i4", 6: "f4", 7: "f8", 27: "alaw"}
_HEADER = struct.Struct(">IIIIII")


def read(data: bytes) -> Sound | None:
    """None for an encoding that is not read here."""
    if len(data) < _HEADER.size:
        raise NotAudio(f"The AU file is cut off within its header: {len(data)} octets")
    _, start, size, encoding, rate, channels = _HEADER.unpack_from(data)
    if start < _HEADER.size or start > len(data):
        raise NotAudio(f"The AU file says that its sound begins at octet {start} of {len(data)}")
    kind = KINDS.get(encoding)
    samples = memoryview(data)[start:]
    return Sound(rate, channels, kind, samples[: min(size, len(samples))], big_endian=True) if kind else None
