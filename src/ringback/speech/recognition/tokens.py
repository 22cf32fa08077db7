"""Words to the model's tokens and back: byte-level BPE, as the model's `tokenizer.json` and vocabulary say it."""

import itertools
import json
import re
from collections.abc import Iterable
from pathlib import Path

_PIECES = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?[^\s\w]+|\s+(?!\S)|\s+")


class Tokens:
    """Of a folder with `tokenizer.json`. Numbers from `begins_special` on are not text."""

    def __init__(self, folder: Path) -> None:
        model = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._numbers: dict[str, int] = model["model"]["vocab"]
        self._special: dict[str, int] = {one["content"]: one["id"] for one in model["added_tokens"]}
        merges = (pair.split(" ") if isinstance(pair, str) else pair for pair in model["model"]["merges"])
        self._ranks = {(pair[0], pair[1]): rank for rank, pair in enumerate(merges)}
        self._letters = _letters()
        self._bytes = {letter: byte for byte, letter in self._letters.items()}
        self._texts = {number: text for text, number in self._numbers.items()}
        self.begins_special = min(self._special["<|endoftext|>"], self._special["<|startoftranscript|>"])

    @property
    def _count(self) -> int:
        return max(*self._numbers.values(), *self._special.values()) + 1

    def special(self, name: str) -> int:
        return self._special[name]

    def encode(self, text: str) -> list[int]:
        return [number for piece in _PIECES.findall(text) for number in self._piece(piece)]

    def decode(self, numbers: Iterable[int]) -> str:
        """Without what is not text."""
        letters = "".join(self._texts[number] for number in numbers if number < self.begins_special)
        return bytes(self._bytes[letter] for letter in letters).decode("utf-8", "replace")

    def matching(self, pattern: str) -> list[int]:
        """The tokens whose text is like that."""
        wanted = re.compile(pattern)
        return [number for number in range(self.begins_special) if wanted.fullmatch(self.decode([number]))]

    def all_but(self, numbers: Iterable[int]) -> list[int]:
        kept = set(numbers)
        return [number for number in range(self._count) if number not in kept]

    def _piece(self, piece: str) -> list[int]:
        parts = [self._letters[byte] for byte in piece.encode()]
        while len(parts) > 1:
            pairs = list(itertools.pairwise(parts))
            best = min(pairs, key=lambda pair: self._ranks.get(pair, len(self._ranks)))
            if best not in self._ranks:
                break
            at = pairs.index(best)
            parts[at : at + 2] = ["".join(best)]
        return [self._numbers[part] for part in parts]


def _letters() -> dict[int, str]:
    """How byte-level BPE writes bytes: as themselves where they are printable, the others from U+0100 on."""
    printable = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = (byte for byte in range(256) if byte not in printable)
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + n) for n, byte in enumerate(others)}
