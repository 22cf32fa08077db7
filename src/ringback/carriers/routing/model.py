"""Routes as an operator writes them, and what is decided by them."""

import enum
from datetime import datetime
from decimal import Decimal

import msgspec


class SenderType(enum.StrEnum):
    """What a message is sent from."""

    LONG_CODE = "long-code"
    SHORT_CODE = "short-code"
    TOLL_FREE = "toll-free"
    ALPHANUMERIC = "alphanumeric"


class NumberType(enum.StrEnum):
    """What a message is sent to. North American mobiles are `local`: their area codes do not tell."""

    LOCAL = "local"
    MOBILE = "mobile"
    TOLL_FREE = "toll-free"
    NATIONAL = "national"
    PREMIUM = "premium"
    SHARED_COST = "shared-cost"
    VOIP = "voip"
    UNKNOWN = "unknown"


class WhenFull(enum.StrEnum):
    """What becomes of a message that a route has no room for at the moment."""

    WAIT = "wait"
    NEXT = "next"  # the next route takes it


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """Which messages a carrier is given. An empty list is no condition.

    The lowest `priority` goes first, then the longest prefix. Among those that are equal in both, `percentage` of the
    messages go by this one; the rest go by price, the cheapest first (money a segment; None counts as dearest).
    """

    sid: str
    friendly_name: str
    carrier_sid: str
    prefixes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    number_types: tuple[NumberType, ...] = ()
    sender_types: tuple[SenderType, ...] = ()
    senders: tuple[str, ...] = ()
    account_sids: tuple[str, ...] = ()
    priority: int = 10
    percentage: float | None = None
    price: Decimal | None = None
    price_unit: str = "USD"
    messages_per_s: float | None = None
    when_full: WhenFull = WhenFull.WAIT
    fails_over_on: tuple[int, ...] = ()
    enabled: bool = True
    date_created: datetime
    date_updated: datetime
    version: int = 0


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What routing asks of a message. Addresses as they are sent: E.164, a short code, or letters."""

    message_sid: str
    account_sid: str
    from_: str
    to: str


class Choice(msgspec.Struct, frozen=True):
    """A carrier that may be given the message, by a route or because its own prefixes say so (`route` None)."""

    carrier_sid: str
    route: Route | None = None

    def fails_over_on(self, code: int) -> bool:
        """Whether another may be tried where this one refuses for good with Twilio's `code`."""
        return self.route is not None and code in self.route.fails_over_on


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One route in a trial. `position` counts from 1 among those that would be tried; None: it would not be."""

    route_sid: str | None
    friendly_name: str
    carrier_sid: str
    carrier_name: str
    health: str
    position: int | None
    why: str
