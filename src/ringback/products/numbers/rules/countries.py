"""Countries, and the kinds of numbers each has: from the plans that libphonenumber describes."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

from ringback.products.numbers.model import AddressRequirement, Capabilities, Country, NumberKind

NANP = "1"
_TEXTS_TOO = Capabilities(voice=True, sms=True)
_TEXTS_AND_PICTURES = Capabilities(voice=True, sms=True, mms=True)
_SILENT = Capabilities(voice=False, sms=True)

# North America by hand: its mobiles have no codes of their own, and codes for machines and the like cross borders.
_NORTH_AMERICAN = {
    "US": (
        NumberKind.LOCAL,
        NumberKind.TOLL_FREE,
        NumberKind.MOBILE,
        NumberKind.NATIONAL,
        NumberKind.MACHINE_TO_MACHINE,
    ),
    "CA": (NumberKind.LOCAL, NumberKind.TOLL_FREE, NumberKind.MOBILE, NumberKind.NATIONAL),
}

# Great Britain's ranges in full; its geographic numbers are in britain.tsv.
_BRITISH = {
    NumberKind.TOLL_FREE: (("800", 7), ("808", 7)),
    NumberKind.MOBILE: (("7400", 6), ("7500", 6), ("7723", 6), ("7803", 6), ("7890", 6), ("7985", 6)),
    NumberKind.NATIONAL: (("300", 7), ("330", 7), ("333", 7), ("345", 7), ("370", 7)),
}

# Countries whose regulators tie some numbers to an address.
_ADDRESSES = {
    ("AU", NumberKind.LOCAL): AddressRequirement.ANY,
    ("AU", NumberKind.MOBILE): AddressRequirement.ANY,
    ("DE", NumberKind.LOCAL): AddressRequirement.LOCAL,
    ("ES", NumberKind.LOCAL): AddressRequirement.LOCAL,
    ("FR", NumberKind.LOCAL): AddressRequirement.LOCAL,
    ("IT", NumberKind.LOCAL): AddressRequirement.LOCAL,
    ("JP", NumberKind.LOCAL): AddressRequirement.LOCAL,
}


class Plan(msgspec.Struct, frozen=True):
    """A country's numbers: for each kind, first digits after the calling code, and how many may follow them freely."""

    country: str
    name: str
    calling_code: str
    stems: Mapping[NumberKind, tuple[tuple[str, int], ...]]

    @property
    def kinds(self) -> tuple[NumberKind, ...]:
        return _NORTH_AMERICAN.get(self.country) or tuple(self.stems)


@lru_cache(maxsize=1)
def plans() -> Mapping[str, Plan]:
    """Every country with numbers for sale, by its ISO 3166 code."""
    text = files("ringback.products.numbers").joinpath("countries.tsv").read_text(encoding="utf-8")
    found = (_plan(*line.split("\t")) for line in text.splitlines() if line[0] != "#")
    return {plan.country: plan for plan in found if plan.kinds}


def plan_of(country_code: str) -> Plan | None:
    return plans().get(country_code.upper())


@lru_cache(maxsize=512)
def country_of(country_code: str) -> Country | None:
    plan = plan_of(country_code)
    return Country(country_code=plan.country, country=plan.name, kinds=plan.kinds) if plan else None


def countries() -> list[Country]:
    return [found for code in plans() if (found := country_of(code))]


def capabilities(country: str, kind: NumberKind) -> Capabilities:
    """What numbers of a kind carry. Fax is gone everywhere."""
    if kind is NumberKind.MACHINE_TO_MACHINE:
        return _SILENT
    if country in _NORTH_AMERICAN:
        return _TEXTS_AND_PICTURES if kind is not NumberKind.NATIONAL else _TEXTS_TOO
    return _TEXTS_TOO if kind is NumberKind.MOBILE else Capabilities(voice=True)


def address_requirement(country: str, kind: NumberKind) -> AddressRequirement:
    return _ADDRESSES.get((country, kind), AddressRequirement.NONE)


def _plan(country: str, name: str, calling_code: str, *kinds: str) -> Plan:
    stems = {}
    for text in kinds:
        kind, stem, free = text.split(":")
        if calling_code != NANP or kind not in (
            "toll_free",
            "national",
        ):  # those are the whole plan's, not the island's
            stems[NumberKind(kind)] = ((stem, int(free)),)
    return Plan(country, name, calling_code, {**stems, **_BRITISH} if country == "GB" else stems)
