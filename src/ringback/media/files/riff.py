"""WAV files of the kinds that are met: PCM of 8 to 32 bits, floats, mu-law and A-law; MP3 inside a WAV is handed on."""

import struct

from ringback.media.files.chunks import walk
from ringback.media.files.errors import NotAudio
from ringback.media.files.sound import Sound

MAGICS = (b"RIFF", b"RF64")
PCM, FLOAT, ALAW, ULAW, MPEG_3, EXTENSIBLE = 0x0001, 0x0003, 0x0006, 0x0007, 0x0055, 0xFFFE
_FORMAT = struct.Struct("<HHIIHH")


class Inside:
    """A WAV around something else: `tag` says what, `data` is it."""

    def __init__(self, tag: int, data: memoryview) -> None:
        self.tag, self.data = tag, data


def read(data: bytes) -> Sound | Inside:
    """Raises NotAudio where a needed chunk is missing or says nonsense."""
    layout, samples = None, None
    for name, octets in walk(memoryview(data), 12, big_endian=False, streamed=b"data"):
        if name == b"fmt " and layout is None:
            layout = octets
        elif name == b"data" and samples is None:
            samples = octets
    if layout is None or len(layout) < _FORMAT.size:
        raise NotAudio("The WAV has no format chunk, or one that is cut off")
    if samples is None:
        raise NotAudio("The WAV has no data chunk")
    return _sound(layout, samples)


def _sound(layout: memoryview, samples: memoryview) -> Sound | Inside:
    tag, channels, rate, _, _, bits = _FORMAT.unpack_from(layout)
    if tag == EXTENSIBLE and len(layout) >= 26:
        tag = int.from_bytes(layout[24:26], "little")
    kind = _kind(tag, bits)
    return Inside(tag, samples) if kind is None else Sound(rate, channels, kind, samples)


def _kind(tag: int, bits: int) -> str | None:
    if tag in (ALAW, ULAW):
        return "alaw" if tag == ALAW else "ulaw"
    if tag == PCM and 1 <= bits <= 32:
        width = -(-bits // 8)
        return "u1" if width == 1 else f"i{width}"
    if tag == FLOAT and bits in (32, 64):
        return f"f{bits // 8}"
    if tag in (PCM, FLOAT):
        raise NotAudio(f"The WAV says {bits} bits a sample; 8 to 32 can be read, or floats of 32 or 64")
    return None
