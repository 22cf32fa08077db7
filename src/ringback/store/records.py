"""Records and their tables, said once: a frozen msgspec Struct names the fields, `record_table` keeps it in SQL.

A mapping turns a record into the row that both engines take and back. Moments are kept as milliseconds since
1970 UTC, decimals as text, anything structured as JSON text: the same bytes under SQLite and PostgreSQL.
"""

import enum
import types
import typing
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel.time import from_ms, to_ms

metadata = sa.MetaData()
Key = str | tuple[str, ...]
Row = tuple[Any, ...]


class Moment(sa.types.TypeDecorator[Any]):
    """A moment as milliseconds; in a `where` it takes a datetime."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return to_ms(value) if isinstance(value, datetime) else value


class Field(msgspec.Struct, frozen=True):
    """How one field of a record is kept."""

    name: str
    hint: Any
    nullable: bool
    kind: str  # plain, moment, enum, decimal, json, bool


_PLAIN: dict[type, Any] = {str: sa.Text, int: sa.BigInteger, float: sa.Float, bytes: sa.LargeBinary}


def _field(name: str, hint: Any) -> Field:
    nullable = False
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        arms = [arm for arm in typing.get_args(hint) if arm is not type(None)]
        nullable = len(arms) < len(typing.get_args(hint))
        hint = arms[0] if len(arms) == 1 else typing.Any
    return Field(name, hint, nullable, _kind(hint))


def _kind(hint: Any) -> str:
    if not isinstance(hint, type):
        return "json"
    if issubclass(hint, bool):
        return "bool"
    if issubclass(hint, enum.Enum):
        return "enum"
    if issubclass(hint, datetime):
        return "moment"
    if issubclass(hint, Decimal):
        return "decimal"
    return "plain" if issubclass(hint, (str, int, float, bytes)) else "json"


def _column_type(field: Field) -> Any:
    if field.kind == "plain":
        return next(kept for known, kept in _PLAIN.items() if issubclass(field.hint, known))
    return {"moment": Moment, "bool": sa.Boolean}.get(field.kind, sa.Text)


_WRITERS = {
    "plain": "r.{0}",
    "bool": "r.{0}",
    "moment": "to_ms(r.{0})",
    "enum": "r.{0}.value",
    "decimal": "str(r.{0})",
    "json": "to_json(r.{0}).decode()",
}
_READERS = {
    "plain": "v[{0}]",
    "bool": "bool(v[{0}])",
    "moment": "from_ms(v[{0}])",
    "enum": "hints[{0}](v[{0}])",
    "decimal": "Decimal(v[{0}])",
    "json": "decoders[{0}](v[{0}])",
}


def _optional(code: str, value: str, field: Field) -> str:
    return f"(None if {value} is None else {code})" if field.nullable and field.kind != "plain" else code


class Mapping:
    """One record type and its table."""

    def __init__(self, record: type[Any], table: sa.Table, key: tuple[str, ...], fields: Sequence[Field]) -> None:
        self.record, self.table, self.key, self.fields = record, table, key, tuple(fields)
        self.names = tuple(field.name for field in fields)
        self.versioned = "version" in self.names
        self._values = attrgetter(*self.names) if len(fields) > 1 else lambda r: (getattr(r, self.names[0]),)
        self.encode, self.encoders = self._encoders()
        self.decode = self._decoder()
        self.key_of: Callable[[Any], Row] = lambda r: tuple(getattr(r, name) for name in key)

    def _encoders(self) -> tuple[Callable[[Any], Row], dict[str, Callable[[Any], Any]]]:
        world = {"to_ms": to_ms, "to_json": msgspec.json.encode}
        code = {
            field.name: _optional(_WRITERS[field.kind].format(field.name), f"r.{field.name}", field)
            for field in self.fields
        }
        # Generated once per record type: the loop over fields is what a commit would spend most of its time on.
        whole = eval(f"lambda r: ({', '.join(code.values())},)", world)
        single = {name: eval(f"lambda r: {text}", world) for name, text in code.items()}
        return whole, single

    def _decoder(self) -> Callable[[Row], Any]:
        decoders = {
            i: msgspec.json.Decoder(field.hint).decode for i, field in enumerate(self.fields) if field.kind == "json"
        }
        world = {
            "Record": self.record,
            "from_ms": from_ms,
            "Decimal": Decimal,
            "decoders": decoders,
            "hints": [field.hint for field in self.fields],
        }
        parts = ", ".join(
            f"{field.name}={_optional(_READERS[field.kind].format(i), f'v[{i}]', field)}"
            for i, field in enumerate(self.fields)
        )
        return eval(f"lambda v: Record({parts})", world)

    def changes(self, before: Any, after: Any) -> tuple[str, ...]:
        """Names of the fields that differ; `version` is the store's own business."""
        pairs = zip(self.names, self._values(before), self._values(after), strict=True)
        return tuple(name for name, was, now in pairs if was is not now and was != now and name != "version")


_mappings: dict[type, Mapping] = {}


def record_table(
    name: str,
    record: type[Any],
    *,
    key: Key,
    indexes: Sequence[Sequence[str]] = (),
    unique: Sequence[Sequence[str]] = (),
    without: Sequence[str] = (),
    partial: Sequence[tuple[Sequence[str], str]] = (),
) -> sa.Table:
    """The table that keeps `record`; its columns follow from the record's annotations.

    `without` names fields that are not kept (they need defaults); `partial` are indexes with an SQL condition.
    """
    keys = (key,) if isinstance(key, str) else tuple(key)
    hints = typing.get_type_hints(record)
    fields = [_field(field, hints[field]) for field in record.__struct_fields__ if field not in without]
    columns = [
        sa.Column(f.name, _column_type(f), primary_key=f.name in keys, nullable=f.nullable, autoincrement=False)
        for f in fields
    ]
    table = sa.Table(
        name,
        metadata,
        *columns,
        *(sa.UniqueConstraint(*names, name=f"uq_{name}_{'_'.join(names)}") for names in unique),
        *(sa.Index(f"ix_{name}_{'_'.join(names)}", *names) for names in indexes),
        *(
            sa.Index(
                f"ix_{name}_{'_'.join(names)}_part", *names, sqlite_where=sa.text(when), postgresql_where=sa.text(when)
            )
            for names, when in partial
        ),
    )
    _mappings[record] = Mapping(record, table, keys, fields)
    return table


def mapping_of(record: type[Any]) -> Mapping:
    """The mapping of a record type; KeyError names the type whose `tables.py` was never imported."""
    try:
        return _mappings[record]
    except KeyError:
        raise KeyError(f"{record.__qualname__} has no table: is its tables.py imported?") from None
