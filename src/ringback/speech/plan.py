"""A text, plain or in segments of SSML, as phrases and gaps in the order they are heard."""

import unicodedata
from collections.abc import Iterator, Sequence

from ringback.languages.twiml.voice.effects import Segment
from ringback.speech.model import Gap, Phrase
from ringback.speech.sentences import cut, sentences

SENTENCE_GAP_MS = 350  # after . ! ? as people breathe there
CLAUSE_GAP_MS = 120  # where a sentence was cut for its length, or SSML changes the manner within it
RATE_RANGE = (0.5, 2.0)  # beyond that this voice is no longer understood on a telephone line
PITCH_RANGE = (0.6, 1.6)
VOLUME_RANGE = (0.0, 4.0)
SPELT_MOST = 60  # characters of a say-as in one phrase: letter by letter that is half a minute
GAP_MOST_MS = 10_000  # SSML's own limit of a break
_ENDS = ".!?…。！？"


def plan(text: str, segments: Sequence[Segment] | None, voice: str, language: str) -> list[Phrase | Gap]:
    """What to say, in order. Breaks are as long as they were asked for; phrases follow each other at a natural pace."""
    pieces = segments if segments is not None else (Segment(text),)
    said = [item for piece in pieces for item in _piece(piece, voice, language)]
    return list(_spaced(said))


def _piece(segment: Segment, voice: str, language: str) -> Iterator[Phrase | Gap]:
    parts = cut(segment.text, SPELT_MOST) if segment.say_as else sentences(segment.text)
    for part in parts:
        if _has_words(part):
            yield _phrase(part, segment, voice, language)
    if segment.break_ms > 0:
        yield Gap(min(segment.break_ms, GAP_MOST_MS))


def _phrase(text: str, segment: Segment, voice: str, language: str) -> Phrase:
    return Phrase(
        text=text,
        voice=voice,
        language=segment.language or language,
        say_as=segment.say_as or "",
        format=segment.format or "",
        rate=_within(segment.rate, RATE_RANGE),
        pitch=_within(segment.pitch, PITCH_RANGE),
        volume=_within(segment.volume, VOLUME_RANGE),
    )


def _spaced(said: list[Phrase | Gap]) -> Iterator[Phrase | Gap]:
    """Puts the natural pauses between phrases that no break parts."""
    before: Phrase | Gap | None = None
    for item in said:
        if isinstance(before, Phrase) and isinstance(item, Phrase):
            yield Gap(SENTENCE_GAP_MS if before.text[-1] in _ENDS else CLAUSE_GAP_MS)
        yield item
        before = item


def _has_words(text: str) -> bool:
    """Whether there is anything to pronounce. Symbols count: `*` and `#` are keys, `%` and `€` are words."""
    return any(unicodedata.category(character)[0] in "LN" or character in "*#%€$£&@+" for character in text)


def _within(value: float, allowed: tuple[float, float]) -> float:
    """The value, kept in its range and to two decimals, so that near requests share a sound. NaN is 1."""
    if value != value:
        return 1.0
    return round(min(max(value, allowed[0]), allowed[1]), 2)
