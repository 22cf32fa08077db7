"""Recordings of conferences: by the conference they are of."""

from datetime import datetime

from ringback.kernel import Caller, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.products.voice.conferences.service import ConferencesService
from ringback.products.voice.recordings import CURRENT, RecordingsService
from ringback.rest.values import Range
from ringback.switch.model import Recording


class ConferenceRecordingsService:
    """Verbs on them; what can be done with any recording is `recordings`'."""

    def __init__(self, conferences: ConferencesService, recordings: RecordingsService) -> None:
        self._conferences, self._recordings = conferences, recordings

    async def get(self, caller: Caller, *, conference_sid: str, sid: str) -> Recording:
        """One recording of one conference; `Twilio.CURRENT` is the one that runs."""
        room = await self._conferences.get(caller, sid=conference_sid)
        if sid == CURRENT:
            found = await self._recordings.running(caller.account_sid, room.sid)
        else:
            found = await self._recordings.get(caller, sid=sid)
        if found is None or found.conference_sid != room.sid:
            path = f"/2010-04-01/Accounts/{caller.account_sid}/Conferences/{room.sid}/Recordings"
            raise NotFound(what=f"{path}/{sid[:80]}.json")
        return found

    async def search(
        self, caller: Caller, *, conference_sid: str, page: PageRequest, date_created: Range[datetime] | None = None
    ) -> Page[Recording]:
        """A conference's recordings, newest first."""
        room = await self._conferences.get(caller, sid=conference_sid)
        found = await self._recordings.search(caller, page=page, date_created=date_created, conference_sid=room.sid)
        return Page(found.items, found.has_next, found.has_previous)

    async def control(
        self, caller: Caller, *, conference_sid: str, sid: str, status: str, pause_behavior: str = "silence"
    ) -> Recording:
        """Pauses, resumes or stops one."""
        found = await self.get(caller, conference_sid=conference_sid, sid=sid)
        return await self._recordings.steer(found, status, pause_behavior)

    async def forget(self, caller: Caller, *, conference_sid: str, sid: str) -> None:
        """Deletes the sound for good; what was known of it is kept for 40 days."""
        found = await self.get(caller, conference_sid=conference_sid, sid=sid)
        await self._recordings.forget(caller, sid=found.sid)
