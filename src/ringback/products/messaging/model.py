"""Messages, their media, and the life they lead."""

import enum
from datetime import datetime
from decimal import Decimal

import msgspec


class Status(enum.StrEnum):
    """How far a message has come."""

    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    CANCELED = "canceled"
    RECEIVING = "receiving"
    RECEIVED = "received"
    READ = "read"
    PARTIALLY_DELIVERED = "partially_delivered"


class Direction(enum.StrEnum):
    INBOUND = "inbound"
    API = "outbound-api"
    CALL = "outbound-call"
    REPLY = "outbound-reply"


# What may follow what. A receipt that would go backwards (`sent` after `delivered`) is noted and changes nothing.
_ENDS: frozenset[Status] = frozenset()
FOLLOWS: dict[Status, frozenset[Status]] = {
    Status.ACCEPTED: frozenset({Status.QUEUED, Status.FAILED, Status.SCHEDULED, Status.CANCELED}),
    Status.SCHEDULED: frozenset({Status.QUEUED, Status.CANCELED, Status.FAILED}),
    Status.QUEUED: frozenset({Status.SENDING, Status.SENT, Status.FAILED, Status.CANCELED}),
    Status.SENDING: frozenset({Status.SENT, Status.DELIVERED, Status.UNDELIVERED, Status.FAILED}),
    Status.SENT: frozenset({Status.DELIVERED, Status.UNDELIVERED, Status.FAILED}),
    Status.DELIVERED: frozenset({Status.READ}),
    Status.RECEIVING: frozenset({Status.RECEIVED}),
    Status.UNDELIVERED: _ENDS,
    Status.FAILED: _ENDS,
    Status.CANCELED: _ENDS,
    Status.RECEIVED: _ENDS,
    Status.READ: _ENDS,
    Status.PARTIALLY_DELIVERED: _ENDS,
}

# Still on its way out: it can be neither redacted nor deleted. `sent` counts as finished (reference/messaging.md §1).
IN_FLIGHT = frozenset({Status.ACCEPTED, Status.SCHEDULED, Status.QUEUED, Status.SENDING, Status.RECEIVING})


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A text or picture message, inbound or outbound.

    `price` is positive money owed, None until rated. `status_callback` hears of its progress.
    """

    sid: str
    account_sid: str
    direction: Direction
    from_: str | None
    to: str
    body: str
    num_segments: int
    num_media: int = 0
    encoding: str = "GSM-7"
    status: Status
    error_code: int | None = None
    error_message: str | None = None
    price: Decimal | None = None
    price_unit: str = "USD"
    messaging_service_sid: str | None = None
    status_callback: str | None = None
    provide_feedback: bool = False
    feedback: str | None = None
    valid_until: datetime | None = None
    send_at: datetime | None = None
    held_until: datetime | None = None  # quiet hours end then, where the recipient is
    attempt: int = 0
    carrier: str | None = None
    simulated: bool = False
    discard_body: bool = False
    mask_address: bool = False
    date_created: datetime
    date_updated: datetime
    date_sent: datetime | None = None
    version: int = 0

    @property
    def is_mms(self) -> bool:
        return self.sid.startswith("MM")

    @property
    def is_outbound(self) -> bool:
        return self.direction is not Direction.INBOUND


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """One picture, sound or document of a message. Its bytes lie in the blob store under `blob`."""

    sid: str
    account_sid: str
    parent_sid: str
    content_type: str
    size: int
    blob: str
    position: int = 0
    date_created: datetime
    date_updated: datetime
    version: int = 0


class SenderQueue(msgspec.Struct, frozen=True, kw_only=True):
    """How many segments wait for a rated sender's turn."""

    sender: str
    segments: int
