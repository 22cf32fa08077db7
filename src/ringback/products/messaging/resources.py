"""Messages on the wire."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from ringback.kernel.sid import AccountSid, ApplicationSid, MediaSid, MessageSid, MessagingServiceSid
from ringback.products.messaging import errors
from ringback.products.messaging.feedback import FeedbackService, Outcome
from ringback.products.messaging.media import MediaService
from ringback.products.messaging.model import Direction, Status
from ringback.products.messaging.rules import VALIDITY_S
from ringback.products.messaging.sending import MessagingService
from ringback.products.messaging.services.errors import NotInService
from ringback.products.messaging.trace import TraceService
from ringback.rest import (
    EXACT,
    OPEN,
    OPTIONAL,
    RANGE,
    Action,
    Create,
    Delete,
    Fetch,
    List,
    Resource,
    Update,
    field,
    iso8601_ms,
    links,
    quoted,
    self_link,
)

REFUSED_ON_CREATE = [
    errors.NoRecipient,
    errors.InvalidTo,
    errors.NoSender,
    errors.InvalidFrom,
    errors.NotOurSender,
    errors.NoContent,
    errors.BodyTooLong,
    errors.TooManyMedia,
    errors.InvalidMediaUrl,
    errors.SenderHasNoMms,
    errors.NotReachable,
    errors.SameNumber,
    errors.InvalidCallback,
    errors.InvalidValidity,
    errors.SenderQueueFull,
    errors.OptedOut,
    errors.RegionNotEnabled,
    errors.NoSuchService,
    NotInService,
    errors.NeedsService,
    errors.NeedsSendAt,
    errors.NeedsScheduleType,
    errors.InvalidScheduleType,
    errors.SendAtOutOfWindow,
]


def _price(price: Decimal | None) -> str | None:
    """Negative, as money that goes out, to five places."""
    return None if price is None else f"{-price:.5f}"


class MessageResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Messages",
    elements=("Message", "Messages"),
    permission="/twilio/messaging/messages",
):
    """A text or picture message, inbound or outbound."""

    body: str = field("What it says: at most 1,600 characters.", create=OPTIONAL, update=OPTIONAL)
    num_segments: int = field("Parts it was cut into.", json=quoted)
    direction: Direction = field("Inbound, or what made it go out.")
    from_: str | None = field("Who it is from: a number, a short code or a name.", create=OPTIONAL, filter=EXACT)
    to: str = field("Who receives it.", create=OPTIONAL, filter=EXACT)
    date_updated: datetime = field("When anything of it last changed.")
    price: Decimal | None = field("What is owed for it, negative; null until it was sent or received.", json=_price)
    error_message: str | None = field("What went wrong, in words.")
    uri: str = self_link()
    account_sid: AccountSid = field("Whose it is.")
    num_media: int = field("Pictures and other media it has.", json=quoted)
    status: Status = field("How far it has come.", update=OPTIONAL, filter=EXACT)
    messaging_service_sid: MessagingServiceSid | None = field("The service that chose its sender.", create=OPTIONAL)
    sid: MessageSid = field("Names this message for ever.")
    date_sent: datetime | None = field("When a carrier took it, or it arrived.", filter=RANGE)
    date_created: datetime = field("When it was accepted.")
    error_code: int | None = field("What went wrong, as a number: see the error dictionary.")
    price_unit: str = field("The currency of its price.")
    api_version: str = field("Always 2010-04-01.", of=lambda _: "2010-04-01")
    subresource_uris: dict[str, Any] = links(media="{sid}/Media", feedback="{sid}/Feedback")

    media_url: list[str] = field("Where its media are fetched; at most 10.", create=OPTIONAL, shown=False)
    content_sid: str | None = field("A content template.", create=OPTIONAL, shown=False)
    status_callback: str | None = field("Who hears of its progress.", create=OPTIONAL, shown=False)
    application_sid: ApplicationSid | None = field(
        "An application whose MessageStatusCallback hears of its progress.", create=OPTIONAL, shown=False
    )
    validity_period: int | None = field(
        "Seconds it may wait in the queue, 1 to 36000.",
        create=OPTIONAL,
        shown=False,
        minimum=1,
        maximum=VALIDITY_S,
        refused=errors.InvalidValidity,
    )
    provide_feedback: bool = field("Whether Feedback will be given.", create=OPTIONAL, shown=False)
    attempt: int = field("How many times the customer has tried.", create=OPTIONAL, shown=False)
    content_retention: str | None = field(
        "`discard` forgets the body once it is sent.", create=OPTIONAL, shown=False, choices=("retain", "discard")
    )
    address_retention: str | None = field(
        "`obfuscate` hides the last digits of To once it is sent.",
        create=OPTIONAL,
        shown=False,
        choices=("retain", "obfuscate"),
    )
    smart_encoded: bool = field("Whether look-alikes replace characters beyond GSM-7.", create=OPTIONAL, shown=False)
    send_as_mms: bool = field("Whether it goes as one MMS, however long.", create=OPTIONAL, shown=False)
    schedule_type: str | None = field("`fixed`, with SendAt.", create=OPTIONAL, shown=False)
    send_at: datetime | None = field("When it leaves.", create=OPTIONAL, shown=False)

    operations = [
        Create(MessagingService.send, refuses=REFUSED_ON_CREATE, test=True),
        Fetch(MessagingService.get),
        List(MessagingService.search),
        Update(MessagingService.update, refuses=[errors.StillInFlight, errors.CannotCancel, errors.OnlyRedaction]),
        Delete(MessagingService.forget, refuses=[errors.StillInFlight]),
    ]


class MediaResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Messages/{message_sid}/Media",
    key="media_list",
    elements=("Media", "MediaList"),
    permission="/twilio/messaging/messages",
):
    """A picture, sound or document that came with a message. Its path without `.json` is the thing itself."""

    sid: MediaSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    parent_sid: MessageSid = field("The message it came with.")
    content_type: str = field("Its MIME type.")
    date_created: datetime = field("When it was stored.", filter=RANGE)
    date_updated: datetime = field("When it last changed.")
    uri: str = self_link(template="/2010-04-01/Accounts/{account_sid}/Messages/{parent_sid}/Media/{sid}")

    operations = [
        Fetch(MediaService.get),
        List(MediaService.search),
        Delete(MediaService.forget),
        Action(MediaService.content, name="FetchMediaContent", at="{sid}", method="GET", bare=True, access=OPEN),
    ]


class MessageFeedbackResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Messages/{message_sid}/Feedback",
    one="",
    name="MessageFeedback",
    permission="/twilio/messaging/messages",
):
    """Whether the recipient did what the message was for."""

    account_sid: AccountSid = field("Whose message it is.")
    message_sid: MessageSid = field("The message.")
    outcome: Outcome = field("confirmed, or unconfirmed.", create=OPTIONAL)
    date_created: datetime = field("When feedback was first given.")
    date_updated: datetime = field("When it last changed.")
    uri: str = self_link()

    operations = [Create(FeedbackService.give, status=200)]


class TracedMessage(Resource):
    """A message as the tracker shows it: spelt as in the 2010 API, without links."""

    sid: MessageSid = field("Names this message for ever.")
    account_sid: AccountSid = field("Whose it is.")
    direction: Direction = field("Inbound, or what made it go out.")
    from_: str | None = field("Who it is from.")
    to: str = field("Who receives it.")
    body: str = field("What it says.")
    num_segments: int = field("Parts it was cut into.", json=quoted)
    num_media: int = field("Pictures and other media it has.", json=quoted)
    status: Status = field("How far it has come.")
    error_code: int | None = field("What went wrong, as a number.")
    error_message: str | None = field("What went wrong, in words.")
    price: Decimal | None = field("What is owed for it, negative.", json=_price)
    price_unit: str = field("The currency of its price.")
    messaging_service_sid: MessagingServiceSid | None = field("The service that chose its sender.")
    date_created: datetime = field("When it was accepted.", json=iso8601_ms)
    date_sent: datetime | None = field("When a carrier took it, or it arrived.", json=iso8601_ms)
    date_updated: datetime = field("When anything of it last changed.", json=iso8601_ms)


class TraceResource(
    Resource, host="ringback", at="v1/Messages/{sid}/Trace", one="", permission="/twilio/messaging/messages"
):
    """Everything that is known of one message: its encoding, parts, timeline, receipts, webhooks and price."""

    message: TracedMessage = field("The message.")
    encoding: str = field("GSM-7 or UCS-2.")
    parts: list[dict[str, Any]] = field("Each part's text and how much of its room it uses.")
    characters: list[dict[str, Any]] = field("What each character costs, and which of them force UCS-2.")
    timeline: list[dict[str, Any]] = field("What happened, in order.")
    receipts: list[dict[str, Any]] = field("What carriers said of each part.")
    webhooks: list[dict[str, Any]] = field("Exchanges with the customer's servers.")
    carrier: dict[str, Any] | None = field("Which carrier took it, and whether that was the simulated one.")
    price: dict[str, Any] = field("What it costs, and why.")

    operations = [Fetch(TraceService.get, name="FetchMessageTrace")]


RESOURCES = (MessageResource, MediaResource, MessageFeedbackResource, TraceResource)
