"""JSON Schema of the types that declarations use: how answers are shaped, and what parameters take."""

import enum
import inspect
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from ringback.kernel.phone import PhoneNumber
from ringback.kernel.sid import Sid
from ringback.rest.convert import MOST_URL_CHARACTERS, element_of, optional_of
from ringback.rest.declare import Resource, Style
from ringback.rest.fields import Field
from ringback.rest.parameters import Parameter
from ringback.rest.render import shown_fields
from ringback.rest.values import Upload, Url
from ringback.rest.write import day, iso8601, iso8601_ms, quoted, rfc2822

Schema = dict[str, Any]
_RFC_2822: Schema = {"type": "string", "format": "date-time-rfc-2822"}
_DATE_TIME: Schema = {"type": "string", "format": "date-time"}
_WRITTEN: dict[Callable[[Any], Any], Schema] = {
    quoted: {"type": "string"},
    rfc2822: _RFC_2822,
    iso8601: _DATE_TIME,
    iso8601_ms: _DATE_TIME,
    day: {"type": "string", "format": "date"},
}


class Components:
    """The named schemas of one document. `shape` and `struct` add to them and return a reference."""

    def __init__(self, style: Style) -> None:
        self.style, self.schemas = style, {}

    def shape(self, resource: type[Resource], fields: list[Field], name: str) -> Schema:
        """The schema of a resource with these fields shown."""
        if name not in self.schemas:
            self.schemas[name] = {}  # so that a shape within itself finds its name taken
            properties = {field.shown_name: self.shown(field) for field in fields}
            doc = first_line(resource.__doc__)
            self.schemas[name] = {"type": "object", "description": doc, "properties": properties}
            self.schemas[name]["required"] = list(properties)
        return {"$ref": f"#/components/schemas/{name}"}

    def shown(self, field: Field) -> Schema:
        """How a field is written in answers."""
        if field.templates:
            links = {name: {"type": "string"} for name in field.templates}
            return {"type": "object", "description": field.doc, "properties": links}
        bare, is_nullable = optional_of(field.annotation)
        written = self.answer_type(bare) if field.json is None else self._written_by(field.json)
        return _described(_nullable(written, is_nullable) if written else {}, field)

    def _written_by(self, writer: Callable[[Any], Any]) -> Schema | None:
        """What a `json` function makes, as far as it says."""
        if writer in _WRITTEN:
            return _WRITTEN[writer]
        returned, _ = optional_of(get_type_hints(writer).get("return")) if inspect.isfunction(writer) else (None, False)
        return self.answer_type(returned) if returned not in (None, Any) else None

    def answer_type(self, annotation: Any) -> Schema:
        if isinstance(annotation, type) and issubclass(annotation, Resource):
            return self.shape(annotation, shown_fields(annotation), annotation.__name__.removesuffix("Resource"))
        if annotation is datetime:
            return _RFC_2822 if self.style is Style.CORE else _DATE_TIME
        if annotation is Decimal:
            return {"type": "string"}
        if isinstance(annotation, type) and issubclass(annotation, str) and not issubclass(annotation, enum.Enum):
            return _text_type(annotation, strict=False)
        return self._either(annotation, self.answer_type)

    def parameter(self, parameter: Parameter) -> Schema:
        """What a parameter takes."""
        annotation = parameter.annotation
        if parameter.kind == "many":
            element = element_of(annotation) or annotation
            schema: Schema = {"type": "array", "items": self._bounded(self.taken_type(element), parameter.field)}
        elif parameter.kind == "prefix":
            schema = {"type": "object", "additionalProperties": {"type": "string"}}
        elif annotation is Upload:
            schema = {"type": "string", "contentMediaType": "application/octet-stream"}
        else:
            schema = self._bounded(self.taken_type(annotation), parameter.field)
        if self.style is Style.OWN and parameter.nullable and not parameter.is_filter:
            schema = _nullable(schema, True)
        return _described(schema, parameter.field)

    def taken_type(self, annotation: Any) -> Schema:
        if annotation is datetime:
            return {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}
        if annotation is Decimal:
            return {"type": "number"}
        if isinstance(annotation, type) and issubclass(annotation, str) and not issubclass(annotation, enum.Enum):
            return _text_type(annotation, strict=True)
        return self._either(annotation, self.taken_type)

    def _either(self, annotation: Any, inner: Callable[[Any], Schema]) -> Schema:
        """Types that are written as they are taken."""
        if annotation in _PLAIN:
            return dict(_PLAIN[annotation])
        if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
            return {"type": "string", "enum": [str(member.value) for member in annotation]}
        element = element_of(annotation)
        if element is not None:
            bare, is_nullable = optional_of(element)
            return {"type": "array", "items": _nullable(inner(bare), is_nullable)}
        if get_origin(annotation) is dict:
            value, is_nullable = optional_of(get_args(annotation)[1])
            return {"type": "object", "additionalProperties": _nullable(inner(value), is_nullable) or True}
        if isinstance(annotation, type) and issubclass(annotation, dict):
            return {"type": "object"}
        return self.struct(annotation) if isinstance(annotation, type) else {}

    def struct(self, annotation: type) -> Schema:
        if not issubclass(annotation, msgspec.Struct):
            return {}
        schemas, named = msgspec.json.schema_components([annotation], ref_template="#/components/schemas/{name}")
        self.schemas.update(named)
        return schemas[0]

    def _bounded(self, schema: Schema, field: Field) -> Schema:
        bounds = {
            "minLength": field.min_length,
            "maxLength": field.max_length,
            "minimum": field.minimum,
            "maximum": field.maximum,
            "enum": list(field.choices) or None,
        }
        return schema | {name: value for name, value in bounds.items() if value is not None}


_PLAIN: dict[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "format": "int64"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    Any: {},
    object: {},
}


def _text_type(annotation: type, *, strict: bool) -> Schema:
    """`strict`: what is taken; answers may hold older or shorter forms."""
    if issubclass(annotation, Sid):
        prefix = f"({'|'.join(annotation.prefixes)})" if annotation.prefixes else "[A-Z]{2}"
        sid = f"{prefix}[0-9a-fA-F]{{32}}"
        return {"type": "string", "pattern": f"^{sid}$" if strict else f"^({sid})?$"}  # some answers have "" for none
    if annotation is Url:
        return {"type": "string", "format": "uri", "maxLength": MOST_URL_CHARACTERS} if strict else {"type": "string"}
    if annotation is PhoneNumber:
        return {"type": "string", "examples": ["+14155550123"]}
    return {"type": "string"}


def _nullable(schema: Schema, is_nullable: bool) -> Schema:
    if not is_nullable or not schema:
        return schema
    if "$ref" in schema or "anyOf" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    nullable = schema | {"type": [schema["type"], "null"]} if "type" in schema else schema
    return nullable | {"enum": [*schema["enum"], None]} if "enum" in schema else nullable


def _described(schema: Schema, field: Field) -> Schema:
    described = {**schema, "description": field.doc} if field.doc else dict(schema)
    if field.example is not None:
        described["examples"] = [field.example]
    return described


def first_line(doc: str | None) -> str:
    """The first sentence or line of a docstring."""
    return inspect.cleandoc(doc).split("\n")[0] if doc else ""
