"""What a voice document is for: which verbs it may have, and what its end means."""

import enum

from ringback.languages.twiml.schema import SCHEMA_WARNING
from ringback.languages.twiml.voice.rooms import BAD_VERB


class Role(enum.StrEnum):
    CALL = "call"  # the call itself; its end hangs up
    WHISPER = "whisper"  # on a dialled leg before it is bridged; its end bridges
    QUEUE_WAIT = "queue-wait"  # waitUrl of Enqueue; its end begins it anew
    QUEUE_WHISPER = "queue-whisper"  # url of Queue, on the caller who waited; its end bridges
    CONFERENCE_WAIT = "conference-wait"  # waitUrl, holdUrl, announceUrl; its end is silence


_QUIET = frozenset(("Play", "Say", "Pause", "Redirect"))
_ALLOWED = {
    Role.QUEUE_WAIT: _QUIET | {"Hangup", "Leave", "Gather"},
    Role.QUEUE_WHISPER: _QUIET,
    Role.CONFERENCE_WAIT: _QUIET,
}


def misfit(role: Role, verb: str) -> int | None:
    """The code that a verb is told and skipped with, None where it may stand."""
    if role not in _ALLOWED or verb in _ALLOWED[role]:
        return None
    return SCHEMA_WARNING if role is Role.QUEUE_WAIT else BAD_VERB
