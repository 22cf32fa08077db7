"""What happens to conferences and in them. The subject is always the conference."""

from datetime import datetime

from ringback.kernel import Event
from ringback.switch.conferences.model import Conference, Participant


class ConferenceEvent(Event, kw_only=True):
    """A room came to `status`. `reason` and `call_sid` say why it ended, and by whose leaving."""

    friendly_name: str
    status: str
    region: str | None = None
    reason: str | None = None
    call_sid: str | None = None


class ConferenceCreated(ConferenceEvent, tag="voice.conference.created"):
    """The first one came, or is called."""


class ConferenceStarted(ConferenceEvent, tag="voice.conference.started"):
    """They hear each other from now on."""


class ConferenceEnded(ConferenceEvent, tag="voice.conference.ended"):
    """It is over."""


class ParticipantEvent(Event, kw_only=True):
    """A participant as it is after what happened. `call_status` and `reason` go along with leaving."""

    call_sid: str
    status: str
    label: str | None = None
    muted: bool = False
    hold: bool = False
    coaching: bool = False
    call_sid_to_coach: str | None = None
    start_conference_on_enter: bool = True
    end_conference_on_exit: bool = False
    call_status: str | None = None
    reason: str | None = None


class ParticipantInvited(ParticipantEvent, tag="voice.participant.invited"):
    """It is to be dialled into the room."""


class ParticipantProgressed(ParticipantEvent, tag="voice.participant.progressed"):
    """One that is dialled came further: connecting, ringing, connected."""


class ParticipantJoined(ParticipantEvent, tag="voice.participant.joined"):
    """It is in the room."""


class ParticipantLeft(ParticipantEvent, tag="voice.participant.left"):
    """It is in the room no more, or never came."""


class ParticipantMuted(ParticipantEvent, tag="voice.participant.muted"):
    pass


class ParticipantUnmuted(ParticipantEvent, tag="voice.participant.unmuted"):
    pass


class ParticipantHeld(ParticipantEvent, tag="voice.participant.held"):
    pass


class ParticipantUnheld(ParticipantEvent, tag="voice.participant.unheld"):
    pass


class ParticipantModified(ParticipantEvent, tag="voice.participant.modified"):
    """Its rights changed: coaching, or what its leaving means."""


class SpeechStarted(ParticipantEvent, tag="voice.participant.speech-started"):
    """It talks. Told only for rooms whose status callback asks for `speaker`."""


class SpeechStopped(ParticipantEvent, tag="voice.participant.speech-stopped"):
    pass


class AnnouncementEvent(Event, kw_only=True):
    """`call_sid` is the only one who heard it, None where the room did."""

    url: str
    call_sid: str | None = None
    reason: str | None = None


class AnnouncementEnded(AnnouncementEvent, tag="voice.announcement.ended"):
    pass


class AnnouncementFailed(AnnouncementEvent, tag="voice.announcement.failed"):
    """`reason` says why."""


def of_conference(event: type[ConferenceEvent], conference: Conference, at: datetime) -> ConferenceEvent:
    """The event that tells of a room's state."""
    ended = conference.reason_conference_ended
    return event(
        account_sid=conference.account_sid,
        subject_sid=conference.sid,
        at=at,
        friendly_name=conference.friendly_name,
        status=conference.status.value,
        region=conference.region,
        reason=ended.value if ended else None,
        call_sid=conference.call_sid_ending_conference,
    )


def of_participant(
    event: type[ParticipantEvent],
    participant: Participant,
    at: datetime,
    *,
    call_status: str | None = None,
) -> ParticipantEvent:
    """The event that tells of a participant's state."""
    left = participant.reason_left
    return event(
        account_sid=participant.account_sid,
        subject_sid=participant.conference_sid,
        at=at,
        call_sid=participant.call_sid,
        status=participant.status.value,
        label=participant.label,
        muted=participant.muted,
        hold=participant.hold,
        coaching=participant.coaching,
        call_sid_to_coach=participant.call_sid_to_coach,
        start_conference_on_enter=participant.start_conference_on_enter,
        end_conference_on_exit=participant.end_conference_on_exit,
        call_status=call_status,
        reason=left.value if left else None,
    )
