"""Spoken numbers as the keys one would press: "four one five, double five" is 41555. Pure."""

import re

DIGIT_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = {name: str(digit) for digit, name in enumerate(DIGIT_NAMES)} | {"oh": "0", "o": "0", "nought": "0"}
_TWICE = {"double": 2, "triple": 3}
_WHOLE = {name: str(10 + n) for n, name in enumerate(_TEENS)} | {name: str(20 + 10 * n) for n, name in enumerate(_TENS)}
WORDS = (*_ONES, *_TEENS, *_TENS, *_TWICE, "hundred")
_PIECE = re.compile(r"[a-z]+|\d+")
FASTEST_A_SECOND = 4.6  # digits, of somebody who reads a number quickly


def digits_of(text: str) -> str:
    """The digits in a text; words that are no numbers are passed over."""
    found: list[str] = []
    times = 1
    for piece in _PIECE.findall(text.lower()):
        if piece in _TWICE:
            times = _TWICE[piece]
            continue
        found += _keys(piece, found) * times
        times = 1
    return "".join(found)


def _keys(piece: str, before: list[str]) -> list[str]:
    if piece.isdigit():
        return [piece]
    if piece in _ONES:
        if before and len(before[-1]) == 2 and before[-1][1] == "0" and piece != "oh" and before[-1][0] in "23456789":
            before[-1] = before[-1][0] + _ONES[piece]  # forty two
            return []
        return [_ONES[piece]]
    if piece == "hundred":
        return ["00"]
    return [_WHOLE[piece]] if piece in _WHOLE else []


def once(digits: str, lasts_s: float) -> str:
    """A row that the model wrote twice though there was no time to say it twice."""
    for times in range(len(digits), 1, -1):
        row = digits[: len(digits) // times]
        if row * times == digits and len(digits) > FASTEST_A_SECOND * lasts_s:
            return row
    return digits
