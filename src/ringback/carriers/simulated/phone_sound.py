"""What phones say and play: sentences from the speech room, files from the web, as sound loaded into the engine."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Protocol

from ringback.carriers.simulated.phone_script import AHOY
from ringback.kernel import Unavailable
from ringback.media import Audio, Engine
from ringback.media.files import NotAudio, read_audio
from ringback.speech import prompts
from ringback.transports.http_client import HttpClient, Outgoing
from ringback.transports.http_client_faults import HttpFailed

KEPT_MOST = 64  # sentences that stay loaded; at 16 kB a second, tens of megabytes at the very worst
FILE_MOST = 10 * 1024 * 1024  # bytes of a file to play
PLAYED_MOST_BYTES = 16_000 * 600  # of its sound: ten minutes
MOMENT = bytes(320)  # 20 ms of silence: what a text without a word in it sounds like


class Spoken(Protocol):
    @property
    def pcm(self) -> bytes: ...


Say = Callable[[str], Awaitable[Spoken]]


class NoSound(Exception):
    """Why a phone stays silent. The sentence is for its record."""


class PhoneSound:
    """`say` is the speech room's; without it a phone that should speak says "Ahoy!" whatever the words."""

    def __init__(self, engine: Engine, say: Say | None, http: HttpClient, *, allow_private: bool) -> None:
        self._engine, self._say, self._http, self._allow_private = engine, say, http, allow_private
        self._kept: OrderedDict[str, Audio] = OrderedDict()

    async def spoken(self, text: str) -> Audio:
        """A sentence as sound, kept for the next phone that says it."""
        found = self._kept.get(text)
        if found is not None:
            self._kept.move_to_end(text)
            return found
        pcm = await self._speech(text)
        if text not in self._kept:  # another phone may have asked meanwhile
            self._keep(text, self._engine.load(pcm or MOMENT))
        return self._kept[text]

    def _keep(self, text: str, audio: Audio) -> None:
        self._kept[text] = audio
        if len(self._kept) > KEPT_MOST:
            self._kept.popitem(last=False)[1].release()

    async def _speech(self, text: str) -> bytes:
        if self._say is not None:
            try:
                return (await self._say(text)).pcm
            except Unavailable:  # its queue is full, or the engine failed: a phone need not fall silent for it
                pass
        return prompts.prompt(AHOY)

    async def fetched(self, url: str) -> Audio:
        """A file from the web; whoever plays it releases it. Raises NoSound."""
        asked = Outgoing(
            method="GET",
            url=url,
            headers={"User-Agent": "Ringback-Handset/1", "Accept": "audio/*"},
            allow_private=self._allow_private,
            max_body_bytes=FILE_MOST,
        )
        try:
            came = await self._http.fetch(asked)
        except HttpFailed as failed:
            raise NoSound(f"{url}: {failed}") from failed
        if not 200 <= came.status < 300 or came.is_cut:
            reason = f"it is larger than {FILE_MOST} bytes" if came.is_cut else f"HTTP status {came.status}"
            raise NoSound(f"{url}: {reason}")
        try:
            pcm = await asyncio.to_thread(read_audio, came.body, came.header("content-type"))
        except NotAudio as problem:
            raise NoSound(f"{url}: {problem}") from problem
        return self._engine.load(pcm[:PLAYED_MOST_BYTES])
