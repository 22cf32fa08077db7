"""Pages of a list, by key: a page costs the same at any depth, and inserts never shift it."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

Item = TypeVar("Item")


class PageRequest(msgspec.Struct, frozen=True):
    """Which page is wanted: beyond the SID `after` or `before`. `number` is only what the client counts."""

    size: int = 50
    number: int = 0
    after: str | None = None
    before: str | None = None


class Page(msgspec.Struct, Generic[Item], frozen=True):
    """Records in the list's order, and whether there are more on either side."""

    items: Sequence[Item]
    has_next: bool = False
    has_previous: bool = False
