"""Text to speech: an engine behind one interface, a cache by sentence, and prompts that are there without either."""

from ringback.speech.engines import Engine
from ringback.speech.model import SpeechBusy, SpeechFailed, Spoken
from ringback.speech.service import Speech, SpeechCounts

__all__ = ["Engine", "Speech", "SpeechBusy", "SpeechCounts", "SpeechFailed", "Spoken"]
