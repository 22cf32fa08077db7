"""Conferences and their participants as they are kept."""

import enum
from datetime import datetime

import msgspec

from ringback.switch.model import Callback

MOST_PARTICIPANTS = 250


class ConferenceStatus(enum.StrEnum):
    INIT = "init"  # somebody waits, or is called; nobody talks yet
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


class ParticipantStatus(enum.StrEnum):
    """How far a participant has come. Only one that was dialled into the room is ever before `connected`."""

    QUEUED = "queued"
    CONNECTING = "connecting"
    RINGING = "ringing"
    CONNECTED = "connected"
    COMPLETE = "complete"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        return self in (ParticipantStatus.COMPLETE, ParticipantStatus.FAILED)


class ReasonEnded(enum.StrEnum):
    """Why a conference is over."""

    API = "conference-ended-via-api"
    MODERATOR_LEFT = "participant-with-end-conference-on-exit-left"
    MODERATOR_KICKED = "participant-with-end-conference-on-exit-kicked"
    LAST_KICKED = "last-participant-kicked"
    LAST_LEFT = "last-participant-left"


class ReasonLeft(enum.StrEnum):
    """Why a participant is not in the room any more."""

    ENDED = "conference_ended_via_api"
    MODERATOR = "moderator_ended_conference"
    UPDATED = "participant_updated_via_api"  # kicked, or redirected
    HUNG_UP = "participant_hung_up"
    NOT_ADDED = "participant_add_failed"


class ConferenceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for a whole room: the first participant's word. Callback events are start end join leave mute hold
    modify speaker announcement; those of `recording_callback` in-progress completed absent.
    """

    region: str | None = None
    max_participants: int = MOST_PARTICIPANTS
    record_from_start: bool = False
    trim: bool = True
    callback: Callback | None = None
    recording_callback: Callback | None = None
    event_callback_url: str | None = None


class ParticipantSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How one joins. `beep` is true, false, onEnter or onExit; `wait_url` None the default music, "" silence.

    `early_media` lets one that was dialled into the room be heard while it still rings.
    """

    label: str | None = None
    muted: bool = False
    beep: str = "true"
    start_on_enter: bool = True
    end_on_exit: bool = False
    call_sid_to_coach: str | None = None
    wait_url: str | None = None
    wait_method: str = "POST"
    early_media: bool = True
    jitter_buffer_size: str = "large"


class Conference(msgspec.Struct, frozen=True, kw_only=True):
    """A room. `friendly_name` is unique among the account's rooms that are not completed.

    `sequence` is the next status callback's SequenceNumber, `owner` the process that holds it. `label_ending` is the
    label of the participant whose leaving ended it.
    """

    sid: str
    account_sid: str
    friendly_name: str
    status: ConferenceStatus = ConferenceStatus.INIT
    region: str | None = None
    settings: ConferenceSettings = ConferenceSettings()
    reason_conference_ended: ReasonEnded | None = None
    call_sid_ending_conference: str | None = None
    label_ending: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    sequence: int = 0
    owner: str | None = None
    date_created: datetime
    date_updated: datetime
    version: int = 0


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """A call in a room, or on its way there. Kept when it has left; `is_over` tells."""

    conference_sid: str
    call_sid: str
    account_sid: str
    status: ParticipantStatus = ParticipantStatus.CONNECTED
    label: str | None = None
    muted: bool = False
    hold: bool = False
    coaching: bool = False
    call_sid_to_coach: str | None = None
    start_conference_on_enter: bool = True
    end_conference_on_exit: bool = False
    beep: str = "true"
    wait_url: str | None = None
    wait_method: str = "POST"
    hold_url: str | None = None
    hold_method: str = "POST"
    early_media: bool = False
    jitter_buffer_size: str = "large"
    queue_time_ms: int = 0
    joined_at: datetime | None = None
    left_at: datetime | None = None
    reason_left: ReasonLeft | None = None
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def is_over(self) -> bool:
        return self.status.is_over

    @property
    def is_in_room(self) -> bool:
        return self.joined_at is not None and self.left_at is None
