"""Which recordings are written down, how a transcription goes on, and what is told of it. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from ringback.products.voice.events import (
    TranscriptionCompleted,
    TranscriptionEvent,
    TranscriptionFailed,
    TranscriptionStarted,
)
from ringback.products.voice.transcriptions.model import Sentence, Transcription, TranscriptionStatus
from ringback.switch import params
from ringback.switch.model import Call, Recording, RecordingStatus

SHORTEST_S, LONGEST_S = 2, 120  # of what is written down: reference/twiml.md, Record
WAITED_MOST = timedelta(hours=1)  # for a recogniser that is busy or away
TOO_SHORT, TOO_LONG, NO_RECOGNISER = 16101, 13615, 21501
_EVENTS: Mapping[TranscriptionStatus, type[TranscriptionEvent]] = {
    TranscriptionStatus.IN_PROGRESS: TranscriptionStarted,
    TranscriptionStatus.COMPLETED: TranscriptionCompleted,
    TranscriptionStatus.FAILED: TranscriptionFailed,
}


class Impossible(msgspec.Struct, frozen=True):
    """Why there is no text: a code and a sentence for the debugger. Not `is_told`: nobody hears of it."""

    code: int
    message: str
    is_told: bool = True


def begun(sid: str, recording: Recording, now: datetime) -> Transcription:
    return Transcription(
        sid=sid,
        account_sid=recording.account_sid,
        recording_sid=recording.sid,
        call_sid=recording.call_sid,
        duration=recording.duration,
        price_unit=recording.price_unit,
        date_created=now,
        date_updated=now,
    )


def hindrance(recording: Recording | None, sid: str) -> Impossible | None:
    """Why this recording is not written down; None where it is."""
    if recording is None or recording.date_deleted is not None:
        return Impossible(NO_RECOGNISER, f"Recording {sid} was deleted before it was transcribed")
    if recording.status is RecordingStatus.ABSENT:
        return Impossible(TOO_SHORT, f"Recording {sid} holds nothing that could be transcribed", is_told=False)
    length = recording.duration or 0
    if length < SHORTEST_S:
        return Impossible(TOO_SHORT, f"Recording {sid} has {length} s; what is transcribed has at least {SHORTEST_S} s")
    if length > LONGEST_S:
        message = f"Recording {sid} has {length} s; at most {LONGEST_S} s are transcribed: set maxLength of <Record>"
        return Impossible(TOO_LONG, message)
    return None


def has_waited_too_long(since: datetime, now: datetime) -> bool:
    return now - since > WAITED_MOST


def completed(
    before: Transcription,
    now: datetime,
    *,
    text: str,
    confidence: float,
    sentences: list[Sentence],
    price: Decimal | None,
) -> Transcription:
    return msgspec.structs.replace(
        before,
        status=TranscriptionStatus.COMPLETED,
        text=text,
        confidence=confidence,
        sentences=sentences,
        price=price,
        date_updated=now,
    )


def failed(before: Transcription, now: datetime, code: int) -> Transcription:
    """Nothing is owed for it."""
    return msgspec.structs.replace(before, status=TranscriptionStatus.FAILED, error_code=code, date_updated=now)


def event_of(transcription: Transcription) -> TranscriptionEvent:
    """The event that tells of its state."""
    return _EVENTS[transcription.status](
        account_sid=transcription.account_sid,
        subject_sid=transcription.sid,
        at=transcription.date_updated,
        status=transcription.status.value,
        recording_sid=transcription.recording_sid,
        call_sid=transcription.call_sid,
        duration=transcription.duration,
        price=transcription.price,
        price_unit=transcription.price_unit,
        error_code=transcription.error_code,
    )


def told(done: Transcription, call: Call | None, *, recording_url: str, url: str, callback: str) -> dict[str, str]:
    """The parameters of the callback: reference/webhooks.md, transcription callback."""
    about = params.of_call(call) if call is not None else {"AccountSid": done.account_sid}
    if done.call_sid:
        about["CallSid"] = done.call_sid
    return {
        **about,
        "TranscriptionSid": done.sid,
        "TranscriptionText": done.text or "",
        "TranscriptionStatus": done.status.value,
        "TranscriptionType": done.type,
        "TranscriptionUrl": url,
        "RecordingSid": done.recording_sid,
        "RecordingUrl": recording_url,
        "url": callback,
    }
