"""What customers are told of conferences: reference/webhooks.md, conference status callbacks."""

import math
from datetime import datetime

from ringback.switch import params
from ringback.switch.conferences.model import Conference, Participant, ReasonEnded
from ringback.switch.model import Recording

SUBSCRIBED_BY = {
    "conference-start": "start",
    "conference-end": "end",
    "participant-join": "join",
    "participant-leave": "leave",
    "participant-mute": "mute",
    "participant-unmute": "mute",
    "participant-hold": "hold",
    "participant-unhold": "hold",
    "participant-modify": "modify",
    "participant-speech-start": "speaker",
    "participant-speech-stop": "speaker",
    "announcement-end": "announcement",
    "announcement-fail": "announcement",
}
SENTENCES = {
    ReasonEnded.API: "The conference was ended through the API",
    ReasonEnded.MODERATOR_LEFT: "A participant whose leaving ends the conference has left",
    ReasonEnded.MODERATOR_KICKED: "A participant whose leaving ends the conference was removed",
    ReasonEnded.LAST_KICKED: "The last participant was removed",
    ReasonEnded.LAST_LEFT: "The last participant has left",
}
INTERRUPTED = "The server that held the conference stopped"


def of_event(conference: Conference, word: str, at: datetime) -> dict[str, str]:
    """What every status callback carries. `word` is its StatusCallbackEvent."""
    return {
        "ConferenceSid": conference.sid,
        "FriendlyName": conference.friendly_name,
        "AccountSid": conference.account_sid,
        "SequenceNumber": str(conference.sequence),
        "Timestamp": params.rfc2822(at),
        "StatusCallbackEvent": word,
    }


def of_participant(participant: Participant) -> dict[str, str]:
    told = {
        "CallSid": participant.call_sid,
        "Muted": yes(participant.muted),
        "Hold": yes(participant.hold),
        "Coaching": yes(participant.coaching),
        "EndConferenceOnExit": yes(participant.end_conference_on_exit),
        "StartConferenceOnEnter": yes(participant.start_conference_on_enter),
        "ParticipantLabel": participant.label or "",
    }
    coached = participant.call_sid_to_coach
    return told | ({"CallSidToCoach": coached} if participant.coaching and coached else {})


def of_leaving(participant: Participant, call_status: str) -> dict[str, str]:
    left = participant.reason_left
    told = of_participant(participant) | {"ParticipantCallStatus": call_status}
    return told | ({"ReasonParticipantLeft": left.value} if left else {})


def of_end(conference: Conference) -> dict[str, str]:
    reason = conference.reason_conference_ended
    return {
        "CallSidEndingConference": conference.call_sid_ending_conference or "",
        "ParticipantLabelEndingConference": conference.label_ending or "",
        "ReasonConferenceEnded": reason.value if reason else "",
        "Reason": SENTENCES[reason] if reason else INTERRUPTED,
    }


def of_recording_end(conference: Conference, recording: Recording, url: str, at: datetime) -> dict[str, str]:
    """The old eventCallbackUrl's only event."""
    return {
        "EventName": "conference-record-end",
        "ConferenceSid": conference.sid,
        "AccountSid": conference.account_sid,
        "RecordingSid": recording.sid,
        "RecordingUrl": url,
        "Duration": str(recording.duration or 0),
        "RecordingFileSize": str(recording.size),
        "timestamp": str(math.floor(at.timestamp())),
    }


def yes(flag: bool) -> str:
    return "true" if flag else "false"
