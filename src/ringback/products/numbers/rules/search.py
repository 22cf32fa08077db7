"""From what a customer asks for to the grounds where such numbers are found."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import msgspec

from ringback.kernel import phone
from ringback.kernel import phone_nanp as nanp
from ringback.products.numbers.model import AvailableNumber, NumberKind, Spot
from ringback.products.numbers.rules import countries, stock
from ringback.products.numbers.rules.distance import DEFAULT_MILES, MOST_MILES, Point, miles, point_of, point_of_number
from ringback.products.numbers.rules.pattern import read
from ringback.products.numbers.rules.stock import NANP_DIGITS, Block, Candidate, Ground

Fits = Callable[[Spot], bool]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A search, as asked. Words compare without case; a number in place of a region and the like stands for its own."""

    area_code: int | None = None
    contains: str | None = None
    near_number: str | None = None
    near_lat_long: str | None = None
    distance: int | None = None
    in_postal_code: str | None = None
    in_region: str | None = None
    in_rate_center: str | None = None
    in_lata: str | None = None
    in_locality: str | None = None
    sms_enabled: bool | None = None
    mms_enabled: bool | None = None
    voice_enabled: bool | None = None
    fax_enabled: bool | None = None
    exclude_all_address_required: bool | None = None
    exclude_local_address_required: bool | None = None
    exclude_foreign_address_required: bool | None = None


def find(country: str, kind: NumberKind, wanted: Wanted) -> Iterator[Candidate]:
    """Numbers that fit, owned ones among them, in a fixed order. Raises InvalidPattern, InvalidNear."""
    pattern = read(wanted.contains) if wanted.contains else None
    near = _near(wanted)
    if not _carries(country, kind, wanted) or _address_excluded(country, kind, wanted):
        return iter(())
    return stock.candidates(_grounds(country, kind, _resolved(wanted), near), pattern)


def offer(candidate: Candidate, country: str, kind: NumberKind) -> AvailableNumber:
    return AvailableNumber(
        phone_number=candidate.phone_number,
        friendly_name=phone.national(candidate.phone_number),
        iso_country=country,
        kind=kind,
        spot=candidate.spot,
        capabilities=countries.capabilities(country, kind),
        address_requirements=countries.address_requirement(country, kind),
    )


def _carries(country: str, kind: NumberKind, wanted: Wanted) -> bool:
    can = countries.capabilities(country, kind)
    asked = (
        (wanted.sms_enabled, can.sms),
        (wanted.mms_enabled, can.mms),
        (wanted.voice_enabled, can.voice),
        (wanted.fax_enabled, can.fax),
    )
    return all(want is None or want == has for want, has in asked)


def _address_excluded(country: str, kind: NumberKind, wanted: Wanted) -> bool:
    excluded = {
        "any": wanted.exclude_all_address_required,
        "local": wanted.exclude_all_address_required or wanted.exclude_local_address_required,
        "foreign": wanted.exclude_all_address_required or wanted.exclude_foreign_address_required,
    }
    return bool(excluded.get(countries.address_requirement(country, kind).value))


def _near(wanted: Wanted) -> Point | None:
    if wanted.near_lat_long:
        return point_of(wanted.near_lat_long)
    return point_of_number(wanted.near_number) if wanted.near_number else None


def _resolved(wanted: Wanted) -> Wanted:
    """Numbers that stand for their own region, LATA, rate center, place or postal code, replaced by these."""
    found = {}
    for name, of in _OF_NUMBER.items():
        said = getattr(wanted, name)
        if said and said.startswith("+") and (e164 := phone.parse(said)):
            found[name] = of(e164) or "-"
    return msgspec.structs.replace(wanted, **found) if found else wanted


def _lata(e164: str) -> str | None:
    entry = nanp.area_code(e164[2:5])
    return entry.lata if entry else None


_OF_NUMBER: dict[str, Callable[[str], str | None]] = {
    "in_region": lambda e164: phone.geography(e164).state,
    "in_locality": lambda e164: phone.geography(e164).city,
    "in_rate_center": lambda e164: phone.geography(e164).city,
    "in_postal_code": lambda e164: phone.geography(e164).zip,
    "in_lata": _lata,
}


# -- grounds


def _grounds(country: str, kind: NumberKind, wanted: Wanted, near: Point | None) -> Iterator[Ground]:
    if country in stock.NATIONAL_CODES:
        return _north_american(country, kind, wanted, near)
    if wanted.near_number or wanted.near_lat_long:
        return iter(())  # places elsewhere are not known well enough
    if country == "GB" and kind is NumberKind.LOCAL:
        return _british(wanted)
    return _by_plan(country, kind, wanted)


def _north_american(country: str, kind: NumberKind, wanted: Wanted, near: Point | None) -> Iterator[Ground]:
    if kind not in (NumberKind.LOCAL, NumberKind.MOBILE):
        return _placeless(country, kind, wanted)
    if near is not None:
        return _nearest(country, kind, wanted, near)
    if wanted.near_number:
        return iter(())
    fits = _place_test(wanted)
    return (
        Ground(f"1{code}", NANP_DIGITS, partial(_fitting, code, kind, fits))
        for code in stock.scattered_codes(_codes(country, wanted))
    )


def _codes(country: str, wanted: Wanted) -> list[str]:
    """Area codes that may hold what is wanted; which of their places do is seen later."""
    if wanted.area_code is not None:
        known = [str(wanted.area_code)]
    elif wanted.in_postal_code:
        known = nanp.codes_with(wanted.in_postal_code) or nanp.codes_with_postal(wanted.in_postal_code[:3])
    elif place := wanted.in_locality or wanted.in_rate_center:
        known = nanp.codes_with(place) + [code for code in nanp.area_codes() if not nanp.places(code)]
    else:
        known = list(nanp.area_codes())
    return [code for code in known if _area_fits(nanp.area_code(code), country, wanted)]


def _area_fits(entry: nanp.AreaCode | None, country: str, wanted: Wanted) -> bool:
    if entry is None or entry.country != country:
        return False
    if wanted.in_region and wanted.in_region.lower() not in stock.area_regions(entry.code):
        return False
    return not wanted.in_lata or entry.lata == wanted.in_lata


def _fitting(code: str, kind: NumberKind, fits: Fits | None) -> Sequence[Block]:
    if fits is None:
        return stock.area_blocks(code, kind)
    return [block for spot, blocks in stock.area_places(code, kind) if fits(spot) for block in blocks]


def _place_test(wanted: Wanted) -> Fits | None:
    """Whether a spot has the region, locality, rate center and postal code that are wanted; None if none is."""
    asked = [
        (name, said.lower())
        for name, said in (
            ("region", wanted.in_region),
            ("locality", wanted.in_locality),
            ("rate_center", wanted.in_rate_center),
        )
        if said
    ]
    zips = _zip_test(wanted.in_postal_code)
    if not asked and zips is None:
        return None
    return lambda spot: (
        all((getattr(spot, name) or "").lower() == said for name, said in asked)
        and (zips is None or zips(spot.postal_code or ""))
    )


def _zip_test(postal_code: str | None) -> Callable[[str], bool] | None:
    """The very postal code, if some place has it as its own; else those that share its first three signs."""
    if not postal_code:
        return None
    if nanp.codes_with(postal_code):
        return lambda own: own == postal_code
    return lambda own: own[:3] == postal_code[:3]


def _nearest(country: str, kind: NumberKind, wanted: Wanted, near: Point) -> Iterator[Ground]:
    """A ground for each place within reach, the nearest first."""
    reach = min(wanted.distance or DEFAULT_MILES, MOST_MILES)
    fits = _place_test(wanted)
    found: list[tuple[float, str, Sequence[Block]]] = []
    for code in _codes(country, wanted):
        if _may_reach(code, near, reach):
            found += _within(code, kind, fits, near, reach)
    found.sort(key=lambda item: item[:2])
    return (Ground(f"1{code}", NANP_DIGITS, partial(tuple, blocks)) for _, code, blocks in found)


def _may_reach(code: str, near: Point, reach: int) -> bool:
    entry = nanp.area_code(code)
    if entry is None or entry.latitude is None or entry.longitude is None:
        return nanp.main_place(code) is not None  # a code whose own places are not known: seen when it is looked at
    return miles((entry.latitude, entry.longitude), near) <= reach + entry.reach_miles


def _within(
    code: str, kind: NumberKind, fits: Fits | None, near: Point, reach: int
) -> list[tuple[float, str, Sequence[Block]]]:
    found = []
    for spot, blocks in stock.area_places(code, kind):
        if spot.latitude is not None and spot.longitude is not None and (fits is None or fits(spot)):
            away = miles((spot.latitude, spot.longitude), near)
            if away <= reach:
                found.append((away, code, blocks))
    return found


def _placeless(country: str, kind: NumberKind, wanted: Wanted) -> Iterator[Ground]:
    if _asks_for_place(wanted):
        return iter(())
    codes = {
        NumberKind.TOLL_FREE: tuple(nanp.TOLL_FREE),
        NumberKind.NATIONAL: stock.NATIONAL_CODES[country],
        NumberKind.MACHINE_TO_MACHINE: stock.MACHINE_CODES,
    }.get(kind, ())
    wanted_codes = [code for code in codes if wanted.area_code is None or code == str(wanted.area_code)]
    return (
        Ground(f"1{code}", NANP_DIGITS, partial(stock.placeless_blocks, code))
        for code in stock.scattered_codes(wanted_codes)
    )


def _asks_for_place(wanted: Wanted) -> bool:
    return any(
        (
            wanted.in_region,
            wanted.in_locality,
            wanted.in_rate_center,
            wanted.in_postal_code,
            wanted.in_lata,
            wanted.near_number,
            wanted.near_lat_long,
        )
    )


def _british(wanted: Wanted) -> Iterator[Ground]:
    fits = _place_test(wanted)
    first = "44" + str(wanted.area_code or "")
    blocks = [b for b in stock.british_blocks() if b.stem.startswith(first) and (fits is None or fits(b.spot))]
    by_stem = {block.stem: block for block in blocks if not wanted.in_lata}
    return (
        Ground(stem, len(stem) + by_stem[stem].free, partial(tuple, (by_stem[stem],)))
        for stem in stock.scattered_codes(by_stem)
    )


def _by_plan(country: str, kind: NumberKind, wanted: Wanted) -> Iterator[Ground]:
    plan = countries.plan_of(country)
    if plan is None or kind not in plan.stems or _asks_for_place(wanted):
        return
    for stem, free in plan.stems[kind]:
        digits = plan.calling_code + stem
        if stem.startswith(str(wanted.area_code or "")):
            yield Ground(digits, len(digits) + free, partial(tuple, (Block(digits, free, stock.NOWHERE),)))
