"""What is asked of recognition, what one gets, and how it fails."""

from collections.abc import Callable
from typing import Literal

import msgspec

from ringback.kernel import Unavailable

RATE_HZ = 8000
BYTES_A_SECOND = 2 * RATE_HZ


class Busy(Unavailable):
    """More waits to be recognised than the queue holds; the text says how much. Come again in a moment."""


class NotAvailable(Unavailable):
    """There is no recognition here, or not of this language; the text says what to install or to ask for."""


class RecognitionFailed(Unavailable):
    """The engine could not do it; the text says why."""


class Partial(msgspec.Struct, frozen=True):
    """What has been understood of an utterance that goes on; it may still change."""

    text: str
    stability: float


class Listening(msgspec.Struct, frozen=True, kw_only=True):
    """How to listen. `speech_timeout_s` is the silence that ends an utterance; None: what people take for its end.

    `hints` are phrases that are likely, and classes such as $OOV_CLASS_DIGIT_SEQUENCE. `on_began` is called on the loop
    when somebody begins to speak, `on_partial` with what is understood before the end.
    """

    language: str = "en-US"
    hints: tuple[str, ...] = ()
    model: str = "default"
    profanity_filter: bool = True
    speech_timeout_s: float | None = None
    max_speech_time_s: float = 60.0
    on_began: Callable[[], None] | None = None
    on_partial: Callable[[Partial], None] | None = None


class Heard(msgspec.Struct, frozen=True):
    """An utterance in words. `confidence` is 0 to 1, from the probabilities of the model."""

    text: str
    confidence: float
    language: str


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a recording and where it is: seconds from the beginning."""

    start_s: float
    end_s: float
    text: str


class Transcript(msgspec.Struct, frozen=True):
    """A recording in words. Where nobody speaks, `text` is empty and `confidence` is 0."""

    text: str
    confidence: float
    sentences: tuple[Sentence, ...] = ()


class Utterance(msgspec.Struct, frozen=True):
    """What an engine is asked: at most 30 s of int16 little endian, 8 kHz, mono, and what is likely to be in it.

    `wants` "sentences" asks for times, "text" for the best guess at words alone.
    """

    pcm: bytes
    hints: tuple[str, ...] = ()
    wants: Literal["text", "sentences"] = "text"


class Recognised(msgspec.Struct, frozen=True):
    """What an engine answers. Empty where it hears no words."""

    text: str
    confidence: float
    sentences: tuple[Sentence, ...] = ()
