"""The simulated carrier: every number that no account owns is a subscriber with a handset."""

from ringback.carriers.simulated.carrier import SimulatedCarrier
from ringback.carriers.simulated.handsets import Handsets
from ringback.carriers.simulated.model import Handset, HandsetMessage, Line, Reply, Script, SmsScript

__all__ = ["Handset", "HandsetMessage", "Handsets", "Line", "Reply", "Script", "SimulatedCarrier", "SmsScript"]
