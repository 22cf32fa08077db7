"""The parameters that documents and callbacks are asked with: reference/twiml.md §2, reference/webhooks.md §2."""

import math
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime

from ringback.kernel import phone
from ringback.switch.model import Call, CallStatus, Direction, Recording

API_VERSION = "2010-04-01"


def of_call(call: Call, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """What every request about a call carries. `extra` is what is told of this call besides (SipDomain, …)."""
    told = {
        "CallSid": call.sid,
        "AccountSid": call.account_sid,
        "From": call.from_,
        "To": call.to,
        "Caller": call.from_,
        "Called": call.to,
        "CallStatus": status_word(call),
        "ApiVersion": API_VERSION,
        "Direction": call.direction.value,
    }
    given = {
        "ForwardedFrom": call.forwarded_from,
        "CallerName": call.caller_name,
        "ParentCallSid": call.parent_call_sid,
        "ApplicationSid": call.application_sid,
        "AnsweredBy": call.answered_by,
    }
    told |= {name: value for name, value in given.items() if value}
    for side, address in (("From", call.from_), ("To", call.to)):
        told |= places((side, "Caller" if side == "From" else "Called"), address)
    return {**told, **extra} if extra else told


def status_word(call: Call) -> str:
    """Documents hear `ringing` from a call that is not answered yet, also one that is still being dialled."""
    return "ringing" if call.status is CallStatus.QUEUED else call.status.value


def places(sides: tuple[str, ...], address: str) -> dict[str, str]:
    """City, state, zip and country of a number, once for each of `sides`; nothing for what is no number."""
    place = phone.geography(address) if address.startswith("+") else None
    if place is None:
        return {}
    words = {"City": place.city, "State": place.state, "Zip": place.zip, "Country": place.country}
    return {f"{side}{name}": word or "" for side in sides for name, word in words.items()}


def of_progress(call: Call, event: str, at: datetime, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """A status callback's parameters. `event` is initiated, ringing, answered or completed."""
    told = of_call(call)
    told["CallStatus"] = "initiated" if event == "initiated" else call.status.value
    told |= {"Timestamp": rfc2822(at), "CallbackSource": "call-progress-events", "SequenceNumber": str(call.sequence)}
    if event == "completed":
        told |= _of_end(call)
    return {**told, **extra} if extra else told


def _of_end(call: Call) -> dict[str, str]:
    seconds = call.duration or 0
    told = {"CallDuration": str(seconds), "Duration": str(math.ceil(seconds / 60))}
    if call.sip_response_code is not None:
        told["SipResponseCode"] = str(call.sip_response_code)
    return told


def of_verdict(answered_by: str, duration_ms: int) -> dict[str, str]:
    """What machine detection found, and in how many milliseconds."""
    return {"AnsweredBy": answered_by, "MachineDetectionDuration": str(duration_ms)}


def of_recording(recording: Recording, url: str) -> dict[str, str]:
    """A recording status callback's parameters."""
    told = {
        "AccountSid": recording.account_sid,
        "RecordingSid": recording.sid,
        "RecordingUrl": url,
        "RecordingStatus": recording.status.value,
        "RecordingChannels": str(recording.channels),
        "RecordingStartTime": rfc2822(recording.start_time),
        "RecordingSource": recording.source,
        "RecordingTrack": recording.track,
    }
    if recording.duration is not None:
        told["RecordingDuration"] = str(recording.duration)
    if recording.error_code is not None:
        told["ErrorCode"] = str(recording.error_code)
    about = {"CallSid": recording.call_sid, "ConferenceSid": recording.conference_sid}
    return told | {name: sid for name, sid in about.items() if sid}


def rfc2822(at: datetime) -> str:
    return format_datetime(at)


def is_inbound(call: Call) -> bool:
    return call.direction is Direction.INBOUND
