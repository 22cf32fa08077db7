"""Getting media from customers' servers: before a picture message leaves, and when one has arrived."""

import asyncio
from collections.abc import Awaitable, Callable

import msgspec

from ringback.kernel import Clock, Job, Unavailable
from ringback.kernel.alert import Alerted
from ringback.products.accounts.service import AccountsService
from ringback.products.messaging import rules
from ringback.products.messaging.delivery import Delivery
from ringback.products.messaging.media import MEDIA_MOST, MediaService
from ringback.products.messaging.model import Media, Message, Status
from ringback.products.messaging.sending import submission
from ringback.store import Store, Unit
from ringback.transports.http_client import HttpClient, Outgoing
from ringback.transports.http_client_faults import Fault, HttpFailed

RETRIEVAL, TOO_BIG, WRONG_TYPE = 11200, 30019, 12300
ATTEMPTS = 3
# What phones can take (reference/messaging.md §8).
TYPES = ("image/", "audio/", "video/")
MORE_TYPES = frozenset(
    {"text/vcard", "text/x-vcard", "text/csv", "text/rtf", "text/richtext", "text/calendar", "text/directory"}
    | {"application/pdf", "application/vcard"}
)


class NotFetched(Exception):
    """Why a picture cannot be had."""

    def __init__(self, code: int, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.code, self.url, self.reason = code, url, reason


class Fetching:
    """The jobs that get media."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        http: HttpClient,
        accounts: AccountsService,
        media: MediaService,
        delivery: Delivery,
        allow_private: Callable[[str], Awaitable[bool]],
    ) -> None:
        self._store, self._clock, self._http = store, clock, http
        self._accounts, self._media, self._delivery = accounts, media, delivery
        self._allow_private = allow_private

    async def outgoing(self, job: Job) -> Unit | None:
        """Gets what a message is to carry, then lets it take its turn; else it fails and the debugger is told."""
        message = await self._store.get(Message, job.key)
        if message is None or message.status is not Status.QUEUED:
            return None
        try:
            items = await self._fetch(message, job)
        except NotFetched as problem:
            return self._delivery.failed(message, problem.code) + self._told(message, problem)
        return Unit(insert=items, jobs=[submission(message, job.args["lane"], is_rated=job.args["is_rated"])])

    async def arrived(self, job: Job) -> Unit | None:
        """Gets what came with an inbound message; what cannot be had is left out, and told."""
        message = await self._store.get(Message, job.key)
        if message is None or message.status is not Status.RECEIVING:
            return None
        unit, items = Unit(), []
        try:
            items = await self._fetch(message, job)
        except NotFetched as problem:
            unit = self._told(message, problem)
        received = msgspec.structs.replace(message, status=Status.RECEIVED, num_media=len(items))
        told = rules.received(received, self._clock.now(), job.args.get("opt_out_type"))
        return unit + Unit(insert=items, change=[(message, received)], events=[told])

    async def _fetch(self, message: Message, job: Job) -> list[Media]:
        urls = job.args["media_urls"]
        allow_private = await self._allow_private(message.account_sid)
        got = await asyncio.gather(*(self._one(message, job, url, allow_private) for url in urls))
        if sum(len(body) for _, body in got) > MEDIA_MOST:
            raise NotFetched(TOO_BIG, urls[0], f"all media together are larger than {MEDIA_MOST} bytes")
        keep = self._media.keep
        return [
            await keep(message.sid, message.account_sid, position, content_type, body)
            for position, (content_type, body) in enumerate(got)
        ]

    async def _one(self, message: Message, job: Job, url: str, allow_private: bool) -> tuple[str, bytes]:
        asked = Outgoing(
            method="GET",
            url=url,
            headers={"User-Agent": "TwilioProxy/1.1", "Accept": "*/*"},
            owner=message.account_sid,
            allow_private=allow_private,
            max_body_bytes=MEDIA_MOST,
        )
        try:
            came = await self._http.fetch(asked)
        except HttpFailed as failed:
            if failed.fault is Fault.BUSY or (_passing(failed.fault) and job.attempts < ATTEMPTS - 1):
                raise Unavailable(f"{url}: {failed}") from failed
            raise NotFetched(RETRIEVAL, url, str(failed)) from failed
        if not 200 <= came.status < 300:
            raise NotFetched(RETRIEVAL, url, f"the server answered with HTTP status {came.status}")
        if came.is_cut:
            raise NotFetched(TOO_BIG, url, f"it is larger than {MEDIA_MOST} bytes")
        content_type = (came.header("content-type") or "").split(";")[0].strip().lower()
        if not content_type.startswith(TYPES) and content_type not in MORE_TYPES:
            raise NotFetched(
                WRONG_TYPE, url, f"its Content-Type is {content_type or 'missing'}, which phones do not take"
            )
        return content_type, came.body

    def _told(self, message: Message, problem: NotFetched) -> Unit:
        alert = Alerted(
            account_sid=message.account_sid,
            subject_sid=message.sid,
            at=self._clock.now(),
            error_code=problem.code,
            message=problem.reason,
            request_url=problem.url,
            request_method="GET",
        )
        return Unit(events=[alert])


def _passing(fault: Fault) -> bool:
    """Whether another try may do better."""
    return fault in (Fault.CONNECT_TIMEOUT, Fault.CONNECTION_REFUSED, Fault.CONNECTION_FAILED, Fault.TIMEOUT)
