"""Our own SMSC: customers' applications bind to it, send, and are told. Who may, is asked upwards (`Behind`)."""

from ringback.carriers.smpp.server.policy import (
    Admitted,
    Behind,
    Delivery,
    Refusal,
    Standing,
    Taken,
    Where,
)
from ringback.carriers.smpp.server.server import KEEP_S, SmppServer

__all__ = ["KEEP_S", "Admitted", "Behind", "Delivery", "Refusal", "SmppServer", "Standing", "Taken", "Where"]
