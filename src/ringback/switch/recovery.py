"""After a crash: calls that the dead process held end truthfully, recordings it made are finished."""

from datetime import datetime
from pathlib import Path

import msgspec
import sqlalchemy as sa

from ringback.kernel import Job
from ringback.store import Unit
from ringback.switch import params
from ringback.switch.book import event_of
from ringback.switch.conferences import recovery as conferences
from ringback.switch.events import CallEnded
from ringback.switch.model import Call, CallStatus, Recording, RecordingStatus
from ringback.switch.queues import recovery as waits
from ringback.switch.recordings import FINISH
from ringback.switch.room import Room
from ringback.switch.tables import calls, recordings
from ringback.webhooks import callback_job

ALIVE_FILE, ALIVE_EVERY_S = "voice-alive", 1.0
LIVE = (CallStatus.QUEUED, CallStatus.RINGING, CallStatus.IN_PROGRESS)
INTERRUPTED = 15000
AT_ONCE = 500


def still_alive(folder: Path, now: datetime) -> None:
    """Notes that calls are still held: after a crash they ended then, give or take a second."""
    (folder / ALIVE_FILE).write_text(now.isoformat())


def last_alive(folder: Path, now: datetime) -> datetime:
    """When the process before this one was last seen; now, if it left no word."""
    try:
        return min(now, datetime.fromisoformat((folder / ALIVE_FILE).read_text()))
    except (OSError, ValueError):
        return now


async def recover(room: Room) -> int:
    """Ends what this owner held before it died; how many calls that were. Call before any call is taken."""
    died_at, count = last_alive(room.folder, room.clock.now()), 0
    mine = sa.select(calls).where(calls.c.owner == room.owner, calls.c.status.in_(LIVE)).limit(AT_ONCE)
    while found := await room.store.records(Call, mine):
        await room.store.commit(_ended_all(room, found, died_at))
        count += len(found)
    await waits.recover(room, died_at)
    await conferences.recover(room, died_at)
    running = (RecordingStatus.IN_PROGRESS, RecordingStatus.PAUSED, RecordingStatus.STOPPED)
    left = sa.select(recordings).where(recordings.c.owner == room.owner, recordings.c.status.in_(running))
    for recording in await room.store.records(Recording, left):
        stopped = msgspec.structs.replace(recording, status=RecordingStatus.PROCESSING, date_updated=room.clock.now())
        job = Job(kind=FINISH, key=recording.sid, account_sid=recording.account_sid)
        await room.store.commit(Unit(change=[(recording, stopped)], jobs=[job]))
    return count


def _ended_all(room: Room, found: list[Call], died_at: datetime) -> Unit:
    unit = Unit()
    for call in found:
        unit += _ended(room, call, max(died_at, call.date_updated))
    return unit


def _ended(room: Room, call: Call, at: datetime) -> Unit:
    """An answered call is completed as far as it went; one that rang has failed."""
    answered = call.answered_time
    ended = msgspec.structs.replace(
        call,
        status=CallStatus.COMPLETED if answered else CallStatus.FAILED,
        end_time=at,
        duration=round((at - answered).total_seconds()) if answered else 0,
        ended_by="platform",
        error_code=INTERRUPTED,
        date_updated=room.clock.now(),
        owner=None,
    )
    ended = msgspec.structs.replace(ended, price=room.ground.price(ended))
    unit = Unit(change=[(call, ended)], events=[event_of(CallEnded, ended, room.clock.now())])
    hears = call.callback
    if hears is None or "completed" not in hears.events:
        return unit
    told = params.of_progress(ended, "completed", at)
    job = callback_job(
        account_sid=call.account_sid,
        subject_sid=call.sid,
        kind="call-status",
        url=hears.url,
        method=hears.method,
        params=told,
    )
    return unit + Unit(jobs=[job])
