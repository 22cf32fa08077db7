"""Networks, how they are, and how far accounts may call."""

import enum
from datetime import datetime
from decimal import Decimal

import msgspec

from ringback.kernel.sid import SIMULATED_SID as SIMULATED_SID


class NetworkKind(enum.StrEnum):
    SIP = "sip"
    SIMULATED = "simulated"


class Transport(enum.StrEnum):
    UDP = "udp"
    TCP = "tcp"


class NumberFormat(enum.StrEnum):
    """How a network writes numbers in SIP addresses."""

    PLUS = "plus"  # +14155550100
    E164 = "e164"  # 14155550100
    NATIONAL = "national"  # as dialled in the network's country: 4155550100, 02079460018


class CallerIdForm(enum.StrEnum):
    """Where a network wants to read who is calling."""

    FROM = "from"
    PAI = "p-asserted-identity"  # and From
    RPID = "remote-party-id"  # and From


class Codec(enum.StrEnum):
    PCMU = "PCMU"
    PCMA = "PCMA"
    G722 = "G722"


class Health(enum.StrEnum):
    UP = "up"
    DOWN = "down"
    UNKNOWN = "unknown"


class Prefix(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers that a network serves: those that begin so (`+44`), or all (``). The lowest `priority` is tried first;
    among equals `weight` is a network's share."""

    prefix: str = ""
    priority: int = 10
    weight: int = 10


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """A carrier. What one kind alone needs has a default, so that other kinds leave it alone.

    `sources` are the addresses and blocks that its calls come from; without any, `host` where that is an address.
    `health` and `health_at` are filled in from `NetworkHealth` where a network is shown.
    """

    sid: str
    friendly_name: str
    kind: NetworkKind = NetworkKind.SIP
    host: str = ""
    port: int = 5060
    transport: Transport = Transport.UDP
    username: str | None = None
    password: str | None = None
    sources: tuple[str, ...] = ()
    prefixes: tuple[Prefix, ...] = ()
    country: str = "US"
    number_format: NumberFormat = NumberFormat.PLUS
    caller_id: CallerIdForm = CallerIdForm.FROM
    codecs: tuple[Codec, ...] = (Codec.PCMU, Codec.PCMA)
    max_cps: float | None = None
    max_calls: int | None = None
    enabled: bool = True
    register: bool = False
    health: Health = Health.UNKNOWN
    health_at: datetime | None = None
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def is_simulated(self) -> bool:
        return self.kind is NetworkKind.SIMULATED

    @property
    def has_password(self) -> bool:
        return self.password is not None


class NetworkHealth(msgspec.Struct, frozen=True, kw_only=True):
    """What was last heard of a network. A row of its own: it changes when nobody changes the network."""

    network_sid: str
    health: Health
    reason: str = ""
    at: datetime


class VoicePermissions(msgspec.Struct, frozen=True, kw_only=True):
    """How far an account may call.

    `allowed_prefixes` None: wherever networks go, but for premium rates and satellites. Where prefixes are named, only
    they, and a premium or satellite prefix that is named is allowed too. None elsewhere: no limit of the account's own.
    """

    account_sid: str
    allowed_prefixes: tuple[str, ...] | None = None
    daily_spend_limit: Decimal | None = None
    max_calls: int | None = None
    calls_per_s: float | None = None
    date_updated: datetime | None = None
    version: int = 0
