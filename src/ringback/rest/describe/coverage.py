"""The coverage page: every operation of the published contract by name, and whether it is here."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from ringback.rest.declare import Style
from ringback.rest.endpoint import Endpoint

_FACTS = Path(__file__).with_name("operations.json")
_PLACE = re.compile(r"\{\w+\}")


class Published(msgspec.Struct, frozen=True):
    """One operation of the contract: facts only."""

    product: str
    name: str
    method: str
    path: str
    tier: str


@cache
def published() -> list[Published]:
    """All operations that are meant to be here one day (tiers core and later)."""
    return [Published(*row) for row in json.loads(_FACTS.read_text())]


def is_there(operation: Published, endpoints: Sequence[Endpoint]) -> bool:
    """Whether an operation of that product and name answers to that method and path."""
    return (operation.product, operation.name, operation.method, _shape(operation.path)) in _declared(endpoints)


def _declared(endpoints: Sequence[Endpoint]) -> set[tuple[str, str, str, str]]:
    return {(e.product, e.name, e.method, _shape(_full_path(e))) for e in endpoints}


def _full_path(endpoint: Endpoint) -> str:
    return f"/{endpoint.path}{'.json' if endpoint.style is Style.CORE else ''}"


def _shape(path: str) -> str:
    return _PLACE.sub("{}", path)


def coverage(endpoints: Sequence[Endpoint]) -> str:
    """The page, as Markdown."""
    declared = _declared(endpoints)
    rows: dict[str, list[tuple[Published, bool]]] = {}
    for operation in published():
        key = (operation.product, operation.name, operation.method, _shape(operation.path))
        rows.setdefault(operation.product, []).append((operation, key in declared))
    done = sum(is_done for product in rows.values() for _, is_done in product)
    total = sum(len(product) for product in rows.values())
    parts = [
        "# Coverage\n",
        "Every operation of the published contract that Ringback means to have, by name. Made from the code by "
        "`make docs`.\n",
        f"**{done} of {total}** are here; of the core tier {_core(rows)}.\n",
        _summary(rows),
        *(_product(name, product) for name, product in sorted(rows.items())),
    ]
    return "\n".join(parts)


def _core(rows: dict[str, list[tuple[Published, bool]]]) -> str:
    core = [is_done for product in rows.values() for operation, is_done in product if operation.tier == "core"]
    return f"{sum(core)} of {len(core)}"


def _summary(rows: dict[str, list[tuple[Published, bool]]]) -> str:
    lines = ["| product | here | of |", "|---|---|---|"]
    for name, product in sorted(rows.items()):
        lines.append(f"| [{name}](#{name}) | {sum(is_done for _, is_done in product)} | {len(product)} |")
    return "\n".join(lines) + "\n"


def _product(name: str, product: list[tuple[Published, bool]]) -> str:
    lines = [f"## {name}\n", "| operation | request | tier | here |", "|---|---|---|---|"]
    for operation, is_done in sorted(product, key=lambda row: row[0].name):
        request = f"`{operation.method} {operation.path}`"
        lines.append(f"| {operation.name} | {request} | {operation.tier} | {'yes' if is_done else 'no'} |")
    return "\n".join(lines) + "\n"
