"""What happened to a call: the requests made for it, and everything in the order it came."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Page, PageRequest
from ringback.products.voice.ports import Live
from ringback.products.voice.service import CallsService
from ringback.rest.write import rfc2822
from ringback.store import Store
from ringback.switch.model import Step, Trail
from ringback.switch.tables import trails
from ringback.webhooks import WebhookRecord
from ringback.webhooks.tables import webhook_records

MOST_EXCHANGES = 1000  # of one call in its timeline
BODY_SHOWN_CHARACTERS = 4096  # of a webhook in the timeline; the record has it whole


class HistoryService:
    """Reads trails, what the switch has not written yet, and the records of webhooks."""

    def __init__(self, store: Store, calls: CallsService, live: Live) -> None:
        self._store, self._calls, self._live = store, calls, live

    async def events(self, caller: Caller, *, call_sid: str, page: PageRequest) -> Page[WebhookRecord]:
        """Requests that were made for a call, and their answers, the first one first."""
        await self._calls.get(caller, sid=call_sid)
        c = webhook_records.c
        where = [c.account_sid == caller.account_sid, c.subject_sid == call_sid]
        return await self._store.search(WebhookRecord, where, page, newest_first=False)

    async def timeline(self, caller: Caller, *, sid: str) -> list[Step]:
        """Signalling, TwiML, media, keys, webhooks and changes of state, in their order."""
        call = await self._calls.get(caller, sid=sid)
        kept = sa.select(trails).where(trails.c.call_sid == sid).order_by(trails.c.part)
        steps = [step for trail in await self._store.records(Trail, kept) for step in trail.steps]
        steps += [*self._live.steps(sid), *await self.exchanges(call.account_sid, sid)]
        return sorted(steps, key=lambda step: step.at)

    async def exchanges(self, account_sid: str, sid: str) -> list[Step]:
        """The requests that were made for a call or a conference."""
        c = webhook_records.c
        asked = sa.select(webhook_records).where(c.account_sid == account_sid, c.subject_sid == sid)
        found = await self._store.records(WebhookRecord, asked.order_by(c.sid).limit(MOST_EXCHANGES))
        return [_step(record) for record in found]


def request_of(record: WebhookRecord) -> dict[str, Any]:
    """What was asked, as /Events shows it."""
    pairs = parse_qs(record.request_body or urlsplit(record.url).query, keep_blank_values=True)
    parameters = {name: values[0] if len(values) == 1 else values for name, values in pairs.items()}
    return {"method": record.method, "url": record.url, "parameters": parameters}


def response_of(record: WebhookRecord) -> dict[str, Any]:
    """What came back; nothing but the times where nothing did."""
    headers = {name.lower(): value for name, value in record.response_headers.items()}
    return {
        "response_code": record.response_status,
        "request_duration": record.duration_ms,
        "content_type": headers.get("content-type"),
        "response_body": record.response_body,
        "date_created": rfc2822(record.date_created),
    }


def _step(record: WebhookRecord) -> Step:
    detail = {
        "sid": record.sid,
        "kind": record.kind,
        "url": record.url,
        "method": record.method,
        "attempt": record.attempt,
        "status": record.response_status,
        "duration_ms": record.duration_ms,
        "request": record.request_body[:BODY_SHOWN_CHARACTERS],
        "response": record.response_body[:BODY_SHOWN_CHARACTERS],
        "error": None if record.error_code is None else {"code": record.error_code, "message": record.error_message},
    }
    said = record.response_status if record.error_code is None else record.error_message
    return Step(at=record.date_created, kind="webhook", text=f"{record.method} {record.url}: {said}", detail=detail)


def plain(detail: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it."""
    return msgspec.to_builtins(detail, enc_hook=str)
