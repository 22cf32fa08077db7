"""The parameters of one operation: from pairs on the wire, or a JSON object, to the verb's keyword arguments."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec

from ringback.kernel.refused import Refused
from ringback.rest.convert import Reader, element_of, is_scalar, json_reader, optional_of, text_reader
from ringback.rest.fields import RANGE, REQUIRED, Field, Filter, Need
from ringback.rest.refusals import (
    InvalidParameter,
    MissingParameter,
    MisspeltParameter,
    RepeatedParameter,
    UnknownParameter,
)
from ringback.rest.values import Range, Upload

Pairs = Iterable[tuple[str, Any]]
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


class Parameter:
    """One field as an operation takes it. `wire` is its name there, `name` the verb's argument."""

    __slots__ = ("annotation", "field", "is_filter", "kind", "name", "need", "nullable", "read", "read_json", "wire")

    def __init__(self, field: Field, wire: str, mark: Need | Filter, *, is_filter: bool) -> None:
        self.field, self.wire, self.name = field, wire, field.name
        self.need = mark if isinstance(mark, Need) else Need.OPTIONAL
        self.is_filter = is_filter
        self.annotation, self.nullable = optional_of(field.annotation)
        element = element_of(self.annotation)
        self.kind = _kind_of(field, mark, element, is_filter)
        self.read = _checked(self._reader(element), self)
        self.read_json = _checked(json_reader(field.annotation), self)

    def _reader(self, element: Any) -> Reader:
        if self.kind == "many":
            return text_reader(element or self.annotation)
        if self.kind == "prefix":
            return text_reader(str)
        if self.kind == "file":
            return lambda value: value
        return text_reader(element if self.is_filter and element else self.annotation)

    def refuse(self, reason: str, value: Any = None, length: int | None = None, limit: int | None = None) -> Refused:
        """The field's own refusal, or the kit's sentence."""
        refusal = self.field.refused or InvalidParameter
        return refusal(**self._values(reason=reason, value=value, length=length, limit=limit))

    def refuse_missing(self) -> Refused:
        refusal = self.field.missing or MissingParameter
        return refusal(**self._values(reason="is required", value="", length=0, limit=0))

    def _values(self, **more: Any) -> dict[str, Any]:
        return {self.field.bare_name: more["value"], "name": self.wire, **more}


def _kind_of(field: Field, mark: Need | Filter, element: Any, is_filter: bool) -> str:
    if field.header:
        return "header"
    if field.prefix:
        return "prefix"
    if mark is RANGE:
        return "range"
    if mark is Filter.MANY or (not is_filter and element is not None):
        return "many"
    return "file" if optional_of(field.annotation)[0] is Upload else "one"


def _checked(read: Reader, parameter: Parameter) -> Reader:
    """`read`, then the field's bounds, with every fault turned into the field's refusal."""
    field = parameter.field
    check = _bounds(field, parameter)

    def convert(value: Any) -> Any:
        try:
            converted = read(value)
        except ValueError as error:
            length = len(value) if isinstance(value, str) else None
            raise parameter.refuse(str(error), value, length, field.max_length) from None
        return check(converted) if check is not None else converted

    return convert


def _bounds(field: Field, parameter: Parameter) -> Callable[[Any], Any] | None:
    if field.min_length is field.max_length is field.minimum is field.maximum is None and not field.choices:
        return None

    def check(value: Any) -> Any:
        if isinstance(value, list):
            return [check(item) for item in value]
        if isinstance(value, str):
            _check_text(field, parameter, value)
        elif value is not None:
            _check_number(field, parameter, value)
        return value

    return check


def _check_number(field: Field, parameter: Parameter, value: Any) -> None:
    if field.minimum is not None and value < field.minimum:
        raise parameter.refuse(f"is {value}; the least is {field.minimum}", value, None, field.minimum)
    if field.maximum is not None and value > field.maximum:
        raise parameter.refuse(f"is {value}; the most is {field.maximum}", value, None, field.maximum)


def _check_text(field: Field, parameter: Parameter, value: str) -> None:
    if field.choices and value not in field.choices:
        raise parameter.refuse(f"is '{value[:80]}'; it must be one of {', '.join(field.choices)}", value)
    _check_length(field, parameter, value)


def _check_length(field: Field, parameter: Parameter, value: str) -> None:
    length = len(value)
    if field.max_length is not None and length > field.max_length:
        reason = f"has {length} characters; at most {field.max_length} are taken"
        raise parameter.refuse(reason, value, length, field.max_length)
    if field.min_length is not None and length < field.min_length:
        reason = f"has {length} characters; at least {field.min_length} are needed"
        raise parameter.refuse(reason, value, length, field.min_length)


class ParameterTable:
    """All parameters of one operation, by their names on the wire."""

    def __init__(self, parameters: Sequence[Parameter], *, strict: bool, ignored: Sequence[str] = ()) -> None:
        self.parameters, self._strict = parameters, strict
        self._known: dict[str, Callable[[dict[str, Any], str, Any], None]] = {}
        self._json: dict[str, Parameter] = {}
        self._prefixes: dict[str, Parameter] = {}
        self._headers = [p for p in parameters if p.kind == "header"]
        self._required = [p for p in parameters if p.need is REQUIRED]
        self._defaults = [(p.name, p.field.default) for p in parameters if p.field.default is not msgspec.UNSET]
        for parameter in parameters:
            self._enter(parameter)
        self._ignored = frozenset(ignored)
        self._folded = {wire.lower(): wire for wire in (*self._known, *ignored)}

    def _enter(self, parameter: Parameter) -> None:
        if parameter.kind == "header":
            return
        self._json[parameter.wire] = parameter
        if parameter.kind == "range":
            for sign in ("", "<", ">"):
                self._known[parameter.wire + sign] = _range_putter(parameter, sign)
        elif parameter.kind == "prefix":
            self._prefixes[parameter.wire] = parameter
        else:
            self._known[parameter.wire] = _many_putter(parameter) if parameter.kind == "many" else _putter(parameter)

    @property
    def wires(self) -> list[str]:
        return [*self._known, *(f"{wire}.*" for wire in self._prefixes)]

    def from_pairs(self, pairs: Pairs, headers: Mapping[bytes, bytes]) -> dict[str, Any]:
        """The verb's arguments. Raises what the fields refuse with, or the kit's own 20001."""
        arguments: dict[str, Any] = {}
        known = self._known
        for wire, value in pairs:
            put = known.get(wire)
            if put is None:
                self._unknown(arguments, wire, value)
            else:
                put(arguments, wire, value)
        return self._complete(arguments, headers)

    def from_json(self, body: Mapping[str, Any], query: Pairs, headers: Mapping[bytes, bytes]) -> dict[str, Any]:
        """The same from a JSON object; what is in the query string is read as text."""
        arguments: dict[str, Any] = {}
        for wire, value in query:
            put = self._known.get(wire)
            if put is not None:
                put(arguments, wire, value)
            elif wire not in self._ignored:
                self._unknown(arguments, wire, value)
        for wire, value in body.items():
            parameter = self._json.get(wire)
            if parameter is None:
                self._unknown(arguments, wire, value)
            elif not (value is None and not parameter.nullable and parameter.need is not REQUIRED):
                arguments[parameter.name] = parameter.read_json(value)
        return self._complete(arguments, headers)

    def _complete(self, arguments: dict[str, Any], headers: Mapping[bytes, bytes]) -> dict[str, Any]:
        for parameter in self._headers:
            value = headers.get(str(parameter.field.header).lower().encode())
            if value is not None:
                arguments[parameter.name] = parameter.read(value.decode("latin-1"))
        arguments.pop("", None)
        for parameter in self._required:
            if parameter.name not in arguments:
                raise parameter.refuse_missing()
        for name, default in self._defaults:
            if name not in arguments:
                arguments[name] = default
        return arguments

    def _unknown(self, arguments: dict[str, Any], wire: str, value: Any) -> None:
        if wire in self._ignored:
            return
        if self._prefixes and "." in wire:
            prefix, _, key = wire.partition(".")
            parameter = self._prefixes.get(prefix)
            if parameter is not None:
                _put_key(arguments, parameter, key, value)
                return
        spelt = self._folded.get(wire.lower())
        if spelt is not None:
            raise MisspeltParameter(given=wire[:80], name=spelt)
        if self._strict:
            raise UnknownParameter(name=wire[:80], known=", ".join(self.wires) or "none")


def _put_key(arguments: dict[str, Any], parameter: Parameter, key: str, value: str) -> None:
    values = arguments.setdefault(parameter.name, {})
    if key in values:
        raise RepeatedParameter(name=f"{parameter.wire}.{key[:80]}")
    values[key] = parameter.read(value)


Putter = Callable[[dict[str, Any], str, Any], None]


def _putter(parameter: Parameter) -> Putter:
    name, read, text = parameter.name, parameter.read, parameter.annotation is str
    if_empty = _if_empty(parameter)

    def put(arguments: dict[str, Any], wire: str, value: Any) -> None:
        if name in arguments or wire in arguments.get("", ()):
            raise RepeatedParameter(name=wire)
        if value == "" and (not text or if_empty is _SKIP):
            if if_empty is _SKIP:
                arguments.setdefault("", set()).add(wire)  # so that a second one is still a repetition
            else:
                arguments[name] = if_empty
            return
        arguments[name] = read(value)

    return put


_SKIP = object()


def _if_empty(parameter: Parameter) -> Any:
    """What `Name=` means: nothing for filters and needed fields, "" for text, None where there may be none."""
    if parameter.is_filter or parameter.need is REQUIRED:
        return _SKIP
    if parameter.annotation is str:
        return ""
    return None if parameter.nullable else _SKIP


def _many_putter(parameter: Parameter) -> Putter:
    name, read = parameter.name, parameter.read
    element = element_of(parameter.annotation)
    is_json = element is not None and not is_scalar(element)

    def put(arguments: dict[str, Any], wire: str, value: Any) -> None:
        if value == "":
            if not parameter.is_filter and parameter.need is not REQUIRED:
                arguments.setdefault(name, [])
        elif is_json and value.lstrip().startswith("["):  # all of them in one JSON list
            arguments.setdefault(name, []).extend(_convert(parameter, text_reader(parameter.annotation), value))
        else:
            arguments.setdefault(name, []).append(read(value))

    return put


def _range_putter(parameter: Parameter, sign: str) -> Putter:
    name, is_date = parameter.name, parameter.annotation is date
    read_day = text_reader(date)

    def span(value: str) -> tuple[Any, Any]:
        """The first moment it names, and the first beyond it: a day is a day long, a moment a second."""
        if len(value) == 10:
            start = _convert(parameter, read_day, value)
            if is_date:
                return start, start + _DAY
            start = datetime.combine(start, time(), UTC)
            return start, start + _DAY
        start = parameter.read(value)
        return start, start + _SECOND

    def put(arguments: dict[str, Any], wire: str, value: Any) -> None:
        given = arguments.setdefault("", set())
        if wire in given:
            raise RepeatedParameter(name=wire)
        given.add(wire)
        if value == "":
            return
        start, end = _convert(parameter, span, value)
        arguments[name] = _narrow(arguments.get(name), start if sign != "<" else None, end if sign != ">" else None)

    return put


def _convert(parameter: Parameter, read: Reader, value: str) -> Any:
    try:
        return read(value)
    except (ValueError, OverflowError) as error:
        raise parameter.refuse(str(error), value) from None


def _narrow(old: Range[Any] | None, since: Any, before: Any) -> Range[Any]:
    if old is None:
        return Range(since, before)
    return Range(
        max(filter(None, (old.since, since)), default=None), min(filter(None, (old.before, before)), default=None)
    )
