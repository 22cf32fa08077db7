"""What a carrier is to the rest of the house: it takes submissions, and tells of receipts and arrivals.

A carrier that writes to our own database (the simulated one) is *transactional*: its answer brings a Unit that is
committed together with the message's step to `sent`, so that no crash can come between. Every other carrier
is told about only after an attempt has been written down.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from ringback.jobs import Later
from ringback.store import Unit


class Attachment(msgspec.Struct, frozen=True):
    """A picture, sound or document that goes along. `url` is where the recipient's phone finds it."""

    content_type: str
    size: int
    url: str
    blob: str


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """One message for a carrier: all its parts, each known to it as (message SID, part, attempt)."""

    message_sid: str
    account_sid: str
    from_: str
    to: str
    body: str
    parts: tuple[str, ...]
    encoding: str
    attachments: tuple[Attachment, ...] = ()
    attempt: int = 0
    at: datetime


class Submitted(msgspec.Struct, frozen=True):
    """The carrier took every part and calls them by these ids. `unit` is its own part of the transaction."""

    carrier_ids: tuple[str, ...]
    unit: Unit | None = None


class Rejected(msgspec.Struct, frozen=True):
    """The carrier will never take it."""

    error_code: int
    reason: str


class Unknown(msgspec.Struct, frozen=True):
    """It was handed over and no answer came: it may go out, or not. `unit` is what the carrier keeps of it.

    Nothing is sent again: a late answer or a receipt settles it, else the end of its validity.
    """

    reason: str
    unit: Unit | None = None


class CarrierReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """A carrier's word on one part. `status` is delivered, undelivered or failed."""

    carrier: str
    carrier_id: str
    message_sid: str
    account_sid: str
    part: int
    parts: int
    status: str
    error_code: int | None = None
    done_at: datetime


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A whole text or picture message from the network for one of our numbers."""

    carrier: str
    from_: str
    to: str
    body: str
    num_segments: int
    encoding: str
    media_urls: tuple[str, ...] = ()
    simulated: bool = False
    sid: str | None = None  # named by the carrier's twin already, so that both sides show one SID
    at: datetime


class Sink(msgspec.Struct):
    """Plain functions handed down by `app/`: so what happens below rises without an import.

    `receipts` (all of one message) and `arrival` give the Unit that tells of it, for the carrier to commit with its
    own bookkeeping. `owner` says whose number an address is: an account SID, or None. `taken` gives the Unit for a
    message (account SID, SID) whose submission was Unknown, and which the carrier says late that it took.
    """

    receipts: Callable[[Sequence[CarrierReceipt]], Awaitable[Unit]]
    arrival: Callable[[Arrival], Awaitable[Unit]]
    owner: Callable[[str], Awaitable[str | None]]
    taken: Callable[[str, str], Awaitable[Unit]] | None = None


class Carrier(Protocol):
    """A network that takes messages."""

    name: str
    is_simulated: bool
    is_transactional: bool

    async def submit(self, submission: Submission) -> Submitted | Rejected | Unknown | Later:
        """Hands over all parts. Raises Unavailable when the line is down: nothing was taken.

        Later where too many wait for it already: jobs that wait here would keep others from running.
        """
        ...


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A carrier that is set up and switched on, as routing sees it.

    `kind` is smpp, http, twilio or simulated; `health` is up, down or unknown; `prefixes` are the numbers that it says
    it serves where no route says otherwise ("": all; none: none).
    """

    sid: str
    kind: str
    friendly_name: str
    health: str = "unknown"
    prefixes: tuple[str, ...] = ()


class Fleet(Protocol):
    """All carriers of one kind."""

    sink: Sink

    async def start(self) -> None: ...
    async def stop(self) -> None: ...

    async def refresh(self) -> None:
        """Something was set up anew."""
        ...

    def __iter__(self) -> Iterator[Carrier]:
        """Those that this process speaks with."""
        ...

    def named(self, sid: str) -> Carrier | None:
        """The carrier to submit to; None for one that is not set up, or switched off."""
        ...

    def known(self) -> Sequence[Known]:
        """All that are switched on, from memory."""
        ...

    async def begun(self, message_sid: str) -> str | None:
        """The carrier of this fleet that may have the message already, or a part of it."""
        ...

    def bar(self, message_sid: str, account_sid: str) -> Unit:
        """What is written when a message is called off: a row in the place of the first that a carrier writes.

        So its commit raises Duplicate where a carrier of this fleet has begun, and a carrier that would begin later
        finds the row there: it hands nothing over and raises Conflict.
        """
        ...
