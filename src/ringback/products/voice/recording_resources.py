"""Recordings on the wire."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ringback.kernel.sid import AccountSid, CallSid, RecordingSid
from ringback.products.voice import errors
from ringback.products.voice.recordings import RecordingsService
from ringback.rest import (
    EXACT,
    OPEN,
    OPTIONAL,
    RANGE,
    REQUIRED,
    Action,
    Create,
    Delete,
    Fetch,
    HttpMethod,
    List,
    Resource,
    Update,
    Url,
    field,
    links,
    quoted,
    self_link,
)
from ringback.switch.model import RecordingStatus


def _price(price: Decimal | None) -> str | None:
    return None if price is None else f"{-price:.5f}"


def _price_as_number(price: Decimal | None) -> float | None:
    """The published description has a number here, and text on the account's recordings."""
    return None if price is None else -float(price)


class RecordingResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Recordings",
    elements=("Recording", "Recordings"),
    permission="/twilio/voice/recordings",
):
    """What was heard in a call. Its path without `.json` is the sound: WAV, or with `.mp3` MP3."""

    sid: RecordingSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    api_version: str = field("Always 2010-04-01.", of=lambda _: "2010-04-01")
    call_sid: CallSid | None = field("The call it is of.", filter=EXACT)
    conference_sid: str | None = field("The conference it is of.", filter=EXACT)
    start_time: datetime = field("When it begins.")
    duration: int | None = field("Seconds; null until it is known.", json=quoted)
    price: Decimal | None = field("What is owed for it, negative.", json=_price)
    price_unit: str = field("The currency of its price.")
    status: RecordingStatus = field("How far it has come.")
    channels: int = field("1, or 2: each side on its own.")
    source: str = field("What began it.")
    error_code: int | None = field("Why there is nothing, as a number.")
    encryption_details: dict[str, Any] | None = field("How it is encrypted.", of=lambda _: None)
    date_created: datetime = field("When it was begun.", filter=RANGE)
    date_updated: datetime = field("When it last changed.")
    uri: str = self_link()
    subresource_uris: dict[str, Any] = links(add_on_results="{sid}/AddOnResults", transcriptions="{sid}/Transcriptions")
    media_url: str = field("Where the sound is.")
    include_soft_deleted: bool = field("With those whose sound is gone.", fetch=OPTIONAL, filter=EXACT, shown=False)
    requested_channels: int = field(
        "1: both sides in one.", shown=False, minimum=1, maximum=2, refused=errors.InvalidChannels
    )
    range_: str = field("Which bytes.", header="Range", shown=False)

    operations = [
        Fetch(RecordingsService.get),
        List(RecordingsService.search),
        Delete(RecordingsService.forget, refuses=[errors.StillGoing]),
        Action(
            RecordingsService.content,
            name="FetchRecordingContent",
            at="{media}",
            method="GET",
            bare=True,
            access=OPEN,
            takes={"requested_channels": OPTIONAL, "range_": OPTIONAL},
            refuses=[errors.RecordingIsMono, errors.InvalidChannels],
        ),
    ]


class CallRecordingResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Calls/{call_sid}/Recordings",
    elements=("Recording", "Recordings"),
    name="CallRecording",
    permission="/twilio/voice/recordings",
):
    """A recording of one call, also while it is made."""

    sid: str = field("Names it for ever; Twilio.CURRENT is the one that runs.")
    account_sid: AccountSid = field("Whose it is.")
    api_version: str = field("Always 2010-04-01.", of=lambda _: "2010-04-01")
    call_sid: CallSid = field("The call it is of.")
    conference_sid: str | None = field("The conference it is of.")
    start_time: datetime = field("When it begins.")
    duration: int | None = field("Seconds; null until it is known.", json=quoted)
    price: Decimal | None = field("What is owed for it, negative.", json=_price_as_number)
    price_unit: str = field("The currency of its price.")
    status: RecordingStatus = field("How far it has come.")
    channels: int = field("1, or 2: each side on its own.")
    source: str = field("What began it.")
    error_code: int | None = field("Why there is nothing, as a number.")
    track: str = field("Which side is recorded.")
    encryption_details: dict[str, Any] | None = field("How it is encrypted.", of=lambda _: None)
    date_created: datetime = field("When it was begun.", filter=RANGE)
    date_updated: datetime = field("When it last changed.")
    uri: str = self_link()

    recording_channels: str = field("mono, or dual.", create=OPTIONAL, shown=False, choices=("mono", "dual"))
    recording_track: str = field(
        "Which side is recorded.", create=OPTIONAL, shown=False, choices=("inbound", "outbound", "both")
    )
    recording_status_callback: Url | None = field(
        "Who hears of it.", create=OPTIONAL, shown=False, refused=errors.InvalidCallback
    )
    recording_status_callback_method: HttpMethod = field(
        "How they are told.", create=OPTIONAL, shown=False, refused=errors.InvalidMethod
    )
    recording_status_callback_event: list[str] = field(
        "Of what: in-progress, completed, absent.", create=OPTIONAL, shown=False
    )
    trim: str = field(
        "Whether silence is cut off at both ends.",
        create=OPTIONAL,
        shown=False,
        choices=("trim-silence", "do-not-trim"),
    )
    pause_behavior: str = field(
        "What stands for a pause: silence, or nothing.", update=OPTIONAL, shown=False, choices=("skip", "silence")
    )

    operations = [
        Create(RecordingsService.begin, refuses=[errors.NotRecordable]),
        Fetch(RecordingsService.of_call),
        List(RecordingsService.search_of_call),
        Update(
            RecordingsService.control,
            takes={"status": REQUIRED},
            refuses=[errors.RecordingNotRunning, errors.SeveralRun],
        ),
        Delete(RecordingsService.forget_of_call, refuses=[errors.StillGoing]),
    ]


class WaveformResource(
    Resource,
    host="ringback",
    at="v1/Recordings/{sid}/Waveform",
    one="",
    name="RecordingWaveform",
    permission="/twilio/voice/recordings",
):
    """Levels of a recording, to draw it with."""

    sid: RecordingSid = field("The recording.")
    account_sid: AccountSid = field("Whose it is.")
    duration: int | None = field("Seconds.")
    channels: int = field("1 or 2.")
    peaks: list[int] = field("Levels 0 to 100, evenly spread over its length.")

    operations = [Fetch(RecordingsService.waveform)]


RESOURCES = (RecordingResource, CallRecordingResource, WaveformResource)
