"""The stock of numbers for sale, made up by rule: the same search finds the same numbers, on every installation.

A block is the digits that some numbers begin with, and how many digits follow freely; North America's are the real
exchanges of each area code. Blocks of one area make a ground; a search walks its grounds in turn, one number from each,
in an order scattered by checksums. 555 is no exchange here: handsets often have such numbers, so none is offered.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from zlib import crc32

import msgspec

from ringback.kernel import phone_nanp as nanp
from ringback.products.numbers.model import NumberKind, Spot
from ringback.products.numbers.rules.pattern import Pattern

NOWHERE = Spot()
NANP_DIGITS = 11  # 1, area code, exchange, line
NATIONAL_CODES = {"US": ("544", "566", "577", "588"), "CA": ("600", "622", "633")}
MACHINE_CODES = ("521", "525", "526", "527", "528", "529")
_STRIDES = (7, 11, 13, 17, 19, 23, 29, 31, 37, 41)  # primes: one of them divides no given count of blocks
_RESERVED = (555, 950, 958, 959, 976)


class Block(msgspec.Struct, frozen=True):
    """Numbers that begin with `stem` (E.164 without its `+`), `free` more digits follow."""

    stem: str
    free: int
    spot: Spot


class Ground(msgspec.Struct, frozen=True):
    """Blocks whose numbers share their first digits and have one length.

    The blocks are made when they are needed: most searches touch few grounds.
    """

    prefix: str
    length: int
    blocks: Callable[[], Sequence[Block]]


class Candidate(msgspec.Struct, frozen=True):
    """A number that fits a search, if nobody owns it."""

    phone_number: str
    spot: Spot


def candidates(grounds: Iterable[Ground], pattern: Pattern | None) -> Iterator[Candidate]:
    """One number from each ground in turn, until all are used up."""
    walks: Iterable[Iterator[Candidate]] = (_walk(ground, pattern) for ground in grounds)
    while True:
        still = []
        for walk in walks:
            for candidate in walk:
                yield candidate
                still.append(walk)
                break
        if not still:
            return
        walks = still


def _walk(ground: Ground, pattern: Pattern | None) -> Iterator[Candidate]:
    if pattern is None:
        return _any_numbers(ground)
    templates = [t for t in pattern.templates(ground.length) if _agrees(t, ground.prefix)]
    return _fitting_numbers(ground, templates) if templates else iter(())


def _any_numbers(ground: Ground) -> Iterator[Candidate]:
    blocks = _scattered(ground)
    for turn in range(max((10**block.free for block in blocks), default=0)):
        for block in blocks:
            if turn < 10**block.free:
                yield Candidate(f"+{block.stem}{_line(block.stem, block.free, turn)}", block.spot)


def _fitting_numbers(ground: Ground, templates: Sequence[str]) -> Iterator[Candidate]:
    """One number from each fitting block in turn; the fits are found as they are needed."""
    seen: set[str] = set()
    fits: list[tuple[Block, str]] = []
    for fit in _fits(ground, templates):
        fits.append(fit)
        yield from _unseen(*fit, 0, seen)
    for turn in range(1, max((10 ** ends.count("*") for _, ends in fits), default=0)):
        for block, ends in fits:
            yield from _unseen(block, ends, turn, seen)


def _fits(ground: Ground, templates: Sequence[str]) -> Iterator[tuple[Block, str]]:
    """Each block that agrees with a template, with what the template asks of its free digits."""
    blocks = ground.blocks()
    if not blocks:
        return
    start, cut = len(ground.prefix), len(blocks[0].stem)
    by_stem = {block.stem: block for block in blocks}
    loose = [template for template in templates if "*" in template[start:cut]]
    for template in templates:
        block = by_stem.get(ground.prefix + template[start:cut])
        if block is not None:
            yield block, template[cut:]
    for block in _scattered(ground) if loose else ():
        for template in loose:
            if _agrees(template[start:cut], block.stem[start:]):
                yield block, template[cut:]


def _unseen(block: Block, ends: str, turn: int, seen: set[str]) -> Iterator[Candidate]:
    free = ends.count("*")
    if turn >= 10**free:
        return
    digits = iter(_line(block.stem, free, turn))
    number = f"+{block.stem}" + "".join(next(digits) if sign == "*" else sign for sign in ends)
    if number not in seen:
        seen.add(number)
        yield Candidate(number, block.spot)


def _line(stem: str, free: int, turn: int) -> str:
    """`free` digits for number `turn`: all of them once, in an order that follows from `stem`."""
    if free == 0:
        return ""
    return f"{(turn * 6133 + crc32(stem.encode())) % 10**free:0{free}d}"  # 6133 is prime to ten


def _agrees(template: str, digits: str) -> bool:
    return all(sign in ("*", digit) for sign, digit in zip(template, digits, strict=False))


def _scattered(ground: Ground) -> list[Block]:
    """The ground's blocks in an order that follows from its first digits."""
    blocks = ground.blocks()
    if not blocks:
        return []
    seed, stride = crc32(ground.prefix.encode()), next(stride for stride in _STRIDES if len(blocks) % stride)
    return [blocks[(seed + turn * stride) % len(blocks)] for turn in range(len(blocks))]


# -- where the grounds come from


def scattered_codes(codes: Iterable[str]) -> list[str]:
    return sorted(codes, key=lambda code: crc32(code.encode()))


@lru_cache(maxsize=1024)
def area_blocks(code: str, kind: NumberKind) -> tuple[Block, ...]:
    """The exchanges of an area code that hold local, or mobile, numbers."""
    return tuple(block for _, blocks in area_places(code, kind) for block in blocks)


@lru_cache(maxsize=1024)
def area_places(code: str, kind: NumberKind) -> tuple[tuple[Spot, tuple[Block, ...]], ...]:
    """The same by place."""
    wants_mobile = kind is NumberKind.MOBILE
    found = []
    for spot, exchanges in _exchanges(code):
        stems = (f"1{code}{exchange}" for exchange in exchanges)
        blocks = tuple(Block(stem, 4, spot) for stem in stems if is_mobile_block(stem) == wants_mobile)
        found.append((spot, blocks))
    return tuple(found)


@lru_cache(maxsize=1024)
def area_regions(code: str) -> frozenset[str]:
    """States or provinces that an area code's places lie in, in lower case."""
    entry = nanp.area_code(code)
    regions = {place.region for place in nanp.places(code)} | set(entry.regions if entry else ())
    return frozenset(region.lower() for region in regions)


def is_mobile_block(stem: str) -> bool:
    """One North American exchange in eight is a mobile carrier's: exchanges, not area codes, are given to carriers."""
    return crc32(stem[:7].encode()) % 8 == 0


def _exchanges(code: str) -> Iterator[tuple[Spot, Sequence[int]]]:
    entry = nanp.area_code(code)
    if entry is None:
        return
    for place in nanp.places(code):
        yield spot_of(place, entry.lata), place.exchanges
    if not nanp.places(code):
        place = nanp.main_place(code)
        spot = spot_of(place, entry.lata) if place else Spot(region=entry.region or None, lata=entry.lata)
        yield spot, open_exchanges()


def spot_of(place: nanp.Place, lata: str | None) -> Spot:
    return Spot(
        locality=place.name,
        region=place.region,
        latitude=place.latitude,
        longitude=place.longitude,
        postal_code=place.postal_code or None,
        rate_center=place.name.upper(),
        lata=lata,
    )


@lru_cache(maxsize=1)
def open_exchanges() -> tuple[int, ...]:
    return tuple(x for x in range(200, 1000) if x % 100 != 11 and x not in _RESERVED)


@lru_cache(maxsize=64)
def placeless_blocks(code: str) -> tuple[Block, ...]:
    """All exchanges of a toll-free or other code that is tied to no place."""
    return tuple(Block(f"1{code}{exchange}", 4, NOWHERE) for exchange in open_exchanges())


@lru_cache(maxsize=1)
def british_blocks() -> tuple[Block, ...]:
    """Geographic numbers of Great Britain by the towns of their area codes."""
    text = files("ringback.products.numbers").joinpath("britain.tsv").read_text(encoding="utf-8")
    return tuple({block.stem: block for block in map(_british_block, text.splitlines()[1:])}.values())


def _british_block(line: str) -> Block:
    stem, free, name, region, latitude, longitude = line.split("\t")
    at = (float(latitude), float(longitude)) if latitude else (None, None)
    return Block("44" + stem, int(free), Spot(name, region or None, *at, rate_center=name.upper()))
