"""Whether a number can be bought, and as what."""

import re

from ringback.kernel import phone
from ringback.kernel import phone_nanp as nanp
from ringback.products.numbers import errors
from ringback.products.numbers.model import NumberKind
from ringback.products.numbers.rules import countries, stock

# Test credentials know these alone (and area codes 500 and 533).
MAGIC_UNAVAILABLE, MAGIC_INVALID, MAGIC_GOOD = "+15005550000", "+15005550001", "+15005550006"
MAGIC_AREA_CODE, MAGIC_EMPTY_AREA_CODE = 500, 533
_KINDS = {
    "toll-free": NumberKind.TOLL_FREE,
    "mobile": NumberKind.MOBILE,
    "national": NumberKind.NATIONAL,
    "voip": NumberKind.VOIP,
    "shared-cost": NumberKind.SHARED_COST,
    "local": NumberKind.LOCAL,
}
_AREA_CODE = re.compile(r"\d{3}", re.ASCII).fullmatch


def checked_number(text: str) -> str:
    """`text` in E.164; raises InvalidPhoneNumber if no number can look so or nobody issues such numbers."""
    e164 = phone.parse(text)
    if e164 is None or phone.kind(e164) == "unknown":
        raise errors.InvalidPhoneNumber(value=text)
    return e164


def refuse_unsold(e164: str) -> None:
    """Raises NumberNotAvailable for numbers that are never for sale."""
    if phone.kind(e164) == "premium":
        raise errors.NumberNotAvailable(value=e164, reason="premium-rate numbers are not sold")
    if e164.startswith("+1500555"):
        raise errors.NumberNotAvailable(value=e164, reason="500 555 numbers are for test credentials")


def kind_of(e164: str, asked: NumberKind | None) -> NumberKind:
    """Its kind. Under +1 local and mobile numbers look alike: there the path it is bought through decides.

    Raises NumberNotAvailable if it cannot be of the kind that was asked for.
    """
    kind = _kind_by_plan(e164)
    if kind is NumberKind.LOCAL and e164.startswith("+1"):
        kind = asked if asked is NumberKind.LOCAL or asked is NumberKind.MOBILE else _issued_as(e164)
    if asked is not None and kind is not asked:
        raise errors.NumberNotAvailable(value=e164, reason=f"it is a {kind.words} number, not a {asked.words} one")
    return kind


def _kind_by_plan(e164: str) -> NumberKind:
    if e164.startswith("+1") and e164[2:5] in stock.MACHINE_CODES:
        return NumberKind.MACHINE_TO_MACHINE
    return _KINDS.get(phone.kind(e164), NumberKind.NATIONAL)


def _issued_as(e164: str) -> NumberKind:
    offered = (phone.country(e164) or "") in stock.NATIONAL_CODES and e164[5:8] != "555"
    return NumberKind.MOBILE if offered and stock.is_mobile_block(e164[1:]) else NumberKind.LOCAL


def country_of(e164: str) -> str:
    return phone.country(e164) or "US"


def checked_area_code(text: str) -> nanp.AreaCode:
    """Raises InvalidAreaCode, AreaCodeUnsupported."""
    bare = text.strip()
    if bare in nanp.TOLL_FREE | nanp.NON_GEOGRAPHIC | nanp.PREMIUM:
        raise errors.AreaCodeUnsupported(value=bare)
    entry = nanp.area_code(bare) if _AREA_CODE(bare) else None
    if entry is None or entry.country not in stock.NATIONAL_CODES:
        raise errors.InvalidAreaCode(value=text)
    return entry


def refuse_without_address(e164: str, country: str, kind: NumberKind, where: str | None) -> None:
    """`where` is the country of the address given, None without one. Raises AddressNeeded, AddressNotLocal."""
    requirement = countries.address_requirement(country, kind)
    if requirement.value == "none":
        return
    if where is None:
        raise errors.AddressNeeded(number=e164, requirement=requirement.value)
    if requirement.value == "local" and where != country:
        raise errors.AddressNotLocal(number=e164, country=country, value="given", where=where)
