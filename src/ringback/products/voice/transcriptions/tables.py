"""Where transcriptions are kept."""

from ringback.products.voice.transcriptions.model import Transcription
from ringback.store import record_table

transcriptions = record_table(
    "transcriptions",
    Transcription,
    key="sid",
    indexes=[("account_sid", "date_created", "sid"), ("recording_sid", "date_created", "sid")],
)
