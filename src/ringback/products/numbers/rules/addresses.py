"""What an address must look like. Form only: whether the house stands there, nobody asks."""

import re

import msgspec

from ringback.kernel import phone_nanp as nanp
from ringback.products.numbers import errors
from ringback.products.numbers.model import Address
from ringback.products.numbers.rules import countries

LIMITS = {
    "customer_name": 255,
    "street": 255,
    "street_secondary": 255,
    "city": 255,
    "region": 255,
    "postal_code": 32,
    "friendly_name": 64,
}
_POSTAL = {
    "US": (re.compile(r"\d{5}(-\d{4})?", re.ASCII), "five digits, or nine as 94105-1234"),
    "CA": (re.compile(r"[A-Za-z]\d[A-Za-z][ -]?\d[A-Za-z]\d", re.ASCII), "letters and digits as in K1A 0B1"),
    "GB": (re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}", re.ASCII), "two parts as in SW1A 1AA"),
}
_TERRITORIES = {"AA", "AE", "AP", "AS", "GU", "MP", "PR", "VI"}  # of the US, and its forces abroad


def checked_country(text: str) -> str:
    """Two upper-case letters; raises InvalidCountry."""
    code = text.strip().upper()
    if countries.plan_of(code) is None:
        raise errors.InvalidCountry(value=text)
    return code


def is_well_formed(country: str, region: str, postal_code: str) -> bool:
    """Whether the parts fit their country's form, where it is known."""
    form = _POSTAL.get(country)
    if form is None:
        return True
    regions = regions_of(country)
    return form[0].fullmatch(postal_code.strip()) is not None and (not regions or region.strip().upper() in regions)


def regions_of(country: str) -> frozenset[str]:
    """Two letters of each state or province; empty where they are not known."""
    found = {region for entry in nanp.area_codes().values() if entry.country == country for region in entry.regions}
    return frozenset(found | _TERRITORIES if country == "US" else found)


def refuse_malformed(country: str, region: str, postal_code: str) -> None:
    """Raises InvalidPostalCode, InvalidRegion."""
    form = _POSTAL.get(country)
    if form is not None and not form[0].fullmatch(postal_code.strip()):
        raise errors.InvalidPostalCode(value=postal_code, country=country, form=form[1])
    regions = regions_of(country)
    if regions and region.strip().upper() not in regions:
        raise errors.InvalidRegion(value=region, country=country)


def refuse_long(parts: dict[str, str | None]) -> None:
    """Raises AddressTooLong."""
    for name, limit in LIMITS.items():
        if len(parts.get(name) or "") > limit:
            spelt = name.title().replace("_", "")
            raise errors.AddressTooLong(name=spelt, length=len(parts[name] or ""), limit=limit)


def corrected(address: Address) -> Address:
    """Region and postal code as their country writes them, where it is known how."""
    if address.iso_country not in _POSTAL:
        return address
    postal_code = address.postal_code.strip().upper()
    if address.iso_country == "CA" and len(postal_code) == 6:
        postal_code = f"{postal_code[:3]} {postal_code[3:]}"
    region = address.region.strip()
    region = region.upper() if regions_of(address.iso_country) else region
    return msgspec.structs.replace(address, region=region, postal_code=postal_code)
