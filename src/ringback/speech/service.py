"""Speech as the switch sees it: a text in, sound out."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import msgspec

from ringback.languages.twiml.voice.effects import Segment
from ringback.speech import prompts
from ringback.speech.cache import Sounds
from ringback.speech.engines import Engine
from ringback.speech.engines.local import LocalEngine
from ringback.speech.model import Gap, Phrase, Spoken
from ringback.speech.plan import plan
from ringback.speech.voices import choose, is_other

MEMORY_MB = 64.0  # over an hour of speech
DISK_MB = 512.0


class SpeechCounts(msgspec.Struct, frozen=True):
    """For health and metrics. Phrases since the start, but for `waiting` and `memory_bytes`, which are now."""

    spoken: int
    cached: int
    failed: int
    waiting: int
    memory_bytes: int


class Speech:
    """Text to speech. Everything but `say` and `parts` returns at once; the engine warms up behind.

    `workers` counts the processes of the engine on this machine (None: one for two cores, at most four); another
    `engine` may be given instead.
    """

    def __init__(
        self,
        cache_folder: Path,
        *,
        workers: int | None = None,
        engine: Engine | None = None,
        memory_mb: float = MEMORY_MB,
        disk_mb: float = DISK_MB,
    ) -> None:
        self._engine: Engine = engine or LocalEngine(workers)
        self._sounds = Sounds(cache_folder, memory_mb=memory_mb, disk_mb=disk_mb)
        self._under_way: dict[str, asyncio.Task[bytes]] = {}
        self._keeping: set[asyncio.Task[None]] = set()
        self._spoken = self._cached = self._failed = 0

    @property
    def is_available(self) -> bool:
        """Whether texts can be spoken; without an engine only the shipped prompts are."""
        return self._engine.is_available

    @property
    def counts(self) -> SpeechCounts:
        return SpeechCounts(
            self._spoken, self._cached, self._failed, len(self._under_way), self._sounds.memory.size_bytes
        )

    async def start(self, *, warm: bool = True) -> None:
        """`warm` loads the model now, behind what else goes on; otherwise the first sentence waits for it (1 s)."""
        if warm:
            await self._engine.start()

    async def close(self) -> None:
        tasks = [*self._under_way.values(), *self._keeping]
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._engine.close()

    async def say(
        self, text: str, *, segments: Sequence[Segment] | None = None, voice: str = "", language: str = "en-US"
    ) -> Spoken:
        """The whole text as one sound; `segments` are what SSML made of it. The same text gives the same bytes.

        Raises SpeechBusy where too much waits already, SpeechFailed where the engine gave up.
        """
        parts = [part async for part in self.parts(text, segments=segments, voice=voice, language=language)]
        return Spoken(
            pcm=parts[0].pcm if len(parts) == 1 else b"".join(part.pcm for part in parts),
            is_fallback=any(part.is_fallback for part in parts),
            cached=all(part.cached for part in parts),
            is_other_language=any(part.is_other_language for part in parts),
        )

    async def parts(
        self, text: str, *, segments: Sequence[Segment] | None = None, voice: str = "", language: str = "en-US"
    ) -> AsyncIterator[Spoken]:
        """The same, sentence by sentence and gap by gap: a long text can be heard from its first sentence on."""
        choice = choose(voice, language)
        items = plan(text, segments, choice.voice, choice.language)
        if not self.is_available and any(self._is_beyond(item) for item in items):
            yield Spoken(prompts.prompt(prompts.NOT_INSTALLED), is_fallback=True, cached=True)
            return
        for item in items:
            yield Spoken(item.pcm, cached=True) if isinstance(item, Gap) else await self._phrase(item)

    @staticmethod
    def _is_beyond(item: Phrase | Gap) -> bool:
        return isinstance(item, Phrase) and prompts.shipped(item) is None

    async def _phrase(self, phrase: Phrase) -> Spoken:
        pcm = prompts.shipped(phrase)
        key = "" if pcm is not None else phrase.key(self._engine.version)
        if pcm is None and key not in self._under_way:
            pcm = await self._sounds.find(key)
        if pcm is not None:
            self._cached += 1
            return Spoken(pcm, cached=True, is_other_language=is_other(phrase.language))
        return Spoken(await self._made(key, phrase), is_other_language=is_other(phrase.language))

    async def _made(self, key: str, phrase: Phrase) -> bytes:
        """Synthesised once, however many calls wait for it; one that hangs up meanwhile spoils nothing."""
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._make(key, phrase))
            task.add_done_callback(lambda task: self._settle(key, task))
        return await asyncio.shield(task)

    async def _make(self, key: str, phrase: Phrase) -> bytes:
        pcm = await self._engine.speak(phrase)
        self._sounds.memory.put(key, pcm)
        keeping = asyncio.create_task(self._sounds.keep(key, pcm))  # nobody waits for the disk
        self._keeping.add(keeping)
        keeping.add_done_callback(self._keeping.discard)
        return pcm

    def _settle(self, key: str, task: asyncio.Task[bytes]) -> None:
        self._under_way.pop(key, None)
        if task.cancelled() or task.exception() is not None:  # asked for, or asyncio would complain of it
            self._failed += 1
        else:
            self._spoken += 1
