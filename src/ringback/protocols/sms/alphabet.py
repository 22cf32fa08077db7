"""The GSM 7-bit default alphabet and its extension: 3GPP TS 23.038 §6.2.1. One octet holds one septet here."""

import re

ESCAPE = 0x1B  # the septet that says: look the next one up in the extension table

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The character at index i is sent as septet i. Index 0x1B is the escape, which is no character of a text."""

EXTENSION = {
    "\f": 0x0A,
    "^": 0x14,
    "{": 0x28,
    "}": 0x29,
    "\\": 0x2F,
    "[": 0x3C,
    "~": 0x3D,
    "]": 0x3E,
    "|": 0x40,
    "€": 0x65,
}
"""Each of these is sent as the escape and this septet: it costs two."""

CHARACTERS = frozenset(BASIC) - {chr(ESCAPE)}
UNKNOWN = "\ufffd"  # what a septet above 0x7F is read as: a peer's fault, shown and not raised

_SEPTETS = {ord(c): chr(i) for i, c in enumerate(BASIC) if i != ESCAPE}
_SEPTETS |= {ord(c): chr(ESCAPE) + chr(i) for c, i in EXTENSION.items()}
_EXTENDED = {chr(ESCAPE) + chr(i): c for c, i in EXTENSION.items()}
_READ = {i: (BASIC[i] if i < len(BASIC) else UNKNOWN) for i in range(256)}
_READ[ESCAPE] = " "
_RUNS = re.compile("\x1b.?|[^\x1b]+", re.DOTALL)

_outside_basic = re.compile("[^" + re.escape("".join(sorted(CHARACTERS))) + "]").search
_outside_gsm = re.compile("[^" + re.escape("".join(sorted(CHARACTERS | EXTENSION.keys()))) + "]").search
_BASIC_ASCII = "".join(c for c in CHARACTERS if c.isascii()).encode()
_GSM_ASCII = _BASIC_ASCII + "".join(c for c in EXTENSION if c.isascii()).encode()


def is_basic(text: str) -> bool:
    """Whether every character costs one septet. The hot question of segment counting, hence the path for ASCII."""
    if text.isascii():
        return not text.encode().translate(None, _BASIC_ASCII)
    return _outside_basic(text) is None


def is_gsm(text: str) -> bool:
    """Whether the basic and extension tables hold the whole text."""
    if text.isascii():
        return not text.encode().translate(None, _GSM_ASCII)
    return _outside_gsm(text) is None


def encode(text: str) -> bytes:
    """One septet an octet, as SMPP sends them. Raises ValueError where the text needs UCS-2."""
    outside = _outside_gsm(text)
    if outside:
        raise ValueError(
            f"{outside[0]!r} at {outside.start()} is not in the GSM 7-bit alphabet; send the text as UCS-2"
        )
    return text.translate(_SEPTETS).encode("latin-1")


def decode(septets: bytes) -> str:
    """Read one septet an octet. Never raises: what a peer got wrong is shown as TS 23.038 §6.2.1.1 asks.

    An escape before a septet without extension shows the basic character; a doubled or last escape shows a space.
    """
    text = septets.decode("latin-1")
    if "\x1b" not in text:
        return text.translate(_READ)
    return "".join(_read(run) for run in _RUNS.findall(text))


def _read(run: str) -> str:
    if run[0] != "\x1b":
        return run.translate(_READ)
    if run in ("\x1b", "\x1b\x1b"):
        return " "
    return _EXTENDED.get(run) or run[1].translate(_READ)
