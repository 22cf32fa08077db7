"""The file that a recording grows in: a header of 32 octets, then interleaved int16 as it came.

Nothing in it is written twice, so whatever is there when the process is killed is a recording: its length is the
file's, less what is not a whole frame.
"""

import struct
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from ringback.kernel.time import from_ms, to_ms

MAGIC = b"RBSPOOL1"
_HEADER = struct.Struct("<8sHHIq8x")
HEADER_BYTES = _HEADER.size
SAMPLE_BYTES = 2


class NotSpool(Exception):
    """The file is no recording's, or was cut off within its header: nothing had been recorded."""


class SpoolHeader(msgspec.Struct, frozen=True):
    """Channels are what the leg's party said, then what it was told."""

    started_at: datetime
    channels: int = 2
    rate_hz: int = 8000

    @property
    def frame_bytes(self) -> int:
        return SAMPLE_BYTES * self.channels

    def __bytes__(self) -> bytes:
        return _HEADER.pack(MAGIC, HEADER_BYTES, self.channels, self.rate_hz, to_ms(self.started_at))


def read_header(path: Path) -> SpoolHeader:
    """Raises NotSpool, and OSError where there is no such file."""
    with path.open("rb") as file:
        return header_of(file)


def samples_in(path: Path) -> int:
    """How many samples a channel has. Raises NotSpool."""
    header = read_header(path)
    return (path.stat().st_size - HEADER_BYTES) // header.frame_bytes


def header_of(file: BinaryIO) -> SpoolHeader:
    """Reads the header and leaves the file at its first sample."""
    octets = file.read(HEADER_BYTES)
    if len(octets) < HEADER_BYTES:
        raise NotSpool(f"{len(octets)} octets are less than the header of a recording, {HEADER_BYTES}")
    magic, size, channels, rate_hz, started_ms = _HEADER.unpack(octets)
    if magic != MAGIC or size != HEADER_BYTES or not 1 <= channels <= 2 or not 0 <= started_ms < 1 << 47:
        raise NotSpool(f"the file begins with {magic!r} and is no recording of this version")
    return SpoolHeader(from_ms(started_ms), channels, rate_hz)
