"""Texts as short messages, and short messages as texts: UDH, SAR and message_payload. SMPP 3.4 §3.2.3, §5.2.22.

A long text goes in parts that say which they are, in a user data header (esm_class UDHI) or in three optional
parameters (SAR), or whole in message_payload, and the SMSC cuts it.
"""

import enum
from collections.abc import Sequence

import msgspec

from ringback.protocols.smpp import codings, tlvs
from ringback.protocols.smpp.codings import DataCoding, Default
from ringback.protocols.smpp.pdus import DataSm, DeliverSm, ReplaceSm, SubmitMulti, SubmitSm
from ringback.protocols.smpp.tlvs import Tlvs
from ringback.protocols.smpp.values import UDHI
from ringback.protocols.sms import alphabet, udh
from ringback.protocols.sms import ucs2 as utf16
from ringback.protocols.sms.segments import GSM_7, ROOM, UCS_2
from ringback.protocols.sms.udh import Concatenation, Header, MalformedHeader

MOST_SHORT = 254  # octets in short_message


class Joining(enum.StrEnum):
    """How parts say that they belong together."""

    UDH = "udh"  # 8-bit references: what phones themselves use
    UDH_16 = "udh-16"
    SAR = "sar"
    PAYLOAD = "payload"


class Style(msgspec.Struct, frozen=True):
    """How one carrier wants its texts. `gsm_coding` and `ucs2_coding` are the data_coding values sent."""

    joining: Joining = Joining.UDH
    default: Default = Default.GSM
    gsm_coding: int = DataCoding.DEFAULT
    ucs2_coding: int = DataCoding.UCS2

    @property
    def is_wide(self) -> bool:
        return self.joining is Joining.UDH_16


class Part(msgspec.Struct, frozen=True):
    """What goes into one submit_sm or deliver_sm."""

    esm_class: int
    data_coding: int
    short_message: bytes
    tlvs: Tlvs = ()


def parts(texts: Sequence[str], encoding: str, style: Style = Style(), *, reference: int = 0) -> list[Part]:  # noqa: B008
    """The parts of a text that was cut (`segments.cut`, with wide references where the style has them).

    Where the carrier's default alphabet lacks a character of a GSM text, all goes as UCS-2, in more parts.
    """
    if style.joining is Joining.PAYLOAD:
        return [_payload("".join(texts), encoding, style)]
    coding, octets = _octets(texts, encoding, style)
    if octets is None:
        return parts(_in_ucs2("".join(texts), style), UCS_2, style, reference=reference)
    if len(octets) == 1:
        return [Part(0, coding, octets[0])]
    if style.joining is Joining.SAR:
        return [Part(0, coding, one, _sar(reference, len(octets), n)) for n, one in enumerate(octets, 1)]
    width = 0xFFFF if style.is_wide else 0xFF
    places = [Concatenation(reference & width, len(octets), n, style.is_wide) for n in range(1, len(octets) + 1)]
    if encoding == GSM_7 and style.default is Default.PACKED:
        return [Part(UDHI, coding, _packed(place, text)) for place, text in zip(places, texts, strict=True)]
    return [Part(UDHI, coding, udh.encode(place) + one) for place, one in zip(places, octets, strict=True)]


def _octets(texts: Sequence[str], encoding: str, style: Style) -> tuple[int, list[bytes] | None]:
    if encoding != GSM_7:
        return style.ucs2_coding, [utf16.encode(text) for text in texts]
    found = [codings.encode(text, style.gsm_coding, style.default) for text in texts]
    held = [one for one in found if one is not None]
    return style.gsm_coding, held if len(held) == len(found) else None


def _in_ucs2(text: str, style: Style) -> list[str]:
    """As `segments.cut` would, had it not been for the GSM alphabet; none of its characters is a pair of units."""
    room = ROOM[UCS_2]
    if len(text) <= room.alone:
        return [text]
    step = room.joined_wide if style.is_wide else room.joined
    return [text[at : at + step] for at in range(0, len(text), step)]


def _packed(place: Concatenation, text: str) -> bytes:
    header = udh.encode(place)
    return header + codings.pack(alphabet.encode(text), len(header))


def _sar(reference: int, total: int, sequence: int) -> Tlvs:
    return (
        tlvs.SAR_MSG_REF_NUM(reference & 0xFFFF),
        tlvs.SAR_TOTAL_SEGMENTS(total),
        tlvs.SAR_SEGMENT_SEQNUM(sequence),
    )


def _payload(text: str, encoding: str, style: Style) -> Part:
    coding, octets = _octets([text], encoding, style)
    if octets is None:
        coding, octets = style.ucs2_coding, [utf16.encode(text)]
    return Part(0, coding, b"", (tlvs.MESSAGE_PAYLOAD(octets[0]),))


class Content(msgspec.Struct, frozen=True):
    """What a short message holds. `octets` have no header; `encoding` says how to read them for reassembly.

    GSM-7 has one septet an octet; everything else that is text was made UCS-2. Binary keeps what came.
    """

    octets: bytes
    encoding: str
    is_text: bool = True
    place: Concatenation | None = None
    header: Header | None = None

    @property
    def text(self) -> str:
        if not self.is_text:
            return self.octets.decode("latin-1")
        return alphabet.decode(self.octets) if self.encoding == GSM_7 else utf16.decode(self.octets)


def octets_of(pdu: SubmitSm | DeliverSm | DataSm | SubmitMulti | ReplaceSm) -> bytes:
    """short_message, or message_payload where that is empty."""
    short = b"" if isinstance(pdu, DataSm) else pdu.short_message
    return short or tlvs.MESSAGE_PAYLOAD.of(pdu.tlvs) or b""


def read(pdu: SubmitSm | DeliverSm | DataSm | SubmitMulti, default: Default = Default.GSM) -> Content:
    """Never raises. A header that cannot be read is taken for text; a place in SAR counts where the header has none."""
    octets, header, place = octets_of(pdu), None, None
    if pdu.esm_class & UDHI:
        apart = udh.split(octets)
        if not isinstance(apart, MalformedHeader):
            header, octets = apart
            place = header.concatenation
    header_octets = len(octets_of(pdu)) - len(octets)
    found, encoding = _decoded(octets, pdu.data_coding, default, header_octets)
    return Content(found, encoding, codings.is_text(pdu.data_coding), place or sar_place(pdu.tlvs), header)


def read_text(pdu: ReplaceSm, data_coding: int, default: Default = Default.GSM) -> str:
    """What replace_sm says: it has no data_coding of its own, the message's holds."""
    octets, encoding = _decoded(octets_of(pdu), data_coding, default, 0)
    return alphabet.decode(octets) if encoding == GSM_7 else utf16.decode(octets)


def sar_place(found: Tlvs) -> Concatenation | None:
    if not found:
        return None
    reference, total, sequence = (
        tlv.of(found) for tlv in (tlvs.SAR_MSG_REF_NUM, tlvs.SAR_TOTAL_SEGMENTS, tlvs.SAR_SEGMENT_SEQNUM)
    )
    if reference is None or total is None or sequence is None or not 1 <= sequence <= total <= udh.MAX_PARTS:
        return None
    return Concatenation(reference & 0xFFFF, total, sequence, wide=True)


def _decoded(octets: bytes, data_coding: int, default: Default, header_octets: int) -> tuple[bytes, str]:
    if codings.is_ucs2(data_coding):
        return octets, UCS_2
    if not codings.is_text(data_coding):
        return octets, GSM_7
    is_default = codings.is_default(data_coding)
    if is_default and default is Default.GSM:
        return octets, GSM_7
    if is_default and default is Default.PACKED and header_octets:
        return codings.unpack(octets, header_octets), GSM_7
    text = codings.decode(octets, data_coding, default)
    return (alphabet.encode(text), GSM_7) if alphabet.is_gsm(text) else (utf16.encode(text), UCS_2)
