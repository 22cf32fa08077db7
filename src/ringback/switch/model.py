"""Calls and recordings as they are kept, and the life they lead."""

import enum
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec


class CallStatus(enum.StrEnum):
    """How far a call has come."""

    QUEUED = "queued"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"

    @property
    def is_over(self) -> bool:
        return self in ENDED


ENDED = frozenset({CallStatus.COMPLETED, CallStatus.BUSY, CallStatus.FAILED, CallStatus.NO_ANSWER, CallStatus.CANCELED})


class Direction(enum.StrEnum):
    INBOUND = "inbound"
    API = "outbound-api"
    DIAL = "outbound-dial"


class Instructions(msgspec.Struct, frozen=True, kw_only=True):
    """What is run once the call is answered: a document's URL, or the document itself."""

    url: str | None = None
    method: str = "POST"
    fallback_url: str | None = None
    fallback_method: str = "POST"
    twiml: str | None = None


class Callback(msgspec.Struct, frozen=True, kw_only=True):
    """Who hears of progress, and of which of it."""

    url: str
    method: str = "POST"
    events: tuple[str, ...] = ("completed",)


class RecordingOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a recording is made. `channels` is mono or dual; `track` inbound, outbound or both."""

    channels: str = "mono"
    track: str = "both"
    trim: bool = False
    source: str = "OutboundAPI"
    callback: Callback | None = None
    from_ringing: bool = False
    transcribe: bool = False
    transcribe_callback: str | None = None


class Dialling(msgspec.Struct, frozen=True, kw_only=True):
    """How an outbound call is placed. The password is dropped from the record when the call ends."""

    timeout_s: int = 60
    time_limit_s: int = 14400
    send_digits: str | None = None
    caller_id: str | None = None
    caller_name: str | None = None
    call_reason: str | None = None
    sip_username: str | None = None
    sip_password: str | None = None
    record: RecordingOptions | None = None
    machine_detection: str | None = None
    machine_detection_timeout_s: int = 30
    speech_threshold_ms: int = 2400
    speech_end_threshold_ms: int = 1200
    silence_timeout_ms: int = 5000
    async_amd: bool = False
    async_amd_callback: Callback | None = None


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One leg of a call, seen from us. `from_` and `to` are E.164 numbers, `client:…` or `sip:…`.

    `duration` counts seconds from the answer, `queue_time_ms` those it waited for its turn. `price` is positive money
    owed, None until rated. `dialled_at` is set before the first INVITE leaves: what has it is never dialled again.
    `owner` names the process that holds it. `sequence` is the next status callback's SequenceNumber.
    """

    sid: str
    account_sid: str
    parent_call_sid: str | None = None
    direction: Direction
    from_: str
    to: str
    status: CallStatus
    phone_number_sid: str | None = None
    application_sid: str | None = None
    caller_name: str | None = None
    forwarded_from: str | None = None
    answered_by: str | None = None
    group_sid: str | None = None
    trunk_sid: str | None = None
    sip_domain_sid: str | None = None
    conference_sid: str | None = None  # of the room it is dialled into: it runs no document then
    instructions: Instructions = Instructions()
    callback: Callback | None = None
    dialling: Dialling | None = None
    dialled_at: datetime | None = None
    start_time: datetime | None = None
    answered_time: datetime | None = None
    end_time: datetime | None = None
    duration: int | None = None
    queue_time_ms: int = 0
    price: Decimal | None = None
    price_unit: str = "USD"
    network: str | None = None
    simulated: bool = False
    sip_call_id: str | None = None
    sip_response_code: int | None = None
    ended_by: str | None = None  # caller, callee, api, platform
    error_code: int | None = None
    quality: dict[str, Any] | None = None
    owner: str | None = None
    sequence: int = 0
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def is_outbound(self) -> bool:
        return self.direction is not Direction.INBOUND


class RecordingStatus(enum.StrEnum):
    IN_PROGRESS = "in-progress"
    PAUSED = "paused"
    STOPPED = "stopped"
    PROCESSING = "processing"
    COMPLETED = "completed"
    ABSENT = "absent"
    FAILED = "failed"
    DELETED = "deleted"


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """What was heard. While it is made it lies in `spool`, afterwards as WAV in the blob store under `blob`.

    `duration` is whole seconds, None until known; `peaks` are levels 0 to 100 for drawing, `size` bytes of the WAV.
    """

    sid: str
    account_sid: str
    call_sid: str | None = None
    conference_sid: str | None = None
    status: RecordingStatus
    source: str
    channels: int = 1
    track: str = "both"
    trim: bool = False
    start_time: datetime
    duration: int | None = None
    price: Decimal | None = None
    price_unit: str = "USD"
    error_code: int | None = None
    callback: Callback | None = None
    transcribe: bool = False
    transcribe_callback: str | None = None
    spool: str | None = None
    blob: str | None = None
    size: int = 0
    peaks: list[int] = []
    owner: str | None = None
    date_created: datetime
    date_updated: datetime
    date_deleted: datetime | None = None
    version: int = 0


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened in a call. `kind` is signalling, twiml, media, digits, webhook or state; `at` is UTC."""

    at: datetime
    kind: str
    text: str
    detail: dict[str, Any] = {}


class Trail(msgspec.Struct, frozen=True, kw_only=True):
    """Some steps of a call, in order. They are written with its changes of state, part by part."""

    call_sid: str
    part: int
    account_sid: str
    steps: list[Step] = []
