"""TypeScript types of what resources answer with and what their operations take, for the console."""

import json
from collections.abc import Sequence
from typing import Any

from ringback.rest.declare import Resource, camel
from ringback.rest.describe.schemas import Components, Schema
from ringback.rest.endpoint import Endpoint
from ringback.rest.fields import REQUIRED

_HEAD = "// Made from the declarations of resources: change those, not this file.\n"
_WORDS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def typescript(resources: Sequence[type[Resource]]) -> str:
    """One interface per shape of an answer, and one per operation that takes parameters."""
    endpoints = [Endpoint(r, operation, operation.verb) for r in resources for operation in r.operations]
    names = _Names(endpoints)
    written: dict[str, str] = {}
    for endpoint in endpoints:
        components = Components(endpoint.style)
        components.shape(endpoint.shape, endpoint.shown, names.shape(endpoint))
        for name, schema in components.schemas.items():
            written.setdefault(_word(name), _declared(_word(name), schema))
        taken = _parameters(endpoint, components)
        if taken["properties"]:
            name = names.unique(f"{endpoint.name}Parameters", endpoint.product)
            written[name] = _declared(name, taken)
    return _HEAD + "\n".join(written[name] for name in sorted(written))


class _Names:
    """Short names where they are the only one, the product in front where two products have the same."""

    def __init__(self, endpoints: Sequence[Endpoint]) -> None:
        self._owners: dict[str, set[str]] = {}
        for endpoint in endpoints:
            for name in (self._plain(endpoint), f"{endpoint.name}Parameters"):
                self._owners.setdefault(name, set()).add(endpoint.product)

    def shape(self, endpoint: Endpoint) -> str:
        return self.unique(self._plain(endpoint), endpoint.product)

    def unique(self, name: str, product: str) -> str:
        return name if len(self._owners[name]) == 1 else camel(product) + name

    @staticmethod
    def _plain(endpoint: Endpoint) -> str:
        shape = endpoint.shape.declared.name if endpoint.shape.declared else endpoint.shape.__name__
        differs = endpoint.operation.shows or endpoint.operation.hides
        return f"{shape}Of{endpoint.name}" if differs else shape


def _parameters(endpoint: Endpoint, components: Components) -> Schema:
    parameters = [p for p in endpoint.parameters if p.kind != "header"]
    properties = {p.wire: components.parameter(p) for p in parameters}
    for parameter in parameters:
        if parameter.kind == "range":
            properties |= {f"{parameter.wire}{sign}": properties[parameter.wire] for sign in "<>"}
    return {"type": "object", "properties": properties, "required": [p.wire for p in parameters if p.need is REQUIRED]}


def _declared(name: str, schema: Schema) -> str:
    doc = f"/** {schema['description']} */\n" if schema.get("description") else ""
    if "properties" not in schema:
        return f"{doc}export type {name} = {_type(schema)};\n"
    return f"{doc}export interface {name} {_object(schema)}\n"


def _object(schema: Schema) -> str:
    required = set(schema.get("required", ()))
    lines = [
        f"{_doc(value)}  {_key(name)}{'' if name in required else '?'}: {_type(value)};\n"
        for name, value in schema["properties"].items()
    ]
    return "{\n" + "".join(lines) + "}"


def _doc(schema: Schema) -> str:
    text = schema.get("description")
    return f"  /** {text.replace('*/', '* /')} */\n" if text else ""


def _key(name: str) -> str:
    return name if name.isidentifier() else json.dumps(name)


def _type(schema: Any) -> str:
    if not isinstance(schema, dict) or not schema:
        return "unknown"
    if "$ref" in schema:
        return _word(schema["$ref"].rsplit("/", 1)[-1])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    kinds = schema.get("type")
    if kinds is None and "anyOf" in schema:
        return " | ".join(_type(part) for part in schema["anyOf"])
    return " | ".join(_kind(kind, schema) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _kind(kind: Any, schema: Schema) -> str:
    if kind == "array":
        return f"Array<{_type(schema.get('items'))}>"
    if kind == "object":
        if schema.get("properties"):
            return _object(schema)
        return f"Record<string, {_type(schema.get('additionalProperties'))}>"
    return _WORDS.get(kind, "unknown")


def _word(name: str) -> str:
    return "".join(part for part in name.replace(".", "_").split("_"))
