"""Recordings: looked up, fetched, begun and stopped on live calls, deleted."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest
from ringback.kernel.refused import NotAuthenticated, NotFound
from ringback.kernel.sid import is_sid
from ringback.products.accounts.service import AccountsService
from ringback.products.voice import errors, sound
from ringback.products.voice.ports import Live
from ringback.products.voice.ranges import served
from ringback.products.voice.rules import asked, life
from ringback.products.voice.service import CallsService
from ringback.rest.values import Content, Range
from ringback.store import Store, Unit, again
from ringback.store.blobs import Blobs
from ringback.switch.events import RecordingDeleted
from ringback.switch.model import Recording, RecordingStatus
from ringback.switch.tables import recordings

CURRENT = "Twilio.CURRENT"
SOURCE = "StartCallRecordingAPI"
WAV, MP3 = "audio/x-wav", "audio/mpeg"
PIECE_BYTES = 1 << 18
PATH = "/2010-04-01/Accounts/{account_sid}/Recordings/{sid}"


class NewRecording(TypedDict, total=False):
    """What may be said of a recording that is begun."""

    recording_channels: str
    recording_track: str
    recording_status_callback: str | None
    recording_status_callback_method: str
    recording_status_callback_event: list[str]
    trim: str


class Heard(Recording, frozen=True, kw_only=True):
    """A recording as it is shown: with where its sound is."""

    media_url: str


class Waveform(msgspec.Struct, frozen=True):
    """Levels of a recording, 0 to 100, from its beginning to its end."""

    sid: str
    account_sid: str
    duration: int | None
    channels: int
    peaks: list[int]


class RecordingsService:
    """Verbs on recordings. The switch makes them; what is made lies in `blobs`."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        blobs: Blobs,
        accounts: AccountsService,
        calls: CallsService,
        live: Live,
        address: Callable[[str], str],
    ) -> None:
        self._store, self._clock, self._blobs = store, clock, blobs
        self._accounts, self._calls, self._live, self._address = accounts, calls, live, address

    # -- looking up

    async def get(self, caller: Caller, *, sid: str, include_soft_deleted: bool = False) -> Heard:
        """One recording of the account."""
        return self._heard(await self._find(caller, sid, with_deleted=include_soft_deleted))

    def _heard(self, recording: Recording) -> Heard:
        url = self._address(_path(recording.account_sid, recording.sid))
        return Heard(**msgspec.structs.asdict(recording), media_url=url)

    async def _find(self, caller: Caller, sid: str, *, with_deleted: bool = False) -> Recording:
        found = await self._store.first(Recording, sid=sid, account_sid=caller.account_sid)
        if found is None or not self._is_shown(found, with_deleted):
            raise NotFound(what=f"{_path(caller.account_sid, sid)}.json")
        return found

    def _is_shown(self, recording: Recording, with_deleted: bool) -> bool:
        deleted_at = recording.date_deleted
        if deleted_at is None:
            return True
        return with_deleted and self._clock.now() - deleted_at < life.DELETED_SHOWN_FOR

    async def of_call(self, caller: Caller, *, call_sid: str, sid: str) -> Recording:
        """One recording of one call."""
        await self._calls.get(caller, sid=call_sid)
        found = await self._find(caller, sid)
        if found.call_sid != call_sid:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Calls/{call_sid}/Recordings/{sid}.json")
        return found

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        date_created: Range[datetime] | None = None,
        call_sid: str | None = None,
        conference_sid: str | None = None,
        include_soft_deleted: bool = False,
    ) -> Page[Heard]:
        """The account's recordings, newest first."""
        c = recordings.c
        where: list[Any] = [c.account_sid == caller.account_sid]
        if call_sid:
            where.append(c.call_sid == call_sid)
        if conference_sid:
            where.append(c.conference_sid == conference_sid)
        if date_created is not None and date_created.since is not None:
            where.append(c.date_created >= date_created.since)
        if date_created is not None and date_created.before is not None:
            where.append(c.date_created < date_created.before)
        oldest = self._clock.now() - life.DELETED_SHOWN_FOR
        shown = c.date_deleted.is_(None)
        where.append(sa.or_(shown, c.date_deleted > oldest) if include_soft_deleted else shown)
        found = await self._store.search(Recording, where, page)
        return Page([self._heard(one) for one in found.items], found.has_next, found.has_previous)

    async def search_of_call(
        self, caller: Caller, *, call_sid: str, page: PageRequest, date_created: Range[datetime] | None = None
    ) -> Page[Heard]:
        """A call's recordings."""
        await self._calls.get(caller, sid=call_sid)
        return await self.search(caller, page=page, date_created=date_created, call_sid=call_sid)

    async def waveform(self, caller: Caller, *, sid: str) -> Waveform:
        """What a player draws."""
        found = await self._find(caller, sid)
        return Waveform(found.sid, found.account_sid, found.duration, found.channels, found.peaks)

    # -- the sound

    async def content(
        self,
        caller: Caller | None,
        *,
        account_sid: str,
        media: str,
        requested_channels: int | None = None,
        range_: str | None = None,
    ) -> Content:
        """The sound, as WAV or, where the path ends in `.mp3`, as MP3. Whoever has the URL may have it, unless the
        account's setting asks for its credentials."""
        sid, _, extension = media.partition(".")
        is_theirs = caller is not None and caller.account_sid == account_sid
        if not is_theirs and (await self._accounts.settings(account_sid)).http_auth_media:
            raise NotAuthenticated
        found = await self._store.first(Recording, sid=sid, account_sid=account_sid) if is_sid(sid, "RE") else None
        if found is None or not found.blob or found.date_deleted is not None or extension not in ("", "wav", "mp3"):
            raise NotFound(what=_path(account_sid, media[:80]))
        _check_channels(found, requested_channels)
        if extension == "mp3" or (requested_channels == 1 and found.channels > 1):
            return await self._converted(found, found.blob, requested_channels, extension == "mp3", range_)
        return await self._as_it_is(found, found.blob, range_)

    async def _as_it_is(self, found: Recording, blob: str, asked_range: str | None) -> Content:
        """Read piece by piece: an hour in two channels is 115 MB."""
        first, last, status, headers = served(asked_range, found.size)
        if first <= last and await self._blobs.part(blob, first, first) is None:
            raise NotFound(what=_path(found.account_sid, found.sid))
        headers["Content-Length"] = str(max(last - first + 1, 0))
        return Content(self._pieces(blob, first, last), WAV, headers, status)

    async def _pieces(self, blob: str, first: int, last: int) -> AsyncIterator[bytes]:
        while first <= last:
            piece = await self._blobs.part(blob, first, min(first + PIECE_BYTES - 1, last))
            if not piece:
                return
            first += len(piece)
            yield piece

    async def _converted(
        self, found: Recording, blob: str, channels: int | None, is_mp3: bool, asked_range: str | None
    ) -> Content:
        wav = await self._blobs.get(blob)
        if wav is None:
            raise NotFound(what=_path(found.account_sid, found.sid))
        body = await asyncio.to_thread(sound.converted, wav, channels=channels, is_mp3=is_mp3)
        first, last, status, headers = served(asked_range, len(body))
        return Content(body[first : last + 1], MP3 if is_mp3 else WAV, headers, status)

    # -- on live calls

    async def begin(self, caller: Caller, *, call_sid: str, **given: Unpack[NewRecording]) -> Recording:
        """Records a call that is in progress."""
        call = await self._calls.get(caller, sid=call_sid)
        begun = await self._live.start_recording(call_sid, asked.recording(given, source=SOURCE))
        if begun is None:
            raise errors.NotRecordable(sid=call_sid, state=call.status.value)
        return begun

    async def control(
        self, caller: Caller, *, call_sid: str, sid: str, status: str, pause_behavior: str = "silence"
    ) -> Recording:
        """Pauses, resumes or stops one. `Twilio.CURRENT` is the one that runs."""
        await self._calls.get(caller, sid=call_sid)
        return await self.steer(await self._meant(caller, call_sid, sid), status, pause_behavior)

    async def steer(self, found: Recording, status: str, pause_behavior: str) -> Recording:
        """The same, of any recording that was found."""
        changed = None
        if found.status in life.RUNNING:
            changed = await self._live.control_recording(found.sid, status, pause_behavior)
        if changed is None:
            raise errors.RecordingNotRunning(sid=found.sid, state=found.status.value)
        return changed

    async def _meant(self, caller: Caller, call_sid: str, sid: str) -> Recording:
        if sid != CURRENT:
            return await self.of_call(caller, call_sid=call_sid, sid=sid)
        running = await self.running(caller.account_sid, call_sid)
        if running is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Calls/{call_sid}/Recordings/{sid}.json")
        return running

    async def running(self, account_sid: str, of: str) -> Recording | None:
        """The one that is made now of a call or conference; refuses where there are several."""
        c = recordings.c
        words, whose = [status.value for status in life.RUNNING], c.conference_sid if of[:2] == "CF" else c.call_sid
        statement = sa.select(recordings).where(whose == of, c.status.in_(words), c.account_sid == account_sid)
        found = await self._store.records(Recording, statement)
        if len(found) > 1:
            raise errors.SeveralRun(what="conference" if of[:2] == "CF" else "call", sid=of, count=len(found))
        return found[0] if found else None

    # -- forgetting

    async def forget(self, caller: Caller, *, sid: str) -> None:
        """Deletes the sound for good; what was known of it is kept for 40 days."""
        await self._forget(await self._find(caller, sid))

    async def forget_of_call(self, caller: Caller, *, call_sid: str, sid: str) -> None:
        """The same, by the call it is of."""
        await self._forget(await self.of_call(caller, call_sid=call_sid, sid=sid))

    @again
    async def _forget(self, found: Recording) -> None:
        before = await self._store.get(Recording, found.sid)
        if before is None or before.date_deleted is not None:
            return
        life.check_stopped(before)
        now = self._clock.now()
        after = msgspec.structs.replace(
            before, status=RecordingStatus.DELETED, date_deleted=now, date_updated=now, blob=None, peaks=[]
        )
        told = RecordingDeleted(account_sid=before.account_sid, subject_sid=before.sid, at=now)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        if before.blob:
            await self._blobs.delete(before.blob)
        if before.spool:  # stopped, and its file not made yet: then it never is
            await asyncio.to_thread(Path(before.spool).unlink, missing_ok=True)


def _path(account_sid: str, sid: str) -> str:
    return PATH.format(account_sid=account_sid, sid=sid)


def _check_channels(recording: Recording, channels: int | None) -> None:
    if channels == 2 and recording.channels < 2:
        raise errors.RecordingIsMono(sid=recording.sid)
