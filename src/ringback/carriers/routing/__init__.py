"""Which carrier takes a message: rules that operators write, and the carriers there are."""

from ringback.carriers.routing import tables
from ringback.carriers.routing.model import (
    Choice,
    Facts,
    NumberType,
    Route,
    SenderType,
    Verdict,
    WhenFull,
)
from ringback.carriers.routing.routes import MOST, Handed, Routes

__all__ = [
    "MOST",
    "Choice",
    "Facts",
    "Handed",
    "NumberType",
    "Route",
    "Routes",
    "SenderType",
    "Verdict",
    "WhenFull",
    "tables",
]
