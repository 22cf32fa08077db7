"""Services, what is in their pools, and who has written to whom."""

import enum
from datetime import datetime

import msgspec

VALIDITY_S = 36_000


class ScanMessageContent(enum.StrEnum):
    """Reserved by the API: kept, and without effect."""

    INHERIT = "inherit"
    ENABLE = "enable"
    DISABLE = "disable"


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A pool of senders and what holds for whatever it sends and receives. Spans are in seconds."""

    sid: str
    account_sid: str
    friendly_name: str
    inbound_request_url: str | None = None
    inbound_method: str = "POST"
    fallback_url: str | None = None
    fallback_method: str = "POST"
    status_callback: str | None = None
    sticky_sender: bool = True
    mms_converter: bool = True
    smart_encoding: bool = True
    scan_message_content: ScanMessageContent = ScanMessageContent.INHERIT
    fallback_to_long_code: bool = False
    area_code_geomatch: bool = True
    synchronous_validation: bool = False
    validity_period: int = VALIDITY_S
    usecase: str = "undeclared"
    use_inbound_webhook_on_number: bool = False
    us_app_to_person_registered: bool = False
    date_created: datetime
    date_updated: datetime
    version: int = 0


class Usecases(msgspec.Struct, frozen=True):
    """What services are for, as the API lists it."""

    usecases: tuple[dict[str, str], ...]


class SenderKind(enum.StrEnum):
    NUMBER = "number"
    SHORT_CODE = "short-code"
    ALPHA = "alpha"


class PoolSender(msgspec.Struct, frozen=True, kw_only=True):
    """A number, short code or name in a service's pool. Numbers and short codes keep their own SIDs, which are unique:
    so no number is in two services.

    `slot` makes names unique: one a service and country. `country` of a name is where it is used, "" everywhere.
    """

    sid: str
    account_sid: str
    service_sid: str
    kind: SenderKind
    address: str
    slot: str
    country: str = ""
    capabilities: tuple[str, ...] = ("SMS",)
    date_created: datetime
    date_updated: datetime

    @property
    def can_mms(self) -> bool:
        return "MMS" in self.capabilities


class PoolState(msgspec.Struct, frozen=True, kw_only=True):
    """How many senders a pool has, and how often it has changed: a pool held in memory is as old as its number."""

    service_sid: str
    senders: int
    changes: int


class StickyPair(msgspec.Struct, frozen=True, kw_only=True):
    """The sender that a recipient knows a service by."""

    service_sid: str
    recipient: str
    sender: str
    date_updated: datetime
