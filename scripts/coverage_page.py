"""The coverage page: every operation of the published API by name, and whether it is declared here.

    python scripts/coverage_page.py --facts FOLDER    reads names and paths again from the contract's inventory

The names and paths stand in docs/reference/operations.tsv; what is here is read from the declarations themselves.
"""

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path

import msgspec

from ringback.app.resources import RESOURCES
from ringback.rest.endpoint import path_of

HERE = Path(__file__).resolve().parents[1]
FACTS = HERE / "docs" / "reference" / "operations.tsv"
COLUMNS = ("product", "operationId", "method", "path")

Place = tuple[str, str, str]  # product, method, path with its placeholders emptied


class Published(msgspec.Struct, frozen=True):
    """One operation of the published API."""

    product: str
    name: str
    method: str
    path: str

    @property
    def place(self) -> Place:
        return self.product, self.method, bare(self.path)


def bare(path: str) -> str:
    """A path that can be compared: no `.json`, no names in its placeholders."""
    return re.sub(r"\{\w+\}", "{}", path.strip("/").removesuffix(".json"))


def declared() -> dict[Place, str]:
    """Every operation here, and the resource that declares it."""
    return {
        (resource.declared.product, operation.method, bare(path_of(resource.declared, operation))): resource.__name__
        for resource in RESOURCES
        if resource.declared is not None
        for operation in resource.operations
    }


def published() -> list[Published]:
    lines = FACTS.read_text(encoding="utf-8").splitlines()[1:]
    return [Published(*line.split("\t")) for line in lines]


def page() -> str:
    """Markdown: a table of products, then one of operations for each product."""
    here, by_product = declared(), defaultdict(list)
    for operation in published():
        by_product[operation.product].append(operation)
    count = sum(operation.place in here for operations in by_product.values() for operation in operations)
    lines = ["# Coverage", "", f"{count} of {len(published())} published operations are here.", ""]
    lines += ["| product | here | published |", "|---|--:|--:|"]
    for product, operations in sorted(by_product.items()):
        found = sum(operation.place in here for operation in operations)
        lines.append(f"| [{product}](#{product}) | {found} | {len(operations)} |")
    for product, operations in sorted(by_product.items()):
        lines += ["", f"## {product}", "", "| operation | method and path | here |", "|---|---|---|"]
        lines += [row(operation, operation.place in here) for operation in operations]
    return "\n".join(lines) + "\n"


def row(operation: Published, is_here: bool) -> str:
    return f"| {operation.name} | `{operation.method} {operation.path}` | {'**yes**' if is_here else 'no'} |"


def read_facts(folder: Path) -> None:
    """Write operations.tsv again from the inventory in `folder`."""
    inventory = json.loads((folder / "inventory.json").read_text(encoding="utf-8"))
    rows = sorted(tuple(entry[column] for column in COLUMNS) for entry in inventory)
    FACTS.write_text("\n".join("\t".join(line) for line in [COLUMNS, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, required=True, help="the folder with the contract's inventory.json")
    read_facts(parser.parse_args().facts)
