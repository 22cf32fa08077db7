"""The three sets: sentences, words of menus with their hints, rows of digits. Texts alone; voices read them anew."""

import re
from pathlib import Path

import msgspec

HERE = Path(__file__).resolve().parent
NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_CONTRACTED = {
    r"\b(there|it|he|she|that|what)'s\b": r"\1 is",
    r"\bi'm\b": "i am",
    r"\b(we|you|they)'re\b": r"\1 are",
    r"\b(i|you|we|they)'ve\b": r"\1 have",
    r"\b(i|you|he|she|we|they)'ll\b": r"\1 will",
    r"\b(i|you|he|she|we|they)'d\b": r"\1 would",
    r"\bcan't\b": "can not",
    r"\bcannot\b": "can not",
    r"\b(\w+)n't\b": r"\1 not",
}
_SPELLED = {"cancelled": "canceled", "okay": "ok", "grey": "gray"}


class Item(msgspec.Struct, frozen=True):
    """`said` is read aloud, `wanted` should be understood."""

    said: str
    wanted: str
    hints: tuple[str, ...] = ()
    by_characters: bool = False

    def units(self, text: str) -> list[str]:
        """What errors are counted in: words, or digits."""
        return list(text) if self.by_characters else words(text)


def words(text: str) -> list[str]:
    """Lower case, no marks; contractions written out and spellings of one kind, as is usual where words are counted."""
    text = text.lower().replace("-", " ").replace("’", "'")
    for pattern, plain in _CONTRACTED.items():
        text = re.sub(pattern, plain, text)
    return [_SPELLED.get(word, word) for word in re.sub(r"[^\w\s']", "", text).split()]


def errors(wanted: list[str], got: list[str]) -> int:
    """Units put in, left out or taken for others (Levenshtein)."""
    row = list(range(len(got) + 1))
    for at, one in enumerate(wanted, 1):
        corner, row[0] = row[0], at
        for to, other in enumerate(got, 1):
            corner, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, corner + (one != other))
    return row[-1]


def free_text() -> list[Item]:
    return [Item(line, line) for line in _lines("free.txt")]


def menu_words() -> list[Item]:
    pairs = (line.split("\t") for line in _lines("menu.tsv"))
    return [Item(f"{said}.", said, tuple(hint.strip() for hint in menu.split(","))) for said, menu in pairs]


def digits() -> list[Item]:
    hints = ("$OOV_CLASS_DIGIT_SEQUENCE",)
    return [Item(_read_out(row, number), row, hints, True) for number, row in enumerate(_lines("digits.txt"))]


def _read_out(row: str, number: int) -> str:
    """In groups as people read numbers; in every third a zero within is "oh"."""
    names = [NAMES[int(digit)] for digit in row]
    if number % 3 == 2 and len(row) > 2:
        names = ["oh" if name == "zero" else name for name in names]
    groups = re.findall(".{1,4}", row) if len(row) <= 4 else [row[:3], *([row[3:6]] if len(row) > 7 else []), ""]
    if len(row) > 4:
        groups[-1] = row[sum(map(len, groups)) :]
    told, at = [], 0
    for group in filter(None, groups):
        told.append(" ".join(names[at : at + len(group)]))
        at += len(group)
    return ", ".join(told) + "."


def _lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line]


SETS = {"free text": free_text, "menu words": menu_words, "digits": digits}
