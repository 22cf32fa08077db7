"""SMPP carriers on the wire: Ringback's own API."""

from datetime import datetime

from ringback.carriers.smpp import WhenUnknown
from ringback.kernel.sid import Sid
from ringback.products.networks.routing.errors import CarrierRouted
from ringback.products.networks.smpp import errors
from ringback.products.networks.smpp.service import BindState, SmppCarriersService
from ringback.protocols.smpp.codings import Default
from ringback.protocols.smpp.content import Joining
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


class SmppCarrierSid(Sid):
    """Ringback's own: a carrier reached by SMPP."""

    prefixes = ("SP",)


class SmppCarrierResource(
    Resource, host="ringback", at="v1/SmppCarriers", access=OPERATOR, permission="/ringback/networks"
):
    """A carrier that messages go to by SMPP 3.4, and come from."""

    sid: SmppCarrierSid = field("Names it for ever.")
    friendly_name: str = field("What the operator calls it, 1 to 64 characters.", create=REQUIRED, update=OPTIONAL)
    host: str = field(
        "Its host name or address.", create=REQUIRED, update=OPTIONAL, min_length=1, example="smpp.carrier.example"
    )
    port: int = field("Its SMPP port.", create=OPTIONAL, update=OPTIONAL, minimum=1, maximum=65_535)
    tls: bool = field("Whether it is spoken to over TLS.", create=OPTIONAL, update=OPTIONAL)
    tls_verify: bool = field(
        "Whether its certificate must be one for its name that this machine trusts.", create=OPTIONAL, update=OPTIONAL
    )
    system_id: str = field("Who we are to it.", create=REQUIRED, update=OPTIONAL, min_length=1)
    password: str = field(
        "Our password there. It is never shown.", create=OPTIONAL, update=OPTIONAL, shown=False, secret=True
    )
    has_password: bool = field("Whether there is a password.")
    system_type: str = field("What kind of application we are to it.", create=OPTIONAL, update=OPTIONAL)
    transceivers: int = field("Binds that send and receive.", create=OPTIONAL, update=OPTIONAL, minimum=0, maximum=64)
    transmitters: int = field("Binds that only send.", create=OPTIONAL, update=OPTIONAL, minimum=0, maximum=64)
    receivers: int = field("Binds that only receive.", create=OPTIONAL, update=OPTIONAL, minimum=0, maximum=64)
    window: int = field(
        "Messages of one bind that wait for their answer.", create=OPTIONAL, update=OPTIONAL, minimum=1, maximum=1000
    )
    messages_per_s: float | None = field(
        "Message parts a second that one bind takes; null: as fast as it answers.",
        create=OPTIONAL,
        update=OPTIONAL,
        minimum=1,
        maximum=100_000,
    )
    enquire_s: float = field(
        "Seconds of silence after which we ask whether it is there.",
        create=OPTIONAL,
        update=OPTIONAL,
        minimum=1,
        maximum=3600,
    )
    response_s: float = field(
        "Seconds that it may take to answer.", create=OPTIONAL, update=OPTIONAL, minimum=1, maximum=600
    )
    joining: Joining = field(
        "How parts of long texts say that they belong together: udh, udh-16, sar, or payload (it cuts them itself).",
        create=OPTIONAL,
        update=OPTIONAL,
    )
    alphabet: Default = field(
        "What it means by data_coding 0: gsm, packed, latin-1 or ascii.", create=OPTIONAL, update=OPTIONAL
    )
    country_code: str = field(
        "Dialled before numbers that it sends in national form, such as 44.", create=OPTIONAL, update=OPTIONAL
    )
    prefixes: list[str] = field(
        'Numbers it takes: the longest prefix among carriers wins; "" is all numbers.',
        create=OPTIONAL,
        update=OPTIONAL,
        example=["+44"],
    )
    when_unknown: WhenUnknown = field(
        "What becomes of a message whose answer was lost: hold (never doubled) or resend (never lost).",
        create=OPTIONAL,
        update=OPTIONAL,
    )
    enabled: bool = field("Whether it is bound to.", create=OPTIONAL, update=OPTIONAL)
    binds: list[BindState] = field("Its binds as they are now.")
    date_created: datetime = field("When it was set up.")
    date_updated: datetime = field("When it was last changed.")

    operations = [
        Create(SmppCarriersService.create, refuses=[errors.InvalidCarrier, errors.TooManyCarriers]),
        Fetch(SmppCarriersService.get),
        List(SmppCarriersService.search, paged=False),
        Update(SmppCarriersService.update, refuses=[errors.InvalidCarrier]),
        Delete(SmppCarriersService.delete, refuses=[CarrierRouted]),
    ]


RESOURCES = (SmppCarrierResource,)
