"""Handsets, what their scripts say, what they sent and received, and the faults of the line."""

from datetime import datetime
from typing import Any, Literal

import msgspec

Outcome = Literal["delivered", "undelivered", "failed", "silent"]


class SmsScript(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of texts to this handset. `silent`: no receipt comes. `duplicates`: receipts that come again."""

    outcome: Outcome = "delivered"
    error_code: int | None = None
    after_s: float = 0.2
    duplicates: int = 0


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that match `when` (a regular expression, anywhere, case ignored) are answered with `body`."""

    when: str
    body: str


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an unattended handset behaves: when it answers a call or how it refuses it, what it does then, and texts."""

    answer_after_s: float | None = 1
    reject: Literal["busy", "no-answer", "declined", "unreachable"] | None = None
    then: list[dict[str, Any]] = []
    sms: SmsScript = SmsScript()
    replies: list[Reply] = []


class Handset(msgspec.Struct, frozen=True, kw_only=True):
    """A subscriber's phone, once anybody has looked at it or scripted it."""

    number: str
    script: Script = Script()
    date_created: datetime
    version: int = 0


class HandsetMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A text on a handset's screen. `account_sid` is whose number was at the other end, "" between two handsets."""

    sid: str
    handset: str
    direction: Literal["received", "sent"]
    from_: str
    to: str
    body: str
    media_urls: list[str] = []
    parts: int = 1
    encoding: str = "GSM-7"
    account_sid: str = ""
    date_created: datetime


class Spoken(msgspec.Struct, frozen=True):
    """What went one way of a call: sentences as text, keys as digits."""

    captions: tuple[str, ...] = ()
    digits: str = ""


class HandsetCall(msgspec.Struct, frozen=True, kw_only=True):
    """One call as a handset sees it. `sid` is the platform's name of it, None where it knows nothing of the call.

    `ended_by` is None also for a call that broke off: nobody hung up. `account_sid` is whose number was at the other
    end; between two handsets, who had the call placed. `records` tells that what is heard is kept, and `audio` is its
    blob, once it is whole. `quality` has the figures of the handset's leg. `owner` is the process that holds the call.
    """

    id: str
    handset: str
    direction: str  # received or placed
    from_: str
    to: str
    state: str = "ringing"  # then talking, ended: plain text, for an index looks at it
    ended_by: str | None = None  # handset or far
    sid: str | None = None
    account_sid: str = ""
    sip_status: int | None = None  # the final answer to the INVITE
    heard: Spoken = Spoken()
    said: Spoken = Spoken()
    records: bool = False
    audio: str | None = None
    quality: dict[str, Any] | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    date_created: datetime
    owner: str = ""

    @property
    def key_sid(self) -> str:
        """What a page of calls begins after."""
        return self.id


class SimulatedPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part the carrier has taken. Its key refuses a second submit of the same part."""

    message_sid: str
    part: int
    carrier_id: str
    at: datetime


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Faults of the simulated line, for the whole installation. Loss, jitter and delay are the voice path's."""

    name: str = "line"
    is_down: bool = False
    receipt_delay_s: float = 0.0
    receipt_duplicates: int = 0
    loss_percent: float = 0.0
    jitter_ms: int = 0
    delay_ms: int = 0
    version: int = 0
