"""Say, Play and Pause, alone and as prompts of a Gather."""

import re
from urllib.parse import quote_plus

from ringback.languages.twiml.effects import Document
from ringback.languages.twiml.parser import Element
from ringback.languages.twiml.voice import ssml, voices
from ringback.languages.twiml.voice.effects import Pause, Play, PlayDigits, Prompt, Say, Segment
from ringback.languages.twiml.voice.reading import BAD_URL, Page, Reading
from ringback.languages.twiml.voice.step import Step

BAD_SAY_LOOP, BAD_VOICE, BAD_LANGUAGE, NO_TEXT, TEXT_TOO_LONG = 13510, 13511, 13512, 13520, 13521
BAD_PLAY_LOOP, BAD_AUDIO, BAD_DIGITS, BAD_LENGTH = 13410, 13420, 13430, 13910
MOST_LOOPS = 1000
MOST_BASIC, MOST_NEURAL, MOST_ENCODED = 4096, 3000, 4500
LONGEST_PAUSE_S = 86_400
_IN_GATHER = {BAD_VOICE: 13321, BAD_SAY_LOOP: 13322, BAD_AUDIO: 13325}
_DIGITS = re.compile(r"[0-9*#wWA-Da-d]{1,1000}", re.ASCII).fullmatch


def read_say(reading: Reading) -> Step:
    return Step(_say(reading))


def read_play(reading: Reading) -> Step:
    return Step(_play(reading))


def read_pause(reading: Reading) -> Step:
    """While nothing has answered the call, a Pause leaves it ringing."""
    return Step(_pause(reading, answers_call=reading.page.is_answered))


def read_prompts(reading: Reading) -> tuple[Prompt, ...]:
    """The prompts of a Gather. Its children that are no prompts have been told already."""
    read = {"Say": _say, "Play": _play, "Pause": _pause}
    prompts = [read[child.name](reading.inside(child), in_gather=True) for child in reading.element.children
               if child.name in read]  # fmt: skip
    return tuple(prompt for prompt in prompts if prompt is not None)


def code_in_gather(code: int) -> int:
    return _IN_GATHER.get(code, code)


def spoken_text(text: str, page: Page) -> Reading:
    """A document of plain text as the Say it stands for."""
    return Reading(Element("Say", {}, (text,), 1, 1), page)


def played_document(document: Document, *, for_ever: bool) -> Step:
    return Step(Play(document.url, 0 if for_ever else 1, audio=document))


def _say(reading: Reading, *, in_gather: bool = False) -> Say | None:
    spoken = ssml.segments(reading) if reading.element.children else None
    text = _plain(spoken) if spoken is not None else " ".join(reading.text.split())
    loops = _loops(reading, code_in_gather(BAD_SAY_LOOP) if in_gather else BAD_SAY_LOOP)
    choice = voices.choose(reading.given("voice"), reading.given("language"))
    if choice.fault:
        code = BAD_VOICE if choice.is_voice_at_fault else BAD_LANGUAGE
        reading.warn(code_in_gather(code) if in_gather else code, f"{choice.fault}; the <Say> is skipped")
        return None
    fault = _fault(text, spoken, choice.is_basic)
    if fault:
        reading.warn(*fault)
        return None
    return Say(text, spoken, choice.voice, choice.language, loops)


def _plain(spoken: tuple[Segment, ...]) -> str:
    return " ".join("".join(segment.text + " " * (segment.break_ms > 0) for segment in spoken).split())


def _fault(text: str, spoken: tuple[Segment, ...] | None, is_basic: bool) -> tuple[int, str] | None:
    """What is wrong with a text: nothing in it, or too much. Tags do not count."""
    if not text:  # a lone <break> is a pause, and fine
        return None if spoken else (NO_TEXT, "The <Say> holds no text; it is skipped")
    most = MOST_BASIC if is_basic else MOST_NEURAL
    if len(text) > most:
        return (
            TEXT_TOO_LONG,
            f"The <Say> has {len(text)} characters, {most} are the most with this voice; it is skipped",
        )
    encoded = len(quote_plus(text, errors="replace")) if is_basic and len(text) * 12 > MOST_ENCODED else 0
    if encoded > MOST_ENCODED:
        message = f"The <Say> has {encoded} characters once URL-encoded, {MOST_ENCODED} are the most; it is skipped"
        return TEXT_TOO_LONG, message
    return None


def _play(reading: Reading, *, in_gather: bool = False) -> Play | PlayDigits | None:
    loops = _loops(reading, BAD_PLAY_LOOP)
    digits = reading.given("digits")
    if digits:
        if _DIGITS(digits):
            return PlayDigits(_upper_tones(digits), loops)
        reading.warn(BAD_DIGITS, f"digits of <Play> is {digits[:50]!r}; it may hold 0-9, A-D, *, #, w and W")
    if not reading.text:
        if not digits:
            reading.warn(BAD_URL, "The <Play> holds no URL; it is skipped")
        return None
    url = reading.resolved(reading.text, "The URL of <Play>")
    return Play(url, loops) if url else None


def _upper_tones(digits: str) -> str:
    """a-d are tones as A-D are; w and W differ."""
    return digits.translate(str.maketrans("abcd", "ABCD"))


def _pause(reading: Reading, *, in_gather: bool = False, answers_call: bool = True) -> Pause:
    length = reading.whole("length", BAD_LENGTH, 1, 1, LONGEST_PAUSE_S)
    return Pause(float(length), answers_call)


def _loops(reading: Reading, code: int) -> int:
    """0 is until the call ends; more than a thousand times is a thousand."""
    return min(reading.whole("loop", code, 1, 0, 999_999_999), MOST_LOOPS)
