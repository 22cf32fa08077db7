"""One operation, made ready at the start: its path, its parameters, the bound verb, its renderer.

Everything that can be wrong with a declaration is found here, before the first request.
"""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import Any, get_type_hints

import msgspec

from ringback.kernel.refused import Refused
from ringback.rest.auth import Asked
from ringback.rest.convert import is_scalar, optional_of, text_reader
from ringback.rest.declare import Declaration, DeclarationError, Resource, Style, camel
from ringback.rest.fields import OPTIONAL, Field, Filter, Need
from ringback.rest.operations import Access, Operation
from ringback.rest.paging import names_for
from ringback.rest.parameters import Parameter, ParameterTable
from ringback.rest.render import Render, renderer, shown_fields

ACCOUNT_PLACE = "account_sid"
_PLACE = re.compile(r"\{(\w+)\}")
_SAMPLE = {"reason": "", "value": "", "length": 0, "limit": 0, "name": ""}
_DEED_WORDS = {"fetch": "read", "list": "list", "create": "create", "update": "update", "delete": "delete"}


class Endpoint:
    """An operation of a resource. The attributes are read on every request; none changes after the start."""

    __slots__ = (
        "asked",
        "body",
        "call",
        "declared",
        "elements",
        "etag",
        "fixed",
        "is_list",
        "keeps_secret",
        "key",
        "limit_bytes",
        "name",
        "operation",
        "path",
        "path_names",
        "path_readers",
        "product",
        "render",
        "resource",
        "returns",
        "shape",
        "shown",
        "status",
        "style",
        "table",
        "takes_client",
        "takes_if_match",
        "token_is_sid",
        "token_of",
    )  # fmt: skip

    def __init__(self, resource: type[Resource], operation: Operation, verb: Callable[..., Any]) -> None:
        declared = _declaration(resource)
        self.resource, self.operation, self.declared, self.call = resource, operation, declared, verb
        self.style, self.product = declared.style, declared.product
        self.is_list = operation.deed == "list"
        self.name = operation.name or f"{operation.deed.capitalize()}{declared.name}"
        self.path, self.status = path_of(declared, operation), operation.status
        self.path_names = _PLACE.findall(self.path)
        self.body = operation.body or declared.body
        self.limit_bytes, self.fixed = operation.limit_bytes, dict(operation.given)
        self.asked = _asked(self.name, declared, operation)
        self._make_answer(declared)
        self._make_parameters()
        signature = inspect.signature(operation.verb)
        self.takes_if_match = "if_match" in signature.parameters and "if_match" not in resource.fields
        self.takes_client = "client" in signature.parameters and "client" not in resource.fields
        self.returns = _returned(operation.verb)
        if self.returns is NoneType and self.status == 200:
            self.status = 204  # what has nothing to answer with says so
        check_signature(self, signature)

    def _make_answer(self, declared: Declaration) -> None:
        operation = self.operation
        shape = self.shape = operation.answer or self.resource
        described = shape.declared or declared
        self.shown = shown_fields(shape, operation.shows, operation.hides)
        self.render: Render = renderer(shape, self.shown, declared.style, self.path_names)
        self.key = "items" if declared.style is Style.OWN else operation.key or described.key
        self.elements = described.elements if operation.key is None else (described.name, camel(operation.key))
        self.etag = described.etag if not self.is_list else None
        self.keeps_secret = [f.shown_name for f in self.shown if f.secret]
        is_paged = self.is_list and operation.paged
        self.token_of = _token_of(shape, described, operation) if is_paged else None
        self.token_is_sid = is_paged and _token_name(described, operation).endswith("sid")

    def _make_parameters(self) -> None:
        operation, fields = self.operation, self.resource.fields
        for name in operation.takes:
            if name not in fields:
                raise DeclarationError(f"{self.label} takes {name!r}, which is no field")
        marked = [(f, mark_of(f, operation)) for f in fields.values() if f.name not in operation.given]
        is_own = self.style is Style.OWN
        parameters = [
            Parameter(f, f.param or (f.bare_name if is_own else camel(f.name)), mark, is_filter=self.is_list)
            for f, mark in marked
            if mark is not None and f.name not in self.path_names
        ]
        for parameter in parameters:
            _check_refusals(self, parameter.field)
        paging = names_for(self.style) if self.is_list else ()
        self.table = ParameterTable(parameters, strict=self.declared.strict, ignored=paging)
        is_open = self.asked.access is Access.OPEN  # nobody is asked who they are: the verb is told which account
        self.path_readers = [
            (name, _path_reader(fields.get(name))) for name in self.path_names if name != ACCOUNT_PLACE or is_open
        ]

    @property
    def label(self) -> str:
        return f"{self.resource.__name__}.{self.name}"

    @property
    def method(self) -> str:
        return self.operation.method

    @property
    def limit(self) -> int | None:
        return self.operation.limit

    @property
    def parameters(self) -> Sequence[Parameter]:
        return self.table.parameters


def path_of(declared: Declaration, operation: Operation) -> str:
    """The path of an operation on its product's host, without the first `/` and without `.json`."""
    if operation.at is not None:
        return operation.at[1:] if operation.at.startswith("/") else f"{declared.at}/{operation.at}".strip("/")
    if operation.deed in ("create", "list"):
        return declared.at
    return f"{declared.at}/{declared.one}".strip("/")


def mark_of(field: Field, operation: Operation) -> Need | Filter | None:
    """Whether, and how, an operation takes a field."""
    if field.name in operation.takes:
        return operation.takes[field.name]
    marks = {
        "create": field.create,
        "update": field.update,
        "fetch": field.fetch,
        "delete": field.delete,
        "list": field.filter,
    }
    return marks.get(operation.deed)


def _declaration(resource: type[Resource]) -> Declaration:
    if resource.declared is None:
        raise DeclarationError(f"{resource.__name__} has no host and path, so it can have no operations")
    return resource.declared


def _asked(name: str, declared: Declaration, operation: Operation) -> Asked:
    deed = _DEED_WORDS.get(operation.deed, "update" if operation.method != "GET" else "read")
    return Asked(
        name=name,
        product=declared.product,
        access=operation.access or declared.access,
        permission=operation.permission or f"{declared.permission}/{deed}",
        test=operation.test,
        main_only=declared.main_only if operation.main_only is None else operation.main_only,
    )


def _token_name(declared: Declaration, operation: Operation) -> str:
    """The attribute that the next page starts after; nothing where a function says it."""
    if callable(operation.token):
        return ""
    return operation.token or (_PLACE.findall(declared.one) or ["sid"])[-1]


def _token_of(shape: type[Resource], declared: Declaration, operation: Operation) -> Callable[[Any], str]:
    token = operation.token
    if callable(token):
        return token
    name = _token_name(declared, operation)
    field = shape.fields.get(name)
    if field is not None and callable(field.of):
        of = field.of
        return lambda record: str(of(record))
    attribute = field.of if field is not None and isinstance(field.of, str) else name
    return lambda record: str(getattr(record, attribute))


def _path_reader(field: Field | None) -> Callable[[str], Any] | None:
    if field is None:
        return None
    bare, _ = optional_of(field.annotation)
    return text_reader(bare) if bare is not str and is_scalar(bare) else None


def _returned(verb: Callable[..., Any]) -> type | None:
    """The record type a verb says it returns, for finding it in a unit."""
    try:
        annotation, _ = optional_of(get_type_hints(verb).get("return"))  # `-> None` reads as NoneType
    except (NameError, TypeError):  # a name that only type checkers can see
        return None
    return annotation if isinstance(annotation, type) else None


def _check_refusals(endpoint: Endpoint, field: Field) -> None:
    for refusal in (field.missing, field.refused):
        if refusal is not None:
            _try_sentence(endpoint, field, refusal)


def _try_sentence(endpoint: Endpoint, field: Field, refusal: type[Refused]) -> None:
    try:
        refusal(**{field.bare_name: "", **_SAMPLE})
    except (KeyError, TypeError) as error:
        raise DeclarationError(
            f"{endpoint.label}: {refusal.__name__} needs {error} to make its sentence, and a field's refusal is given "
            f"{', '.join(_SAMPLE)} and {field.bare_name}"
        ) from None


def check_signature(endpoint: Endpoint, signature: inspect.Signature) -> None:
    """Holds what the operation hands over against the verb's keyword-only arguments."""
    verb = endpoint.operation.verb.__qualname__
    keywords = {p.name: p for p in signature.parameters.values() if p.kind is p.KEYWORD_ONLY}
    takes_any = any(p.kind is p.VAR_KEYWORD for p in signature.parameters.values())
    handed = _handed(endpoint)
    extra = [name for name in handed if name not in keywords]
    if extra and not takes_any:
        raise DeclarationError(
            f"{endpoint.label} hands {', '.join(sorted(extra))} to {verb}, which has no such keyword-only argument"
        )
    optional = set(endpoint.operation.unasked) | {"if_match", "client"}
    unfed = [name for name in keywords if name not in handed and name not in optional]
    if unfed:
        raise DeclarationError(
            f"{verb} takes {', '.join(sorted(unfed))}, which no field or place in the path of {endpoint.label} fills"
        )
    _check_optional(endpoint, keywords, verb)


def _handed(endpoint: Endpoint) -> set[str]:
    names = {parameter.name for parameter in endpoint.parameters} | {name for name, _ in endpoint.path_readers}
    names |= set(endpoint.fixed)
    if endpoint.is_list and endpoint.operation.paged:
        names.add("page")
    elif endpoint.is_list and endpoint.limit is not None:
        names.add("limit")
    return names


def _check_optional(endpoint: Endpoint, keywords: Mapping[str, inspect.Parameter], verb: str) -> None:
    """An optional parameter without a default in the verb would be a TypeError on the first request without it."""
    for parameter in endpoint.parameters:
        keyword = keywords.get(parameter.name)
        may_be_absent = parameter.need is OPTIONAL and parameter.field.default is msgspec.UNSET
        if keyword is not None and keyword.default is keyword.empty and may_be_absent:
            raise DeclarationError(f"{endpoint.label}: {parameter.name} is optional, but {verb} has no default for it")


def endpoints_of(resources: Sequence[type[Resource]], services: Sequence[Any]) -> list[Endpoint]:
    """Every operation of these resources, each verb bound to the service that has it."""
    made = [Endpoint(r, operation, _bind(operation, services)) for r in resources for operation in r.operations]
    _check_unique(made)
    return made


def _bind(operation: Operation, services: Sequence[Any]) -> Callable[..., Any]:
    verb = operation.verb
    if inspect.ismethod(verb):
        return verb
    for service in services:
        if getattr(type(service), verb.__name__, None) is verb:
            return getattr(service, verb.__name__)
    raise DeclarationError(f"No service has {verb.__qualname__}: hand the kit an object of its class")


def _check_unique(endpoints: Sequence[Endpoint]) -> None:
    seen: dict[tuple[Any, ...], Endpoint] = {}
    for endpoint in endpoints:
        shape = _PLACE.sub("{}", endpoint.path)
        place = (endpoint.declared.host, shape, endpoint.method, endpoint.operation.bare)
        for key in (place, (endpoint.product, endpoint.name)):
            if key in seen:
                raise DeclarationError(f"{endpoint.label} and {seen[key].label} are the same: {key}")
            seen[key] = endpoint
