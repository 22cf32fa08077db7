"""RTP packets: RFC 3550 §5.1 and §5.3.1, every length checked before it is used."""

import struct

import msgspec

from ringback.protocols.rtp.errors import LocalError, PeerError

VERSION = 2
HEADER_BYTES = 12
PADDED, EXTENDED, MARKED = 0x20, 0x10, 0x80
MOST_SOURCES = 15
_HEADER = struct.Struct("!BBHII")


class Extension(msgspec.Struct, frozen=True):
    """A header extension, not looked into: its length is a multiple of four octets."""

    profile: int
    data: bytes


class Packet(msgspec.Struct, frozen=True):
    """One packet. `padding_bytes` includes the last octet that counts them; 0 is no padding."""

    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes = b""
    marker: bool = False
    sources: tuple[int, ...] = ()
    extension: Extension | None = None
    padding_bytes: int = 0

    def __bytes__(self) -> bytes:
        """As sent. Raises LocalError where a field does not fit."""
        _check(self)
        first = VERSION << 6 | bool(self.padding_bytes) << 5 | bool(self.extension) << 4 | len(self.sources)
        second = self.marker << 7 | self.payload_type
        head = _HEADER.pack(first, second, self.sequence, self.timestamp, self.ssrc)
        sources = struct.pack(f"!{len(self.sources)}I", *self.sources)
        padding = bytes(self.padding_bytes - 1) + bytes([self.padding_bytes]) if self.padding_bytes else b""
        return head + sources + _written(self.extension) + self.payload + padding


def _check(packet: Packet) -> None:
    numbers = (
        ("payload type", packet.payload_type, 7),
        ("sequence number", packet.sequence, 16),
        ("timestamp", packet.timestamp, 32),
        ("SSRC", packet.ssrc, 32),
        ("padding", packet.padding_bytes, 8),
        *(("contributing source", source, 32) for source in packet.sources),
    )
    for name, value, bits in numbers:
        if not 0 <= value < 1 << bits:
            raise LocalError(f"{name} {value} does not fit {bits} bits")
    if len(packet.sources) > MOST_SOURCES:
        raise LocalError(f"{len(packet.sources)} contributing sources; a header holds {MOST_SOURCES}")


def _written(extension: Extension | None) -> bytes:
    if extension is None:
        return b""
    if len(extension.data) % 4 or len(extension.data) > 4 * 0xFFFF or not 0 <= extension.profile <= 0xFFFF:
        raise LocalError(f"an extension of {len(extension.data)} octets is not whole words, or its profile too large")
    return struct.pack("!HH", extension.profile, len(extension.data) // 4) + extension.data


def is_rtcp(data: bytes) -> bool:
    """Whether a datagram on a port that carries both is RTCP: packet types 192 to 223 (RFC 5761 §4)."""
    return len(data) >= 2 and 192 <= data[1] <= 223


def parse(data: bytes) -> Packet | PeerError:
    """A datagram as a packet. Never raises."""
    if len(data) < HEADER_BYTES:
        return PeerError(f"{len(data)} octets are less than a header of {HEADER_BYTES}")
    first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(data)
    if first >> 6 != VERSION:
        return PeerError(f"version {first >> 6} is not {VERSION}")
    start = HEADER_BYTES + 4 * (first & 0x0F)
    if start > len(data):
        return PeerError(f"{first & 0x0F} contributing sources reach beyond the end")
    sources = struct.unpack_from(f"!{first & 0x0F}I", data, HEADER_BYTES)
    extension = _extension(data, start) if first & EXTENDED else None
    if isinstance(extension, PeerError):
        return extension
    start += 4 + len(extension.data) if extension else 0
    padding = data[-1] if first & PADDED else 0
    if first & PADDED and not 1 <= padding <= len(data) - start:
        return PeerError(f"padding of {padding} octets in a payload of {len(data) - start}")
    payload = data[start : len(data) - padding]
    return Packet(second & 0x7F, sequence, timestamp, ssrc, payload, second >= MARKED, sources, extension, padding)


def _extension(data: bytes, start: int) -> Extension | PeerError:
    if start + 4 > len(data):
        return PeerError("the header of an extension reaches beyond the end")
    profile, words = struct.unpack_from("!HH", data, start)
    if start + 4 + 4 * words > len(data):
        return PeerError(f"an extension of {words} words reaches beyond the end")
    return Extension(profile, data[start + 4 : start + 4 + 4 * words])
