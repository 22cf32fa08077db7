"""From a record to the dictionary of its answer: one generated function per operation's shape.

A resource's fields are written out as one dictionary display, so an answer of 20 fields costs a few microseconds.
What may be None is tested, what JSON writes as it stands is left alone.
"""

import enum
import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import msgspec

from ringback.kernel.phone import PhoneNumber
from ringback.kernel.sid import Sid
from ringback.rest.convert import element_of, optional_of
from ringback.rest.declare import DeclarationError, Resource, Style
from ringback.rest.fields import Field
from ringback.rest.values import Url
from ringback.rest.write import day, iso8601, iso8601_ms, rfc2822

Render = Callable[[Any, "Context"], dict[str, Any]]
_PLAIN = (Sid, PhoneNumber, Url)  # these only annotate: the values are plain strings
_PLACE = re.compile(r"\{(\w+)\}")


class Context(msgspec.Struct):
    """What links need of the request: the ids in its path, and what absolute URLs begin with."""

    path: dict[str, str]
    root: str = ""  # https://messaging.example.org, or http://127.0.0.1:8080/messaging


def renderer(
    resource: type[Resource], shown: Sequence[Field], style: Style, path_names: Collection[str] = ()
) -> Render:
    """The function that writes these fields of a record. `path_names` are the ids that `Context.path` holds."""
    maker = _Maker(resource, style, path_names)
    pairs = ", ".join(f"{field.shown_name!r}: {maker.value(field)}" for field in shown)
    source = f"def render(r, c):\n    p = c.path\n    return {{{pairs}}}\n"
    exec(compile(source, f"<{resource.__name__}>", "exec"), maker.names)
    return maker.names["render"]


def shown_fields(resource: type[Resource], shows: Collection[str] = (), hides: Collection[str] = ()) -> list[Field]:
    """The fields an operation answers with, in the order of their declaration."""
    for name in (*shows, *hides):
        if name not in resource.fields:
            raise DeclarationError(f"{resource.__name__} has no field {name!r} to show or hide")
    return [f for f in resource.fields.values() if (f.shown or f.name in shows) and f.name not in hides]


class _Maker:
    """Writes the source of one render function, and keeps the objects it refers to."""

    def __init__(self, resource: type[Resource], style: Style, path_names: Collection[str]) -> None:
        self._resource, self._style, self._path_names = resource, style, path_names
        self.names: dict[str, Any] = {"q": quote_segment}

    def value(self, field: Field) -> str:
        if field.template is not None:
            return self._link(self._home() if field.template == "{home}" else self._under(field.template))
        if field.templates:
            pairs = (f"{name!r}: {self._link(self._under(path))}" for name, path in field.templates.items())
            return "{" + ", ".join(pairs) + "}"
        return self._written(field, self._source(field))

    def _source(self, field: Field) -> str:
        if callable(field.of):
            return f"{self._keep(field.of, 'of_' + field.name)}(r)"
        return f"r.{field.of or field.name}"

    def _written(self, field: Field, source: str) -> str:
        writer = field.json or default_writer(field.annotation, self._style)
        if writer is None:
            writer_of_shape = self._shape_writer(field.annotation)
            if writer_of_shape is None:
                return source
            name = self._keep(writer_of_shape, "shape_" + field.name)
            return f"(None if (v := {source}) is None else {name}(v, c))"
        return f"(None if (v := {source}) is None else {self._keep(writer, 'write_' + field.name)}(v))"

    def _shape_writer(self, annotation: Any) -> Callable[[Any, Context], Any] | None:
        bare, _ = optional_of(annotation)
        element = element_of(bare)
        if _is_resource(bare):
            return shape_renderer(bare, self._style)
        if element is not None and _is_resource(element):
            each = shape_renderer(element, self._style)
            return lambda values, context: [each(value, context) for value in values]
        return None

    def _keep(self, thing: Any, name: str) -> str:
        self.names[name] = thing
        return name

    # -- links

    def _home(self) -> str:
        declared = self._resource.declared
        if declared is None:
            raise DeclarationError(f"{self._resource.__name__} has a link and no path: give its template")
        return declared.home

    def _under(self, path: str) -> str:
        if path.startswith("/"):
            return path[1:]
        declared = self._resource.declared
        if declared is None:
            raise DeclarationError(f"{self._resource.__name__} has links and no path")
        at = declared.home.removesuffix("/" + declared.one) if declared.one else declared.home
        return f"{at}/{path}".strip("/")

    def _link(self, path: str) -> str:
        pieces = _PLACE.split(path)
        parts = [repr(pieces[0])] if pieces[0] else []
        for name, rest in zip(pieces[1::2], pieces[2::2], strict=True):
            parts.append(self._place(name))
            if rest:
                parts.append(repr(rest))
        if self._style is Style.CORE:
            return f"'/' + {' + '.join(parts)} + '.json'"
        return f"c.root + '/' + {' + '.join(parts)}"

    def _place(self, name: str) -> str:
        """An id in a link: from the request's path where it was there, else the record's own."""
        if name in self._path_names:
            source = f"p[{name!r}]"
        else:
            field = self._resource.fields.get(name)
            source = self._source(field) if field is not None else f"r.{name}"
        return source if name.endswith("sid") else f"q({source})"


def shape_renderer(resource: type[Resource], style: Style) -> Render:
    """The renderer of a resource nested in another."""
    return renderer(resource, shown_fields(resource), style)


def _is_resource(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Resource)


def quote_segment(value: Any) -> str:
    """One segment of a path. `+` stays: numbers are written with it."""
    return quote(str(value), safe="+")


def default_writer(annotation: Any, style: Style) -> Callable[[Any], Any] | None:
    """How a type is written on this API; None where JSON's own way is right."""
    bare, _ = optional_of(annotation)
    if not isinstance(bare, type):
        return None
    if issubclass(bare, datetime):
        return {Style.CORE: rfc2822, Style.META: iso8601, Style.OWN: iso8601_ms}[style]
    if issubclass(bare, date):
        return day
    if issubclass(bare, Decimal):
        return str
    if issubclass(bare, enum.Enum):
        return None
    if not issubclass(bare, str):
        return str if hasattr(bare, "parse") else None
    return None if issubclass(bare, _PLAIN) or bare is str else _plain_text


def _plain_text(value: Any) -> str:
    return value if type(value) is str else str.__str__(value)
