"""RTCP packets, alone and compound: RFC 3550 §6, checked as its appendix A.2 asks.

Reports of every kind are values here; `reception` and `ntp` give their numbers a meaning. Packets of kinds that are not
read (feedback, extended reports, …) come out as `Unread`, for their lengths are checked all the same.
"""

import struct

import msgspec

from ringback.protocols.rtp.errors import LocalError, PeerError

SR, RR, SDES, BYE, APP = 200, 201, 202, 203, 204
CNAME = 1
MOST_REPORTS = 31  # five bits count the blocks of a packet
MOST_PACKETS = 64  # in one datagram: 1,500 octets hold far fewer that say anything
MAX_LOST, MIN_LOST = (1 << 23) - 1, -(1 << 23)
_COMMON = struct.Struct("!BBH")
_SENDER = struct.Struct("!IIIII")
_BLOCK = struct.Struct("!IIIIII")


class ReportBlock(msgspec.Struct, frozen=True):
    """How one source is heard: §6.4.1. Jitter is in units of the media clock, the delay in 1/65536 s."""

    ssrc: int
    fraction_lost: int  # in 256ths, since the last report
    lost: int  # since the beginning; below zero where packets came twice
    highest_sequence: int  # with the wraps in the upper 16 bits
    jitter: int
    last_sr: int = 0  # the middle 32 bits of the NTP time in the last SR; 0: there was none
    delay_since_last_sr: int = 0

    def __bytes__(self) -> bytes:
        lost = max(MIN_LOST, min(self.lost, MAX_LOST)) & 0xFFFFFF
        numbers = (self.ssrc, self.fraction_lost << 24 | lost, self.highest_sequence)
        return _packed(_BLOCK, *numbers, self.jitter, self.last_sr, self.delay_since_last_sr)


class SenderReport(msgspec.Struct, frozen=True):
    """What a source has sent until `ntp_time`, and how it hears others. The time has 32.32 bits: see `ntp`."""

    ssrc: int
    ntp_time: int
    rtp_timestamp: int
    packets: int
    octets: int
    reports: tuple[ReportBlock, ...] = ()

    def __bytes__(self) -> bytes:
        upper, lower = self.ntp_time >> 32, self.ntp_time & 0xFFFFFFFF
        counts = (self.packets & 0xFFFFFFFF, self.octets & 0xFFFFFFFF)
        sent = _packed(_SENDER, upper, lower, self.rtp_timestamp, *counts)
        return _framed(SR, len(self.reports), _word(self.ssrc) + sent + b"".join(map(bytes, self.reports)))


class ReceiverReport(msgspec.Struct, frozen=True):
    """How a participant that sends nothing hears others."""

    ssrc: int
    reports: tuple[ReportBlock, ...] = ()

    def __bytes__(self) -> bytes:
        return _framed(RR, len(self.reports), _word(self.ssrc) + b"".join(map(bytes, self.reports)))


class Chunk(msgspec.Struct, frozen=True):
    """Who a source is: (item type, octets) in their order. Type 1 is the CNAME."""

    ssrc: int
    items: tuple[tuple[int, bytes], ...]

    @property
    def cname(self) -> bytes | None:
        return next((value for kind, value in self.items if kind == CNAME), None)

    def __bytes__(self) -> bytes:
        if any(not 1 <= kind <= 255 or len(value) > 255 for kind, value in self.items):
            raise LocalError("an item of SDES has a type from 1 to 255 and at most 255 octets")
        items = b"".join(bytes([kind, len(value)]) + value for kind, value in self.items)
        return _word(self.ssrc) + items + bytes(4 - len(items) % 4)


class SourceDescription(msgspec.Struct, frozen=True):
    """§6.5."""

    chunks: tuple[Chunk, ...]

    def __bytes__(self) -> bytes:
        return _framed(SDES, len(self.chunks), b"".join(map(bytes, self.chunks)))


class Goodbye(msgspec.Struct, frozen=True):
    """Sources that leave: §6.6."""

    ssrcs: tuple[int, ...]
    reason: bytes = b""

    def __bytes__(self) -> bytes:
        if len(self.reason) > 255:
            raise LocalError(f"a reason of {len(self.reason)} octets; 255 fit")
        said = bytes([len(self.reason)]) + self.reason if self.reason else b""
        return _framed(BYE, len(self.ssrcs), b"".join(map(_word, self.ssrcs)) + said + bytes(-len(said) % 4))


class Application(msgspec.Struct, frozen=True):
    """§6.7: whatever two programs agreed upon. `name` has four octets, `data` whole words."""

    subtype: int
    ssrc: int
    name: bytes
    data: bytes = b""

    def __bytes__(self) -> bytes:
        if len(self.name) != 4 or len(self.data) % 4:
            raise LocalError(f"the name {self.name!r} has not four octets, or {len(self.data)} are not whole words")
        return _framed(APP, self.subtype, _word(self.ssrc) + self.name + self.data)


class Unread(msgspec.Struct, frozen=True):
    """A packet of a kind that is not looked into; `count` are the five bits that follow the padding bit."""

    packet_type: int
    count: int
    body: bytes

    def __bytes__(self) -> bytes:
        return _framed(self.packet_type, self.count, self.body)


Report = SenderReport | ReceiverReport | SourceDescription | Goodbye | Application | Unread


def compound(*packets: Report) -> bytes:
    """One datagram. A report comes first and a CNAME is in it, or it is LocalError: §6.1."""
    if not packets or not isinstance(packets[0], SenderReport | ReceiverReport):
        raise LocalError("a compound packet begins with a sender's or a receiver's report")
    chunks = [chunk for packet in packets if isinstance(packet, SourceDescription) for chunk in packet.chunks]
    if not any(chunk.cname is not None for chunk in chunks):
        raise LocalError("a compound packet says its source's CNAME")
    return b"".join(map(bytes, packets))


def parse(data: bytes) -> tuple[Report, ...] | PeerError:
    """A datagram's packets, all or none: one that is wrong makes the others doubtful. Never raises."""
    found: list[Report] = []
    at = 0
    while at < len(data) or not found:
        frame = _frame(data, at)
        if isinstance(frame, PeerError):
            return frame
        packet_type, count, body, size = frame
        if not found and packet_type not in (SR, RR):
            return PeerError(f"the first packet is of type {packet_type}, not a report")
        if len(found) == MOST_PACKETS:
            return PeerError(f"more than {MOST_PACKETS} packets in one datagram")
        packet = _read(packet_type, count, body)
        if isinstance(packet, PeerError):
            return packet
        found.append(packet)
        at += size
    return tuple(found)


def _frame(data: bytes, at: int) -> tuple[int, int, bytes, int] | PeerError:
    """(packet type, count, body without its padding, octets taken) of the packet that begins at `at`."""
    if at + 4 > len(data):
        return PeerError(f"{len(data) - at} octets are less than a header of 4")
    first, packet_type, words = _COMMON.unpack_from(data, at)
    size = 4 * (words + 1)
    if first >> 6 != 2:
        return PeerError(f"version {first >> 6} is not 2")
    if at + size > len(data):
        return PeerError(f"a packet of {size} octets where {len(data) - at} are left")
    padding = 0
    if first & 0x20:
        padding = data[at + size - 1]
        if at + size != len(data) or padding % 4 or not 4 <= padding <= size - 4:
            return PeerError(f"padding of {padding} octets in a packet of {size}, or before the last packet")
    return packet_type, first & 0x1F, data[at + 4 : at + size - padding], size


def _read(packet_type: int, count: int, body: bytes) -> Report | PeerError:
    reader = _READERS.get(packet_type)
    return reader(count, body) if reader else Unread(packet_type, count, body)


def _sender_report(count: int, body: bytes) -> Report | PeerError:
    if len(body) < 24 + 24 * count:
        return PeerError(f"a sender's report with {count} blocks in {len(body)} octets")
    ssrc, upper, lower, timestamp, packets, octets = struct.unpack_from("!6I", body)
    return SenderReport(ssrc, upper << 32 | lower, timestamp, packets, octets, _blocks(count, body, 24))


def _receiver_report(count: int, body: bytes) -> Report | PeerError:
    if len(body) < 4 + 24 * count:
        return PeerError(f"a receiver's report with {count} blocks in {len(body)} octets")
    return ReceiverReport(int.from_bytes(body[:4], "big"), _blocks(count, body, 4))


def _blocks(count: int, body: bytes, start: int) -> tuple[ReportBlock, ...]:
    """What follows the blocks is an extension of a profile (§6.4.3): not read."""
    return tuple(_block(*_BLOCK.unpack_from(body, start + 24 * i)) for i in range(count))


def _block(ssrc: int, losses: int, highest: int, jitter: int, last_sr: int, delay: int) -> ReportBlock:
    lost = losses & 0xFFFFFF
    lost -= (lost & 0x800000) << 1
    return ReportBlock(ssrc, losses >> 24, lost, highest, jitter, last_sr, delay)


def _description(count: int, body: bytes) -> Report | PeerError:
    chunks, at = [], 0
    for _ in range(count):
        found = _chunk(body, at)
        if found is None:
            return PeerError(f"chunk {len(chunks) + 1} of {count} reaches beyond the end")
        chunk, at = found
        chunks.append(chunk)
    return SourceDescription(tuple(chunks))


def _chunk(body: bytes, at: int) -> tuple[Chunk, int] | None:
    """A chunk and where the next begins: items end with a zero, and zeros fill up the word."""
    ssrc, items, place = body[at : at + 4], [], at + 4
    while place < len(body) and body[place]:
        end = place + 2 + (body[place + 1] if place + 1 < len(body) else len(body))
        if end > len(body):
            return None
        items.append((body[place], body[place + 2 : end]))
        place = end
    if place >= len(body):
        return None
    return Chunk(int.from_bytes(ssrc, "big"), tuple(items)), place + 4 - (place - at) % 4


def _goodbye(count: int, body: bytes) -> Report | PeerError:
    end = 4 * count
    size = body[end] if end < len(body) else 0
    if end > len(body) or end + 1 + size > max(len(body), end + 1):
        return PeerError(f"a goodbye of {count} sources and {size} octets of reason in {len(body)}")
    return Goodbye(struct.unpack_from(f"!{count}I", body), body[end + 1 : end + 1 + size])


def _application(count: int, body: bytes) -> Report | PeerError:
    if len(body) < 8:
        return PeerError(f"an application's packet of {len(body)} octets has no name")
    return Application(count, int.from_bytes(body[:4], "big"), body[4:8], body[8:])


_READERS = {SR: _sender_report, RR: _receiver_report, SDES: _description, BYE: _goodbye, APP: _application}


def _packed(layout: struct.Struct, *numbers: int) -> bytes:
    try:
        return layout.pack(*numbers)
    except struct.error:
        raise LocalError(f"one of {numbers} does not fit its field of 32 bits") from None


def _word(number: int) -> bytes:
    return _packed(struct.Struct("!I"), number)


def _framed(packet_type: int, count: int, body: bytes) -> bytes:
    if not 0 <= count <= MOST_REPORTS or len(body) % 4 or len(body) > 4 * 0xFFFF:
        raise LocalError(f"{count} parts or {len(body)} octets: a packet has up to {MOST_REPORTS}, in whole words")
    return _COMMON.pack(0x80 | count, packet_type, len(body) // 4) + body
