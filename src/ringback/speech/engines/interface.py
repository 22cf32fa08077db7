"""What an engine of speech is."""

from typing import Protocol

from ringback.speech.model import Phrase


class Engine(Protocol):
    """Speaks phrases. The same phrase and `version` give the same sound: what was spoken once is kept by both.

    `is_available` is False where a part that it needs is not installed or set; then it is never asked to speak.
    """

    @property
    def version(self) -> str: ...

    @property
    def is_available(self) -> bool: ...

    async def start(self) -> None:
        """Returns at once; what takes long goes on behind."""
        ...

    async def close(self) -> None: ...

    async def speak(self, phrase: Phrase) -> bytes:
        """The phrase as int16 little endian, 8 kHz, mono, trimmed; empty where there is nothing to pronounce.

        Raises SpeechBusy or SpeechFailed.
        """
        ...
