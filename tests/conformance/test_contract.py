"""Every declared operation against the published description: names, parameters, what is required, properties.

Each difference must stand as a line in differences.txt, with its reason; a line that no longer holds fails too.
"""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ringback.app.resources import RESOURCES
from ringback.rest.declare import Style
from ringback.rest.describe import described
from ringback.rest.endpoint import Endpoint
from ringback.rest.fields import REQUIRED

FOLDER = Path(os.environ.get("RINGBACK_CONTRACT", "../shared/contract"))
DIFFERENCES = Path(__file__).with_name("differences.txt")
PAGING = {"PageSize", "Page", "PageToken"}
pytestmark = [
    pytest.mark.contract,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no contract at {FOLDER}: set RINGBACK_CONTRACT"),
]


@cache
def contract(product: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"twilio_{product}.json").read_text())


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        node = found
    return node


class Published:
    """One operation of the contract, as far as it can be compared."""

    def __init__(self, product: str, path: str, item: dict[str, Any], method: str) -> None:
        self._document, operation = contract(product), item[method]
        self.product, self.method, self.path, self.name = product, method.upper(), path, operation["operationId"]
        parameters = [resolve(self._document, p) for p in item.get("parameters", []) + operation.get("parameters", [])]
        taken = {p["name"]: p.get("required", False) for p in parameters if p["in"] in ("query", "header")}
        for media in operation.get("requestBody", {}).get("content", {}).values():
            schema = resolve(self._document, media["schema"])
            taken |= {name: name in schema.get("required", ()) for name in schema.get("properties", {})}
        self.parameters = set(taken) - PAGING
        self.required = {name for name, needed in taken.items() if needed}
        self.statuses = {int(status) for status in operation["responses"] if status[0] in "23"}
        self.properties = self._properties(operation)

    def _properties(self, operation: dict[str, Any]) -> set[str] | None:
        """The names in one record, or of a list's records."""
        for status, answer in operation["responses"].items():
            for media in answer.get("content", {}).values() if status[0] == "2" else ():
                schema = resolve(self._document, media["schema"])
                return self._record(self._with_versions(schema))
        return None

    def _record(self, properties: dict[str, Any]) -> set[str]:
        if "meta" not in properties and "first_page_uri" not in properties and set(properties) != {"countries", "uri"}:
            return set(properties)
        (array,) = (p for p in properties.values() if resolve(self._document, p).get("type") == "array")
        return set(self._with_versions(resolve(self._document, resolve(self._document, array)["items"])))

    def _with_versions(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The properties of a record, where it has several versions those of all."""
        versions = [resolve(self._document, one) for one in schema.get("oneOf", schema.get("anyOf", []))]
        return schema.get("properties", {}) | {
            name: said for one in versions for name, said in one.get("properties", {}).items()
        }


def published() -> Iterator[Published]:
    for file in sorted(FOLDER.glob("twilio_*.json")):
        product = file.stem.removeprefix("twilio_")
        for path, item in contract(product)["paths"].items():
            for method in ("get", "post", "put", "patch", "delete"):
                if method in item:
                    yield Published(product, path, item, method)


def place(product: str, method: str, path: str) -> tuple[str, str, str]:
    return product, method, re.sub(r"\{\w+\}", "{}", path)


def declared() -> dict[tuple[str, str, str], Endpoint]:
    endpoints = [e for e in described(RESOURCES) if e.style is not Style.OWN and not e.operation.bare]
    suffix = {Style.CORE: ".json"}
    return {place(e.product, e.method, f"/{e.path}{suffix.get(e.style, '')}"): e for e in endpoints}


def compare(theirs: Published, ours: Endpoint) -> Iterator[str]:
    if ours.name != theirs.name:
        yield f"is called {ours.name}"
    taken = {str(p.field.header) if p.kind == "header" else p.wire: p for p in ours.parameters}
    wires = {wire + sign for wire, p in taken.items() for sign in (("", "<", ">") if p.kind == "range" else ("",))}
    yield from (f"does not take {name}" for name in sorted(theirs.parameters - wires))
    yield from (f"takes {name} beside" for name in sorted(wires - theirs.parameters))
    required = {wire for wire, p in taken.items() if p.need is REQUIRED}
    yield from (f"does not need {name}" for name in sorted(theirs.required - required))
    yield from (f"needs {name}" for name in sorted(required - theirs.required))
    if ours.status not in theirs.statuses:
        yield f"answers {ours.status}"
    shown = {f.shown_name for f in ours.shown}
    if theirs.properties is not None and ours.status != 204:
        yield from (f"does not show {name}" for name in sorted(theirs.properties - shown))
        yield from (f"shows {name} beside" for name in sorted(shown - theirs.properties))


def differences() -> list[str]:
    here = declared()
    found, known = [], set()
    for theirs in published():
        where = place(theirs.product, theirs.method, theirs.path)
        known.add(where)
        if where in here:
            found += [f"{theirs.product} {theirs.name} {said}" for said in compare(theirs, here[where])]
    found += [
        f"{endpoint.product} {endpoint.name} is not published" for where, endpoint in here.items() if where not in known
    ]
    return found


def test_every_difference_from_the_contract_is_known_and_has_its_reason() -> None:
    lines = [line for line in DIFFERENCES.read_text().splitlines() if line and not line.startswith("#")]
    explained = dict(line.split(": ", 1) for line in lines)
    found = differences()
    assert [line for line in found if line not in explained] == []
    assert [line for line in explained if line not in found] == []
