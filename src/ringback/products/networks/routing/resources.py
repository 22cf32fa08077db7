"""Routes on the wire: Ringback's own API."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ringback.carriers.routing import NumberType, SenderType, WhenFull
from ringback.kernel.sid import AccountSid, MessageSid, Sid
from ringback.products.networks.routing import errors
from ringback.products.networks.routing.rules import PRIORITY_MOST
from ringback.products.networks.routing.service import RoutesService
from ringback.rest import OPERATOR, OPTIONAL, REQUIRED, Create, Delete, Fetch, List, Resource, Update, field

NETWORKS = "/ringback/networks"


class RouteSid(Sid):
    """Ringback's own: a route of messages."""

    prefixes = ("RU",)


class RouteResource(Resource, host="ringback", at="v1/Routes", access=OPERATOR, permission=NETWORKS):
    """Which messages a carrier is given. An empty list is no condition; all that are not empty must hold.

    The lowest priority goes first, then the longest prefix; among equals percentage, then price. A carrier that is
    down comes last. Where no route fits, carriers take what their own prefixes say.
    """

    sid: RouteSid = field("Names it for ever.")
    friendly_name: str = field("What the operator calls it, 1 to 64 characters.", create=REQUIRED, update=OPTIONAL)
    carrier_sid: str = field(
        "Where it leads: a carrier of messages, or NW and 32 zeros for the simulated one.",
        create=REQUIRED,
        update=OPTIONAL,
        example="SP00000000000000000000000000000000",
    )
    prefixes: list[str] = field(
        "Beginnings of the recipients' numbers.", create=OPTIONAL, update=OPTIONAL, example=["+44"]
    )
    countries: list[str] = field(
        "Countries of the recipients, ISO 3166.", create=OPTIONAL, update=OPTIONAL, example=["GB"]
    )
    number_types: list[NumberType] = field(
        "Kinds of the recipients' numbers. North American mobiles are local: their area codes do not tell.",
        create=OPTIONAL,
        update=OPTIONAL,
    )
    sender_types: list[SenderType] = field("Kinds of senders.", create=OPTIONAL, update=OPTIONAL)
    senders: list[str] = field("Senders, each as it is written.", create=OPTIONAL, update=OPTIONAL)
    account_sids: list[AccountSid] = field("Accounts whose messages go by it.", create=OPTIONAL, update=OPTIONAL)
    priority: int = field(
        "The lowest is tried first.", create=OPTIONAL, update=OPTIONAL, minimum=0, maximum=PRIORITY_MOST
    )
    percentage: float | None = field(
        "Of the messages that it and its equals in priority and prefix fit, how many begin with it; null: what is "
        "left, by price. One message is always told the same.",
        create=OPTIONAL,
        update=OPTIONAL,
        minimum=0,
        maximum=100,
    )
    price: Decimal | None = field(
        "What the carrier asks for a segment; null counts as the dearest.", create=OPTIONAL, update=OPTIONAL
    )
    price_unit: str = field("The currency of that, ISO 4217.", create=OPTIONAL, update=OPTIONAL)
    messages_per_s: float | None = field(
        "Message parts a second that go by it from one process, 1 or more; null: as many as there are.",
        create=OPTIONAL,
        update=OPTIONAL,
        minimum=1,
        maximum=100_000,
    )
    when_full: WhenFull = field(
        "What becomes of messages beyond that: wait, or next (the next route takes them).",
        create=OPTIONAL,
        update=OPTIONAL,
    )
    fails_over_on: list[int] = field(
        "Error codes of the carrier's refusals upon which the next is tried. One that is down is always passed over; "
        "a message that a carrier may have is never given to another.",
        create=OPTIONAL,
        update=OPTIONAL,
        example=[30008],
    )
    enabled: bool = field("Whether it is asked.", create=OPTIONAL, update=OPTIONAL)
    date_created: datetime = field("When it was set up.")
    date_updated: datetime = field("When it was last changed.")

    operations = [
        Create(RoutesService.create, refuses=[errors.InvalidRoute, errors.TooManyRoutes]),
        Fetch(RoutesService.get),
        List(RoutesService.search, paged=False),
        Update(RoutesService.update, refuses=[errors.InvalidRoute]),
        Delete(RoutesService.delete),
    ]


class RouteTrialResource(
    Resource, host="ringback", at="v1/RouteTrials", one="", key="items", access=OPERATOR, permission=NETWORKS
):
    """Who a message would go to, and why. Decided as for a real one; nothing is sent."""

    to: str = field("Who it would go to.", create=REQUIRED)
    from_: str = field("What it would come from.", create=OPTIONAL, param="from")
    account_sid: AccountSid = field("Whose it would be; the caller's.", create=OPTIONAL, shown=False)
    message_sid: MessageSid = field(
        "The message whose draw decides percentages; a new one each time.", create=OPTIONAL, shown=False
    )
    carrier_sid: str | None = field("Who would be given it first; null: nobody, it would fail with 30006.")
    items: list[dict[str, Any]] = field(
        "A line for each route and carrier: route_sid, friendly_name, carrier_sid, carrier_name, health, position "
        "(null: it would not be tried) and why."
    )

    operations = [Create(RoutesService.tried, status=200, refuses=[errors.InvalidRoute])]


RESOURCES = (RouteResource, RouteTrialResource)
