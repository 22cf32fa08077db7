"""From octets to PDUs: one at a time, and off a stream. SMPP 3.4 §3.2."""

import contextlib
from typing import Any

from ringback.protocols.smpp import tlvs
from ringback.protocols.smpp.errors import Malformed, PeerError
from ringback.protocols.smpp.fields import HEADER
from ringback.protocols.smpp.pdus import BY_COMMAND, HEADER_BYTES, UNANSWERED, GenericNack, Pdu, response_to
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import RESPONSE

MOST_PDU_BYTES = 72 * 1024  # a message_payload of 64 KB, 254 destinations, and room for the rest


def parse(data: bytes) -> Pdu | PeerError:
    """One whole PDU. Never raises.

    Responses are read as far as they go: peers leave the body out where there is an error, and the NUL of the last
    string, and a response is never refused.
    """
    if len(data) < HEADER_BYTES:
        return PeerError(f"{len(data)} octets are less than a header", Status.ESME_RINVCMDLEN, closes=True)
    length, command, status, sequence = HEADER.unpack_from(data)
    if length != len(data):
        reason = f"command_length {length} of a PDU with {len(data)} octets"
        return PeerError(reason, Status.ESME_RINVCMDLEN, command, sequence, status)
    kind = BY_COMMAND.get(command)
    if kind is None:
        return PeerError(f"command_id 0x{command:08X} is none", Status.ESME_RINVCMDID, command, sequence, status)
    try:
        if command & RESPONSE:
            return _response(kind, data, status, sequence)
        return _body(kind, data, status, sequence)
    except Malformed as fault:
        return PeerError(fault.reason, fault.status, command, sequence, status)


def _body(kind: type[Pdu], data: bytes, status: int, sequence: int) -> Pdu:
    found, at = _mandatory(kind, data)
    rest = tlvs.read(data, at) if at < len(data) else ()
    return kind(sequence_number=sequence, command_status=status, tlvs=rest, **found)


def _mandatory(kind: type[Pdu], data: bytes) -> tuple[dict[str, Any], int]:
    at, found = HEADER_BYTES, {}
    for name, field in kind.layout:
        found[name], at = field.read(data, at)
    return found, at


def _response(kind: type[Pdu], data: bytes, status: int, sequence: int) -> Pdu:
    if len(data) == HEADER_BYTES:
        return kind(sequence_number=sequence, command_status=status)
    with contextlib.suppress(Malformed):
        return _body(kind, data, status, sequence)
    if status:
        return kind(sequence_number=sequence, command_status=status)
    found, _ = _mandatory(kind, data + b"\0")
    return kind(sequence_number=sequence, command_status=status, **found)


def answer_to(error: PeerError) -> Pdu | None:
    """What the peer hears of a PDU that cannot be read; None for a response: no response is ever answered.

    A request that is known gets its own response, so that the peer can tell which one it was; noise gets generic_nack
    (§3.3, §4.3.1), a length that cannot be with sequence_number 0 where none was read.
    """
    if error.command_id & RESPONSE:
        return None
    kind = BY_COMMAND.get(error.command_id)
    if kind is None or error.closes or issubclass(kind, UNANSWERED):
        return GenericNack(sequence_number=error.sequence_number, command_status=error.status)
    return response_to(kind(sequence_number=error.sequence_number), error.status)


class Reader:
    """PDUs off a stream. What it holds is bounded by one PDU and one piece.

    After an error that `closes`, where the next PDU begins is not known: nothing more is read.
    """

    def __init__(self, most_bytes: int = MOST_PDU_BYTES) -> None:
        self._most, self._held, self.is_lost = most_bytes, b"", False

    @property
    def is_within(self) -> bool:
        """The peer has begun a PDU and not ended it."""
        return bool(self._held)

    def feed(self, data: bytes) -> list[Pdu | PeerError]:
        if self.is_lost:
            return []
        held, at, found = self._held + data if self._held else data, 0, []
        while len(held) - at >= 4 and not self.is_lost:
            length = int.from_bytes(held[at : at + 4], "big")
            if not HEADER_BYTES <= length <= self._most:
                found.append(self._lost(held[at : at + HEADER_BYTES], length))
            elif len(held) - at < length:
                break
            else:
                found.append(parse(bytes(held[at : at + length])))
                at += length
        self._held = b"" if self.is_lost else held[at:]
        return found

    def _lost(self, header: bytes, length: int) -> PeerError:
        self.is_lost = True
        _, command, status, sequence = HEADER.unpack_from(header + bytes(HEADER_BYTES))
        reason = f"command_length {length} is not within {HEADER_BYTES} and {self._most}"
        return PeerError(reason, Status.ESME_RINVCMDLEN, command, sequence, status, closes=True)
