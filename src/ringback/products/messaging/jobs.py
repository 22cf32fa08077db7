"""What messaging does later, and which events ask for it."""

from datetime import datetime

from ringback.jobs import Later, reaction, work
from ringback.kernel import Job
from ringback.products.messaging.delivery import Delivery
from ringback.products.messaging.events import (
    MessageCanceled,
    MessageDelivered,
    MessageEvent,
    MessageFailed,
    MessageQueued,
    MessageReceived,
    MessageRedacted,
    MessageSent,
    MessageUndelivered,
)
from ringback.products.messaging.fetching import Fetching
from ringback.products.messaging.receiving import API_VERSION, Receiving
from ringback.products.messaging.sending import MessagingService
from ringback.store import Unit
from ringback.webhooks import Webhooks
from ringback.webhooks.jobs import callback_job


class MessagingJobs:
    """Handlers of the work in this product. A carrier whose line is down is tried for as long as messages are valid."""

    def __init__(
        self,
        messages: MessagingService,
        delivery: Delivery,
        receiving: Receiving,
        fetching: Fetching,
        webhooks: Webhooks,
    ) -> None:
        self._messages = messages
        self._delivery, self._receiving, self._fetching, self._webhooks = delivery, receiving, fetching, webhooks

    @work("messaging.quiet-over", attempts=1000, backoff_s=(1, 5, 30))
    async def leave(self, job: Job) -> Unit | None:
        return await self._messages.leave(job)

    @work("messaging.submit", attempts=1000, backoff_s=(1, 2, 5, 10, 30, 60))
    async def submit(self, job: Job) -> Unit | Later | None:
        return await self._delivery.submit(job)

    @work("messaging.expire")
    async def expire(self, job: Job) -> Unit | None:
        return await self._delivery.expire(job)

    @work("messaging.settle")
    async def settle(self, job: Job) -> Unit | None:
        return await self._delivery.settle(job)

    @work("messaging.fetch-media", attempts=1000, backoff_s=(2, 10, 30))
    async def fetch_media(self, job: Job) -> Unit | None:
        return await self._fetching.outgoing(job)

    @work("messaging.fetch-arrived", attempts=1000, backoff_s=(2, 10, 30))
    async def fetch_arrived(self, job: Job) -> Unit | None:
        return await self._fetching.arrived(job)

    @work("messaging.answer", attempts=5)
    async def answer(self, job: Job) -> Unit | None:
        return await self._receiving.answer(job)

    @work("messaging.scrub")
    async def scrub(self, job: Job) -> Unit:
        """A redacted message's body goes from the records of its webhooks too."""
        return await self._webhooks.scrubbed(job.account_sid, job.key)


@reaction(MessageReceived)
def ask_the_customer(event: MessageReceived) -> Job:
    """Texts of one pair of numbers are answered in their order: cookies and conversations depend on it."""
    lane = f"answer:{event.to}:{event.from_}"
    args = {"opt_out_type": event.opt_out_type} if event.opt_out_type else {}
    return Job(kind="messaging.answer", key=event.subject_sid, account_sid=event.account_sid, lane=lane, args=args)


@reaction(MessageRedacted)
def scrub_records(event: MessageRedacted) -> Job:
    """In the lane of the message's callbacks: one that is under way would put the text back on record."""
    sid = event.subject_sid
    return Job(kind="messaging.scrub", key=sid, account_sid=event.account_sid, lane=sid)


def _callback(event: MessageEvent) -> Job | None:
    if not event.callback:
        return None
    return callback_job(
        account_sid=event.account_sid,
        subject_sid=event.subject_sid,
        kind="message-status",
        url=event.callback,
        params=_params(event),
    )


def _params(event: MessageEvent) -> list[tuple[str, str]]:
    """The parameters of the status callback: reference/webhooks.md §3."""
    params = [
        ("MessageSid", event.subject_sid),
        ("SmsSid", event.subject_sid),
        ("MessageStatus", event.status),
        ("SmsStatus", event.status),
        ("AccountSid", event.account_sid),
        ("From", event.from_ or ""),
        ("To", event.to),
        ("ApiVersion", API_VERSION),
    ]
    if event.messaging_service_sid:
        params.append(("MessagingServiceSid", event.messaging_service_sid))
    if event.error_code is not None:
        params += [("ErrorCode", str(event.error_code)), ("ErrorMessage", event.error_message or "")]
    if event.status in ("delivered", "undelivered"):
        params.append(("RawDlrDoneDate", _done_date(event.at)))
    return params


def _done_date(at: datetime) -> str:
    """As carriers write it: yymmddhhmm."""
    return at.strftime("%y%m%d%H%M")


# One reaction for each step a customer may hear of.
tell_queued = reaction(MessageQueued)(lambda event: _callback(event))
tell_sent = reaction(MessageSent)(lambda event: _callback(event))
tell_delivered = reaction(MessageDelivered)(lambda event: _callback(event))
tell_undelivered = reaction(MessageUndelivered)(lambda event: _callback(event))
tell_failed = reaction(MessageFailed)(lambda event: _callback(event))
tell_canceled = reaction(MessageCanceled)(lambda event: _callback(event))
