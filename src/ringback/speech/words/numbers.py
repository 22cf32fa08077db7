"""Numbers as words: cardinals, ordinals, decimals, fractions, years. "" where a text is not such a number."""

import re

from num2words import num2words

CARDINAL_MOST_DIGITS = 15  # beyond, nobody follows: read digit by digit
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBER = re.compile(r"([-+]?)(\d[\d,]*)?(?:\.(\d+))?")
_FRACTION = re.compile(r"(?:(\d+)\s+)?(\d+)\s*/\s*(\d+)")
_HALVES = {2: ("half", "halves"), 4: ("quarter", "quarters")}


def digits(text: str) -> str:
    """Digit by digit; all else is left out."""
    return " ".join(DIGITS[int(digit)] for digit in text if digit in "0123456789")


def cardinal(value: int) -> str:
    if len(str(abs(value))) > CARDINAL_MOST_DIGITS:
        return ("minus " if value < 0 else "") + digits(str(value))
    return _plain(num2words(value))


def ordinal(value: int) -> str:
    return _plain(num2words(value, to="ordinal")) if value < 10**CARDINAL_MOST_DIGITS else digits(str(value))


def year(value: int) -> str:
    """1984 is nineteen eighty-four, 2007 two thousand seven, 2024 twenty twenty-four."""
    return _plain(num2words(value, to="year")) if 1000 <= value <= 2999 else cardinal(value)


def cardinal_of(text: str) -> str:
    """`-1,234.50` is minus one thousand two hundred thirty-four point five zero."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or not (found[2] or found[3]):
        return ""
    whole = cardinal(int((found[2] or "0").replace(",", "") or "0"))
    sign = "minus " if found[1] == "-" else ""
    return f"{sign}{whole} point {digits(found[3])}" if found[3] else sign + whole


def ordinal_of(text: str) -> str:
    found = re.fullmatch(r"(\d[\d,]*)(?:st|nd|rd|th)?", text.strip(), re.IGNORECASE)
    return ordinal(int(found[1].replace(",", ""))) if found else ""


def fraction_of(text: str) -> str:
    """`3/4` is three quarters, `2 1/2` two and one half."""
    found = _FRACTION.fullmatch(text.strip())
    if found is None or not int(found[3]) or max(len(found[2]), len(found[3])) > 6:
        return ""
    above, below = int(found[2]), int(found[3])
    one, more = _HALVES.get(below, (ordinal(below), ordinal(below) + "s"))
    part = f"{cardinal(above)} {one if above == 1 else more}"
    if below == 1:
        part = f"{cardinal(above)} over one"
    return f"{cardinal(int(found[1]))} and {part}" if found[1] else part


def _plain(words: str) -> str:
    """As Americans read it: without the "and" after hundreds and the commas, at which the voice would pause."""
    return words.replace(",", "").replace(" and ", " ")
