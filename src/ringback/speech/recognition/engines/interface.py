"""What an engine of recognition is."""

from typing import Protocol

from ringback.speech.recognition.model import Recognised, Utterance


class Engine(Protocol):
    """Turns utterances into words.

    `is_available` is False where a part that it needs is not installed or set; then it is never asked. `has_free`:
    an utterance given now would be begun at once. `languages` are the primary tags ("en") that it understands.
    """

    languages: frozenset[str]

    @property
    def is_available(self) -> bool: ...

    @property
    def has_free(self) -> bool: ...

    async def start(self) -> None:
        """Returns at once; what takes long goes on behind."""
        ...

    async def close(self) -> None: ...

    async def recognise(self, utterance: Utterance) -> Recognised:
        """Raises Busy or RecognitionFailed. Whoever gives up waiting costs the engine nothing."""
        ...
