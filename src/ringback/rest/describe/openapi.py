"""OpenAPI 3.1 of one product, from its declarations: `/ringback/v1/openapi/{product}.json`."""

from collections.abc import Sequence
from typing import Any

from ringback import __version__
from ringback.rest.declare import Style
from ringback.rest.describe.schemas import Components, Schema, first_line
from ringback.rest.endpoint import ACCOUNT_PLACE, Endpoint
from ringback.rest.fields import REQUIRED
from ringback.rest.hosts import OWN
from ringback.rest.operations import Access, Body
from ringback.rest.paging import LARGEST_SIZE, USUAL_SIZE, names_for
from ringback.rest.parameters import Parameter
from ringback.rest.values import Content, Redirect

_ERROR: Schema = {
    "type": "object",
    "properties": {
        "code": {"type": "integer"},
        "message": {"type": "string"},
        "more_info": {"type": "string"},
        "status": {"type": "integer"},
    },
    "required": ["code", "message", "more_info", "status"],
}
_BASIC = {"type": "http", "scheme": "basic", "description": "Account SID and auth token, or API key and its secret."}
_SCHEME = "accountSid_authToken"


def index(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The products there are, each with where its description is."""
    products = sorted({endpoint.product for endpoint in endpoints})
    return {"products": [{"name": name, "url": f"/ringback/v1/openapi/{name}.json"} for name in products]}


def openapi(endpoints: Sequence[Endpoint], product: str) -> dict[str, Any] | None:
    """The description of one product; None where no operation belongs to it."""
    mine = [endpoint for endpoint in endpoints if endpoint.product == product]
    if not mine:
        return None
    style, host = mine[0].style, mine[0].declared.host
    components = Components(style)
    paths: dict[str, Any] = {}
    for endpoint in mine:
        paths.setdefault(_path(endpoint), {})[endpoint.method.lower()] = _operation(endpoint, components)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Ringback: {product}", "version": __version__},
        "servers": [{"url": "/" if style is Style.CORE else f"/{OWN if style is Style.OWN else host}"}],
        "paths": paths,
        "components": {
            "schemas": {"Error": _ERROR, **components.schemas},
            "securitySchemes": {_SCHEME: _BASIC},
        },
    }


def _path(endpoint: Endpoint) -> str:
    ends = ".json" if endpoint.style is Style.CORE and not endpoint.operation.bare else ""
    return f"/{endpoint.path}{ends}"


def _operation(endpoint: Endpoint, components: Components) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.operation.doc or first_line(endpoint.operation.verb.__doc__) or _summary(endpoint),
        "tags": [endpoint.declared.name],
        "parameters": [
            *_in_path(endpoint, components),
            *_in_head(endpoint, components),
            *_in_query(endpoint, components),
        ],
        "responses": _responses(endpoint, components),
        "security": [] if endpoint.asked.access is Access.OPEN else [{_SCHEME: []}],
    }
    body = _body(endpoint, components)
    return made | {"requestBody": body} if body else made


def _summary(endpoint: Endpoint) -> str:
    return f"{endpoint.operation.deed.capitalize()}: {first_line(endpoint.resource.__doc__)}"


def _in_path(endpoint: Endpoint, components: Components) -> list[Schema]:
    made = []
    for name in endpoint.path_names:
        field = endpoint.resource.fields.get(name)
        schema = components.taken_type(field.annotation) if field is not None else {"type": "string"}
        if name == ACCOUNT_PLACE:
            schema = {"type": "string", "pattern": "^AC[0-9a-fA-F]{32}$"}
        made.append({"name": name, "in": "path", "required": True, "schema": {"minLength": 1, **schema}})
    return made


def _in_head(endpoint: Endpoint, components: Components) -> list[Schema]:
    return [
        {"name": p.field.header, "in": "header", "schema": components.parameter(p), "required": p.need is REQUIRED}
        for p in endpoint.parameters
        if p.kind == "header"
    ]


def _is_query(endpoint: Endpoint) -> bool:
    return endpoint.method in ("GET", "DELETE")


def _in_query(endpoint: Endpoint, components: Components) -> list[Schema]:
    made = _paging(endpoint)
    if _is_query(endpoint):
        for parameter in endpoint.parameters:
            if parameter.kind != "header":
                made += _query_parameter(parameter, components)
    return made


def _query_parameter(parameter: Parameter, components: Components) -> list[Schema]:
    schema, required = components.parameter(parameter), parameter.need is REQUIRED
    if parameter.kind != "range":
        return [{"name": parameter.wire, "in": "query", "required": required, "schema": schema}]
    return [
        {"name": parameter.wire + sign, "in": "query", "required": False, "schema": schema} for sign in ("", "<", ">")
    ]


def _paging(endpoint: Endpoint) -> list[Schema]:
    if not endpoint.is_list or not (endpoint.operation.paged or endpoint.limit):
        return []
    size, number, token = names_for(endpoint.style)
    whole = {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": endpoint.limit or USUAL_SIZE}
    made = [{"name": size, "in": "query", "required": False, "schema": whole}]
    if endpoint.operation.paged:
        from_links = {"type": "string", "pattern": "^P[AB].+$", "description": "From the links of a page."}
        counted = {"type": "integer", "minimum": 0, "description": "Counted by the client, with its token."}
        made.append({"name": number, "in": "query", "required": False, "schema": counted})
        made.append({"name": token, "in": "query", "required": False, "schema": from_links})
    return made


def _body(endpoint: Endpoint, components: Components) -> Schema | None:
    parameters = [p for p in endpoint.parameters if p.kind != "header"]
    if _is_query(endpoint) or not parameters:
        return None
    required = [p.wire for p in parameters if p.need is REQUIRED]
    schema: Schema = {"type": "object", "properties": {p.wire: components.parameter(p) for p in parameters}}
    if required:
        schema["required"] = required
    if endpoint.declared.strict:
        schema["additionalProperties"] = False
    kinds = [Body.MULTIPART, Body.FORM] if endpoint.body is Body.MULTIPART else [endpoint.body]
    return {"required": bool(required), "content": {kind.value: {"schema": schema} for kind in kinds}}


def _responses(endpoint: Endpoint, components: Components) -> dict[str, Any]:
    form = {"schema": {"$ref": "#/components/schemas/Error"}}
    error: dict[str, Any] = {"application/json": form}
    if endpoint.operation.bare:  # the error then is XML, as is everything there without a suffix
        error["application/xml"] = {}
    status = "3XX" if endpoint.returns is Redirect else str(endpoint.status)
    made: dict[str, Any] = {status: {"description": "Done.", **_content(endpoint, components)}}
    for refusal in endpoint.operation.refuses:
        said = made.setdefault(str(refusal.status), {"description": "Refused:", "content": error})
        said["description"] += f" {refusal.code}"
    made["default"] = {"description": "Refused or failed.", "content": error}
    return made


def _content(endpoint: Endpoint, components: Components) -> dict[str, Any]:
    if endpoint.status == 204 or endpoint.returns is Redirect:
        return {}
    if endpoint.operation.bare or endpoint.returns is Content:
        return {"content": {"*/*": {}}}
    shape = components.shape(endpoint.shape, endpoint.shown, _shape_name(endpoint))
    schema = _envelope(endpoint, shape) if endpoint.is_list else shape
    return {"content": {"application/json": {"schema": schema}}}


def _shape_name(endpoint: Endpoint) -> str:
    """The resource's name; with the operation's where it shows more or less than others do."""
    name = endpoint.shape.declared.name if endpoint.shape.declared else endpoint.shape.__name__
    return f"{name}.{endpoint.name}" if endpoint.operation.shows or endpoint.operation.hides else name


def _envelope(endpoint: Endpoint, shape: Schema) -> Schema:
    text, link, count = {"type": "string"}, {"type": ["string", "null"]}, {"type": "integer"}
    records = {"type": "array", "items": shape}
    if endpoint.style is Style.CORE:
        paging = {"uri": text}
        if endpoint.operation.paged:
            paging |= {"first_page_uri": text, "next_page_uri": link, "previous_page_uri": link}
            paging |= dict.fromkeys(("page", "page_size", "start", "end"), count)
        properties = {endpoint.key: records, **paging}
    else:
        meta = {"first_page_url": text, "next_page_url": link, "previous_page_url": link, "url": text, "key": text}
        meta |= {"page": count, "page_size": count}
        properties = {endpoint.key: records, "meta": {"type": "object", "properties": meta, "required": list(meta)}}
    return {"type": "object", "properties": properties, "required": list(properties)}
