"""Recognition as the switch and the products see it: sound in, words out."""

import asyncio

import msgspec

from ringback.speech.recognition import windows
from ringback.speech.recognition.ear import Ear
from ringback.speech.recognition.engines import Engine
from ringback.speech.recognition.engines.local import LocalEngine
from ringback.speech.recognition.model import (
    Busy,
    Listening,
    NotAvailable,
    Recognised,
    Sentence,
    Transcript,
    Utterance,
)

TRANSCRIPTS_WAITING_MOST = 100  # they are made one after another: the last one waits some minutes
_ANY = ("", "multi")


class Recognition:
    """Speech to text. The engine is loaded when somebody first listens, while they still hear the question: a house
    that never listens does without its 330 MB. Or by `start(warm=True)`.

    `workers` counts the processes of the engine on this machine (None: one for two cores, at most four); another
    `engine` may be given instead.
    """

    def __init__(self, *, workers: int | None = None, engine: Engine | None = None) -> None:
        self._engine: Engine = engine or LocalEngine(workers)
        self._turn = asyncio.Lock()
        self._transcripts = 0
        self._is_warm = False
        self._warming: asyncio.Task[None] | None = None

    @property
    def is_available(self) -> bool:
        return self._engine.is_available

    async def start(self, *, warm: bool = True) -> None:
        """`warm` loads a model now, behind what else goes on; otherwise the first utterance waits for it (1 s)."""
        if warm:
            self._is_warm = True
            await self._engine.start()

    def _warm_up(self) -> None:
        if not self._is_warm:
            self._is_warm = True
            self._warming = asyncio.get_running_loop().create_task(self._engine.start())

    async def close(self) -> None:
        if self._warming is not None:
            await self._warming
        await self._engine.close()

    def listen(self, listening: Listening) -> Ear:
        """An ear for one utterance; close it when nobody waits for it any more. Raises NotAvailable."""
        self._check(listening.language)
        self._warm_up()
        return Ear(listening, self._engine.recognise, lambda: self._engine.has_free)

    async def transcribe(self, pcm: bytes, *, language: str = "en-US", hints: tuple[str, ...] = ()) -> Transcript:
        """A whole recording: int16 little endian, 8 kHz, mono. Callers on the line go before it.

        Raises Busy, NotAvailable or RecognitionFailed.
        """
        self._check(language)
        if self._transcripts >= TRANSCRIPTS_WAITING_MOST:
            raise Busy(
                f"{self._transcripts} recordings wait to be transcribed, and {TRANSCRIPTS_WAITING_MOST} are the most: "
                "try again in a minute"
            )
        self._transcripts += 1
        try:
            return await self._transcript(pcm, hints)
        finally:
            self._transcripts -= 1

    async def _transcript(self, pcm: bytes, hints: tuple[str, ...]) -> Transcript:
        parts = await asyncio.to_thread(windows.spoken_parts, pcm)
        found: list[tuple[float, Recognised]] = []
        for part in parts:
            async with self._turn:  # one window of one recording at a time leaves room for calls
                asked = Utterance(part.pcm, hints=hints, wants="sentences")
                found.append((part.start_s, await self._engine.recognise(asked)))
        return _joined(found)

    def _check(self, language: str) -> None:
        if not self.is_available:
            raise NotAvailable("Speech recognition is not installed here: pip install 'ringback[speech]'")
        if language not in _ANY and language.lower().partition("-")[0] not in self._engine.languages:
            known = ", ".join(sorted(self._engine.languages))
            raise NotAvailable(f"Speech in {language} cannot be recognised here; the languages known are: {known}")


def _joined(found: list[tuple[float, Recognised]]) -> Transcript:
    said = [(start_s, one) for start_s, one in found if one.text]
    if not said:
        return Transcript("", 0.0)
    letters = sum(len(one.text) for _, one in said)
    return Transcript(
        text=" ".join(one.text for _, one in said),
        confidence=sum(one.confidence * len(one.text) for _, one in said) / letters,
        sentences=tuple(_later(sentence, start_s) for start_s, one in said for sentence in one.sentences),
    )


def _later(sentence: Sentence, by_s: float) -> Sentence:
    return msgspec.structs.replace(
        sentence, start_s=round(sentence.start_s + by_s, 2), end_s=round(sentence.end_s + by_s, 2)
    )
