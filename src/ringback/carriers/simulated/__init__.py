"""The simulated carrier: every number that no account owns is a subscriber with a handset.

Texts are `carrier`'s business, calls `phones`' (imported by its own name: it needs the voice rooms).
"""

from ringback.carriers.simulated.calls import HandsetCalled, HandsetCalls
from ringback.carriers.simulated.carrier import SimulatedCarrier
from ringback.carriers.simulated.handsets import Handsets
from ringback.carriers.simulated.model import (
    Handset,
    HandsetCall,
    HandsetMessage,
    Line,
    Reply,
    Script,
    SmsScript,
    Spoken,
)
from ringback.carriers.simulated.phone_script import ScriptError, read_steps

__all__ = [
    "Handset",
    "HandsetCall",
    "HandsetCalled",
    "HandsetCalls",
    "HandsetMessage",
    "Handsets",
    "Line",
    "Reply",
    "Script",
    "ScriptError",
    "SimulatedCarrier",
    "SmsScript",
    "Spoken",
    "read_steps",
]
