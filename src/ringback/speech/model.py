"""What is asked of an engine, what one gets, and how it fails."""

import hashlib

import msgspec

from ringback.kernel import Unavailable

RATE_HZ = 8000
BYTES_PER_SAMPLE = 2


class SpeechBusy(Unavailable):
    """More is waiting to be spoken than the queue holds; the text says how much. Come again in a moment."""


class SpeechFailed(Unavailable):
    """The engine could not speak this; the text says why and what to look at."""


class Spoken(msgspec.Struct, frozen=True):
    """Speech as `pcm`: int16 little endian, 8 kHz, mono. It may be empty: a text without a word in it is.

    `is_fallback`: no engine is installed and a shipped prompt is heard instead of the text. `cached`: nothing had to
    be synthesised. `is_other_language`: the text is in a language no voice here speaks, and was read in English.
    """

    pcm: bytes
    is_fallback: bool = False
    cached: bool = False
    is_other_language: bool = False

    @property
    def duration_s(self) -> float:
        return len(self.pcm) / (BYTES_PER_SAMPLE * RATE_HZ)


class Phrase(msgspec.Struct, frozen=True):
    """A sentence, or what SSML marks off: the unit that is synthesised, and cached by itself.

    `rate`, `pitch` and `volume` are factors of the normal manner (1.0). `say_as` and `format` are those of SSML.
    """

    text: str
    voice: str
    language: str = "en-US"
    say_as: str = ""
    format: str = ""
    rate: float = 1.0
    pitch: float = 1.0
    volume: float = 1.0

    def key(self, version: str) -> str:
        """Names the sound in the cache, given the engine's version: 64 hexadecimal digits."""
        return hashlib.sha256(msgspec.msgpack.encode((version, self))).hexdigest()


class Gap(msgspec.Struct, frozen=True):
    """Silence between two phrases."""

    length_ms: int

    @property
    def pcm(self) -> bytes:
        return bytes(self.length_ms * RATE_HZ // 1000 * BYTES_PER_SAMPLE)
