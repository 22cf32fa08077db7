"""The networks beyond: carriers behind one interface, and the choice among them."""

from ringback.carriers.interface import (
    Arrival,
    Attachment,
    Carrier,
    CarrierReceipt,
    Fleet,
    Known,
    Rejected,
    Sink,
    Submission,
    Submitted,
    Unknown,
)
from ringback.carriers.routing import Choice, Facts, Handed, Routes

__all__ = [
    "Arrival",
    "Attachment",
    "Carrier",
    "CarrierReceipt",
    "Choice",
    "Facts",
    "Fleet",
    "Handed",
    "Known",
    "Rejected",
    "Routes",
    "Sink",
    "Submission",
    "Submitted",
    "Unknown",
]
