"""Numbers outside North America, by libphonenumber. Imported when the first such number is met: 20 ms, 1 to 10 MB.

`rphonenumbers` (Rust, ten times as fast) is used where it is installed; tests hold that both give the same answers.
"""

from collections.abc import Mapping
from functools import lru_cache

try:
    import rphonenumbers as library
except ImportError:
    import phonenumbers as library  # type: ignore[no-redef]

ISLANDS = {"AC": "Ascension Island", "TA": "Tristan da Cunha"}  # dialled as countries, without a name in the library
KINDS = {
    0: "local",
    1: "mobile",
    2: "local",
    3: "toll-free",
    4: "premium",
    5: "shared-cost",
    6: "voip",
    7: "national",
    9: "national",
}


@lru_cache(maxsize=8192)
def is_possible(e164: str) -> bool:
    try:
        return library.is_possible_number(library.parse(e164, None))
    except library.NumberParseException:
        return False


@lru_cache(maxsize=4096)
def from_national(text: str, country: str) -> str | None:
    """What is dialled as `text` within `country`, in E.164."""
    try:
        number = library.parse(text, country)
    except library.NumberParseException:
        return None
    return library.format_number(number, library.PhoneNumberFormat.E164) if library.is_possible_number(number) else None


@lru_cache(maxsize=8192)
def country(e164: str) -> str | None:
    """The country of a number; by its calling code alone where the rest of it is not assigned."""
    number = library.parse(e164, None)
    found = library.region_code_for_number(number) or library.region_code_for_country_code(number.country_code or 0)
    return found if found and found.isalpha() and found != "ZZ" else None


@lru_cache(maxsize=8192)
def kind(e164: str) -> str:
    return KINDS.get(int(library.number_type(library.parse(e164, None))), "unknown")


@lru_cache(maxsize=4096)
def national(e164: str) -> str:
    return library.format_number(library.parse(e164, None), library.PhoneNumberFormat.NATIONAL)


@lru_cache(maxsize=1)
def calling_codes() -> dict[str, str]:
    return {region: f"+{library.country_code_for_region(region)}" for region in sorted(library.SUPPORTED_REGIONS)}


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Every country that numbers can be of, by its ISO 3166 code, with its name in English."""
    from phonenumbers import SUPPORTED_REGIONS
    from phonenumbers.geodata.locale import LOCALE_DATA

    return {
        code: _in_english(LOCALE_DATA.get(code, {})) or ISLANDS.get(code, code) for code in sorted(SUPPORTED_REGIONS)
    }


def _in_english(names: Mapping[str, str]) -> str | None:
    """`*` and a language: the name is the same as in that one."""
    name = names.get("en")
    return names.get(name[1:]) if name and name.startswith("*") else name


@lru_cache(maxsize=8192)
def time_zones(e164: str) -> tuple[str, ...]:
    import phonenumbers  # rphonenumbers has no zones
    from phonenumbers import timezone

    found = timezone.time_zones_for_number(phonenumbers.parse(e164, None))
    return tuple(zone for zone in found if "/" in zone and not zone.startswith("Etc/"))
