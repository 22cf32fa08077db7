"""What happens to messages. None of these holds a body: redaction need not chase the log."""

from decimal import Decimal

from ringback.kernel import Event


class MessageEvent(Event):
    """A message came to `status`. `price` is set from the moment it is owed; `callback` is who wants to hear."""

    direction: str
    to: str
    from_: str | None
    status: str
    num_segments: int
    num_media: int = 0
    price: Decimal | None = None
    price_unit: str = "USD"
    error_code: int | None = None
    error_message: str | None = None
    messaging_service_sid: str | None = None
    carrier: str | None = None
    simulated: bool = False
    callback: str | None = None


class MessageHeld(Event, tag="messaging.message.held"):
    """It waits for quiet hours to end where its recipient is."""

    to: str
    until: str
    why: str


class MessageAccepted(MessageEvent, tag="messaging.message.accepted"):
    """The API took it: it is durable, and will be sent (status queued, accepted or scheduled)."""


class MessageQueued(MessageEvent, tag="messaging.message.queued"):
    """A scheduled or service message now waits for its sender's turn."""


class MessageSent(MessageEvent, tag="messaging.message.sent"):
    """A carrier took it; from here it is owed for."""


class MessageDelivered(MessageEvent, tag="messaging.message.delivered"):
    """Every part's receipt says delivered."""


class MessageUndelivered(MessageEvent, tag="messaging.message.undelivered"):
    """A carrier or handset refused it."""


class MessageFailed(MessageEvent, tag="messaging.message.failed"):
    """It could not be handed to a carrier."""


class MessageCanceled(MessageEvent, tag="messaging.message.canceled"):
    """It was called off before anything of it was handed to a carrier."""


class MessageReceived(MessageEvent, tag="messaging.message.received"):
    """A text for one of our numbers came in. `opt_out_type`: it was a keyword, and this is what it asked for."""

    opt_out_type: str | None = None


class MessageRedacted(Event, tag="messaging.message.redacted"):
    """Its body is gone for good."""


class MessageDeleted(Event, tag="messaging.message.deleted"):
    """It is gone for good."""


class MediaDeleted(Event, tag="messaging.media.deleted"):
    """One picture of a message is gone for good."""


class FeedbackGiven(Event, tag="messaging.feedback.given"):
    """The customer says whether the recipient acted on it."""

    outcome: str


class SubmitUnknown(Event, tag="messaging.submit.unknown"):
    """A carrier was handed the message and did not answer: it may go out, or not."""

    carrier: str
    reason: str


class RouteFailed(Event, tag="messaging.route.failed"):
    """A carrier did not take the message, and the next was tried. `route` is None where it had no route."""

    carrier: str
    route: str | None
    reason: str
    error_code: int | None = None


class ReceiptCame(Event, tag="messaging.receipt.came"):
    """A carrier spoke of one part; `applied` is False for late, repeated or backward words."""

    carrier: str
    carrier_id: str
    part: int
    status: str
    error_code: int | None = None
    applied: bool = True
