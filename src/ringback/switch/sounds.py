"""Sound for calls: speech, files from customers' servers and tones, loaded into the engine once and shared."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from ringback.kernel import Clock
from ringback.media import Audio, Engine
from ringback.media.files import NotAudio, music, read_audio, tones
from ringback.speech import Speech, SpeechBusy, SpeechFailed
from ringback.transports.http_client import HttpClient, Incoming, Outgoing
from ringback.transports.http_client_faults import HttpFailed
from ringback.webhooks.cache import Cache

LOADED_MOST_S = 4 * 3600.0  # seconds of sound kept in the engine: 230 MB at the very worst
FILE_MOST = 40 * 1024 * 1024  # bytes of one file that <Play> gets
IN_THREAD_ABOVE = 4_096  # bytes: smaller files are read faster than a thread is asked
FETCH_FAILED, WRONG_TYPE, NO_SPEECH = 11200, 12300, 13511
FRESH = timedelta(seconds=2)  # a file played again within this is not asked for again, whatever its headers say


class NotPlayable(Exception):
    """Why there is no sound: `code` and the sentence are for the debugger."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Heard(msgspec.Struct, frozen=True):
    """Sound ready to be played. `is_fallback`: speech is not installed, so something else is spoken."""

    audio: Audio
    is_fallback: bool = False


class Sounds:
    """What has been played lately stays loaded; the oldest makes room."""

    def __init__(
        self,
        engine: Engine,
        speech: Speech,
        http: HttpClient,
        clock: Clock,
        allow_private: Callable[[str], Awaitable[bool]],
    ) -> None:
        self._engine, self._speech, self._http, self._clock = engine, speech, http, clock
        self._allow_private = allow_private
        self._loaded: OrderedDict[tuple[Any, ...], Heard] = OrderedDict()
        self._loaded_s = 0.0
        self._files = Cache()
        self._asked: dict[tuple[str, str], tuple[Any, tuple[Any, ...]]] = {}

    # -- speech

    async def spoken(self, text: str, segments: Sequence[Any] | None, voice: str, language: str) -> Heard:
        """Raises NotPlayable where nothing can be spoken."""
        key = ("say", text, tuple(segments or ()), voice, language)
        found = self._find(key)
        if found is not None:
            return found
        try:
            spoken = await self._speech.say(text, segments=segments, voice=voice, language=language)
        except (SpeechBusy, SpeechFailed) as problem:
            raise NotPlayable(NO_SPEECH, f"The text cannot be spoken: {problem}") from problem
        return self._keep(key, spoken.pcm, is_fallback=spoken.is_fallback)

    # -- tones

    def ringback(self, country: str | None) -> Audio:
        """What a caller hears while the other side rings; to be looped."""
        return self._tone(("ringback", country or "us"), lambda: tones.ringback(country or "us"))

    def beep(self) -> Audio:
        return self._tone(("beep",), tones.beep)

    def music(self) -> Audio:
        """What is heard while one waits, where nothing else is asked for; to be looped."""
        return self._tone(("music",), music.waiting)

    def made(self, key: tuple[Any, ...], made: Callable[[], bytes]) -> Audio:
        """A sound that is made once and kept under `key`: int16, 8 kHz, mono."""
        return self._tone(("made", *key), made)

    def _tone(self, key: tuple[Any, ...], made: Callable[[], bytes]) -> Audio:
        found = self._find(key)
        return (found or self._keep(key, made())).audio

    # -- files

    async def fetched(self, url: str, account_sid: str) -> Audio:
        """The sound at `url`, asked for again as its cache headers say. Raises NotPlayable."""
        asked = self._asked.get((account_sid, url))
        if asked is not None and self._clock.now() - asked[0] < FRESH and (found := self._find(asked[1])) is not None:
            return found.audio
        came = await self._get(url, account_sid)
        key = ("file", url, came.header("etag") or hash(came.body), len(came.body))
        self._remember(account_sid, url, key)
        found = self._find(key)
        if found is not None:
            return found.audio
        return self._keep(key, await decoded(came.body, came.header("content-type"), url)).audio

    async def given(self, body: bytes, content_type: str | None, url: str) -> Audio:
        """Sound that came in a document's place."""
        key = ("file", url, hash(body), len(body))
        found = self._find(key)
        return (found or self._keep(key, await decoded(body, content_type, url))).audio

    async def _get(self, url: str, account_sid: str) -> Incoming:
        now, place = self._clock.now(), (account_sid, url)
        kept = self._files.find(place)
        headers = {"User-Agent": "TwilioProxy/1.1", "Accept": "*/*", **(kept.conditions() if kept else {})}
        outgoing = Outgoing(
            method="GET",
            url=url,
            headers=headers,
            owner=account_sid,
            allow_private=await self._allow_private(account_sid),
            max_body_bytes=FILE_MOST,
        )
        try:
            came = await self._http.fetch(outgoing)
        except HttpFailed as failed:
            raise NotPlayable(FETCH_FAILED, f"{url}: {failed}") from failed
        if kept is not None and came.status == 304:
            return self._files.confirm(place, kept, came, now)
        if not 200 <= came.status < 300:
            raise NotPlayable(FETCH_FAILED, f"{url}: the server answered with HTTP status {came.status}")
        if came.is_cut:
            raise NotPlayable(FETCH_FAILED, f"{url} is larger than {FILE_MOST} bytes, the most that is played")
        self._files.keep(place, came, now)
        return came

    def _remember(self, account_sid: str, url: str, key: tuple[Any, ...]) -> None:
        if len(self._asked) > 10_000:
            self._asked.clear()
        self._asked[(account_sid, url)] = (self._clock.now(), key)

    # -- the shelf

    def _find(self, key: tuple[Any, ...]) -> Heard | None:
        found = self._loaded.get(key)
        if found is not None:
            self._loaded.move_to_end(key)
        return found

    def _keep(self, key: tuple[Any, ...], pcm: bytes, *, is_fallback: bool = False) -> Heard:
        if key in self._loaded:  # another call asked for it meanwhile
            return self._loaded[key]
        heard = self._loaded[key] = Heard(self._engine.load(pcm), is_fallback)
        self._loaded_s += heard.audio.duration_s
        while self._loaded_s > LOADED_MOST_S and len(self._loaded) > 1:
            _, oldest = self._loaded.popitem(last=False)
            self._loaded_s -= oldest.audio.duration_s
            oldest.audio.release()
        return heard


async def decoded(body: bytes, content_type: str | None, url: str) -> bytes:
    """16-bit samples at 8 kHz, mono. Raises NotPlayable."""
    try:
        if len(body) < IN_THREAD_ABOVE:
            return read_audio(body, content_type)
        return await asyncio.to_thread(read_audio, body, content_type)
    except NotAudio as problem:
        raise NotPlayable(WRONG_TYPE, f"{url} cannot be played: {problem}") from problem
