"""Transcriptions: looked up, deleted."""

import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.products.voice.events import TranscriptionDeleted
from ringback.products.voice.recordings import RecordingsService
from ringback.products.voice.transcriptions.model import Transcription
from ringback.products.voice.transcriptions.tables import transcriptions
from ringback.store import Store, Unit

PATH = "/2010-04-01/Accounts/{account_sid}/Transcriptions/{sid}"
OF_RECORDING = "/2010-04-01/Accounts/{account_sid}/Recordings/{recording_sid}/Transcriptions/{sid}"


class TranscriptionsService:
    """Verbs on transcriptions. They outlive the recording they are of, until they are deleted themselves."""

    def __init__(self, store: Store, clock: Clock, recordings: RecordingsService) -> None:
        self._store, self._clock, self._recordings = store, clock, recordings

    async def get(self, caller: Caller, *, sid: str) -> Transcription:
        """One transcription of the account."""
        found = await self._store.first(Transcription, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"{PATH.format(account_sid=caller.account_sid, sid=sid)}.json")
        return found

    async def search(self, caller: Caller, *, page: PageRequest) -> Page[Transcription]:
        """The account's transcriptions, newest first."""
        where = [transcriptions.c.account_sid == caller.account_sid]
        return await self._store.search(Transcription, where, page)

    async def forget(self, caller: Caller, *, sid: str) -> None:
        """Deletes it, text and all. Its recording stays."""
        await self._forget(await self.get(caller, sid=sid))

    # -- of one recording

    async def of_recording(self, caller: Caller, *, recording_sid: str, sid: str) -> Transcription:
        """One transcription of one recording."""
        await self._recordings.get(caller, sid=recording_sid, include_soft_deleted=True)
        found = await self._store.first(Transcription, sid=sid, account_sid=caller.account_sid)
        if found is None or found.recording_sid != recording_sid:
            path = OF_RECORDING.format(account_sid=caller.account_sid, recording_sid=recording_sid, sid=sid)
            raise NotFound(what=f"{path}.json")
        return found

    async def search_of_recording(
        self, caller: Caller, *, recording_sid: str, page: PageRequest
    ) -> Page[Transcription]:
        """A recording's transcriptions, also once its sound is deleted."""
        await self._recordings.get(caller, sid=recording_sid, include_soft_deleted=True)
        t = transcriptions.c
        where = [t.account_sid == caller.account_sid, t.recording_sid == recording_sid]
        return await self._store.search(Transcription, where, page)

    async def forget_of_recording(self, caller: Caller, *, recording_sid: str, sid: str) -> None:
        """Deletes it, by the recording it is of."""
        await self._forget(await self.of_recording(caller, recording_sid=recording_sid, sid=sid))

    async def transcript(self, caller: Caller, *, sid: str) -> Transcription:
        """The last one of a recording, sentence by sentence: what stands beside a player."""
        await self._recordings.get(caller, sid=sid, include_soft_deleted=True)
        t = transcriptions
        of = sa.select(t).where(t.c.recording_sid == sid, t.c.account_sid == caller.account_sid)
        found = await self._store.records(Transcription, of.order_by(t.c.date_created.desc(), t.c.sid.desc()).limit(1))
        if not found:
            raise NotFound(what=f"/ringback/v1/Recordings/{sid}/Transcript")
        return found[0]

    async def _forget(self, found: Transcription) -> None:
        told = TranscriptionDeleted(account_sid=found.account_sid, subject_sid=found.sid, at=self._clock.now())
        await self._store.commit(Unit(delete=[found], events=[told]))
