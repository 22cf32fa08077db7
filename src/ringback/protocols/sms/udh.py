"""User data headers: the octets before a part that say which part of which text it is (3GPP TS 23.040 §9.2.3.24)."""

import msgspec

from ringback.protocols.sms import alphabet, ucs2
from ringback.protocols.sms.segments import GSM_7, Cut

CONCATENATED_8_BIT = 0x00  # TS 23.040 §9.2.3.24.1
CONCATENATED_16_BIT = 0x08  # TS 23.040 §9.2.3.24.8
MAX_PARTS = 255


class Concatenation(msgspec.Struct, frozen=True):
    """Part `sequence` (from 1) of `total`. Parts of one text share the reference, of 8 bits or (wide) 16."""

    reference: int
    total: int
    sequence: int
    wide: bool = False


class Header(msgspec.Struct, frozen=True):
    """What a header said. `others` are the elements not read here: identifier and octets, in their order."""

    concatenation: Concatenation | None
    others: tuple[tuple[int, bytes], ...]


class MalformedHeader(msgspec.Struct, frozen=True):
    """A peer's fault, as a value. §9.2.3.24 asks to ignore such a header as a whole."""

    reason: str


def encode(part: Concatenation) -> bytes:
    """The header with its length octet: 6 octets, or 7 with a wide reference. Raises ValueError out of range."""
    width = 2 if part.wide else 1
    if not (1 <= part.sequence <= part.total <= MAX_PARTS and 0 <= part.reference < 256**width):
        raise ValueError(f"{part} does not fit its header: parts go from 1 to 255, references to {256**width - 1}")
    identifier = CONCATENATED_16_BIT if part.wide else CONCATENATED_8_BIT
    element = part.reference.to_bytes(width, "big") + bytes([part.total, part.sequence])
    return bytes([len(element) + 2, identifier, len(element)]) + element


def payloads(cut: Cut, reference: int, *, wide: bool = False) -> list[bytes]:
    """Each part's user data for a carrier that takes one septet an octet, as SMPP's default alphabet does.

    A lone part has no header. With `wide` the cut must have been made with `wide_references=True`.
    """
    texts = [octets_of(part, cut.encoding) for part in cut.parts]
    if cut.count == 1:
        return texts
    places = (Concatenation(reference, cut.count, i, wide) for i in range(1, cut.count + 1))
    return [encode(place) + text for place, text in zip(places, texts, strict=True)]


def octets_of(part: str, encoding: str) -> bytes:
    return alphabet.encode(part) if encoding == GSM_7 else ucs2.encode(part)


def split(user_data: bytes) -> tuple[Header, bytes] | MalformedHeader:
    """User data that begins with a header, taken apart into the header and the text's octets. Never raises."""
    if not user_data or user_data[0] >= len(user_data):
        return MalformedHeader(f"the header claims {user_data[:1].hex() or 'no'} octets, {len(user_data)} arrived")
    end = 1 + user_data[0]
    elements = _elements(user_data[1:end])
    if elements is None:
        return MalformedHeader("an element reaches beyond the end of its header")
    return _header(elements), user_data[end:]


def _elements(octets: bytes) -> list[tuple[int, bytes]] | None:
    found, at = [], 0
    while at < len(octets):
        size = octets[at + 1] if at + 1 < len(octets) else len(octets)
        if at + 2 + size > len(octets):
            return None
        found.append((octets[at], octets[at + 2 : at + 2 + size]))
        at += 2 + size
    return found


def _header(elements: list[tuple[int, bytes]]) -> Header:
    """The last of repeated elements counts: §9.2.3.24."""
    concatenation, others = None, []
    for identifier, octets in elements:
        if identifier in (CONCATENATED_8_BIT, CONCATENATED_16_BIT):
            concatenation = _concatenation(identifier, octets) or concatenation
        else:
            others.append((identifier, octets))
    return Header(concatenation, tuple(others))


def _concatenation(identifier: int, octets: bytes) -> Concatenation | None:
    """An element with a wrong length, no parts, or a place outside them is ignored: §9.2.3.24.1."""
    wide = identifier == CONCATENATED_16_BIT
    if len(octets) != 3 + wide:
        return None
    total, sequence = octets[-2:]
    if not 1 <= sequence <= total:
        return None
    return Concatenation(int.from_bytes(octets[:-2], "big"), total, sequence, wide)
