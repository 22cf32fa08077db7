"""What hints say: phrases to listen for, and classes of things said. Pure."""

import difflib
import re
from collections.abc import Iterable, Sequence

import msgspec

from ringback.speech.recognition.numbers import DIGIT_NAMES

_DIGIT_CLASSES = {"DIGIT_SEQUENCE", "FULLPHONENUM", "POSTALCODE"}  # after $OOV_CLASS_ or $
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
ALIKE = 0.8  # of 1: so like a hint must a word be to be taken for it
LEAST_LETTERS = 6  # short words are like too many others


class Hints(msgspec.Struct, frozen=True):
    """`phrases` as they were given; `wants_digits`: a row of digits is likely."""

    phrases: tuple[str, ...] = ()
    wants_digits: bool = False


def read(hints: Iterable[str]) -> Hints:
    given = [hint.strip() for hint in hints if hint.strip()]
    phrases = tuple(hint for hint in given if not hint.startswith("$"))
    return Hints(phrases, any(_class_of(hint) in _DIGIT_CLASSES for hint in given))


def _class_of(hint: str) -> str:
    return hint.upper().removeprefix("$").removeprefix("OOV_CLASS_") if hint.startswith("$") else ""


def plain(text: str) -> str:
    """Lower case, words alone."""
    return " ".join(_WORD.findall(text.lower()))


def forms(phrase: str) -> tuple[str, ...]:
    """How the model would write a phrase that is all that was said."""
    spoken = [phrase]
    if phrase.isdigit() and len(phrase) <= 2:
        spoken.append(" ".join(DIGIT_NAMES[int(digit)] for digit in phrase))
    elif phrase.lower() in DIGIT_NAMES:
        spoken.append(str(DIGIT_NAMES.index(phrase.lower())))
    return tuple(f" {one[0].upper()}{one[1:]}." for one in spoken)


def shortlist(phrases: Sequence[str], guesses: Sequence[str], most: int) -> list[str]:
    """The `most` phrases that are spelled most like one of the guesses."""
    if len(phrases) <= most:
        return list(phrases)
    wanted = [plain(guess) for guess in guesses]
    return sorted(phrases, key=lambda phrase: -max(_likeness(plain(phrase), guess) for guess in wanted))[:most]


def corrected(text: str, phrases: Sequence[str]) -> str:
    """The text with words that are nearly a hint put right: "talk to akme" with the hint "Acme" is "talk to Acme"."""
    for phrase in phrases:
        text = _with(text, phrase)
    return text


def _with(text: str, phrase: str) -> str:
    wanted, count = plain(phrase), len(phrase.split())
    words = list(_WORD.finditer(text))
    if len(wanted) < LEAST_LETTERS or f" {wanted} " in f" {plain(text)} ":
        return text
    spans = [(words[at].start(), words[at + count - 1].end()) for at in range(len(words) - count + 1)]
    near = [(_likeness(plain(text[start:end]), wanted), start, end) for start, end in spans]
    likeness, start, end = max(near, default=(0.0, 0, 0))
    return text[:start] + phrase + text[end:] if likeness >= ALIKE else text


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
