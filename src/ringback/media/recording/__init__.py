"""Recording calls: a writer thread that keeps what legs hear and say, and what is made of it afterwards."""

from ringback.media.recording.finish import Finished, finish
from ringback.media.recording.recorder import Recorder, Spool, SpoolEnd, Tap
from ringback.media.recording.spoolfile import NotSpool, SpoolHeader, read_header, samples_in

__all__ = [
    "Finished",
    "NotSpool",
    "Recorder",
    "Spool",
    "SpoolEnd",
    "SpoolHeader",
    "Tap",
    "finish",
    "read_header",
    "samples_in",
]
