"""Swear words, shown by their first letters and stars."""

import re

_STEMS = ("fuck", "motherfuck", "shit", "bullshit", "cunt", "bitch", "asshole", "bastard", "dickhead", "wank", "twat")
_ENDINGS = "(?:s|es|ed|er|ers|ing|in|y|ty|head|face)?"
_WORDS = re.compile(rf"(?i)\b(?:{'|'.join(_STEMS)}){_ENDINGS}\b")


def masked(text: str) -> str:
    """`shit` becomes `s***`."""
    return _WORDS.sub(lambda found: found[0][0] + "*" * (len(found[0]) - 1), text)
