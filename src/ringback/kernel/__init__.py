"""The few words all rooms share: names (Sid), numbers (PhoneNumber), time (Clock), events, refusals, pages."""

from ringback.kernel.caller import Caller, Role
from ringback.kernel.chance import Entropy
from ringback.kernel.event import Event
from ringback.kernel.job import Job
from ringback.kernel.page import Page, PageRequest
from ringback.kernel.refused import Refused, Unavailable
from ringback.kernel.sid import Sid, SidSource
from ringback.kernel.time import Clock

__all__ = [
    "Caller",
    "Clock",
    "Entropy",
    "Event",
    "Job",
    "Page",
    "PageRequest",
    "Refused",
    "Role",
    "Sid",
    "SidSource",
    "Unavailable",
]
