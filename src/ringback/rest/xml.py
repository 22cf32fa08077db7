"""XML answers of the 2010 API, made from the same dictionaries as JSON.

Elements are CamelCase; a list is an element with the paging links as attributes and one element per record.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ringback.rest.declare import camel

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<TwilioResponse>'
TAIL = "</TwilioResponse>"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0 §2.2
_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")


def one(element: str, body: Mapping[str, Any]) -> bytes:
    """A single resource."""
    return f"{HEAD}<{element}>{_members(body)}</{element}>{TAIL}".encode()


def many(elements: tuple[str, str], key: str, envelope: Mapping[str, Any]) -> bytes:
    """A list: everything beside the records becomes an attribute, named without underscores."""
    single, plural = elements
    attributes = "".join(
        f" {name.replace('_', '')}={quoteattr('' if value is None else _clean(str(value)))}"
        for name, value in envelope.items()
        if name != key
    )
    records = "".join(f"<{single}>{_members(record)}</{single}>" for record in envelope[key])
    return f"{HEAD}<{plural}{attributes}>{records}</{plural}>{TAIL}".encode()


def error(body: Mapping[str, Any]) -> bytes:
    return one("RestException", body)


def _members(body: Mapping[str, Any]) -> str:
    return "".join(_element(_tag(name), value) for name, value in body.items())


@lru_cache(maxsize=4096)
def _tag(name: str) -> str:
    tag = camel(name)
    return tag if _NAME.match(tag) else "Item"


def _element(tag: str, value: Any) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return f"<{tag}/>"
    if isinstance(value, Mapping):
        return f"<{tag}>{_members(value)}</{tag}>"
    if isinstance(value, (list, tuple)):
        return f"<{tag}>{''.join(_element('Item', item) for item in value)}</{tag}>"
    if isinstance(value, bool):
        return f"<{tag}>{'true' if value else 'false'}</{tag}>"
    return f"<{tag}>{escape(_clean(str(value)))}</{tag}>"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
