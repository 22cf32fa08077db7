"""SIDs: two letters and 32 hex digits that name one record for ever.

The first 12 hex digits are the milliseconds of its making, so indexes grow at their end and sorting by SID is
sorting by age; the other 20 are chance, counted upwards inside one millisecond so that one process never
makes two in the wrong order.
"""

import re
from datetime import datetime
from typing import ClassVar

from ringback.kernel.chance import Entropy
from ringback.kernel.time import from_ms, to_ms

_SHAPE = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}\Z")
_TAIL_BITS = 80
_TAIL_MASK = (1 << _TAIL_BITS) - 1


SIMULATED_SID = "NW" + "0" * 32  # the simulated carrier among networks: in no table, listed all the same


class Sid(str):
    """Annotates a field that holds a SID; values are plain strings. `prefixes` empty means any."""

    __slots__ = ()
    prefixes: ClassVar[tuple[str, ...]] = ()


class AccountSid(Sid):
    prefixes = ("AC",)


class KeySid(Sid):
    prefixes = ("SK",)


class CredentialSid(Sid):
    prefixes = ("CR",)


class SafeListSid(Sid):
    prefixes = ("GN",)


class ApplicationSid(Sid):
    prefixes = ("AP",)


class AddressSid(Sid):
    prefixes = ("AD",)


class PhoneNumberSid(Sid):
    prefixes = ("PN",)


class ShortCodeSid(Sid):
    prefixes = ("SC",)


class MessageSid(Sid):
    prefixes = ("SM", "MM")


class MediaSid(Sid):
    prefixes = ("ME",)


class MessagingServiceSid(Sid):
    prefixes = ("MG",)


class AlphaSenderSid(Sid):
    prefixes = ("AI",)


class CallSid(Sid):
    prefixes = ("CA",)


class RecordingSid(Sid):
    prefixes = ("RE",)


class TranscriptionSid(Sid):
    prefixes = ("TR",)


class ConferenceSid(Sid):
    prefixes = ("CF",)


class QueueSid(Sid):
    prefixes = ("QU",)


class UserMessageSid(Sid):
    prefixes = ("KX",)


class UserSubscriptionSid(Sid):
    prefixes = ("ZY",)


class AlertSid(Sid):
    prefixes = ("NO",)


class AuditEventSid(Sid):
    prefixes = ("AE",)


class TriggerSid(Sid):
    prefixes = ("UT",)


class WebhookSid(Sid):
    """Ringback's own: one request made to a customer's server."""

    prefixes = ("WR",)


def is_sid(text: str, *prefixes: str) -> bool:
    """Whether `text` has the form of a SID, and one of the prefixes if any are named."""
    return bool(_SHAPE.match(text)) and (not prefixes or text[:2] in prefixes)


def made_at(sid: str) -> datetime:
    """The millisecond in which `sid` was made."""
    return from_ms(int(sid[2:14], 16))


class SidSource:
    """Makes SIDs that rise within this process."""

    def __init__(self, entropy: Entropy) -> None:
        self._entropy = entropy
        self._last_ms = -1
        self._tail = 0

    def new(self, prefix: str, at: datetime) -> str:
        ms = to_ms(at)
        if ms == self._last_ms:
            self._tail = (self._tail + 1) & _TAIL_MASK
        else:  # the top bit is left free, so that counting up cannot wrap within the millisecond
            self._last_ms, self._tail = ms, int.from_bytes(self._entropy.bytes(10), "big") >> 1
        return f"{prefix}{ms:012x}{self._tail:020x}"
