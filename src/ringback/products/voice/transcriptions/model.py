"""Transcriptions as they are kept."""

import enum
from datetime import datetime
from decimal import Decimal

import msgspec


class TranscriptionStatus(enum.StrEnum):
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    FAILED = "failed"


class Sentence(msgspec.Struct, frozen=True):
    """Part of what was said, from `start_s` to `end_s` of the recording."""

    start_s: float
    end_s: float
    text: str


class Transcription(msgspec.Struct, frozen=True, kw_only=True):
    """What was said in a recording. `duration` is the recording's, in seconds; `confidence` 0 to 1.

    `price` is positive money owed, None until it is completed. `error_code` says why it failed.
    """

    sid: str
    account_sid: str
    recording_sid: str
    call_sid: str | None = None
    status: TranscriptionStatus = TranscriptionStatus.IN_PROGRESS
    type: str = "fast"
    text: str | None = None
    confidence: float | None = None
    sentences: list[Sentence] = []
    duration: int | None = None
    price: Decimal | None = None
    price_unit: str = "USD"
    error_code: int | None = None
    date_created: datetime
    date_updated: datetime
    version: int = 0
