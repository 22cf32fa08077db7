"""data_coding: which alphabet a short message is in. SMPP 3.4 §5.2.19, 3GPP TS 23.038 §4.

The default alphabet (0) is the SMSC's own: GSM 7-bit with one septet an octet almost everywhere, ASCII or Latin-1
with some, packed septets with few. Which one is a setting of the carrier: `default`.
"""

import enum

from ringback.protocols.sms import alphabet, septets, ucs2


class DataCoding(enum.IntEnum):
    DEFAULT = 0
    IA5 = 1  # ASCII
    BINARY = 2  # octets, unspecified
    LATIN_1 = 3
    OCTETS = 4  # octets, unspecified
    JIS = 5  # X 0208-1990
    CYRILLIC = 6
    HEBREW = 7
    UCS2 = 8
    PICTOGRAM = 9
    MUSIC = 10  # ISO-2022-JP
    EXTENDED_KANJI = 13  # X 0212-1990
    KOREAN = 14  # KS C 5601


class Default(enum.StrEnum):
    """What an SMSC means by data_coding 0."""

    GSM = "gsm"
    PACKED = "packed"
    LATIN_1 = "latin-1"
    ASCII = "ascii"


_PYTHON = {
    DataCoding.IA5: "ascii",
    DataCoding.LATIN_1: "latin-1",
    DataCoding.JIS: "shift_jis",
    DataCoding.CYRILLIC: "iso8859-5",
    DataCoding.HEBREW: "iso8859-8",
    DataCoding.PICTOGRAM: "shift_jis",
    DataCoding.MUSIC: "iso2022_jp",
    DataCoding.EXTENDED_KANJI: "euc_jp",
    DataCoding.KOREAN: "euc_kr",
}
_BINARY = frozenset({DataCoding.BINARY, DataCoding.OCTETS})


def _general(data_coding: int) -> int:
    """The GSM coding groups 0xC0 to 0xFF (waiting indication, message class) as one of the codings above."""
    if data_coding < 0xC0:
        return data_coding
    if data_coding < 0xE0:
        return DataCoding.DEFAULT
    if data_coding < 0xF0:
        return DataCoding.UCS2
    return DataCoding.OCTETS if data_coding & 0x04 else DataCoding.DEFAULT


def is_text(data_coding: int) -> bool:
    """Whether there is an alphabet to read it by. Reserved values are taken for the default one."""
    return _general(data_coding) not in _BINARY


def is_default(data_coding: int) -> bool:
    """The SMSC's own alphabet; reserved values too."""
    coding = _general(data_coding)
    return coding != DataCoding.UCS2 and coding not in _BINARY and coding not in _PYTHON


def is_ucs2(data_coding: int) -> bool:
    return _general(data_coding) == DataCoding.UCS2


def decode(octets: bytes, data_coding: int, default: Default = Default.GSM) -> str:
    """Never raises: what cannot be read is U+FFFD. Binary messages are read octet for octet, as Latin-1."""
    coding = _general(data_coding)
    if coding == DataCoding.UCS2:
        return ucs2.decode(octets)
    if coding in _BINARY:
        return octets.decode("latin-1")
    if coding == DataCoding.IA5 and _controls(octets):
        return alphabet.decode(octets)
    if coding in _PYTHON:
        return octets.decode(_PYTHON[DataCoding(coding)], "replace")
    if default is Default.GSM:
        return alphabet.decode(octets)
    if default is Default.PACKED:
        return alphabet.decode(unpack(octets))
    return octets.decode(default.value, "replace")


def _controls(octets: bytes) -> bool:
    """Texts in ASCII hold no control characters; peers that mean the GSM alphabet by IA5 send @, $ and _ as such."""
    return any(octet < 0x20 and octet not in b"\t\n\r" for octet in octets)


def unpack(octets: bytes, header_octets: int = 0) -> bytes:
    """Septets after a header, one an octet. Where the last fills its octet it may be no character but filling.

    A carriage return fills by the standard (TS 23.038 §6.1.2.3.1), zeros with many peers, read as an at sign: both
    are taken away, so a text that does end in one just there loses it.
    """
    bits = 8 * len(octets) - septets.fill_bits(header_octets)
    found = septets.unpack(octets, max(0, bits) // 7, header_octets=header_octets)
    return found[:-1] if bits % 7 == 0 and found.endswith((b"\0", b"\r")) else found


def pack(found: bytes, header_octets: int = 0) -> bytes:
    """A carriage return fills seven spare bits: TS 23.038 §6.1.2.3.1."""
    used = septets.fill_bits(header_octets) + 7 * len(found)
    return septets.pack(found + b"\r" if used % 8 == 1 else found, header_octets=header_octets)


def encode(text: str, data_coding: int, default: Default = Default.GSM) -> bytes | None:
    """None where the alphabet does not hold the text."""
    coding = _general(data_coding)
    if coding == DataCoding.UCS2:
        return ucs2.encode(text)
    if coding in _BINARY:
        return _by(text, "latin-1")
    if coding in _PYTHON:
        return _by(text, _PYTHON[DataCoding(coding)])
    if default in (Default.LATIN_1, Default.ASCII):
        return _by(text, default.value)
    if not alphabet.is_gsm(text):
        return None
    return alphabet.encode(text) if default is Default.GSM else pack(alphabet.encode(text))


def _by(text: str, name: str) -> bytes | None:
    try:
        return text.encode(name)
    except UnicodeEncodeError:
        return None
