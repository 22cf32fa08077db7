"""What happens to calls and recordings."""

from datetime import datetime
from decimal import Decimal

from ringback.kernel import Event
from ringback.switch.model import Call


class CallEvent(Event, kw_only=True):
    """A call came to `status`. `duration` is seconds since the answer; `price` is set once it is owed."""

    status: str
    direction: str
    from_: str
    to: str
    parent_call_sid: str | None = None
    phone_number_sid: str | None = None
    duration: int | None = None
    price: Decimal | None = None
    price_unit: str = "USD"
    network: str | None = None
    simulated: bool = False
    sip_response_code: int | None = None
    error_code: int | None = None


class CallQueued(CallEvent, tag="voice.call.queued"):
    """The API took it: it is durable, and will be dialled."""


class CallInitiated(CallEvent, tag="voice.call.initiated"):
    """It left the queue; the INVITE is on its way."""


class CallRinging(CallEvent, tag="voice.call.ringing"):
    """The other side rings; or, inbound, it arrived."""


class CallAnswered(CallEvent, tag="voice.call.answered"):
    """Somebody, or a document, answered."""


class CallEnded(CallEvent, tag="voice.call.ended"):
    """It is over: completed, busy, failed, no-answer or canceled."""


def event_of(event: type[CallEvent], call: Call, at: datetime) -> CallEvent:
    """The event that tells of a call's state."""
    return event(
        account_sid=call.account_sid,
        subject_sid=call.sid,
        at=at,
        status=call.status.value,
        direction=call.direction.value,
        from_=call.from_,
        to=call.to,
        parent_call_sid=call.parent_call_sid,
        phone_number_sid=call.phone_number_sid,
        duration=call.duration,
        price=call.price,
        price_unit=call.price_unit,
        network=call.network,
        simulated=call.simulated,
        sip_response_code=call.sip_response_code,
        error_code=call.error_code,
    )


class CallDeleted(Event, tag="voice.call.deleted"):
    """Its record is gone for good."""


class RecordingEvent(Event, kw_only=True):
    """A recording came to `status`. The subject is the recording."""

    status: str
    call_sid: str | None = None
    conference_sid: str | None = None
    source: str
    channels: int = 1
    duration: int | None = None
    price: Decimal | None = None
    price_unit: str = "USD"
    transcribe: bool = False


class RecordingStarted(RecordingEvent, tag="voice.recording.started"):
    """It runs."""


class RecordingCompleted(RecordingEvent, tag="voice.recording.completed"):
    """It can be fetched."""


class RecordingAbsent(RecordingEvent, tag="voice.recording.absent"):
    """Nothing was heard, or it was too short to keep."""


class RecordingDeleted(Event, tag="voice.recording.deleted"):
    """Its sound is gone for good."""
