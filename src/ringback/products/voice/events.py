"""What happens to things of this product that are not the switch's."""

from decimal import Decimal

from ringback.kernel import Event


class TranscriptionEvent(Event, kw_only=True):
    """A transcription came to `status`. The subject is the transcription; `duration` is the recording's, in seconds."""

    status: str
    recording_sid: str
    call_sid: str | None = None
    duration: int | None = None
    price: Decimal | None = None
    price_unit: str = "USD"
    error_code: int | None = None


class TranscriptionStarted(TranscriptionEvent, tag="voice.transcription.started"):
    """A recording is to be written down."""


class TranscriptionCompleted(TranscriptionEvent, tag="voice.transcription.completed"):
    """Its text is there."""


class TranscriptionFailed(TranscriptionEvent, tag="voice.transcription.failed"):
    """There will be none."""


class TranscriptionDeleted(Event, tag="voice.transcription.deleted"):
    """Its text is gone for good."""
