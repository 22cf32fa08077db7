"""Transcriptions on the wire."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ringback.kernel.sid import AccountSid, RecordingSid, TranscriptionSid
from ringback.products.voice.transcriptions.model import Transcription, TranscriptionStatus
from ringback.products.voice.transcriptions.service import TranscriptionsService
from ringback.rest import Delete, Fetch, List, Resource, field, quoted, self_link


def _price(price: Decimal | None) -> float | None:
    """Negative, as money that goes out; the published description has a number here."""
    return None if price is None else -float(price)


class _Shape(Resource):
    """What both lists show."""

    sid: TranscriptionSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    api_version: str = field("Always 2010-04-01.", of=lambda _: "2010-04-01")
    recording_sid: RecordingSid = field("The recording it is of.")
    status: TranscriptionStatus = field("How far it has come.")
    transcription_text: str | None = field("What was said; null until it is known.", of="text")
    type: str = field("How it is made: fast.")
    duration: int | None = field("Seconds of the recording.", json=quoted)
    price: Decimal | None = field("What is owed for it, negative; null until it is completed.", json=_price)
    price_unit: str = field("The currency of its price.")
    date_created: datetime = field("When it was begun.")
    date_updated: datetime = field("When it last changed.")


class TranscriptionResource(
    _Shape,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Transcriptions",
    elements=("Transcription", "Transcriptions"),
    permission="/twilio/voice/transcriptions",
):
    """What was said in a recording: made where `<Record transcribe="true">` recorded 2 to 120 seconds."""

    uri: str = self_link()

    operations = [
        Fetch(TranscriptionsService.get),
        List(TranscriptionsService.search),
        Delete(TranscriptionsService.forget),
    ]


class RecordingTranscriptionResource(
    _Shape,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Recordings/{recording_sid}/Transcriptions",
    elements=("Transcription", "Transcriptions"),
    name="RecordingTranscription",
    permission="/twilio/voice/transcriptions",
):
    """What was said in one recording."""

    uri: str = self_link()

    operations = [
        Fetch(TranscriptionsService.of_recording),
        List(TranscriptionsService.search_of_recording),
        Delete(TranscriptionsService.forget_of_recording),
    ]


def _sentences(transcription: Transcription) -> list[dict[str, Any]]:
    return [{"start_s": one.start_s, "end_s": one.end_s, "text": one.text} for one in transcription.sentences]


class TranscriptResource(
    Resource,
    host="ringback",
    at="v1/Recordings/{sid}/Transcript",
    one="",
    name="RecordingTranscript",
    permission="/twilio/voice/transcriptions",
):
    """What was said in a recording and when, sentence by sentence: to stand beside a player."""

    sid: RecordingSid = field("The recording.", of="recording_sid")
    account_sid: AccountSid = field("Whose it is.")
    transcription_sid: TranscriptionSid = field("The transcription.", of="sid")
    status: TranscriptionStatus = field("How far it has come.")
    text: str | None = field("All of it.")
    confidence: float | None = field("How sure the recogniser is, 0 to 1.")
    sentences: list[dict[str, Any]] = field("Parts with start_s, end_s (seconds) and text.", of=_sentences)
    error_code: int | None = field("Why there is no text, as a number.")

    operations = [Fetch(TranscriptionsService.transcript)]


RESOURCES = (TranscriptionResource, RecordingTranscriptionResource, TranscriptResource)
