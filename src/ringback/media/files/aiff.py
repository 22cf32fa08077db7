"""AIFF and AIFF-C files: PCM in either order of octets, floats, mu-law and A-law."""

import math

from ringback.media.files.chunks import walk
from ringback.media.files.errors import NotAudio
from ringback.media.files.sound import Sound

MAGIC = b"FORM"
FORMS = (b"AIFF", b"AIFC")
BY_BITS = "by the bits of the common chunk"
KINDS = {
    b"NONE": (BY_BITS, True),
    b"twos": (BY_BITS, True),
    b"sowt": (BY_BITS, False),
    b"in24": ("i3", True),
    b"in32": ("i4", True),
    b"raw ": ("u1", True),
    b"fl32": ("f4", True),
    b"FL32": ("f4", True),
    b"fl64": ("f8", True),
    b"FL64": ("f8", True),
    b"ulaw": ("ulaw", True),
    b"ULAW": ("ulaw", True),
    b"alaw": ("alaw", True),
    b"ALAW": ("alaw", True),
}


def read(data: bytes) -> Sound | None:
    """None for a compression that is not read here. Raises NotAudio where a needed chunk is missing or cut off."""
    found: dict[bytes, memoryview] = {}
    for name, octets in walk(memoryview(data), 12, big_endian=True, streamed=b"SSND"):
        found.setdefault(name, octets)
    common, samples = found.get(b"COMM"), found.get(b"SSND")
    if common is None or len(common) < 18:
        raise NotAudio("The AIFF has no common chunk, or one that is cut off")
    if samples is None or len(samples) < 8:
        raise NotAudio("The AIFF has no sound chunk, or one that is cut off")
    return _sound(common, samples, is_compressed=data[8:12] == b"AIFC")


def _sound(common: memoryview, samples: memoryview, *, is_compressed: bool) -> Sound | None:
    channels, bits = int.from_bytes(common[0:2], "big"), int.from_bytes(common[6:8], "big")
    kind, is_big = KINDS.get(bytes(common[18:22]), (None, True)) if is_compressed else KINDS[b"NONE"]
    if kind is None:
        return None
    if kind == BY_BITS:
        if not 1 <= bits <= 32:
            raise NotAudio(f"The AIFF says {bits} bits a sample; 1 to 32 can be read")
        kind = f"i{-(-bits // 8)}"
    start = 8 + int.from_bytes(samples[:4], "big")
    return Sound(_rate(bytes(common[8:18])), channels, kind, samples[start:], big_endian=is_big)


def _rate(extended: bytes) -> int:
    """Ten octets of an IEEE 754 extended float; 0 for what is not a rate."""
    exponent = (int.from_bytes(extended[:2], "big") & 0x7FFF) - 16383 - 63
    if not -63 <= exponent <= 0:
        return 0
    return round(math.ldexp(int.from_bytes(extended[2:], "big"), exponent))
