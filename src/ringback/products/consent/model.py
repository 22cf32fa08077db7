"""What people said about hearing from a sender, and where that leaves them."""

import enum
from datetime import datetime
from typing import Any

import msgspec

ANY_PURPOSE = "any"
SMS = "sms"  # the only channel so far; texts and picture messages are one


class Word(enum.StrEnum):
    """Which way somebody decided."""

    OPT_OUT = "opt-out"
    OPT_IN = "opt-in"


class Keyword(enum.StrEnum):
    """What a text that is a keyword asks for; the words of OptOutType."""

    STOP = "STOP"
    START = "START"
    HELP = "HELP"


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the ledger: never changed, never deleted but by erasure.

    `sender` is the number it was said to, `service_sid` the Messaging Service that had the number then.
    The proof: `message_sid` is the text that said it and `said` its keyword; `source` is how we know.
    """

    sid: str
    account_sid: str
    person: str
    sender: str
    service_sid: str | None = None
    channel: str = SMS
    purpose: str = ANY_PURPOSE
    word: Word
    source: str = "keyword"
    message_sid: str | None = None
    said: str | None = None
    details: dict[str, Any] = {}
    date_created: datetime


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a person stands with one sender: a number, or a whole Messaging Service. `statement_sid` is the proof.

    `service_sid` of a number's standing: it was said through this service, whose own standing counts while the
    number is in it.
    """

    account_sid: str
    person: str
    scope: str
    service_sid: str | None = None
    channel: str = SMS
    purpose: str = ANY_PURPOSE
    word: Word
    statement_sid: str
    date_updated: datetime


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has said something to this account: only then need anybody look."""

    account_sid: str
    date_created: datetime
