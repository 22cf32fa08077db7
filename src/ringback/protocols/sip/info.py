"""Keys pressed, told by INFO: application/dtmf-relay and application/dtmf. RFC 6086 frames it."""

import re

import msgspec

from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.message import Request

_SIGNAL = re.compile(rb"^Signal[ \t]*+=[ \t]*+([0-9A-Da-d*#]|1[0-6])[ \t]*+\r?$", re.IGNORECASE | re.MULTILINE)
_DURATION = re.compile(rb"^Duration[ \t]*+=[ \t]*+([0-9]{1,5})[ \t]*+\r?$", re.IGNORECASE | re.MULTILINE)
_PLAIN = re.compile(rb"\s*+([0-9A-Da-d*#]|1[0-6])\s*+")
_NUMBERED = {"10": "*", "11": "#", "12": "A", "13": "B", "14": "C", "15": "D"}  # event codes; 16 is a hook flash
USUAL_MS = 160


class Digit(msgspec.Struct, frozen=True):
    """One of 0-9, A-D, * and #; how long it was held, in milliseconds."""

    digit: str
    duration_ms: int = USUAL_MS


def read_digit(request: Request) -> Digit | PeerError | None:
    """None where the INFO is about something else: answer it 200 all the same."""
    kind = request.content_type
    if kind is None or not names_keys(kind.essence):
        return None
    return digit_in(kind.essence, request.body) or PeerError("The body names no key", 400, request)


def names_keys(content_type: str) -> bool:
    """Whether a body of this type (`application/dtmf-relay`) tells of a key."""
    return content_type in ("application/dtmf-relay", "application/dtmf")


def digit_in(content_type: str, body: bytes) -> Digit | None:
    """The key that a body of one of these types tells of, if it names one."""
    relay = content_type == "application/dtmf-relay"
    match = _SIGNAL.search(body) if relay else _PLAIN.fullmatch(body)
    if match is None or match[1] == b"16":
        return None
    said = match[1].decode().upper()
    held = _DURATION.search(body) if relay else None
    return Digit(_NUMBERED.get(said, said), int(held[1]) if held else USUAL_MS)


def written(digit: Digit) -> tuple[str, bytes]:
    """Content-Type and body of an INFO for one key."""
    return "application/dtmf-relay", f"Signal={digit.digit}\r\nDuration={digit.duration_ms}\r\n".encode()
