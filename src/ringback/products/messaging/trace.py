"""The tracker: everything that is known of one message, from the message, the event log and the webhook records."""

from typing import Any

import msgspec

from ringback.kernel import Caller, PageRequest
from ringback.kernel.event import Recorded
from ringback.products.messaging.model import Message
from ringback.products.messaging.sending import MessagingService
from ringback.protocols.sms import segments
from ringback.protocols.sms.explanation import CharacterCost, Explanation
from ringback.store import Store
from ringback.webhooks import WebhookRecord, Webhooks

WEBHOOKS_MOST = 100
RECEIPT = "messaging.receipt.came"
HIDDEN = {"type", "account_sid", "subject_sid", "at", "direction", "from_", "to", "callback"}


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """What the page of one message shows."""

    sid: str
    message: Message
    encoding: str
    parts: list[dict[str, Any]]
    characters: list[dict[str, Any]]
    timeline: list[dict[str, Any]]
    receipts: list[dict[str, Any]]
    webhooks: list[dict[str, Any]]
    carrier: dict[str, Any] | None
    price: dict[str, Any]


class TraceService:
    def __init__(self, store: Store, messages: MessagingService, webhooks: Webhooks) -> None:
        self._store, self._messages, self._webhooks = store, messages, webhooks

    async def get(self, caller: Caller, *, sid: str) -> Trace:
        """The trace of one of the account's messages."""
        message = await self._messages.get(caller, sid=sid)
        came = await self._store.events.of(sid, message.account_sid)
        asked = await self._webhooks.search(caller, page=PageRequest(size=WEBHOOKS_MOST), subject=sid)
        explained = segments.explain(message.body)
        return Trace(
            sid=sid,
            message=message,
            encoding=message.encoding,
            parts=_parts(message, explained),
            characters=[_character(cost, explained) for cost in explained.characters],
            timeline=[_moment(event) for event in came],
            receipts=[_receipt(event) for event in came if event.type == RECEIPT],
            webhooks=[_webhook(record) for record in reversed(asked.items)],
            carrier={"name": message.carrier, "simulated": message.simulated} if message.carrier else None,
            price=_price(message),
        )


def _parts(message: Message, explained: Explanation) -> list[dict[str, Any]]:
    texts = segments.cut(message.body).parts if message.body else ()
    return [
        {"index": n, "text": text, "units": use.used, "room": use.room}
        for n, (text, use) in enumerate(zip(texts, explained.parts, strict=True))
    ]


def _character(cost: CharacterCost, explained: Explanation) -> dict[str, Any]:
    return {
        "char": cost.character,
        "code_point": cost.code_point,
        "alphabet": cost.set,
        "units": cost.units,
        "part": cost.part,
        "forces_ucs2": cost.character in explained.forced_ucs2,
        "plainer": cost.plainer,
    }


def _moment(event: Recorded) -> dict[str, Any]:
    said = {name: value for name, value in event.as_dict().items() if name not in HIDDEN and value is not None}
    return {"at": event.at, "what": event.type, "detail": said}


def _receipt(event: Recorded) -> dict[str, Any]:
    said = event.as_dict()
    return {
        "at": event.at,
        **{k: said.get(k) for k in ("part", "status", "error_code", "carrier", "carrier_id", "applied")},
    }


def _webhook(record: WebhookRecord) -> dict[str, Any]:
    return {
        "sid": record.sid,
        "kind": record.kind,
        "url": record.url,
        "method": record.method,
        "attempt": record.attempt,
        "at": record.date_created,
        "duration_ms": record.duration_ms,
        "timing": msgspec.to_builtins(record.timing),
        "request": {"headers": record.request_headers, "body": record.request_body},
        "response": None
        if record.response_status is None
        else {"status": record.response_status, "headers": record.response_headers, "body": record.response_body},
        "error": None if record.error_code is None else {"code": record.error_code, "message": record.error_message},
        "replay_of": record.replay_of,
    }


def _price(message: Message) -> dict[str, Any]:
    units = (message.num_media and 1) or message.num_segments
    return {
        "amount": None if message.price is None else f"{message.price:.5f}",
        "currency": message.price_unit,
        "segments": message.num_segments,
        "each": None if message.price is None else f"{message.price / units:.5f}",
    }
