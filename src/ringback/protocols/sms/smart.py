"""Smart encoding: typographic characters become their GSM-7 look-alikes, so that a text need not go as UCS-2.

Emoji and other scripts stay as they are; a text that holds one still goes as UCS-2, with the rest replaced.
"""

import re

_TO = {
    '"': "00AB 00BB 201C 201D 02BA 02EE 201F 201E 275D 275E 301D 301E FF02",
    "'": "2018 2019 02BB 02C8 02BC 02BD 02B9 201B FF07 00B4 02CA 0060 02CB 275B 275C 0313 0314 FE10 FE11",
    "/": "00F7 29F8 0337 0338 2044 2215 FF0F",
    "1/4": "00BC",
    "1/2": "00BD",
    "3/4": "00BE",
    "\\": "29F9 29F5 20E5 FE68 FF3C",
    "_": "0332 FF3F 2017",
    "|": "20D2 20D3 2223 FF5C 23B8 23B9 23D0 239C 239F",
    "-": "23BC 23BD 2015 FE63 FF0D 2010 2043 2014 2013 2022",
    "@": "FE6B FF20",
    "$": "FE69 FF04",
    "!": "01C3 FE15 FE57 FF01",
    "#": "FE5F FF03",
    "%": "FE6A FF05",
    "&": "FE60 FF06",
    ",": "201A 0326 FE50 FE51 FF0C FF64 3001",
    "(": "2768 276A FE59 FF08 27EE 2985",
    ")": "2769 276B FE5A FF09 27EF 2986",
    "*": "204E 2217 229B 2722-2725 2731-2733 273A-273D 2743 2749-274B 29C6 FE61 FF0A",
    "+": "02D6 FE62 FF0B",
    ".": "3002 FE52 FF0E FF61",
    ":": "02D0 02F8 2982 A789 FE13 FF1A",
    ";": "204F FE14 FE54 FF1B",
    "<": "FE64 FF1C 203A",
    "=": "0347 A78A FE66 FF1D",
    ">": "FE65 FF1E 2039",
    "?": "FE16 FE56 FF1F",
    "^": "02C6 0302 FF3E 1DCD",
    "{": "2774 FE5B FF5B",
    "}": "2775 FE5C FF5D",
    "[": "FF3B",
    "]": "FF3D",
    "~": "02DC 02F7 0303 0330 0334 223C FF5E",
    " ": "00A0 2000-200A 202F 205F 3000 2028 2029 0080 008D 0090 009B 009F",
    "": "0000 0003 0004 0010-0014 0017 0019 2060 200B FEFF",
    "!!": "203C",
    "...": "2026",
    " " * 7: "0009",  # a tab is seven spaces in the published map, whatever column it stands in
}
"""Replacement to code points, hexadecimal; a dash makes a range. 203A and 2039 point where the published map points."""

_FULL_WIDTH = ((0xFF10, "0123456789"), (0xFF21, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
_SMALL_CAPITALS = {  # Unicode has none that the map takes for Q and X
    "ABCDEFGHIJKLM": "1D00 0299 1D04 1D05 1D07 A730 0262 029C 026A 1D0A 1D0B 029F 1D0D",
    "NOPRSTUVWYZ": "0274 1D0F 1D18 0280 A731 1D1B 1D1C 1D20 1D21 028F 1D22",
}


def _code_points(text: str) -> list[int]:
    spans = [(int(first, 16), int(last or first, 16)) for first, _, last in (t.partition("-") for t in text.split())]
    return [point for first, last in spans for point in range(first, last + 1)]


def _replacements() -> dict[str, str]:
    found = {chr(point): to for to, points in _TO.items() for point in _code_points(points)}
    found |= {chr(start + i): to for start, letters in _FULL_WIDTH for i, to in enumerate(letters)}
    for letters, points in _SMALL_CAPITALS.items():
        found |= {chr(point): to for to, point in zip(letters, _code_points(points), strict=True)}
    return found


REPLACEMENTS: dict[str, str] = _replacements()
_TRANSLATION = str.maketrans(REPLACEMENTS)
_needs_change = re.compile("[" + re.escape("".join(sorted(REPLACEMENTS))) + "]").search


def encode(body: str) -> str:
    """The text with every replaceable character replaced; the same object where there is none. May grow the text."""
    return body.translate(_TRANSLATION) if _needs_change(body) else body
