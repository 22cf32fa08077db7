"""Conferences, those who are in them, and their recordings, on the wire.

Paths take a conference's name where it is on, and a participant's label; links always have the SIDs.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ringback.kernel.sid import AccountSid, CallSid, ConferenceSid, RecordingSid
from ringback.products.voice import errors as of_calls
from ringback.products.voice.conferences import asked, errors
from ringback.products.voice.conferences.participants import ParticipantsService
from ringback.products.voice.conferences.recordings import ConferenceRecordingsService
from ringback.products.voice.conferences.service import ConferencesService
from ringback.products.voice.conferences.story import StoryService
from ringback.rest import (
    EXACT,
    OPTIONAL,
    RANGE,
    REQUIRED,
    Create,
    Delete,
    Fetch,
    HttpMethod,
    List,
    Resource,
    Update,
    Url,
    field,
    iso8601_ms,
    links,
    quoted,
    self_link,
)
from ringback.switch.conferences.model import ConferenceStatus, ParticipantStatus, ReasonEnded, ReasonLeft
from ringback.switch.model import Direction, RecordingStatus

ACCOUNT = "2010-04-01/Accounts/{account_sid}"
ROOM = f"/{ACCOUNT}/Conferences/{{own_sid}}"
REFUSED_ON_CREATE = [
    of_calls.NoTo,
    of_calls.InvalidTo,
    of_calls.NoFrom,
    of_calls.InvalidFrom,
    of_calls.FromNotVerified,
    of_calls.ToNotVerified,
    of_calls.CountryNotPermitted,
    of_calls.NotReachable,
    of_calls.Blocked,
    of_calls.PremiumNumber,
    of_calls.InvalidTimeout,
    of_calls.InvalidTimeLimit,
    of_calls.InvalidSipUri,
    of_calls.SipUserTooLong,
    of_calls.SipPasswordTooLong,
    of_calls.InvalidDetection,
    of_calls.DetectionOutOfRange,
    of_calls.CallReasonTooLong,
    of_calls.NoByoc,
    of_calls.AccountNotActive,
    of_calls.InvalidCallbackEvent,
    of_calls.InvalidRecordingEvent,
    errors.InvalidConferenceEvent,
    errors.InvalidName,
    errors.InvalidLabel,
    errors.LabelTaken,
    errors.NobodyToCoach,
    errors.CoachedOnHold,
    errors.CoachedAbsent,
    errors.Full,
    errors.Gone,
    errors.Over,
]


def _said(doc: str, **more: Any) -> Any:
    """Something that is only said of a new participant."""
    return field(doc, create=OPTIONAL, shown=False, **more)


def _hook(doc: str, **more: Any) -> Any:
    return field(doc, shown=False, refused=of_calls.InvalidUrl, **more)


def _how(doc: str, **more: Any) -> Any:
    return field(doc, shown=False, refused=of_calls.InvalidMethod, **more)


class ConferenceResource(
    Resource,
    host="api",
    at=f"{ACCOUNT}/Conferences",
    home=f"{ACCOUNT}/Conferences/{{own_sid}}",
    elements=("Conference", "Conferences"),
    permission="/twilio/voice/conferences",
):
    """A room where calls meet. It is made by the first who joins, and over when the last one leaves."""

    sid: str = field("Names it for ever; in paths its name will do while it is on.")
    own_sid: ConferenceSid = field("The same.", of="sid", shown=False)
    account_sid: AccountSid = field("Whose it is.")
    api_version: str = field("Always 2010-04-01.", of=lambda _: "2010-04-01")
    friendly_name: str = field("What it is called; no other that is on has this name.", filter=EXACT)
    region: str | None = field("Where it was asked to be mixed; all are mixed here.")
    status: ConferenceStatus = field("init until they hear each other, in-progress, completed.", filter=EXACT)
    reason_conference_ended: ReasonEnded | None = field("Why it is over.")
    call_sid_ending_conference: CallSid | None = field("Whose leaving ended it.")
    date_created: datetime = field("When the first one came, or was called.", filter=RANGE)
    date_updated: datetime = field("When it last changed.", filter=RANGE)
    uri: str = self_link()
    subresource_uris: dict[str, Any] = links(participants=f"{ROOM}/Participants", recordings=f"{ROOM}/Recordings")
    announce_url: Url | None = _hook("A document that all shall hear.", update=OPTIONAL)
    announce_method: HttpMethod = _how("How AnnounceUrl is asked.", update=OPTIONAL)
    new_status: str = field("completed ends it.", param="Status", update=OPTIONAL, shown=False, choices=("completed",))

    operations = [
        Fetch(ConferencesService.get),
        List(ConferencesService.search),
        Update(ConferencesService.update, refuses=[errors.NothingToChange, errors.Over]),
    ]


class ParticipantResource(
    Resource,
    host="api",
    at=f"{ACCOUNT}/Conferences/{{conference_sid}}/Participants",
    one="{call_sid}",
    home=f"{ACCOUNT}/Conferences/{{room_sid}}/Participants/{{own_sid}}",
    elements=("Participant", "Participants"),
    permission="/twilio/voice/conferences",
):
    """A call in a conference, or one that is called into it."""

    account_sid: AccountSid = field("Whose it is.")
    call_sid: str = field("The call; in paths its label will do.")
    own_sid: CallSid = field("The call.", of="call_sid", shown=False)
    room_sid: ConferenceSid = field("The conference.", of="conference_sid", shown=False)
    label: str | None = field("A name of its own in this conference.", create=OPTIONAL)
    conference_sid: str = field("The conference; in paths its name will do while it is on.")
    status: ParticipantStatus = field("queued, connecting, ringing or connected.")
    muted: bool = field("Whether nobody hears it.", create=OPTIONAL, update=OPTIONAL, filter=EXACT)
    hold: bool = field("Whether it hears music in place of the others.", update=OPTIONAL, filter=EXACT)
    coaching: bool = field("Whether only one hears it.", create=OPTIONAL, update=OPTIONAL, filter=EXACT)
    call_sid_to_coach: CallSid | None = field("The one who hears it.", create=OPTIONAL, update=OPTIONAL)
    start_conference_on_enter: bool = field("Whether its coming begins the conference.", create=OPTIONAL)
    end_conference_on_exit: bool = field("Whether its leaving ends it.", create=OPTIONAL, update=OPTIONAL)
    queue_time: int = field("Milliseconds it waited to be called.", of="queue_time_ms", json=quoted)
    date_created: datetime = field("When it came, or was to be called.")
    date_updated: datetime = field("When it last changed.")
    uri: str = self_link()

    hold_url: Url | None = _hook("What it hears on hold: TwiML or sound.", update=OPTIONAL)
    hold_method: HttpMethod = _how("How HoldUrl is asked.", update=OPTIONAL)
    announce_url: Url | None = _hook("A document that it alone shall hear.", update=OPTIONAL)
    announce_method: HttpMethod = _how("How AnnounceUrl is asked.", update=OPTIONAL)
    wait_url: Url | None = _hook(
        "What it hears until the conference begins; empty is silence.", create=OPTIONAL, update=OPTIONAL
    )
    wait_method: HttpMethod = _how("How WaitUrl is asked.", create=OPTIONAL, update=OPTIONAL)
    beep_on_exit: bool = field("Whether its leaving is heard.", update=OPTIONAL, shown=False)

    to: str = _said("Who is called: a number, client:name or a SIP address.")
    from_: str = _said("Who calls: a number the account owns or has verified.")
    beep: str = _said("Whether its coming and leaving are heard.", choices=asked.BEEPS)
    early_media: bool = _said("Whether it joins while it rings.")
    max_participants: int = _said("How many may be in the conference: 2 to 250.", minimum=2, maximum=250)
    jitter_buffer_size: str = _said("How much of a bad line is smoothed.", choices=asked.JITTERS)
    region: str = _said("Where the conference is to be mixed.", choices=asked.REGIONS)
    conference_record: str = _said("true or record-from-start: the conference is recorded.", choices=asked.RECORDS)
    conference_trim: str = _said("Whether silence is cut off.", choices=("trim-silence", "do-not-trim"))
    conference_status_callback: Url | None = _said("Who hears of it.", refused=of_calls.InvalidCallback)
    conference_status_callback_method: HttpMethod = _said("How they are told.", refused=of_calls.InvalidMethod)
    conference_status_callback_event: list[str] = _said(
        "Of what: start, end, join, leave, mute, hold, modify, speaker, announcement."
    )
    conference_recording_status_callback: Url | None = _said(
        "Who hears of its recording.", refused=of_calls.InvalidCallback
    )
    conference_recording_status_callback_method: HttpMethod = _said(
        "How they are told.", refused=of_calls.InvalidMethod
    )
    conference_recording_status_callback_event: list[str] = _said("Of what: in-progress, completed, absent.")
    status_callback: Url | None = _said("Who hears of the call's progress.", refused=of_calls.InvalidCallback)
    status_callback_method: HttpMethod = _said("How they are told.", refused=of_calls.InvalidMethod)
    status_callback_event: list[str] = _said("Of what: initiated, ringing, answered, completed.")
    timeout: int = _said("Seconds it may ring: 5 to 600.")
    time_limit: int = _said("Seconds it may last after the answer.")
    record: bool = _said("Whether the call is recorded from the answer on.")
    recording_channels: str = _said("mono, or dual: each side on its own.", choices=("mono", "dual"))
    recording_track: str = _said("Which side is recorded.", choices=("inbound", "outbound", "both"))
    recording_status_callback: Url | None = _said("Who hears of that recording.", refused=of_calls.InvalidCallback)
    recording_status_callback_method: HttpMethod = _said("How they are told.", refused=of_calls.InvalidMethod)
    recording_status_callback_event: list[str] = _said("Of what: in-progress, completed, absent.")
    trim: str = _said("Whether silence is cut off at its ends.", choices=("trim-silence", "do-not-trim"))
    sip_auth_username: str = _said("The name a SIP server asks for.")
    sip_auth_password: str = _said("The password a SIP server asks for.")
    machine_detection: str = _said("Enable, or DetectMessageEnd to listen to a greeting's end.")
    machine_detection_timeout: int = _said("Seconds it may take: 3 to 59.")
    machine_detection_speech_threshold: int = _said("Milliseconds of speech that make a machine: 1000 to 6000.")
    machine_detection_speech_end_threshold: int = _said("Milliseconds of silence that end speech: 500 to 5000.")
    machine_detection_silence_timeout: int = _said("Milliseconds of silence that end the search: 2000 to 10000.")
    amd_status_callback: Url | None = _said("Who hears what answered.", refused=of_calls.InvalidCallback)
    amd_status_callback_method: HttpMethod = _said("How they are told.", refused=of_calls.InvalidMethod)
    caller_id: str = _said("Another number to show than From.")
    caller_display_name: str = _said("A name to show beside the number.", max_length=128)
    call_reason: str = _said("Why one calls, as the other side may see it: at most 50 characters.")
    byoc: str = _said("A trunk of one's own.")

    operations = [
        Create(ParticipantsService.create, refuses=REFUSED_ON_CREATE),
        Fetch(ParticipantsService.get),
        List(ParticipantsService.search),
        Update(
            ParticipantsService.update,
            refuses=[errors.NobodyToCoach, errors.CoachedOnHold, errors.CoachedAbsent, errors.NotInRoom],
        ),
        Delete(ParticipantsService.kick, refuses=[errors.NotInRoom]),
    ]


def _price(price: Decimal | None) -> str | None:
    return None if price is None else f"{-price:.5f}"


class ConferenceRecordingResource(
    Resource,
    host="api",
    at=f"{ACCOUNT}/Conferences/{{conference_sid}}/Recordings",
    home=f"{ACCOUNT}/Conferences/{{room_sid}}/Recordings/{{own_sid}}",
    elements=("Recording", "Recordings"),
    name="ConferenceRecording",
    permission="/twilio/voice/recordings",
):
    """A recording of one conference, also while it is made: the mix of all who are heard."""

    sid: str = field("Names it for ever; Twilio.CURRENT is the one that runs.")
    own_sid: RecordingSid = field("The same.", of="sid", shown=False)
    room_sid: ConferenceSid = field("The conference.", of="conference_sid", shown=False)
    account_sid: AccountSid = field("Whose it is.")
    api_version: str = field("Always 2010-04-01.", of=lambda _: "2010-04-01")
    call_sid: CallSid | None = field("The call it is of: null, it is of them all.")
    conference_sid: str = field("The conference it is of; in paths its name will do while it is on.")
    start_time: datetime = field("When it begins.")
    duration: int | None = field("Seconds; null until it is known.", json=quoted)
    price: Decimal | None = field("What is owed for it, negative.", json=_price)
    price_unit: str = field("The currency of its price.")
    status: RecordingStatus = field("How far it has come.")
    channels: int = field("1: all in one.")
    source: str = field("What began it.")
    error_code: int | None = field("Why there is nothing, as a number.")
    encryption_details: dict[str, Any] | None = field("How it is encrypted.", of=lambda _: None)
    date_created: datetime = field("When it was begun.", filter=RANGE)
    date_updated: datetime = field("When it last changed.")
    uri: str = self_link()
    pause_behavior: str = field(
        "What stands for a pause: silence, or nothing.", update=OPTIONAL, shown=False, choices=("skip", "silence")
    )

    operations = [
        Fetch(ConferenceRecordingsService.get),
        List(ConferenceRecordingsService.search),
        Update(
            ConferenceRecordingsService.control,
            takes={"status": REQUIRED},
            refuses=[of_calls.RecordingNotRunning, of_calls.SeveralRun],
        ),
        Delete(ConferenceRecordingsService.forget, refuses=[of_calls.StillGoing]),
    ]


class AttendeeResource(
    Resource,
    host="ringback",
    at="v1/Conferences/{conference_sid}/Participants",
    name="Attendee",
    permission="/twilio/voice/conferences",
):
    """Everybody who is or was in a conference, or was called into it, with the call that brought them."""

    call_sid: CallSid = field("The call.")
    conference_sid: ConferenceSid = field("The conference.")
    label: str | None = field("A name of its own in this conference.")
    from_: str = field("Who called.")
    to: str = field("Who was called.")
    direction: Direction | None = field("Inbound, or what made the call go out.")
    status: ParticipantStatus = field("How far it has come; complete and failed too.")
    muted: bool = field("Whether nobody hears it.")
    hold: bool = field("Whether it hears music in place of the others.")
    coaching: bool = field("Whether only one hears it.")
    call_sid_to_coach: CallSid | None = field("The one who hears it.")
    start_conference_on_enter: bool = field("Whether its coming begins the conference.")
    end_conference_on_exit: bool = field("Whether its leaving ends it.")
    is_talking: bool = field("Whether it talks at this moment.")
    joined_at: datetime | None = field("When it came.", json=iso8601_ms)
    left_at: datetime | None = field("When it left.", json=iso8601_ms)
    reason_left: ReasonLeft | None = field("Why it left, or never came.")

    operations = [List(StoryService.attendees, order="date_created", paged=False)]


class ConferenceStepResource(
    Resource,
    host="ringback",
    at="v1/Conferences/{conference_sid}/Timeline",
    name="ConferenceTimeline",
    permission="/twilio/voice/conferences",
):
    """One thing that happened in a conference: an event, a request that told of one, or trouble."""

    at: datetime = field("When.", json=iso8601_ms)
    kind: str = field("conference.started, participant.joined, announcement.ended, webhook, alert and so on.")
    text: str = field("What, in words.")
    call_sid: CallSid | None = field("Whose doing it was, or to whom it was done.")
    detail: dict[str, Any] = field("What more is known of it.")

    operations = [List(StoryService.timeline, order="at", paged=False)]


RESOURCES = (
    ConferenceResource,
    ParticipantResource,
    ConferenceRecordingResource,
    AttendeeResource,
    ConferenceStepResource,
)
