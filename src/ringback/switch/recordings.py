"""Recordings while they are made, and the work of finishing them.

A recording is a row and a spool file from its first moment on. What the file holds when the process dies is finished
by the next one: recordings made so far are kept.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, cast

import msgspec
import structlog

from ringback.jobs import work
from ringback.kernel import Job
from ringback.kernel.sid import is_sid
from ringback.media import Leg as MediaLeg
from ringback.media import Tap
from ringback.media.recording import Finished, Recorder, Spool, finish
from ringback.media.recording.finish import Track
from ringback.store import Conflict, Unit
from ringback.store.blobs import key_of
from ringback.switch import params
from ringback.switch.conferences import told
from ringback.switch.conferences.model import Conference
from ringback.switch.events import RecordingAbsent, RecordingCompleted, RecordingEvent, RecordingStarted
from ringback.switch.model import Recording, RecordingOptions, RecordingStatus
from ringback.switch.room import Room
from ringback.webhooks import callback_job

log = structlog.get_logger(__name__)
FINISH = "switch.finish-recording"
FINISHED_WITHIN_S = 20.0  # longer files go on being finished by their job
TOO_SHORT = 16101
_EVENTS = {RecordingStatus.COMPLETED: RecordingCompleted, RecordingStatus.ABSENT: RecordingAbsent}
_TOLD = {
    RecordingStatus.IN_PROGRESS: "in-progress",
    RecordingStatus.COMPLETED: "completed",
    RecordingStatus.ABSENT: "absent",
    RecordingStatus.FAILED: "absent",
}


class Writing(Protocol):
    """Where what happens to it is written down."""

    def note(self, kind: str, text: str, /, **detail: Any) -> None: ...
    def add(self, unit: Unit) -> None: ...
    async def settled(self) -> None: ...


class Source(Protocol):
    """What is recorded: a leg, or the mix of a conference. `ends` are run when it is over."""

    @property
    def sid(self) -> str: ...
    @property
    def account_sid(self) -> str: ...
    @property
    def media(self) -> MediaLeg: ...
    @property
    def book(self) -> Writing: ...

    ends: list[Callable[[], object]]


class Running(msgspec.Struct):
    """One that is being made."""

    recording: Recording
    leg: Source
    tap: Tap
    spool: Spool
    written: asyncio.Task[None] | None = None


class Recordings:
    """All recordings of this process."""

    def __init__(self, room: Room, recorder: Recorder) -> None:
        self._room, self._recorder = room, recorder
        self._running: dict[str, Running] = {}
        self._ends: dict[str, asyncio.Future[Recording]] = {}
        self._folder = room.folder / "spool"

    # -- while it runs

    def start(self, leg: Source, options: RecordingOptions) -> Recording:
        """Records from this moment on. The row is durable with the call's next write, at once as a rule."""
        now = self._room.clock.now()
        sid = self._room.sids.new("RE", now)
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{sid}.pcm"
        recording = Recording(
            sid=sid,
            account_sid=leg.account_sid,
            call_sid=leg.sid if is_sid(leg.sid, "CA") else None,
            conference_sid=leg.sid if is_sid(leg.sid, "CF") else None,
            status=RecordingStatus.IN_PROGRESS,
            source=options.source,
            channels=2 if options.channels == "dual" else 1,
            track=options.track,
            trim=options.trim,
            start_time=now,
            callback=options.callback,
            transcribe=options.transcribe,
            transcribe_callback=options.transcribe_callback,
            spool=str(path),
            owner=self._room.owner,
            date_created=now,
            date_updated=now,
        )
        tap = leg.media.tap()
        running = Running(recording, leg, tap, self._recorder.start(tap, path))
        self._running[sid] = running
        self._ends[sid] = asyncio.get_running_loop().create_future()
        jobs = self._told(recording)
        leg.book.note("media", "recording started", recording=sid)
        leg.book.add(Unit(insert=[recording], events=[event_of(RecordingStarted, recording, now)], jobs=jobs))
        leg.ends.append(lambda: self._room.spawn(self.stop(sid)))
        return recording

    def of(self, sid: str, *, source: str | None = None) -> list[Recording]:
        """Those of a live call or conference, oldest first."""
        found = [running.recording for running in self._running.values() if running.leg.sid == sid]
        return [recording for recording in found if source in (None, recording.source)]

    def find(self, sid: str) -> Recording | None:
        running = self._running.get(sid)
        return running.recording if running else None

    def url_of(self, sid: str) -> str | None:
        recording = self.find(sid)
        return self._room.ground.recording_url(recording) if recording else None

    async def pause(self, sid: str, *, keep_silence: bool) -> Recording | None:
        running = self._running.get(sid)
        if running is None:
            return None
        running.spool.pause(keep_silence=keep_silence)
        return await self._step(running, RecordingStatus.PAUSED)

    async def resume(self, sid: str) -> Recording | None:
        running = self._running.get(sid)
        if running is None:
            return None
        running.spool.resume()
        return await self._step(running, RecordingStatus.IN_PROGRESS)

    async def stop(self, sid: str) -> Recording | None:
        """Ends it; its file is finished by a job. None where it is not running here."""
        running = self._running.pop(sid, None)
        if running is None:
            return None
        await running.spool.stop()
        await running.leg.book.settled()  # the row itself is written with the call's first
        job = Job(kind=FINISH, key=sid, account_sid=running.recording.account_sid)
        return await self._step(running, RecordingStatus.PROCESSING, Unit(jobs=[job]))

    async def finish(self, sid: str) -> Recording:
        """Ends it and waits for the file, a while: long ones stay `processing`."""
        end = self._ends[sid]
        running = self._running.get(sid)
        stopped = await self.stop(sid)
        try:
            return await asyncio.wait_for(asyncio.shield(end), FINISHED_WITHIN_S)
        except TimeoutError:
            assert stopped is not None or running is not None
            return stopped or running.recording  # type: ignore[union-attr]

    async def _step(self, running: Running, status: RecordingStatus, more: Unit | None = None) -> Recording:
        before, now = running.recording, self._room.clock.now()
        after = msgspec.structs.replace(before, status=status, date_updated=now)
        await running.leg.book.settled()
        await self._room.store.commit(Unit(change=[(before, after)]) + (more or Unit()))
        running.recording = msgspec.structs.replace(after, version=before.version + 1)
        return running.recording

    # -- afterwards

    @work(FINISH, attempts=20)
    async def finish_file(self, job: Job) -> Unit | None:
        """Makes the file that can be fetched. The spool goes when the row says that it is there."""
        recording = await self._room.store.get(Recording, job.key)
        if recording is None or recording.status is not RecordingStatus.PROCESSING or recording.spool is None:
            return None
        path = Path(recording.spool)
        finished = await asyncio.to_thread(_finish, path, recording)
        done = await self._kept(recording, finished)
        event = event_of(_EVENTS[done.status], done, done.date_updated)
        jobs = [*self._told(done), *await self._told_of_conference(done)]
        unit = Unit(change=[(recording, done)], events=[event], jobs=jobs)
        try:
            await self._room.store.commit(unit)
        except Conflict:
            return None  # it was deleted meanwhile
        await asyncio.to_thread(path.unlink, missing_ok=True)
        self._tell_waiting(msgspec.structs.replace(done, version=recording.version + 1))
        return None

    async def _kept(self, recording: Recording, finished: Finished | None) -> Recording:
        now = self._room.clock.now()
        if finished is None or finished.duration_s <= 0 or (finished.is_silent and recording.trim):
            changes: dict[str, Any] = {"status": RecordingStatus.ABSENT, "duration": 0, "error_code": TOO_SHORT}
        else:
            blob = key_of(recording.account_sid, "recordings", recording.sid)
            await self._room.blobs.put(blob, finished.wav)
            changes = {
                "status": RecordingStatus.COMPLETED,
                "duration": max(1, round(finished.duration_s)),
                "blob": blob,
                "size": len(finished.wav),
                "peaks": [round(100 * peak) for peak in finished.peaks],
            }
        after = msgspec.structs.replace(recording, date_updated=now, spool=None, owner=None, **changes)
        return msgspec.structs.replace(after, price=self._room.ground.recording_price(after))

    def _tell_waiting(self, done: Recording) -> None:
        waiting = self._ends.pop(done.sid, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(done)

    async def _told_of_conference(self, recording: Recording) -> list[Job]:
        """The old event of a conference's recording, where its eventCallbackUrl asks for it."""
        sid = recording.conference_sid
        conference = await self._room.store.get(Conference, sid) if sid else None
        if conference is None or conference.settings.event_callback_url is None:
            return []
        url = self._room.ground.recording_url(recording)
        return [
            callback_job(
                account_sid=conference.account_sid,
                subject_sid=conference.sid,
                kind="conference-record-end",
                url=conference.settings.event_callback_url,
                params=told.of_recording_end(conference, recording, url, recording.date_updated),
            )
        ]

    def _told(self, recording: Recording) -> list[Job]:
        hears, word = recording.callback, _TOLD[recording.status]
        if hears is None or word not in hears.events:
            return []
        told = params.of_recording(recording, self._room.ground.recording_url(recording))
        return [
            callback_job(
                account_sid=recording.account_sid,
                subject_sid=recording.call_sid or recording.conference_sid or recording.sid,
                kind="recording-status",
                url=hears.url,
                method=hears.method,
                params=told,
            )
        ]


def _finish(path: Path, recording: Recording) -> Finished | None:
    """None where the spool is gone or holds nothing."""
    if not path.exists():
        return None
    channels = "dual" if recording.channels == 2 else "mono"
    return finish(path, channels=channels, track=cast(Track, recording.track), trim=recording.trim)


def event_of(event: type[RecordingEvent], recording: Recording, now: datetime) -> RecordingEvent:
    return event(
        account_sid=recording.account_sid,
        subject_sid=recording.sid,
        at=now,
        status=recording.status.value,
        call_sid=recording.call_sid,
        conference_sid=recording.conference_sid,
        source=recording.source,
        channels=recording.channels,
        duration=recording.duration,
        price=recording.price,
        price_unit=recording.price_unit,
        transcribe=recording.transcribe,
    )
