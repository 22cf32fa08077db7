"""Speech to text: utterances on a line, with an end found and hints heeded, and whole recordings."""

from ringback.speech.recognition.ear import Ear
from ringback.speech.recognition.engines import Engine
from ringback.speech.recognition.model import (
    Busy,
    Heard,
    Listening,
    NotAvailable,
    Partial,
    Recognised,
    RecognitionFailed,
    Sentence,
    Transcript,
    Utterance,
)
from ringback.speech.recognition.service import Recognition

__all__ = [
    "Busy",
    "Ear",
    "Engine",
    "Heard",
    "Listening",
    "NotAvailable",
    "Partial",
    "Recognised",
    "Recognition",
    "RecognitionFailed",
    "Sentence",
    "Transcript",
    "Utterance",
]
