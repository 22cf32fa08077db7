"""Reference pages, one per product: what each operation takes, answers and refuses."""

from collections.abc import Sequence

from ringback.rest.declare import Resource, Style
from ringback.rest.describe.schemas import Components, Schema, first_line
from ringback.rest.endpoint import Endpoint
from ringback.rest.fields import REQUIRED
from ringback.rest.operations import Access
from ringback.rest.parameters import Parameter


def reference(endpoints: Sequence[Endpoint], product: str) -> str:
    """The page of one product, as Markdown."""
    mine = [endpoint for endpoint in endpoints if endpoint.product == product]
    resources = list(dict.fromkeys(endpoint.resource for endpoint in mine))
    parts = [f"# {product}\n", "Made from the declarations by `make docs`.\n"]
    for resource in resources:
        parts.append(_resource(resource, [endpoint for endpoint in mine if endpoint.resource is resource]))
    return "\n".join(parts)


def _resource(resource: type[Resource], endpoints: list[Endpoint]) -> str:
    first = endpoints[0]
    parts = [f"## {first.declared.name}\n", f"{first_line(resource.__doc__)}\n", _fields(first)]
    return "\n".join([*parts, *(_operation(endpoint) for endpoint in endpoints)])


def _fields(endpoint: Endpoint) -> str:
    components = Components(endpoint.style)
    lines = ["| field | type | what it is |", "|---|---|---|"]
    for field in endpoint.resource.fields.values():
        if field.shown:
            lines.append(f"| `{field.shown_name}` | {_kind(components.shown(field))} | {_cell(field.doc)} |")
    return "\n".join(lines) + "\n"


def _operation(endpoint: Endpoint) -> str:
    ends = ".json" if endpoint.style is Style.CORE and not endpoint.operation.bare else ""
    said = endpoint.operation.doc or first_line(endpoint.operation.verb.__doc__)
    parts = [f"### {endpoint.name}\n", f"`{endpoint.method} /{endpoint.path}{ends}` answers {endpoint.status}.\n"]
    if said:
        parts.append(f"{said}\n")
    if endpoint.asked.access is not Access.ACCOUNT:
        parts.append("Needs no credentials.\n" if endpoint.asked.access is Access.OPEN else "For the operator only.\n")
    if endpoint.parameters:
        parts.append(_parameters(endpoint))
    if endpoint.operation.refuses:
        refused = (f"{r.code} ({r.status})" for r in endpoint.operation.refuses)
        parts.append(f"Refuses with {', '.join(refused)}.\n")
    return "\n".join(parts)


def _parameters(endpoint: Endpoint) -> str:
    components = Components(endpoint.style)
    lines = ["| parameter | type | what it is |", "|---|---|---|"]
    for parameter in endpoint.parameters:
        needed = " (required)" if parameter.need is REQUIRED else ""
        kind = _kind(components.parameter(parameter))
        lines.append(f"| `{_wire(parameter)}`{needed} | {kind} | {_cell(parameter.field.doc)} |")
    return "\n".join(lines) + "\n"


def _wire(parameter: Parameter) -> str:
    ends = {"prefix": ".*", "range": "`, `" + parameter.wire + "<`, `" + parameter.wire + ">"}
    name = parameter.field.header if parameter.kind == "header" else parameter.wire
    return f"{name}{ends.get(parameter.kind, '')}"


def _kind(schema: Schema) -> str:
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"] if value is not None)
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in schema and "type" not in schema:
        return " or ".join(_kind(part) for part in schema["anyOf"])
    kinds = schema.get("type") or "any"
    words = " or ".join(kinds) if isinstance(kinds, list) else kinds
    return f"{words} ({schema['format']})" if schema.get("format") not in (None, "int64") else words


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
