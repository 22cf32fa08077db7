"""SSML inside `<Say>`, flattened to segments that an engine for plain text can speak.

Spoken so: break, prosody, say-as, emphasis, sub, lang, p, s. phoneme and w are read as their text. Any other element
is told, loses its tag and keeps its text. The figures are ours; the specification (W3C SSML 1.1 §3.2) leaves them open.
"""

import re
from collections.abc import Callable

import msgspec

from ringback.languages.twiml.parser import Element
from ringback.languages.twiml.voice.effects import Segment
from ringback.languages.twiml.voice.reading import SCHEMA_WARNING, Reading

BAD_RATE = 13513
LONGEST_BREAK_MS = 10_000
_BREAKS_MS = {"none": 0, "x-weak": 100, "weak": 200, "medium": 400, "strong": 700, "x-strong": 1200}
_SENTENCE_MS, _PARAGRAPH_MS = 400, 800
_RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.75}
_VOLUMES = {"silent": 0.0, "x-soft": 0.25, "soft": 0.5, "medium": 1.0, "default": 1.0, "loud": 1.4, "x-loud": 2.0}
_PITCHES = {"x-low": 0.75, "low": 0.9, "medium": 1.0, "default": 1.0, "high": 1.1, "x-high": 1.25}
_EMPHASIS = {"strong": (0.85, 1.4), "moderate": (0.95, 1.2), "reduced": (1.1, 0.8), "none": (1.0, 1.0)}
_SAY_AS = frozenset(
    [
        "characters",
        "spell-out",
        "cardinal",
        "number",
        "ordinal",
        "digits",
        "fraction",
        "unit",
        "date",
        "time",
        "address",
        "expletive",
        "telephone",
    ]
)
_AS_TEXT = frozenset(("phoneme", "w"))
_NUMBER = re.compile(r"([+-]?)(\d{1,6}(?:\.\d{1,6})?)(%|db|st|ms|s|)", re.ASCII).fullmatch


class Manner(msgspec.Struct, frozen=True):
    """How the text at hand is spoken: what the elements around it add up to."""

    rate: float = 1.0
    volume: float = 1.0
    pitch: float = 1.0
    say_as: str | None = None
    format: str | None = None
    language: str | None = None


def segments(reading: Reading) -> tuple[Segment, ...]:
    """The pieces of a `<Say>`, in order; pieces in one manner are one."""
    speaking = _Speaking(reading)
    speaking.inside(reading.element, Manner())
    return tuple(speaking.segments)


class _Speaking:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.segments: list[Segment] = []

    def inside(self, element: Element, manner: Manner) -> None:
        for part in element.content:
            if isinstance(part, str):
                self._text(part, manner)
            else:
                self._element(part, manner)

    def _element(self, element: Element, manner: Manner) -> None:
        act = _ACTS.get(element.name)
        if act:
            act(self, element, manner)
            return
        if element.name not in _AS_TEXT:
            message = f"<{element.name[:50]}> in <Say> is not spoken; its text is, without it"
            self._reading.inside(element).warn(SCHEMA_WARNING, message)
        self.inside(element, manner)

    def _text(self, text: str, manner: Manner) -> None:
        text = re.sub(r"\s+", " ", text)
        last = self.segments[-1] if self.segments else None
        if last and last.break_ms == 0 and (text == " " or _manner_of(last) == manner):
            self.segments[-1] = msgspec.structs.replace(last, text=last.text + text)
        elif text.strip():
            self.segments.append(Segment(text, 0, **msgspec.structs.asdict(manner)))

    def pause(self, length_ms: int) -> None:
        """Silence after what was said so far."""
        if not self.segments:
            self.segments.append(Segment(""))
        last = self.segments[-1]
        self.segments[-1] = msgspec.structs.replace(last, break_ms=min(last.break_ms + length_ms, LONGEST_BREAK_MS))

    def at_least(self, length_ms: int) -> None:
        """Silence at the edge of a sentence: edges that meet do not add up."""
        if self.segments:
            self.pause(max(0, length_ms - self.segments[-1].break_ms))

    def _break(self, element: Element, _manner: Manner) -> None:
        time = _duration_ms(element.attributes.get("time", ""))
        strength = element.attributes.get("strength", "medium")
        self.pause(time if time is not None else _BREAKS_MS.get(strength, _BREAKS_MS["medium"]))

    def _prosody(self, element: Element, manner: Manner) -> None:
        self.inside(
            element,
            msgspec.structs.replace(
                manner,
                rate=_bounded(manner.rate * self._factor(element, "rate", _RATES, BAD_RATE), 0.2, 4.0),
                volume=_bounded(manner.volume * self._factor(element, "volume", _VOLUMES), 0.0, 4.0),
                pitch=_bounded(manner.pitch * self._factor(element, "pitch", _PITCHES), 0.5, 2.0),
            ),
        )

    def _factor(self, element: Element, name: str, names: dict[str, float], code: int = SCHEMA_WARNING) -> float:
        given = element.attributes.get(name)
        factor = None if given is None else _read_factor(given, names)
        if given is not None and factor is None:
            wanted = f"it must be one of {', '.join(names)}, or as 80% or +10%"
            self._reading.inside(element).warn(code, f"{name} of <prosody> is {given[:50]!r}; {wanted}; it is ignored")
        return 1.0 if factor is None else factor

    def _emphasis(self, element: Element, manner: Manner) -> None:
        rate, volume = _EMPHASIS.get(element.attributes.get("level", "moderate"), _EMPHASIS["moderate"])
        self.inside(
            element,
            msgspec.structs.replace(
                manner, rate=_bounded(manner.rate * rate, 0.2, 4.0), volume=_bounded(manner.volume * volume, 0.0, 4.0)
            ),
        )

    def _say_as(self, element: Element, manner: Manner) -> None:
        given = element.attributes.get("interpret-as", "")
        if given not in _SAY_AS:
            self._reading.inside(element).warn(
                SCHEMA_WARNING, f"interpret-as is {given[:50]!r}; the text is read as is"
            )
            self.inside(element, manner)
            return
        self.inside(element, msgspec.structs.replace(manner, say_as=given, format=element.attributes.get("format")))

    def _sub(self, element: Element, manner: Manner) -> None:
        alias = element.attributes.get("alias")
        if alias is None:
            self.inside(element, manner)
        else:
            self._text(alias, manner)

    def _lang(self, element: Element, manner: Manner) -> None:
        language = element.attributes.get("xml:lang") or manner.language
        self.inside(element, msgspec.structs.replace(manner, language=language))

    def _sentence(self, element: Element, manner: Manner) -> None:
        self.at_least(_SENTENCE_MS)
        self.inside(element, manner)
        self.at_least(_SENTENCE_MS)

    def _paragraph(self, element: Element, manner: Manner) -> None:
        self.at_least(_PARAGRAPH_MS)
        self.inside(element, manner)
        self.at_least(_PARAGRAPH_MS)


_ACTS: dict[str, Callable[[_Speaking, Element, Manner], None]] = {
    "break": _Speaking._break,
    "prosody": _Speaking._prosody,
    "emphasis": _Speaking._emphasis,
    "say-as": _Speaking._say_as,
    "sub": _Speaking._sub,
    "lang": _Speaking._lang,
    "s": _Speaking._sentence,
    "p": _Speaking._paragraph,
}


def _manner_of(segment: Segment) -> Manner:
    return Manner(segment.rate, segment.volume, segment.pitch, segment.say_as, segment.format, segment.language)


def _duration_ms(given: str) -> int | None:
    """`3s`, `250ms`, at most ten seconds; None where it is neither."""
    found = _NUMBER(given.strip().lower())
    if not found or found[1] == "-" or found[3] not in ("s", "ms"):
        return None
    length_ms = float(found[2]) * (1000 if found[3] == "s" else 1)
    return int(min(length_ms, LONGEST_BREAK_MS))


def _read_factor(given: str, names: dict[str, float]) -> float | None:
    """A name, `80%`, `+10%`, `+6dB` or `-2st` as a factor; None for what is none of them."""
    text = given.strip().lower()
    found = _NUMBER(text)
    if text in names or not found:
        return names.get(text)
    sign, size, unit = found[1], float(found[2]), found[3]
    signed = min(size, 200.0) * (-1 if sign == "-" else 1)
    if unit == "%":
        return max(0.0, 1 + signed / 100) if sign else size / 100
    return {"db": 10 ** (signed / 20), "st": 2 ** (signed / 12)}.get(unit)


def _bounded(value: float, least: float, most: float) -> float:
    return round(max(least, min(most, value)), 4)
