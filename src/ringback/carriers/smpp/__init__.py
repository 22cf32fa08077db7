"""SMPP carriers: binds kept up, messages out, receipts and texts in; and our own customers' binds (`server`)."""

from ringback.carriers.smpp.carriers import SmppCarriers
from ringback.carriers.smpp.model import SmppNetwork, WhenUnknown

__all__ = ["SmppCarriers", "SmppNetwork", "WhenUnknown"]
