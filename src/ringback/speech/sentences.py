"""Cuts a text where one breathes: the sentence is what is synthesised and kept, so that menus share theirs."""

import re

SENTENCE_MOST = 240  # characters, some 15 s of speech: a longer one is cut at a comma, or at a space, or anywhere
_SHORT_WORDS = (
    "mr mrs ms dr prof st jr sr rev gen gov sen rep capt lt col sgt mt ft co corp inc ltd no vs etc approx dept est "
    "ext jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ave blvd rd apt e.g "
    "i.e a.m p.m u.s u.k ph.d"
)
_ABBREVIATIONS = frozenset(_SHORT_WORDS.split())
_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s|$)|[。！？]+|\n\s*\n|(?<=[.!?:;])\s*\n)")
_LAST_WORD = re.compile(r"(\S+?)\.[\"'”’)\]]*$")
_SPACES = re.compile(r"\s+")


def sentences(text: str) -> list[str]:
    """The sentences, each trimmed, white space made single, none empty and none beyond SENTENCE_MOST."""
    return [part for sentence in _whole(text) for part in cut(sentence, SENTENCE_MOST)]


def _whole(text: str) -> list[str]:
    found, start = [], 0
    for end in _END.finditer(text):
        sentence = text[start : end.end()]
        if _goes_on(sentence, text[end.end() :].lstrip()[:1]):
            continue
        found.append(sentence)
        start = end.end()
    return [*found, text[start:]]


def _goes_on(sentence: str, following: str) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial, or is followed by a small letter."""
    if not sentence.rstrip("\"'”’)]").endswith("."):
        return False
    word = _LAST_WORD.search(sentence)
    if word is None or not following:
        return False
    last = word[1].lower().lstrip("(\"'“‘[")
    return following.islower() or last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last != "i")


def cut(text: str, most: int) -> list[str]:
    """The text in parts of at most that many characters, none empty, cut where it hurts least."""
    text, parts = _SPACES.sub(" ", text).strip(), []
    while len(text) > most:
        at = _best_cut(text, most)
        parts.append(text[:at].strip())
        text = text[at:].strip()
    return [part for part in (*parts, text) if part]


def _best_cut(text: str, most: int) -> int:
    """Within the limit: after the last semicolon, colon or comma of the second half, else the last space."""
    head = text[: most + 1]
    for mark in ("; ", ": ", ", ", " "):
        at = head.rfind(mark)
        if at > most // 2:
            return at + 1
    return most
