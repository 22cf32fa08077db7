"""The networks beyond: carriers behind one interface, and the choice among them."""

from ringback.carriers.interface import (
    Arrival,
    Attachment,
    Carrier,
    CarrierReceipt,
    Rejected,
    Sink,
    Submission,
    Submitted,
    Unknown,
)
from ringback.carriers.routing import Routes

__all__ = [
    "Arrival",
    "Attachment",
    "Carrier",
    "CarrierReceipt",
    "Rejected",
    "Routes",
    "Sink",
    "Submission",
    "Submitted",
    "Unknown",
]
