"""CSV answers of the 2010 lists: a row of CamelCase names, then a row per record."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ringback.rest.declare import camel


def many(names: Sequence[str], records: Sequence[Mapping[str, Any]]) -> bytes:
    """`names` are the keys in the records; what is no plain value is written as JSON."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    writer.writerow([camel(name) for name in names])
    writer.writerows([_cell(record.get(name)) for name in names] for record in records)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list, tuple)):
        return msgspec.json.encode(value).decode()
    return str(value)
