"""Turns units into statements. Rows for the same statement are gathered over all units of a batch.

A plan is engine-neutral: a `Statement` has the SQL with the engine's own marks, its rows, and how many rows
it must touch (a compare-and-set that touches fewer was lost).
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from ringback.kernel import Event
from ringback.kernel.event import type_of
from ringback.kernel.time import to_ms
from ringback.store.records import Mapping, Row, mapping_of
from ringback.store.unit import Unit

Mark = Callable[[int], str]
_to_json = msgspec.json.encode


class Write(msgspec.Struct, frozen=True):
    """One row for one statement. `table` tells what a uniqueness error was about."""

    sql: str
    row: Row
    table: str
    must_touch: bool = False


class SqlText:
    """The SQL of every write, made once per shape. `mark` spells the n-th parameter (from 1) for the engine."""

    def __init__(self, mark: Mark, *, returning: bool) -> None:
        self._mark, self._returning = mark, returning
        self._made: dict[tuple[Any, ...], str] = {}

    def insert(self, mapping: Mapping) -> str:
        return self._once(("insert", mapping), lambda: self._insert(mapping))

    def put(self, mapping: Mapping) -> str:
        return self._once(("put", mapping), lambda: self._insert(mapping) + self._on_conflict(mapping, "excluded.{0}"))

    def add(self, mapping: Mapping, fields: tuple[str, ...]) -> str:
        return self._once(("add", mapping, fields), lambda: self._insert(mapping) + self._on_sum(mapping, fields))

    def update(self, mapping: Mapping, fields: tuple[str, ...]) -> str:
        return self._once(("update", mapping, fields), lambda: self._update(mapping, fields))

    def delete(self, mapping: Mapping) -> str:
        return self._once(("delete", mapping), lambda: self._delete(mapping))

    def event(self) -> str:
        return self._once(("event",), self._event)

    def select(self, mapping: Mapping, equals: tuple[str, ...], nulls: tuple[str, ...]) -> str:
        shape = ("select", mapping, equals, nulls)
        return self._made.get(shape) or self._once(shape, lambda: self._select(mapping, equals, nulls))

    def _select(self, mapping: Mapping, equals: tuple[str, ...], nulls: tuple[str, ...]) -> str:
        tests = [f'"{name}" = {self._mark(i)}' for i, name in enumerate(equals, 1)]
        tests += [f'"{name}" IS NULL' for name in nulls]
        return f'SELECT {_quoted(mapping.names)} FROM "{mapping.table.name}" WHERE {" AND ".join(tests)} LIMIT 1'

    def _once(self, shape: tuple[Any, ...], make: Callable[[], str]) -> str:
        made = self._made.get(shape)
        if made is None:
            made = self._made[shape] = make()
        return made

    def _marks(self, count: int) -> str:
        return ", ".join(self._mark(i) for i in range(1, count + 1))

    def _delete(self, mapping: Mapping) -> str:
        where = " AND ".join(f'"{name}" = {self._mark(i)}' for i, name in enumerate(mapping.key, 1))
        return f'DELETE FROM "{mapping.table.name}" WHERE {where}'

    def _event(self) -> str:
        names = _quoted(("type", "account_sid", "subject_sid", "at", "data"))
        return f"INSERT INTO events ({names}) VALUES ({self._marks(5)})"

    def _on_sum(self, mapping: Mapping, fields: tuple[str, ...]) -> str:
        table = mapping.table.name
        sums = ", ".join(f'"{name}" = "{table}"."{name}" + excluded."{name}"' for name in fields)
        return f" ON CONFLICT ({_quoted(mapping.key)}) DO UPDATE SET {sums}"

    def _insert(self, mapping: Mapping) -> str:
        names, marks = _quoted(mapping.names), self._marks(len(mapping.names))
        return f'INSERT INTO "{mapping.table.name}" ({names}) VALUES ({marks})'

    def _on_conflict(self, mapping: Mapping, value: str) -> str:
        rest = [name for name in mapping.names if name not in mapping.key]
        if not rest:
            return f" ON CONFLICT ({_quoted(mapping.key)}) DO NOTHING"
        sets = ", ".join(f'"{name}" = {value.format(chr(34) + name + chr(34))}' for name in rest)
        return f" ON CONFLICT ({_quoted(mapping.key)}) DO UPDATE SET {sets}"

    def _update(self, mapping: Mapping, fields: tuple[str, ...]) -> str:
        sets = [f'"{name}" = {self._mark(i)}' for i, name in enumerate(fields, 1)]
        where = [f'"{name}" = {self._mark(len(fields) + i)}' for i, name in enumerate(mapping.key, 1)]
        if mapping.versioned:
            sets.append('"version" = "version" + 1')
            where.append(f'"version" = {self._mark(len(fields) + len(mapping.key) + 1)}')
        text = f'UPDATE "{mapping.table.name}" SET {", ".join(sets)} WHERE {" AND ".join(where)}'
        return text + " RETURNING 1" if self._returning else text


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def writes_of(unit: Unit, text: SqlText) -> list[Write]:
    """Every row that `unit` writes, in order: what comes before what goes."""
    writes: list[Write] = []
    for record in unit.insert:
        m = mapping_of(type(record))
        writes.append(Write(text.insert(m), m.encode(record), m.table.name))
    for before, after in unit.change:
        writes.extend(_change(before, after, text))
    for record in unit.put:
        m = mapping_of(type(record))
        writes.append(Write(text.put(m), m.encode(record), m.table.name))
    for increment in unit.add:
        m = mapping_of(type(increment.record))
        writes.append(Write(text.add(m, increment.fields), m.encode(increment.record), m.table.name))
    for record in (*unit.delete, *unit.done):
        m = mapping_of(type(record))
        writes.append(Write(text.delete(m), m.key_of(record), m.table.name))
    for event in unit.events:
        writes.append(Write(text.event(), _event_row(event), "events"))
    for job in unit.jobs:
        m = mapping_of(type(job))
        writes.append(Write(text.insert(m), m.encode(job), m.table.name))
    return writes


def _change(before: Any, after: Any, text: SqlText) -> list[Write]:
    m = mapping_of(type(before))
    fields = m.changes(before, after)
    if not fields:
        return []
    row = (*(m.encoders[name](after) for name in fields), *m.key_of(before))
    if m.versioned:
        row = (*row, before.version)
    return [Write(text.update(m, fields), row, m.table.name, must_touch=True)]


def _event_row(event: Event) -> Row:
    return (type_of(type(event)), event.account_sid, event.subject_sid, to_ms(event.at), _to_json(event).decode())


def gather(batches: Iterable[list[Write]]) -> dict[str, tuple[list[Row], str, bool]]:
    """Rows by statement over a whole batch, statements in order of first use."""
    groups: dict[str, tuple[list[Row], str, bool]] = {}
    for writes in batches:
        for write in writes:
            group = groups.get(write.sql)
            if group is None:
                group = groups[write.sql] = ([], write.table, write.must_touch)
            group[0].append(write.row)
    return groups
