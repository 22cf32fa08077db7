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


EVERYWHERE = ""  # the scope of what holds for all of an account's senders


class ServiceKeywords(msgspec.Struct, frozen=True, kw_only=True):
    """What a Messaging Service understands besides the usual words, and what it answers: "" is silence, None usual."""

    service_sid: str
    account_sid: str
    stop: list[str] = []
    start: list[str] = []
    help: list[str] = []
    stop_reply: str | None = None
    start_reply: str | None = None
    help_reply: str | None = None
    date_updated: datetime | None = None
    version: int = 0

    def replies(self) -> dict[Keyword, str]:
        said = {Keyword.STOP: self.stop_reply, Keyword.START: self.start_reply, Keyword.HELP: self.help_reply}
        return {keyword: reply for keyword, reply in said.items() if reply is not None}


class QuietAction(enum.StrEnum):
    """What becomes of a text in quiet hours."""

    RESCHEDULE = "reschedule"
    BLOCK = "block"


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """When an account, or one of its services, writes to people. `scope` is a service's SID, "" for all the rest.

    Hours are minutes of the recipient's day: quiet from `quiet_from` until `quiet_until`, past midnight as a rule;
    None is no quiet hours. `purposes` are those it holds for, none: all. `frequency_most` texts to one person in
    `frequency_hours`.
    """

    account_sid: str
    scope: str = EVERYWHERE
    quiet_from: int | None = None
    quiet_until: int | None = None
    quiet_action: QuietAction = QuietAction.RESCHEDULE
    frequency_most: int | None = None
    frequency_hours: int = 24
    requires_opt_in: bool = False
    purposes: list[str] = []
    date_updated: datetime
    version: int = 0


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on an account's do-not-call list."""

    sid: str
    account_sid: str
    number: str
    source: str = ""
    date_created: datetime


class HasList(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is, or was, on this account's list: only then need anybody look."""

    account_sid: str
    date_created: datetime


class Whereabouts(msgspec.Struct, frozen=True, kw_only=True):
    """Where a recipient lives, where their number does not say it right."""

    account_sid: str
    number: str
    time_zone: str
    date_updated: datetime


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """How many texts went to somebody in an hour (counted since 1970), from one scope."""

    account_sid: str
    scope: str
    person: str
    hour: int
    count: int


class Outcome(enum.StrEnum):
    SEND = "send"
    WAIT = "wait"
    SKIP = "skip"


class Verdict(msgspec.Struct, frozen=True):
    """What is to become of it. `until` is when one that waits may go."""

    outcome: Outcome
    why: str = ""
    code: int | None = None
    until: datetime | None = None
