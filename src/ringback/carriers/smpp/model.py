"""SMPP carriers as they are set up, and what is kept of what they were handed and of what they said."""

import enum
from datetime import datetime

import msgspec

from ringback.protocols.smpp.codings import Default
from ringback.protocols.smpp.content import Joining


class WhenUnknown(enum.StrEnum):
    """What becomes of a message whose answer was lost."""

    HOLD = "hold"  # wait for a receipt: it may be lost, never doubled
    RESEND = "resend"  # hand it over once more: it may be doubled, never lost


class SmppNetwork(msgspec.Struct, frozen=True, kw_only=True):
    """A carrier reached by SMPP, and how many binds of each kind we keep to it.

    `messages_per_s` and `window` hold for each bind. `prefixes` are the numbers it serves: "" is all, none is none.
    """

    sid: str
    friendly_name: str
    host: str
    port: int = 2775
    tls: bool = False
    tls_verify: bool = True
    system_id: str
    password: str = ""
    system_type: str = ""
    transceivers: int = 1
    transmitters: int = 0
    receivers: int = 0
    window: int = 10
    messages_per_s: float | None = None
    enquire_s: float = 30.0
    response_s: float = 30.0
    joining: Joining = Joining.UDH
    alphabet: Default = Default.GSM
    country_code: str = ""
    prefixes: tuple[str, ...] = ("",)
    when_unknown: WhenUnknown = WhenUnknown.HOLD
    enabled: bool = True
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def has_password(self) -> bool:
        return bool(self.password)


class PartState(enum.StrEnum):
    WAITING = "waiting"  # not handed over, though it was about to be
    SENDING = "sending"  # handed over, or about to be
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "submit_unknown"
    CANCELED = "canceled"  # in the place of the first part: it was called off before it was handed over


class SmppPart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a message at one carrier. Written before it is handed over.

    `canonical` is the carrier's id in the spelling that receipts are compared by. `attempt` counts hand-overs.
    """

    message_sid: str
    part: int
    parts: int
    account_sid: str
    carrier: str
    to: str
    state: PartState
    reference: int  # that all parts share in their headers: the same when one of them is sent again
    attempt: int = 1
    carrier_id: str = ""
    canonical: str = ""
    status: int = 0
    at: datetime


class SmppOrphan(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt for an id that nobody knows yet: it came before the answer, or belongs to somebody else."""

    sid: str
    carrier: str
    message_id: str
    recipient: str
    status: str
    error_code: int | None = None
    at: datetime


class SmppFragment(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a text that comes in, kept until the others are there."""

    carrier: str
    sender: str
    receiver: str
    reference: int
    total: int
    sequence: int
    wide: bool
    encoding: str
    octets: bytes
    at: datetime


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """Which process has a carrier's binds, until when."""

    name: str
    owner: str
    until: datetime
    version: int = 0
