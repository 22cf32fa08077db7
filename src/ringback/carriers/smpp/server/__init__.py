"""Our own SMSC: customers' applications bind to it, send, and are told. Who may, is asked upwards (`policy`)."""

from ringback.carriers.smpp.server.policy import Admitted, Delivery, Policy, Refusal, Taken
from ringback.carriers.smpp.server.server import SmppServer

__all__ = ["Admitted", "Delivery", "Policy", "Refusal", "SmppServer", "Taken"]
