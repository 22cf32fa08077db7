"""Parameters on the wire: form bodies and query strings, spaces as %20."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast
from urllib.parse import parse_qsl, quote

Pairs = tuple[tuple[str, str], ...]
Params = Mapping[str, object] | Iterable[tuple[str, object]]

REMEMBERED, REMEMBERED_CHARACTERS = 4096, 64  # 1 MB at most

_TO_ESCAPE = re.compile(r"[^A-Za-z0-9_.~-]")  # RFC 3986 §2.3
_ESCAPED = {chr(number): f"%{number:02X}" for number in range(128)}


def pairs_of(params: Params) -> Pairs:
    """Names and values as text: `None` is left out, truth in lower case, lists as repeated names."""
    items = cast(Iterable[tuple[str, object]], params.items() if isinstance(params, Mapping) else params)
    return tuple([pair for name, value in items if value is not None for pair in _spread(name, value)])


def _spread(name: str, value: object) -> Iterable[tuple[str, str]]:
    if isinstance(value, str):
        return ((name, value),)
    if isinstance(value, (list, tuple)):
        return tuple([pair for one in value for pair in _spread(name, one)])
    return ((name, ("true" if value else "false") if isinstance(value, bool) else str(value)),)


def form(pairs: Pairs) -> str:
    return "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in pairs])


def _quoted(text: str) -> str:
    # A callback has twenty names and values, most of them those of the last one too.
    return _remembered(text) if len(text) <= REMEMBERED_CHARACTERS else _escaped(text)


def _escaped(text: str) -> str:
    # `quote` takes 5 µs for each value that needs it, this under 1.
    return _TO_ESCAPE.sub(_escape, text)


_remembered = lru_cache(REMEMBERED)(_escaped)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPED.get(character) or quote(character, safe="", errors="replace")


def with_query(url: str, pairs: Pairs) -> str:
    """`url` with the parameters behind whatever query it has. The fragment stays at the end."""
    if not pairs:
        return url
    before, hash_mark, fragment = url.partition("#")
    joint = "" if before.endswith(("?", "&")) else "&" if "?" in before else "?"
    return f"{before}{joint}{form(pairs)}{hash_mark}{fragment}"


def unform(body: str) -> Pairs:
    """A form body taken apart again, empty values and all."""
    return tuple(parse_qsl(body, keep_blank_values=True, max_num_fields=100_000))
