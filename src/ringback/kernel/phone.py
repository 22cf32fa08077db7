"""Telephone numbers: E.164 (ITU-T), national formats, kinds and places; short codes and alphanumeric senders.

Numbers travel as plain strings in E.164, `+` and 7 to 15 digits. Numbers under +1 are judged by rule here, within a
microsecond; all others by libphonenumber, with a memory of those met lately.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from ringback.kernel import phone_nanp as nanp

_PUNCTUATION = str.maketrans("", "", " \t-.()/\u00a0\u2010\u2011\u2012\u2013")
_KEYS = "22233344455566677778889999"
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", _KEYS + _KEYS)
_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII).fullmatch
_DIGITS = re.compile(r"\+?\d+", re.ASCII).fullmatch
_SHORT_CODE = re.compile(r"[2-9]\d{4,5}", re.ASCII).fullmatch
_ALPHANUMERIC = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 +\-_&]{1,11}", re.ASCII).fullmatch


class PhoneNumber(str):
    """Annotates a field that holds a telephone number in E.164; values are plain strings."""

    __slots__ = ()


class Geography(msgspec.Struct, frozen=True):
    """Where a number is at home, as far as the number tells. Unknown words are empty, unknown coordinates None."""

    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


def parse(text: str, default_country: str = "US") -> str | None:
    """`text` in E.164, or None if it cannot be a telephone number.

    Takes E.164 with or without its `+`, punctuation, ten digits (or words on the keypad) for the US and Canada, and
    for other default countries what is dialled there.
    """
    if nanp.SHAPE(text):
        return text
    bare = text.translate(_PUNCTUATION)
    if not _DIGITS(bare):
        return _by_keypad(bare)
    if bare[0] == "+":
        return bare if is_possible(bare) else None
    if country_code_is_one(default_country):
        return _checked("+1" + bare) if len(bare) == 10 else _checked("+" + bare)
    return _library().from_national(bare, default_country) or _checked("+" + bare)


def country_code_is_one(country: str) -> bool:
    """Whether `country` (ISO 3166) is dialled with +1."""
    return country in ("US", "CA") or any(code.country == country for code in nanp.area_codes().values())


def is_possible(e164: str) -> bool:
    """Whether the digits could be a number: shape and length, not whether anyone has it."""
    if e164.startswith("+1"):
        return nanp.SHAPE(e164) is not None
    return _E164(e164) is not None and _library().is_possible(e164)


def country(e164: str) -> str | None:
    """ISO 3166 code; None for numbers of no country, as satellites have. Area codes no one has yet count as US."""
    if e164.startswith("+1"):
        entry = nanp.area_code(e164[2:5])
        return entry.country if entry else ("CA" if e164[2] == "6" and e164[2:5] in nanp.NON_GEOGRAPHIC else "US")
    return _library().country(e164)


def kind(e164: str) -> str:
    """local, mobile, toll-free, national (tied to no place), premium, shared-cost, voip or unknown.

    North American mobiles have the same area codes as fixed lines: they are `local` here.
    """
    if not e164.startswith("+1"):
        return _library().kind(e164)
    code = e164[2:5]
    if nanp.area_code(code):
        return "local"
    for codes, name in ((nanp.TOLL_FREE, "toll-free"), (nanp.NON_GEOGRAPHIC, "national"), (nanp.PREMIUM, "premium")):
        if code in codes:
            return name
    return "unknown"


def national(e164: str) -> str:
    """As it is written at home: `(415) 555-0100`, `020 7946 0018`."""
    if e164.startswith("+1"):
        return f"({e164[2:5]}) {e164[5:8]}-{e164[8:]}"
    return _library().national(e164)


def area_code(e164: str) -> str | None:
    """The three digits of a geographic area code under +1, else None."""
    code = e164[2:5]
    return code if e164.startswith("+1") and nanp.area_code(code) else None


def overlays(e164: str) -> tuple[str, ...]:
    """The other area codes that serve the ground of this number's."""
    entry = nanp.area_code(e164[2:5]) if e164.startswith("+1") else None
    return entry.overlays if entry else ()


@lru_cache(maxsize=8192)
def geography(e164: str) -> Geography:
    """Place of a number: down to the city under +1, elsewhere the country. For FromCity and its kin in webhooks."""
    entry = nanp.area_code(e164[2:5]) if e164.startswith("+1") else None
    if entry is None:
        return Geography(country=country(e164) or "")
    place = nanp.place_of(entry.code, int(e164[5:8]))
    if place is None:
        return Geography(state=entry.region, country=entry.country)
    return Geography(
        place.name.upper(), place.region, place.postal_code, entry.country, place.latitude, place.longitude
    )


def calling_codes() -> Mapping[str, str]:
    """What every country is dialled with, by its ISO 3166 code: `{"GB": "+44", "US": "+1", …}`."""
    return _library().calling_codes()


def country_names() -> Mapping[str, str]:
    """Every country that numbers can be of, in the order of the ISO 3166 codes: `{"AC": "Ascension Island", …}`."""
    return _library().country_names()


def time_zones(e164: str) -> tuple[str, ...]:
    """Where its holder may be, as IANA names: one as a rule, many for numbers tied to no place, none where unknown."""
    return _library().time_zones(e164)


def is_short_code(text: str) -> bool:
    """Five or six digits, the first not 0 or 1."""
    return _SHORT_CODE(text) is not None


def is_alphanumeric_sender(text: str) -> bool:
    """1 to 11 of A-Z a-z 0-9 space + - _ &, at least one of them a letter."""
    return _ALPHANUMERIC(text) is not None


def keypad(text: str) -> str:
    """Letters as the digits they share a key with (ITU-T E.161); anything else stays."""
    return text.translate(_KEYPAD)


def _checked(e164: str) -> str | None:
    return e164 if is_possible(e164) else None


def _by_keypad(bare: str) -> str | None:
    """`1800FLOWERS`: only where digits lead and the whole is a North American number, so that names stay names."""
    digits = keypad(bare).removeprefix("+")
    if not bare.removeprefix("+")[:3].isdigit() or not digits.isascii() or not digits.isdigit():
        return None
    number = "+1" + digits if len(digits) == 10 else "+" + digits
    return number if nanp.SHAPE(number) else None


def _library():  # imported late for its weight: most installations never meet a number outside +1
    from ringback.kernel import phone_library

    return phone_library
