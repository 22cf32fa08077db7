"""The small words that SIP's header fields are made of: RFC 3261 §25.1.

All patterns are possessive, so that none can be made to run for longer than its input is long.
"""

import re

from ringback.protocols.sip import limits
from ringback.protocols.sip.errors import Malformed

TOKEN = r"[A-Za-z0-9\-.!%*_+`'~]++"
QUOTED = r'"(?:[^"\\]|\\.)*+"'
LWS = r"[ \t]*+"
HOST = r"(?:\[[0-9A-Fa-f:.]++\]|[A-Za-z0-9.\-_]++)"  # underscores are no host names, yet are met
VALUE = rf'(?:{QUOTED}|[^\s;,"<>=?][^\s;,"<>]*+)'

_TOKEN = re.compile(TOKEN)
_PARAMETER = re.compile(rf"{LWS};{LWS}({TOKEN})(?:{LWS}={LWS}({VALUE}))?{LWS}", re.DOTALL)
_PIECE = re.compile(rf'(?:[^,"<]++|{QUOTED}|<[^>]*+>)*+', re.DOTALL)
_PAIR = re.compile(r"\\(.)", re.DOTALL)
_TO_ESCAPE = re.compile(r'[\\"\x00-\x08\x0b\x0c\x0e-\x1f\x7f]')
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")

Parameters = dict[str, str | None]


def is_token(text: str) -> bool:
    return _TOKEN.fullmatch(text) is not None


def comma_separated(text: str) -> list[str]:
    """The values of a field, cut at commas that stand outside quotes and angle brackets."""
    needs_care = '"' in text or "<" in text
    values = _cut_with_care(text) if needs_care else [value.strip(" \t") for value in text.split(",")]
    if len(values) > limits.VALUES:
        raise Malformed(f"{len(values)} values in one header field; at most {limits.VALUES} are read")
    if not all(values):
        raise Malformed(f"An empty value between commas in {text[:80]!r}")
    return values


def _cut_with_care(text: str) -> list[str]:
    values, at = [], 0
    while True:
        end = _PIECE.match(text, at).end()  # type: ignore[union-attr]  # matches the empty piece too
        values.append(text[at:end].strip(" \t"))
        if end == len(text):
            return values
        if text[end] != ",":
            raise Malformed(f"{text[end]} is opened and never closed in {text[:80]!r}")
        at = end + 1


def parameters(text: str, at: int = 0) -> Parameters:
    """`;name=value` pairs from `at` to the end. Names in lower case, values as written (quotes stay)."""
    found: Parameters = {}
    while at < len(text):
        match = _PARAMETER.match(text, at)
        if match is None:
            if text[at:].strip(" \t"):
                raise Malformed(f"{text[at : at + 40]!r} is no parameter")
            break
        name = match[1].lower()
        if name in found or len(found) == limits.PARAMETERS:
            raise Malformed(f"Parameter {name!r} comes twice, or as one of more than {limits.PARAMETERS}")
        found[name] = match[2]
        at = match.end()
    return found


def written(found: Parameters) -> str:
    return "".join(f";{name}" if value is None else f";{name}={value}" for name, value in found.items())


def unquoted(text: str) -> str:
    """A quoted string's content; any other text as it is."""
    if len(text) < 2 or text[0] != '"':
        return text
    return _PAIR.sub(r"\1", text[1:-1]) if "\\" in text else text[1:-1]


def quoted(text: str) -> str:
    """Control characters are escaped too; a line break cannot be, and is left to be found when it is written."""
    return '"' + _TO_ESCAPE.sub(r"\\\g<0>", text) + '"'


def number(text: str, most: int, what: str) -> int:
    """A run of ASCII digits up to `most`; anything else is malformed."""
    if not (text.isascii() and text.isdigit()) or len(text) > 20 or int(text) > most:
        raise Malformed(f"{what} is {text[:40]!r}; it must be a whole number up to {most}")
    return int(text)


def unescaped(text: str) -> str:
    """%HH resolved, as UTF-8 where it is that."""
    if "%" not in text:
        return text
    raw = text.encode("utf-8", "surrogateescape")
    plain = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), raw)
    return plain.decode("utf-8", "surrogateescape")


def has_broken_escape(text: str) -> bool:
    return "%" in _ESCAPED.sub("", text)
