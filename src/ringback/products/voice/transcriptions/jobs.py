"""Recordings are written down once they are there. Callers who are listened to now go before recordings."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from ringback.jobs import Later, reaction, work
from ringback.kernel import Clock, Job, SidSource, Unavailable
from ringback.kernel.alert import Alerted
from ringback.products.pricing.service import PriceList
from ringback.products.voice import sound
from ringback.products.voice.ports import Recogniser
from ringback.products.voice.recordings import PATH as RECORDING
from ringback.products.voice.rules import life
from ringback.products.voice.transcriptions import rules
from ringback.products.voice.transcriptions.model import Sentence, Transcription, TranscriptionStatus
from ringback.products.voice.transcriptions.rules import Impossible
from ringback.products.voice.transcriptions.service import OF_RECORDING
from ringback.speech.recognition import Busy, NotAvailable, RecognitionFailed, Transcript
from ringback.store import Store, Unit
from ringback.store.blobs import Blobs
from ringback.switch.events import RecordingAbsent, RecordingCompleted, RecordingEvent
from ringback.switch.model import Call, Recording
from ringback.webhooks import callback_job

BEGIN, TRANSCRIBE = "voice.begin-transcription", "voice.transcribe"
AT_ONCE = 2  # recordings given to the recogniser: a caller who speaks now finds a place in its queue
LOOK_AGAIN = timedelta(seconds=10)
TRIED_MOST = 3  # where the recogniser breaks over it


@reaction(RecordingCompleted)
def write_down(event: RecordingCompleted) -> Job | None:
    return _begin(event)


@reaction(RecordingAbsent)
def note_that_there_is_nothing(event: RecordingAbsent) -> Job | None:
    """Its transcription fails: who looks for one learns why."""
    return _begin(event)


def _begin(event: RecordingEvent) -> Job | None:
    if not event.transcribe:
        return None
    return Job(kind=BEGIN, key=event.subject_sid, account_sid=event.account_sid)


class TranscriptionJobs:
    """Handlers of this work. `recogniser` None: there is none in this process, and every transcription fails."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        blobs: Blobs,
        prices: PriceList,
        recogniser: Callable[[], Recogniser | None],
        address: Callable[[str], str],
    ) -> None:
        self._store, self._clock, self._sids, self._blobs = store, clock, sids, blobs
        self._prices, self._recogniser, self._address = prices, recogniser, address

    @work(BEGIN)
    async def begin(self, job: Job) -> Unit | None:
        """The record, and the work that fills it: once for a recording, whatever happens in between."""
        recording = await self._store.get(Recording, job.key)
        if recording is None:
            return None
        now = self._clock.now()
        made = rules.begun(self._sids.new("TR", now), recording, now)
        then = Job(kind=TRANSCRIBE, key=made.sid, account_sid=made.account_sid)
        return Unit(insert=[made], events=[rules.event_of(made)], jobs=[then])

    @work(TRANSCRIBE, attempts=1000, backoff_s=(1, 5, 30), group=lambda _: TRANSCRIBE, per_group=AT_ONCE)
    async def transcribe(self, job: Job) -> Unit | Later | None:
        """Nothing where it was deleted meanwhile; later where the recogniser has enough to do."""
        begun = await self._store.get(Transcription, job.key)
        if begun is None or begun.status is not TranscriptionStatus.IN_PROGRESS:
            return None
        recording = await self._store.get(Recording, begun.recording_sid)
        problem = rules.hindrance(recording, begun.recording_sid)
        if problem is not None or recording is None:
            return await self._failed(begun, recording, problem)
        try:
            heard = await self._heard(recording)
        except NotAvailable as reason:
            message = f"Recording {recording.sid} is not transcribed: {reason}"
            return await self._failed(begun, recording, Impossible(rules.NO_RECOGNISER, message))
        except RecognitionFailed as reason:
            if job.attempts + 1 < TRIED_MOST:
                raise
            message = f"Recording {recording.sid} could not be transcribed: {reason}"
            return await self._failed(begun, recording, Impossible(rules.NO_RECOGNISER, message))
        except (Busy, Unavailable) as reason:
            return await self._wait(begun, recording, str(reason))
        return await self._completed(begun, recording, heard)

    async def _heard(self, recording: Recording) -> Transcript:
        recogniser = self._recogniser()
        if recogniser is None:
            raise NotAvailable("this process listens to no speech")
        wav = await self._blobs.get(recording.blob or "")
        if wav is None:
            raise NotAvailable("its sound is gone")
        return await recogniser.transcribe(await asyncio.to_thread(sound.mono, wav))

    async def _wait(self, begun: Transcription, recording: Recording, reason: str) -> Unit | Later:
        now = self._clock.now()
        if not rules.has_waited_too_long(begun.date_created, now):
            return Later(now + LOOK_AGAIN)
        message = f"Recording {recording.sid} was not transcribed within {rules.WAITED_MOST}: {reason}"
        return await self._failed(begun, recording, Impossible(rules.NO_RECOGNISER, message))

    async def _completed(self, begun: Transcription, recording: Recording, heard: Transcript) -> Unit:
        done = rules.completed(
            begun,
            self._clock.now(),
            text=heard.text,
            confidence=heard.confidence,
            sentences=[Sentence(one.start_s, one.end_s, one.text) for one in heard.sentences],
            price=self._prices.transcription(life.minutes(begun.duration)),
        )
        return await self._settled(begun, done, recording)

    async def _failed(self, begun: Transcription, recording: Recording | None, why: Impossible | None) -> Unit:
        assert why is not None
        done = rules.failed(begun, self._clock.now(), why.code)
        if not why.is_told:
            return Unit(change=[(begun, done)], events=[rules.event_of(done)])
        alert = Alerted(
            account_sid=done.account_sid,
            subject_sid=done.sid,
            at=done.date_updated,
            error_code=why.code,
            level="warning",
            message=why.message,
        )
        return await self._settled(begun, done, recording) + Unit(events=[alert])

    async def _settled(self, begun: Transcription, done: Transcription, recording: Recording | None) -> Unit:
        """The record as it came out, the event that tells of it, and the callback."""
        unit = Unit(change=[(begun, done)], events=[rules.event_of(done)])
        if recording is None or not recording.transcribe_callback:
            return unit
        return unit + Unit(jobs=[await self._told(done, recording.transcribe_callback)])

    async def _told(self, done: Transcription, callback: str) -> Job:
        places = {"account_sid": done.account_sid, "recording_sid": done.recording_sid}
        call = await self._store.get(Call, done.call_sid) if done.call_sid else None
        told = rules.told(
            done,
            call,
            recording_url=self._address(RECORDING.format(account_sid=done.account_sid, sid=done.recording_sid)),
            url=self._address(OF_RECORDING.format(**places, sid=done.sid)),
            callback=callback,
        )
        return callback_job(
            account_sid=done.account_sid,
            subject_sid=done.call_sid or done.sid,
            kind="transcription",
            url=callback,
            params=told,
        )
