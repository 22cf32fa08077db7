"""Categories of usage and how they nest: what is counted in `sms-outbound-longcode` is part of `sms-outbound`,
of `sms`, and of `totalprice`."""

from collections.abc import Mapping
from importlib.resources import files

import msgspec

TOTAL = "totalprice"


class Category(msgspec.Struct, frozen=True):
    """`parent` is empty for those that nest in nothing but the total; with a comma it names two."""

    name: str
    parent: str
    count_unit: str
    usage_unit: str
    description: str


def _read() -> dict[str, Category]:
    _, *lines = files("ringback.products.usage").joinpath("categories.tsv").read_text("utf-8").splitlines()
    return {(row := line.split("\t"))[0]: Category(*row) for line in lines}


def _lineage(name: str) -> tuple[str, ...]:
    """A category and all it is part of but the total."""
    parents = CATEGORIES[name].parent.split(",") if CATEGORIES[name].parent else ()
    return tuple(dict.fromkeys((name, *(above for parent in parents for above in _lineage(parent)))))


CATEGORIES: Mapping[str, Category] = _read()
LINEAGE: Mapping[str, tuple[str, ...]] = {name: _lineage(name) for name in CATEGORIES}


def members(name: str) -> tuple[str, ...]:
    """What is counted in a category: itself and all that nests in it."""
    return tuple(CATEGORIES) if name == TOTAL else tuple(n for n, lineage in LINEAGE.items() if name in lineage)
