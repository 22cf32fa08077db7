"""The chunks that WAV and AIFF files are made of: four letters, a size, and as many octets."""

from collections.abc import Iterator

MOST_CHUNKS = 10_000
UNKNOWN_SIZES = (0, 0xFFFFFFFF)  # what a program writes that streams, and cannot come back to fill it in


def walk(data: memoryview, start: int, *, big_endian: bool, streamed: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Each chunk's name and octets. One that reaches beyond the end is cut there, for half a file is still a sound.

    The chunk named `streamed` takes all that is left where its size is unknown.
    """
    for _ in range(MOST_CHUNKS):
        if start + 8 > len(data):
            return
        name = bytes(data[start : start + 4])
        size = int.from_bytes(data[start + 4 : start + 8], "big" if big_endian else "little")
        if name == streamed and size in UNKNOWN_SIZES:
            size = len(data)
        yield name, data[start + 8 : start + 8 + size]
        start += 8 + size + size % 2
