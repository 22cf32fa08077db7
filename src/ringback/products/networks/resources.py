"""Networks and permissions on the wire: Ringback's own API."""

from datetime import datetime
from decimal import Decimal

from ringback.kernel.sid import AccountSid, Sid
from ringback.products.networks import errors
from ringback.products.networks.model import (
    CallerIdForm,
    Codec,
    Health,
    NetworkKind,
    NumberFormat,
    Prefix,
    Transport,
)
from ringback.products.networks.service import Caps, NetworksService
from ringback.rest import (
    OPERATOR,
    OPTIONAL,
    REQUIRED,
    Create,
    Delete,
    Fetch,
    List,
    Resource,
    Update,
    field,
)

NETWORKS = "/ringback/networks"


class NetworkSid(Sid):
    """Ringback's own: a carrier."""

    prefixes = ("NW",)


class NetworkResource(Resource, host="ringback", at="v1/Networks", access=OPERATOR, permission=NETWORKS):
    """A carrier: where calls go out, and where they come from."""

    sid: NetworkSid = field("Names it for ever.")
    friendly_name: str = field("What the operator calls it, 1 to 64 characters.", create=REQUIRED, update=OPTIONAL)
    kind: NetworkKind = field("sip; simulated is the carrier that ships with Ringback and cannot be changed.")
    host: str = field(
        "Its host name or address.", create=REQUIRED, update=OPTIONAL, min_length=1, example="sip.carrier.example"
    )
    port: int = field("Its SIP port.", create=OPTIONAL, update=OPTIONAL, minimum=1, maximum=65_535)
    transport: Transport = field("udp or tcp.", create=OPTIONAL, update=OPTIONAL)
    username: str | None = field("Who we are to it, where it asks.", create=OPTIONAL, update=OPTIONAL)
    password: str | None = field(
        "Our password there. It is never shown.", create=OPTIONAL, update=OPTIONAL, shown=False, secret=True
    )
    has_password: bool = field("Whether there is a password.")
    sources: list[str] = field(
        "Addresses and blocks (CIDR) that its calls come from; none: its host, where that is an address.",
        create=OPTIONAL,
        update=OPTIONAL,
        example=["203.0.113.0/24"],
    )
    prefixes: list[Prefix] = field(
        "Numbers it takes: the longest prefix wins, then the lowest priority, then weight is its share. "
        'The prefix "" is all numbers; without any prefix no call goes out by it.',
        create=OPTIONAL,
        update=OPTIONAL,
    )
    country: str = field("Where national numbers are national, ISO 3166.", create=OPTIONAL, update=OPTIONAL)
    number_format: NumberFormat = field(
        "How it writes numbers: plus (+1415…), e164 (1415…) or national (415…).", create=OPTIONAL, update=OPTIONAL
    )
    caller_id: CallerIdForm = field("Where it reads who is calling.", create=OPTIONAL, update=OPTIONAL)
    codecs: list[Codec] = field("Codecs it is offered, the best first.", create=OPTIONAL, update=OPTIONAL)
    max_cps: float | None = field(
        "Calls a second that it takes.", create=OPTIONAL, update=OPTIONAL, minimum=0, maximum=100_000
    )
    max_calls: int | None = field(
        "Calls at once that it takes.", create=OPTIONAL, update=OPTIONAL, minimum=0, maximum=1_000_000
    )
    enabled: bool = field("Whether calls go out by it and come in from it.", create=OPTIONAL, update=OPTIONAL)
    register: bool = field("Whether we register with it (REGISTER).", create=OPTIONAL, update=OPTIONAL)
    health: Health = field("up, down, or unknown: nobody has asked it yet.")
    health_at: datetime | None = field("When that was last news.")
    date_created: datetime = field("When it was set up.")
    date_updated: datetime = field("When it was last changed.")

    operations = [
        Create(NetworksService.create, refuses=[errors.InvalidNetwork, errors.TooManyNetworks]),
        Fetch(NetworksService.get),
        List(NetworksService.search, paged=False),
        Update(NetworksService.update, refuses=[errors.InvalidNetwork, errors.ReadOnly]),
        Delete(NetworksService.delete, refuses=[errors.ReadOnly]),
    ]


class VoicePermissionsResource(
    Resource,
    host="ringback",
    at="v1/Accounts/{account_sid}/VoicePermissions",
    one="",
    name="VoicePermissions",
    permission="/ringback/voice-permissions",
):
    """How far and how much an account may call. Owned and simulated numbers are always within it.

    A subaccount of which nothing has been said may what its parent may.
    """

    account_sid: AccountSid = field("The account.")
    allowed_prefixes: list[str] | None = field(
        "Prefixes (+44) that it may call; null: wherever networks go. Premium-rate and satellite numbers are blocked "
        "unless a prefix here names them (+870, +1900).",
        update=OPTIONAL,
    )
    daily_spend_limit: Decimal | None = field(
        "Money for calls in a UTC day; when it is spent no further call goes out.", update=OPTIONAL, minimum=0
    )
    max_calls: int | None = field("Calls at once.", update=OPTIONAL, minimum=0, maximum=1_000_000)
    calls_per_s: float | None = field(
        "Calls a second that are placed for it; more wait.", update=OPTIONAL, minimum=0, maximum=100_000
    )
    date_updated: datetime | None = field("When something was last set.")

    operations = [
        Fetch(Caps.get),
        Update(Caps.update, access=OPERATOR, refuses=[errors.InvalidNetwork]),
    ]


RESOURCES = (NetworkResource, VoicePermissionsResource)
