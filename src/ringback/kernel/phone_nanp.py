"""The North American Numbering Plan as data: area codes, their overlays, and the places their exchanges serve.

`nanp.tsv` holds an area code a line (code, country, regions, LATA, overlays, middle and reach) and under it, indented,
its places (name, region, latitude, longitude, nearest ZIP, exchanges). It is read when the first question is asked.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

TOLL_FREE = frozenset(("800", "833", "844", "855", "866", "877", "888"))
NON_GEOGRAPHIC = frozenset(
    ["500", *map(str, range(521, 530)), "532", "533", "544", "566", "577", "588", "600", "622", "633"]
)
PREMIUM = frozenset(("900",))

# Area code: not N9X (kept for expansion), not N11; exchange: not N11, but for toll-free, where there are such.
SHAPE = re.compile(
    r"\+1(?:(?:800|833|844|855|866|877|888)[2-9]\d\d|[2-9](?!9|11)\d\d[2-9](?!11)\d\d)\d{4}", re.ASCII
).fullmatch


class AreaCode(msgspec.Struct, frozen=True):
    """One area code. `regions` are states or provinces, the main one first; none outside the US and Canada.

    `overlays` are the other codes that serve the same ground. `lata` is that of most of it, where known beyond doubt.
    All its places with known coordinates lie within `reach_miles` of `latitude` and `longitude`.
    """

    code: str
    country: str
    regions: tuple[str, ...] = ()
    lata: str | None = None
    overlays: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    reach_miles: int = 0

    @property
    def region(self) -> str:
        return self.regions[0] if self.regions else ""


class Place(msgspec.Struct, frozen=True):
    """A place that has telephone exchanges. `exchanges` are the middle three digits that serve it in one area code."""

    name: str
    region: str
    latitude: float | None
    longitude: float | None
    postal_code: str
    exchanges: tuple[int, ...]


def area_codes() -> Mapping[str, AreaCode]:
    """All geographic area codes by their three digits."""
    return _table()[0]


def area_code(code: str) -> AreaCode | None:
    return _table()[0].get(code)


@lru_cache(maxsize=512)
def places(code: str) -> tuple[Place, ...]:
    """The places an area code serves, the one with most exchanges first; empty where no exchange is known."""
    return tuple(_place(line) for line in _table()[1].get(code, "").splitlines())


@lru_cache(maxsize=512)
def main_place(code: str) -> Place | None:
    """The largest place of an area code, or of the ground it shares with its overlays if its own are not known."""
    entry = area_code(code)
    for known in (code, *(entry.overlays if entry else ())):
        if places(known):
            return places(known)[0]
    return None


def codes_with(text: str) -> list[str]:
    """Area codes among whose places some field is `text` (case aside): a name, a region, a ZIP code."""
    wanted = f"\t{text.lower()}\t"
    return [code for code, block in _table()[1].items() if wanted in block.lower()]


def codes_with_postal(prefix: str) -> list[str]:
    """Area codes among whose places some postal code begins with `prefix` (digits)."""
    return [code for code, block in _table()[1].items() if f"\t{prefix}" in block]


def place_of(code: str, exchange: int) -> Place | None:
    """Where an exchange is; None where only the region is known.

    A code with no known exchanges lies in its main place.
    """
    own = _by_exchange(code)
    return own.get(exchange) if own else main_place(code)


@lru_cache(maxsize=512)
def _by_exchange(code: str) -> dict[int, Place]:
    return {exchange: place for place in places(code) for exchange in place.exchanges}


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, AreaCode], dict[str, str]]:
    """Area codes read, their places as text: most are never asked for."""
    text = files("ringback.kernel").joinpath("nanp.tsv").read_text(encoding="utf-8")
    codes, blocks = {}, {}
    for block in re.split(r"\n(?=\d)", text)[1:]:
        head, _, rest = block.partition("\n")
        codes[head[:3]] = _area_code(*head.split("\t"))
        blocks[head[:3]] = rest
    return codes, blocks


def _area_code(code: str, country: str, regions: str, lata: str, overlays: str, *circle: str) -> AreaCode:
    known = AreaCode(code, country, _words(regions), lata or None, _words(overlays))
    if not circle[0]:
        return known
    latitude, longitude, reach = float(circle[0]), float(circle[1]), int(circle[2])
    return msgspec.structs.replace(known, latitude=latitude, longitude=longitude, reach_miles=reach)


def _place(line: str) -> Place:
    _, name, region, latitude, longitude, postal_code, exchanges = line.split("\t")
    spot = (float(latitude), float(longitude)) if latitude else (None, None)
    return Place(name, region, *spot, postal_code, tuple(_spans(exchanges)))


def _spans(text: str) -> list[int]:
    """ "200-202,206" as [200, 201, 202, 206]."""
    found: list[int] = []
    for span in text.split(","):
        first, _, last = span.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()
