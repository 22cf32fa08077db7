"""From (product, path, method) to an operation: one walk over dictionaries, however many operations there are."""

from typing import Generic, TypeVar
from urllib.parse import unquote_to_bytes

from ringback.rest.refusals import BadEncoding

Leaf = TypeVar("Leaf")
SUFFIXES = {".json": "json", ".xml": "xml", ".csv": "csv"}
MOST_SEGMENTS = 32  # the deepest path of any product has 12


class Node(Generic[Leaf]):
    """One segment of a path: fixed words, else anything. `methods` and `bare` are what ends here."""

    __slots__ = ("any", "bare", "methods", "words")

    def __init__(self) -> None:
        self.words: dict[str, Node[Leaf]] = {}
        self.any: Node[Leaf] | None = None
        self.methods: dict[str, Leaf] = {}
        self.bare: dict[str, Leaf] = {}

    def grow(self, path: str) -> "Node[Leaf]":
        """The node at the end of `a/{id}/b`, made if need be."""
        node: Node[Leaf] = self
        for segment in path.split("/"):
            if segment.startswith("{"):
                node.any = node.any or Node()
                node = node.any
            else:
                node = node.words.setdefault(segment, Node())
        return node

    def find(self, segments: list[str], at: int = 0) -> "tuple[Node[Leaf], list[str]] | None":
        """The node that the segments lead to, with the ids on the way. Fixed words win over ids."""
        if at == len(segments):
            return (self, []) if self.methods or self.bare else None
        segment = segments[at]
        word = self.words.get(segment)
        if word is not None:
            found = word.find(segments, at + 1)
            if found is not None:
                return found
        if self.any is None or not segment:
            return None
        found = self.any.find(segments, at + 1)
        if found is not None:
            found[1].insert(0, segment)
        return found


def split_path(raw: bytes) -> list[str]:
    """The decoded segments of a path. `+` is a plus, `%2F` does not split, one `/` at the end is let pass."""
    if raw.startswith(b"/"):
        raw = raw[1:]
    if raw.endswith(b"/"):
        raw = raw[:-1]
    try:
        if b"%" not in raw:
            return raw.decode().split("/", MOST_SEGMENTS)
        return [unquote_to_bytes(piece).decode() for piece in raw.split(b"/", MOST_SEGMENTS)]
    except UnicodeDecodeError as error:
        raise BadEncoding(part="path", reason=f"byte {error.start} {error.reason}") from None


def cut_suffix(segments: list[str]) -> tuple[list[str], str | None]:
    """Takes `.json`, `.xml` or `.csv` off the last segment and tells which it was."""
    last = segments[-1]
    dot = last.rfind(".")
    suffix = SUFFIXES.get(last[dot:]) if dot > 0 else None
    if suffix is None:
        return segments, None
    return [*segments[:-1], last[:dot]], suffix
