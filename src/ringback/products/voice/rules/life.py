"""How a call's record goes on where no leg of it lives: canceled in the queue, failed before it was dialled."""

from datetime import datetime, timedelta

import msgspec

from ringback.products.voice import errors
from ringback.switch.model import Call, CallStatus, Recording, RecordingStatus

QUEUED_MOST = timedelta(hours=24)  # beyond it nobody waits for the call any more
QUEUE_TIMEOUT, INACTIVE = 15002, 10001
DELETED_SHOWN_FOR = timedelta(days=40)  # what was known of a deleted recording
RUNNING = (RecordingStatus.IN_PROGRESS, RecordingStatus.PAUSED)


def ended(call: Call, status: CallStatus, now: datetime, *, code: int | None = None) -> Call:
    """The record of a call that was never dialled and never will be. Its password goes."""
    dialling = call.dialling and msgspec.structs.replace(call.dialling, sip_password=None)
    return msgspec.structs.replace(
        call, status=status, end_time=now, duration=0, error_code=code, dialling=dialling, date_updated=now
    )


def is_in_queue(call: Call) -> bool:
    """Whether it is still ours to change: nothing has been dialled."""
    return call.status is CallStatus.QUEUED and call.dialled_at is None


def has_waited_too_long(since: datetime, now: datetime) -> bool:
    return now - since > QUEUED_MOST


def check_over(call: Call) -> None:
    if not call.status.is_over:
        raise errors.StillGoing(what="Call", sid=call.sid, state=call.status.value)


def check_stopped(recording: Recording) -> None:
    if recording.status in RUNNING:
        raise errors.StillGoing(what="Recording", sid=recording.sid, state=recording.status.value)


def minutes(seconds: int | None) -> int:
    """Whole minutes begun."""
    return -(-(seconds or 0) // 60)
