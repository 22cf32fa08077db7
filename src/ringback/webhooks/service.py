"""Asking customers' servers: sign, send, retry, follow, fall back; the records of it, and sending one again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs

import structlog

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.refused import NotFound
from ringback.store import Store, Unit
from ringback.transports.http_client import HttpClient
from ringback.webhooks import tables
from ringback.webhooks.asking import Account, Asking, Surroundings
from ringback.webhooks.cache import Cache
from ringback.webhooks.cookies import Jars
from ringback.webhooks.encoding import unform
from ringback.webhooks.errors import Redacted
from ringback.webhooks.events import WebhookAnswered, WebhookFailed
from ringback.webhooks.model import Answer, Failure, Outcome, Request, WebhookRecord
from ringback.webhooks.recording import host_of, without_text

log = structlog.get_logger(__name__)
KEPT_FOR = timedelta(days=30)
SWEPT_AT_ONCE = 500

SigningKey = Callable[[str], Awaitable[str]]
AllowPrivate = Callable[[str], Awaitable[bool]]


class Webhooks:
    """Requests to customers' servers. `signing_key` and `allow_private` answer for an account's SID."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        http: HttpClient,
        *,
        signing_key: SigningKey,
        allow_private: AllowPrivate,
        kept_for: timedelta = KEPT_FOR,
    ) -> None:
        self._store, self._clock, self._sids = store, clock, sids
        self._signing_key, self._allow_private, self._kept_for = signing_key, allow_private, kept_for
        self._around = Surroundings(http, clock, sids, Jars(), Cache())

    async def ask(self, request: Request) -> Answer:
        """One logical request, with its retries, redirects and fallback. What customers do wrong is in the answer."""
        answer = await self._ask(request)
        if answer.error is None or not request.fallback_url:
            return answer
        second = await self._ask(request.to_fallback(answer.error.code, answer.error.url))
        second.is_from_fallback = True
        second.failures = [*answer.failures, *second.failures]
        second.records = [*answer.records, *second.records]
        second.events = [*answer.events, *second.events]
        return second

    async def keep(self, answer: Answer) -> None:
        """Writes the records and events of an answer whose asker has nothing else to commit."""
        await self._store.commit(answer.unit())

    def forget_cookies(self, account_sid: str, jar_key: tuple[str, ...]) -> None:
        """Ends a conversation's cookies before their time: when a call is over."""
        self._around.jars.forget((account_sid, *jar_key))

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        subject: str | None = None,
        host: str | None = None,
        outcome: Outcome | None = None,
        kind: str | None = None,
    ) -> Page[WebhookRecord]:
        """Newest first; what is not asked about does not narrow it."""
        where = tables.matching(caller.account_sid, subject, host, kind, outcome)
        return await self._store.search(WebhookRecord, where, page)

    async def get(self, caller: Caller, *, sid: str) -> WebhookRecord:
        """Raises NotFound, also for another account's record."""
        record = await self._store.first(WebhookRecord, account_sid=caller.account_sid, sid=sid)
        if record is None:
            raise NotFound(what=f"Webhooks/{sid}")
        return record

    async def replay(self, caller: Caller, *, sid: str) -> WebhookRecord:
        """Sends what the record holds again, now, signed with today's key; the new record names the old one.

        Raises Redacted when what it held is gone.
        """
        record = await self.get(caller, sid=sid)
        if not record.target:
            raise Redacted(sid=sid)
        answer = await self.ask(replayed(record))
        await self.keep(answer)
        return answer.records[-1]

    async def scrubbed(self, account_sid: str, subject_sid: str) -> Unit:
        """The unit that takes a subject's text out of its records, in bodies and queries: it was redacted."""
        found = await self._store.records(WebhookRecord, tables.about(account_sid, subject_sid))
        return Unit(put=[without_text(record) for record in found])

    async def sweep(self, now: datetime) -> int:
        """Drops records older than they are kept for, and jars nobody used; returns how many records went."""
        self._around.jars.sweep(now)
        gone = 0
        while found := await self._store.records(
            WebhookRecord, tables.oldest_before(now - self._kept_for, SWEPT_AT_ONCE)
        ):
            await self._store.commit(Unit(delete=found))
            gone += len(found)
        return gone

    async def _ask(self, request: Request) -> Answer:
        account = Account(
            request.auth_token or await self._signing_key(request.account_sid),
            await self._allow_private(request.account_sid),
        )
        answer = await Asking(self._around, account, request).run()
        answer.events = [_told(request, answer, self._clock.now())] if answer.records else []
        if answer.error is not None:
            _log(request, answer.error)
        return answer


def replayed(record: WebhookRecord) -> Request:
    """The request that a record holds: the same parameters to the same URL, in the form they had."""
    is_json = record.request_headers.get("Content-Type") == "application/json"
    is_hashed = "bodySHA256" in parse_qs(record.url.partition("?")[2])
    return Request(
        account_sid=record.account_sid,
        subject_sid=record.subject_sid,
        kind=record.kind,
        url=record.target,
        method=record.method,
        params=() if is_json else unform(record.request_body),
        json=record.request_body.encode() if is_json and is_hashed else None,
        replay_of=record.sid,
    )


def _told(request: Request, answer: Answer, at: datetime) -> WebhookAnswered | WebhookFailed:
    last = answer.records[-1]
    shared = {
        "account_sid": request.account_sid,
        "subject_sid": request.subject_sid,
        "at": at,
        "kind": request.kind,
        "host": last.host or host_of(request.url),
        "method": last.method,
        "attempts": answer.attempts,
        "duration_ms": sum(record.duration_ms for record in answer.records),
        "record_sid": last.sid,
    }
    if answer.error is None:
        return WebhookAnswered(**shared, status=answer.status or 0)
    return WebhookFailed(**shared, code=answer.error.code, message=answer.error.message, status=answer.error.status)


def _log(request: Request, failure: Failure) -> None:
    """No URL, no body: a query string may hold what its owner would not want in a log."""
    log.warning(
        "webhook failed",
        subject=request.subject_sid,
        account=request.account_sid,
        kind=request.kind,
        host=host_of(request.url),
        code=failure.code,
        status=failure.status,
        record=failure.record_sid,
    )
