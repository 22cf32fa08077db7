"""TwiML of calls: a document in, what to do on the line out. What it asks and is answered stands in `effects`."""

from ringback.languages.twiml.voice.roles import Role
from ringback.languages.twiml.voice.run import APOLOGY, VoiceRun

__all__ = ["APOLOGY", "Role", "VoiceRun"]
