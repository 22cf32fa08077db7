"""What is asked of a conference and its participants over REST, checked. Pure."""

from collections.abc import Mapping
from typing import Any

from ringback.kernel.sid import is_sid
from ringback.products.voice import errors as of_calls
from ringback.products.voice.conferences import errors
from ringback.products.voice.rules import asked
from ringback.switch.conferences.model import MOST_PARTICIPANTS, ConferenceSettings, ParticipantSettings
from ringback.switch.model import Callback

NAME_MOST = LABEL_MOST = 128
BEEPS = ("true", "false", "onEnter", "onExit")
RECORDS = ("true", "false", "record-from-start", "do-not-record")
JITTERS = ("large", "medium", "small", "off")
REGIONS = ("us1", "us2", "ie1", "de1", "sg1", "br1", "au1", "jp1")
EVENTS = ("start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement")
OF_RECORDING = (*asked.OF_RECORDING, "failed")
Given = Mapping[str, Any]


def name(text: str) -> str:
    """What a room may be called."""
    if not 0 < len(text) <= NAME_MOST:
        raise errors.InvalidName(length=len(text), limit=NAME_MOST)
    return text


def settings(given: Given) -> ConferenceSettings:
    """What holds for the room, if this participant is its first."""
    return ConferenceSettings(
        region=given.get("region") or None,
        max_participants=given.get("max_participants") or MOST_PARTICIPANTS,
        record_from_start=given.get("conference_record") in ("true", "record-from-start"),
        trim=given.get("conference_trim") != "do-not-trim",
        callback=_callback(given),
        recording_callback=asked.callback(
            given.get("conference_recording_status_callback"),
            given.get("conference_recording_status_callback_method"),
            _recording_events(given),
        ),
    )


def _callback(given: Given) -> Callback | None:
    """The start and the end, unless more is asked for."""
    words = given.get("conference_status_callback_event")
    of = asked.events(words, EVENTS, errors.InvalidConferenceEvent) if words else ("start", "end")
    return asked.callback(given.get("conference_status_callback"), given.get("conference_status_callback_method"), of)


def _recording_events(given: Given) -> tuple[str, ...]:
    """What fails is told as absent."""
    words = given.get("conference_recording_status_callback_event")
    of = asked.events(words, OF_RECORDING, of_calls.InvalidRecordingEvent)
    return tuple(dict.fromkeys("absent" if word == "failed" else word for word in of))


def participant(given: Given) -> ParticipantSettings:
    """How the one who is dialled joins."""
    return ParticipantSettings(
        label=label(given.get("label")),
        muted=bool(given.get("muted")),
        beep=given.get("beep") or "true",
        start_on_enter=given.get("start_conference_on_enter", True),
        end_on_exit=bool(given.get("end_conference_on_exit")),
        call_sid_to_coach=_coached(given),
        wait_url=_wait_url(given),
        wait_method=asked.method_of(given.get("wait_method")),
        early_media=given.get("early_media", True),
        jitter_buffer_size=given.get("jitter_buffer_size") or "large",
    )


def label(text: str | None) -> str | None:
    if not text:
        return None
    if len(text) > LABEL_MOST or is_sid(text, "CA"):
        raise errors.InvalidLabel(value=text[:80], limit=LABEL_MOST)
    return text


def _coached(given: Given) -> str | None:
    if not given.get("coaching"):
        return None
    if not given.get("call_sid_to_coach"):
        raise errors.NobodyToCoach
    return str(given["call_sid_to_coach"])


def _wait_url(given: Given) -> str | None:
    """None is the default music; an empty one silence."""
    return (given["wait_url"] or "") if "wait_url" in given else None


def as_of_call(given: Given) -> dict[str, Any]:
    """The same as a call's parameters: what listens for a machine never keeps a participant waiting."""
    told = ("amd_status_callback", "amd_status_callback_method")
    said = {name: value for name, value in given.items() if name not in told}
    return {
        **said,
        "async_amd": "true",
        "async_amd_status_callback": given.get("amd_status_callback"),
        "async_amd_status_callback_method": given.get("amd_status_callback_method"),
    }
