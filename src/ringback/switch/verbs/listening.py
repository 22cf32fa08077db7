"""The caller's words while a Gather waits for them: sound from the leg to an ear, what came of it to the mailbox."""

import asyncio
from collections.abc import Callable

import msgspec

from ringback.languages.twiml.voice import effects as twiml
from ringback.media import MediaFull
from ringback.speech.recognition import (
    Busy,
    Ear,
    Heard,
    Listening,
    NotAvailable,
    Partial,
    RecognitionFailed,
)
from ringback.store import Unit
from ringback.switch import params
from ringback.switch.program import Program
from ringback.webhooks import callback_job

NO_LANGUAGE, NO_RECOGNITION, FAILED = 13331, 13334, 12400
PARTIALS_MOST = 60  # of one Gather: one a second, as long as speech may last


class SpeechBegan(msgspec.Struct, frozen=True):
    """Somebody speaks."""


class SpeechOver(msgspec.Struct, frozen=True):
    """What was said; None where it was not words. `has_failed`: nobody can tell what was said."""

    heard: Heard | None
    has_failed: bool = False


class Words:
    """Listens on a leg, utterance after utterance, until `close`. Letters: SpeechBegan, SpeechOver."""

    def __init__(self, program: Program, options: twiml.SpeechOptions) -> None:
        self._program, self._options = program, options
        self._ear: Ear | None = None
        self._leave: Callable[[], None] | None = None
        self._waiting: asyncio.Task[None] | None = None
        self._partials = 0

    def open(self) -> bool:
        """False where nothing can be recognised here; the debugger is told why."""
        recognition = self._program.room.recognition
        if recognition is None:
            return self._tell(NO_RECOGNITION, "Speech recognition is not available on this server")
        try:
            self._ear = recognition.listen(self._listening())
            self._leave = self._program.room.hearing.listen(self._program.leg.media.tap(), self._hear)
        except NotAvailable as problem:
            return self._tell(NO_LANGUAGE if recognition.is_available else NO_RECOGNITION, str(problem))
        except MediaFull as problem:
            self.close()
            return self._tell(FAILED, f"The caller's words are not listened to: {problem}")
        self._waiting = self._program.room.spawn(self._wait())
        return True

    def close(self) -> None:
        for end in (self._leave, self._waiting and self._waiting.cancel, self._ear and self._ear.close):
            if end is not None:
                end()
        self._ear = self._leave = self._waiting = None

    def _hear(self, pcm: bytes) -> None:
        if self._ear is not None:
            self._ear.hear(pcm)

    def _listening(self) -> Listening:
        options = self._options
        return Listening(
            language=options.language,
            hints=options.hints,
            model=options.model,
            profanity_filter=options.profanity_filter,
            speech_timeout_s=options.speech_timeout_s,
            max_speech_time_s=options.max_speech_time_s,
            on_began=lambda: self._program.leg.mailbox.put(SpeechBegan()),
            on_partial=self._partial if options.partial_results is not None else None,
        )

    async def _wait(self) -> None:
        """One utterance after the other: what was no words is followed by another ear."""
        recognition = self._program.room.recognition
        while (ear := self._ear) is not None and recognition is not None:
            over = await self._over(ear)
            self._ear = None if over.heard or over.has_failed else recognition.listen(self._listening())
            self._program.leg.mailbox.put(over)

    async def _over(self, ear: Ear) -> SpeechOver:
        try:
            return SpeechOver(await ear.heard())
        except (Busy, RecognitionFailed) as problem:
            self._tell(FAILED, f"What the caller said is not known: {problem}")
            return SpeechOver(None, has_failed=True)

    def _partial(self, partial: Partial) -> None:
        """Told beside the call; no answer is waited for, and no document taken."""
        callback, leg = self._options.partial_results, self._program.leg
        if callback is None or self._partials >= PARTIALS_MOST:
            return
        told = {"UnstableSpeechResult": partial.text, "Stability": str(partial.stability)}
        job = callback_job(
            account_sid=leg.call.account_sid,
            subject_sid=leg.sid,
            kind="call",
            url=callback.url,
            method=callback.method,
            params={
                **params.of_call(leg.call, self._program.extra),
                **told,
                "SequenceNumber": str(self._partials),
            },
        )
        self._partials += 1
        leg.book.add(Unit(jobs=[job]))

    def _tell(self, code: int, sentence: str) -> bool:
        self._program.leg.book.alert(code, sentence, level="warning")
        return False
