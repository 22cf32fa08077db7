"""Calls, what happened in them, and caller IDs, on the wire."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ringback.kernel.sid import AccountSid, ApplicationSid, CallSid, PhoneNumberSid
from ringback.products.voice import errors
from ringback.products.voice.caller_ids import CallerIdsService
from ringback.products.voice.conferences.resources import RESOURCES as CONFERENCES
from ringback.products.voice.history import HistoryService, plain, request_of, response_of
from ringback.products.voice.recording_resources import RESOURCES as RECORDINGS
from ringback.products.voice.rules.endpoints import formatted
from ringback.products.voice.service import CallsService
from ringback.products.voice.transcription_resources import RESOURCES as TRANSCRIPTIONS
from ringback.products.voice.user_message_resources import RESOURCES as USER_MESSAGES
from ringback.rest import (
    EXACT,
    FORM,
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
    iso8601_ms,
    links,
    quoted,
    self_link,
)
from ringback.switch.model import CallStatus, Direction

REFUSED_ON_CREATE = [
    errors.NoTo,
    errors.InvalidTo,
    errors.NoFrom,
    errors.InvalidFrom,
    errors.FromNotVerified,
    errors.ToNotVerified,
    errors.CountryNotPermitted,
    errors.NotReachable,
    errors.Blocked,
    errors.NotCallable,
    errors.PremiumNumber,
    errors.InvalidUrl,
    errors.NothingToRun,
    errors.InvalidCallback,
    errors.InvalidCallbackEvent,
    errors.InvalidMethod,
    errors.InvalidDigits,
    errors.InvalidTimeout,
    errors.InvalidTimeLimit,
    errors.UnknownApplication,
    errors.TwimlTooLong,
    errors.InvalidSipUri,
    errors.SipUserTooLong,
    errors.SipPasswordTooLong,
    errors.InvalidDetection,
    errors.DetectionOutOfRange,
    errors.CallReasonTooLong,
    errors.NoByoc,
    errors.AccountNotActive,
]


def _price(price: Decimal | None) -> str | None:
    """Negative, as money that goes out, to five places."""
    return None if price is None else f"{-price:.5f}"


def _said(doc: str, **more: Any) -> Any:
    """Something that is only said of a new call."""
    return field(doc, create=OPTIONAL, shown=False, **more)


class CallResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Calls",
    elements=("Call", "Calls"),
    permission="/twilio/voice/calls",
):
    """A call, seen from one of its ends."""

    sid: CallSid = field("Names this call for ever.")
    parent_call_sid: CallSid | None = field("The call whose document dialled this one.", filter=EXACT)
    account_sid: AccountSid = field("Whose it is.")
    to: str = field("Who is called: a number, client:name or a SIP address.", create=OPTIONAL, filter=EXACT)
    to_formatted: str = field("The same as people write it.", of=lambda call: formatted(call.to))
    from_: str = field("Who calls: a number the account owns or has verified.", create=OPTIONAL, filter=EXACT)
    from_formatted: str = field("The same as people write it.", of=lambda call: formatted(call.from_))
    phone_number_sid: PhoneNumberSid | None = field("The account's own number in it.")
    status: CallStatus = field("How far it has come.", filter=EXACT)
    start_time: datetime | None = field("When it began to be dialled, or arrived.", filter=RANGE)
    end_time: datetime | None = field("When it was over.", filter=RANGE)
    duration: int | None = field("Seconds since the answer; null until it is over.", json=quoted)
    price: Decimal | None = field("What is owed for it, negative; null until it is known.", json=_price)
    price_unit: str = field("The currency of its price.")
    direction: Direction = field("Inbound, or what made it go out.")
    answered_by: str | None = field("Human or machine, where that was asked for.")
    api_version: str = field("Always 2010-04-01.", of=lambda _: "2010-04-01")
    forwarded_from: str | None = field("Who passed it on, as far as the network tells.")
    group_sid: str | None = field("The group of calls it belongs to, if any.")
    caller_name: str | None = field("What the network tells of the caller.")
    queue_time: int = field("Milliseconds it waited for its turn.", of="queue_time_ms", json=quoted)
    trunk_sid: str | None = field("The trunk it came over.")
    date_created: datetime = field("When it was accepted, or arrived.")
    date_updated: datetime = field("When anything of it last changed.")
    uri: str = self_link()
    subresource_uris: dict[str, Any] = links(
        notifications="{sid}/Notifications",
        recordings="{sid}/Recordings",
        payments="{sid}/Payments",
        events="{sid}/Events",
        siprec="{sid}/Siprec",
        streams="{sid}/Streams",
        transcriptions="{sid}/Transcriptions",
        user_defined_messages="{sid}/UserDefinedMessages",
        user_defined_message_subscriptions="{sid}/UserDefinedMessageSubscriptions",
    )

    url: Url | None = field(
        "Where the TwiML is that it runs.", create=OPTIONAL, update=OPTIONAL, shown=False, refused=errors.InvalidUrl
    )
    twiml: str = field(
        "The TwiML itself: at most 4,000 characters. Url goes before it.", create=OPTIONAL, update=OPTIONAL, shown=False
    )
    application_sid: ApplicationSid = _said("An application whose URLs go before those given here.")
    method: HttpMethod = field(
        "How Url is asked.", create=OPTIONAL, update=OPTIONAL, shown=False, refused=errors.InvalidMethod
    )
    fallback_url: Url | None = field(
        "What is asked when Url fails.", create=OPTIONAL, update=OPTIONAL, shown=False, refused=errors.InvalidUrl
    )
    fallback_method: HttpMethod = field(
        "How FallbackUrl is asked.", create=OPTIONAL, update=OPTIONAL, shown=False, refused=errors.InvalidMethod
    )
    status_callback: Url | None = field(
        "Who hears of its progress.", create=OPTIONAL, update=OPTIONAL, shown=False, refused=errors.InvalidCallback
    )
    status_callback_method: HttpMethod = field(
        "How StatusCallback is told.", create=OPTIONAL, update=OPTIONAL, shown=False, refused=errors.InvalidMethod
    )
    status_callback_event: list[str] = _said("Of what: initiated, ringing, answered, completed.")
    time_limit: int = field("Seconds it may last after the answer.", create=OPTIONAL, update=OPTIONAL, shown=False)
    send_digits: str = _said("Keys pressed after the answer; w waits half a second, W a whole one.")
    timeout: int = _said("Seconds it may ring: 5 to 600.")
    record: bool = _said("Whether it is recorded from the answer on.")
    recording_channels: str = _said("mono, or dual: each side on its own.", choices=("mono", "dual"))
    recording_track: str = _said("Which side is recorded.", choices=("inbound", "outbound", "both"))
    recording_status_callback: Url | None = _said("Who hears of the recording.", refused=errors.InvalidCallback)
    recording_status_callback_method: HttpMethod = _said("How they are told.", refused=errors.InvalidMethod)
    recording_status_callback_event: list[str] = _said("Of what: in-progress, completed, absent.")
    trim: str = _said("Whether silence is cut off at both ends.", choices=("trim-silence", "do-not-trim"))
    sip_auth_username: str = _said("The name a SIP server asks for.")
    sip_auth_password: str = _said("The password a SIP server asks for.")
    machine_detection: str = _said("Enable, or DetectMessageEnd to wait for a greeting's end.")
    machine_detection_timeout: int = _said("Seconds it may take: 3 to 59.")
    machine_detection_speech_threshold: int = _said("Milliseconds of speech that make a machine: 1000 to 6000.")
    machine_detection_speech_end_threshold: int = _said("Milliseconds of silence that end speech: 500 to 5000.")
    machine_detection_silence_timeout: int = _said("Milliseconds of silence that end the search: 2000 to 10000.")
    async_amd: str = _said("true: the document runs meanwhile.", choices=("true", "false"))
    async_amd_status_callback: Url | None = _said("Who hears what it was.", refused=errors.InvalidCallback)
    async_amd_status_callback_method: HttpMethod = _said("How they are told.", refused=errors.InvalidMethod)
    caller_id: str = _said("Another number to show than From.")
    call_reason: str = _said("Why one calls, as the other side may see it: at most 50 characters.")
    byoc: str = _said("A trunk of one's own.")

    operations = [
        Create(CallsService.create, refuses=REFUSED_ON_CREATE, test=True),
        Fetch(CallsService.get),
        List(CallsService.search),
        Update(
            CallsService.update,
            takes={"status": OPTIONAL},
            refuses=[errors.NotChangeable, errors.NothingToChange, errors.InvalidStatus, errors.TwimlTooLong],
        ),
        Delete(CallsService.forget, refuses=[errors.StillGoing]),
    ]


class CallEventResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Calls/{call_sid}/Events",
    elements=("Event", "Events"),
    name="CallEvent",
    permission="/twilio/voice/calls",
):
    """A request that was made for a call, and its answer."""

    request: dict[str, Any] = field("What was asked.", of=request_of)
    response: dict[str, Any] = field("What came back.", of=response_of)

    operations = [List(HistoryService.events, order="date_created")]


class StepResource(
    Resource, host="ringback", at="v1/Calls/{sid}/Timeline", name="CallTimeline", permission="/twilio/voice/calls"
):
    """One thing that happened in a call: signalling, a TwiML step, a key, words, a webhook, a change of state."""

    at: datetime = field("When.", json=iso8601_ms)
    kind: str = field("signalling, twiml, media, digits, speech, webhook, alert or state.")
    text: str = field("What, in words.")
    detail: dict[str, Any] = field("What more is known of it.", json=plain)

    operations = [List(HistoryService.timeline, order="at", paged=False)]


class LegResource(
    Resource, host="ringback", at="v1/Calls/{sid}/Leg", one="", name="CallLeg", permission="/twilio/voice/calls"
):
    """What is known of a call's own connection: how it was taken, who ended it, and how it sounded."""

    sid: CallSid = field("The call.")
    account_sid: AccountSid = field("Whose it is.")
    network: str | None = field("The network it went over.")
    simulated: bool = field("Whether that is the simulated carrier.")
    answered_at: datetime | None = field("When it was answered.", of="answered_time", json=iso8601_ms)
    ended_by: str | None = field("caller, callee, api or platform; null while it is on.")
    sip_call_id: str | None = field("Its Call-ID on the wire.")
    sip_response_code: int | None = field("The final answer to its INVITE.")
    error_code: int | None = field("What went wrong, as a number.")
    quality: dict[str, Any] | None = field("Packets, loss, jitter and MOS of its media, once it has ended.", json=plain)

    operations = [Fetch(CallsService.get)]


class OutgoingCallerIdResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/OutgoingCallerIds",
    elements=("OutgoingCallerId", "OutgoingCallerIds"),
    permission="/twilio/voice/outgoing-caller-ids",
):
    """A number that the account has verified and may show."""

    sid: PhoneNumberSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    friendly_name: str = field("What it is called.", update=OPTIONAL, filter=EXACT)
    phone_number: str = field("The number.", filter=EXACT)
    date_created: datetime = field("When it was verified.")
    date_updated: datetime = field("When it last changed.")
    uri: str = self_link()

    operations = [
        Fetch(CallerIdsService.get),
        List(CallerIdsService.search),
        Update(CallerIdsService.update, refuses=[errors.NameTooLong]),
        Delete(CallerIdsService.forget),
    ]


class ValidationRequestResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/OutgoingCallerIds",
    one="",
    elements=("ValidationRequest", "ValidationRequests"),
    permission="/twilio/voice/outgoing-caller-ids",
):
    """A call that verifies a number: whoever answers keys in the code."""

    account_sid: AccountSid = field("Who asked.")
    call_sid: CallSid = field("The call.")
    friendly_name: str = field("What the number will be called.", create=OPTIONAL)
    phone_number: str = field("The number.", create=REQUIRED)
    validation_code: str = field("The six digits.")
    call_delay: int = _said(
        "Seconds before it is called: 0 to 60.", minimum=0, maximum=60, refused=errors.InvalidCallDelay
    )
    extension: str = _said("Keys pressed after the answer.")
    status_callback: Url | None = _said("Who hears how it went.", refused=errors.InvalidCallback)
    status_callback_method: HttpMethod = _said("How they are told.", refused=errors.InvalidMethod)

    operations = [
        Create(
            CallerIdsService.verify,
            status=200,
            refuses=[
                errors.AlreadyVerified,
                errors.CannotVerify,
                errors.NameTooLong,
                errors.InvalidCallDelay,
                errors.InvalidExtension,
            ],
        )
    ]


class CallerIdValidationResource(
    Resource,
    host="ringback",
    at="v1/CallerIdValidations",
    one="{token}",
    strict=False,
    permission="/twilio/voice/outgoing-caller-ids",
):
    """Where a validation call asks what to say next. Its token is signed; nobody else has a use for it."""

    token: str = field("The call, and a signature.", shown=False)
    digits: str = field("What was keyed in.", shown=False, param="Digits")

    operations = [
        Action(
            CallerIdsService.keyed,
            name="AnswerCallerIdValidation",
            at="{token}",
            takes={"digits": OPTIONAL},
            body=FORM,
            access=OPEN,
            refuses=[errors.BadToken],
        )
    ]


RESOURCES = (
    CallResource,
    CallEventResource,
    *RECORDINGS,
    *TRANSCRIPTIONS,
    *CONFERENCES,
    StepResource,
    LegResource,
    OutgoingCallerIdResource,
    ValidationRequestResource,
    CallerIdValidationResource,
    *USER_MESSAGES,
)
