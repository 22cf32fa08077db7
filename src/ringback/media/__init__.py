"""Sound: RTP on a 20 ms clock, played, recorded, bridged and mixed by an engine beside the control plane.

`open_engine` gives the one there is: compiled in a thread of its own, or NumPy in a process of its own.
"""

from ringback.media.arena import Audio, MediaFull
from ringback.media.engine import Engine, Leg, Room, Tap
from ringback.media.model import Closed, Digit, FirstPacket, LegStatistics, Played, RtpTimeout, Talking
from ringback.media.opening import open_engine

__all__ = [
    "Audio",
    "Closed",
    "Digit",
    "Engine",
    "FirstPacket",
    "Leg",
    "LegStatistics",
    "MediaFull",
    "Played",
    "Room",
    "RtpTimeout",
    "Talking",
    "Tap",
    "open_engine",
]
