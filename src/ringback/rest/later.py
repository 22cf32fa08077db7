"""Operations of the published API that are not here yet: asked for, they say so, and pretend nothing."""

from collections.abc import Iterable

import msgspec

from ringback.kernel.refused import NotFound
from ringback.rest.dispatch import Node


class NotYet(NotFound):
    sentence = (
        "{operation} ({method} {what}) is an operation of the published API that this version does not have yet; "
        "docs/reference/coverage.md lists those it has"
    )


class Later(msgspec.Struct, frozen=True):
    """One of them. `at` is its path on its host, as resources write theirs."""

    host: str
    method: str
    at: str
    name: str


class Missing:
    """Knows them by their paths."""

    def __init__(self, later: Iterable[Later]) -> None:
        self._trees: dict[str, Node[str]] = {}
        for one in later:
            node = self._trees.setdefault(one.host, Node()).grow(one.at)
            node.methods[one.method] = one.name

    def find(self, host: str, method: str, segments: list[str]) -> str | None:
        """The name of what was asked for; None where nobody has published it."""
        tree = self._trees.get(host)
        found = tree.find(segments) if tree is not None else None
        return found[0].methods.get(method) if found is not None else None
