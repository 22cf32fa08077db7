"""`Contains`: which digits a number must have. `*` stands for one digit, `%` for any number of them; a leading `+`
ties the pattern to the number's beginning (country code and all), a trailing `$` to its end; letters are keys."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from ringback.kernel import phone
from ringback.products.numbers.errors import InvalidPattern

_SHAPE = re.compile(r"\+?[0-9A-Za-z*%]+\$?", re.ASCII).fullmatch
MOST_CHARACTERS = 16
LEAST_DIGITS = 2


class Pattern(msgspec.Struct, frozen=True):
    """What was asked for, in digits, `*` and `%`."""

    text: str
    from_start: bool = False
    to_end: bool = False

    def templates(self, length: int) -> tuple[str, ...]:
        """All ways to lay the pattern over the digits of a number (its `+` left away); `*` is a free digit."""
        return _templates(self, length)


def read(text: str) -> Pattern:
    """Raises InvalidPattern."""
    bare = re.sub(r"[\s().-]", "", text)
    if not _SHAPE(bare):
        raise InvalidPattern(value=text, reason="may hold only digits, letters, *, % and, at its ends, + and $")
    core = bare.removeprefix("+").removesuffix("$")
    if len(bare) > MOST_CHARACTERS:
        raise InvalidPattern(value=text, reason=f"has {len(bare)} characters; at most {MOST_CHARACTERS} are allowed")
    if len(re.sub(r"[*%]", "", core)) < LEAST_DIGITS:
        raise InvalidPattern(value=text, reason=f"must name at least {LEAST_DIGITS} digits or letters")
    return Pattern(phone.keypad(core), bare[0] == "+", bare[-1] == "$")


@lru_cache(maxsize=1024)
def _templates(pattern: Pattern, length: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for body in _without_gaps(pattern.text, length):
        spare = length - len(body)
        first, last = (spare if pattern.to_end else 0), (0 if pattern.from_start else spare)
        for start in range(first, last + 1):
            found["*" * start + body + "*" * (spare - start)] = None
    return tuple(found)


def _without_gaps(text: str, length: int) -> Iterator[str]:
    """`text` with each `%` as none, one, two … free digits, as long as it fits."""
    before, gap, after = text.partition("%")
    if not gap:
        yield from (text,) if len(text) <= length else ()
        return
    for rest in _without_gaps(after, length - len(before)):
        for width in range(length - len(before) - len(rest) + 1):
            yield before + "*" * width + rest


def like(text: str) -> str:
    """A filter by part of a number, for SQL's LIKE with `/` as its escape: `*` is any digit, letters are keys."""
    signs = phone.keypad(re.sub(r"[\s().-]", "", text))
    core = "".join({"*": "_", "%": "%", "_": "/_", "/": "//"}.get(sign, sign) for sign in signs)
    return f"{core}%" if core.startswith("+") else f"%{core}%"
