"""Requests made to a customer's servers, as Ringback's own API shows them, and sending one again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from ringback.kernel.sid import AccountSid, WebhookSid
from ringback.rest import EXACT, Action, Fetch, List, Resource, field, iso8601_ms
from ringback.webhooks import Outcome, WebhookRecord, Webhooks
from ringback.webhooks.errors import Redacted


def _timing(record: WebhookRecord) -> Mapping[str, Any]:
    return msgspec.structs.asdict(record.timing)


def _request(record: WebhookRecord) -> Mapping[str, Any]:
    return {"headers": record.request_headers, "body": record.request_body}


def _response(record: WebhookRecord) -> Mapping[str, Any] | None:
    if record.response_status is None:
        return None
    return {"status": record.response_status, "headers": record.response_headers, "body": record.response_body}


def _error(record: WebhookRecord) -> Mapping[str, Any] | None:
    if record.error_code is None:
        return None
    return {"code": record.error_code, "message": record.error_message}


class WebhookResource(Resource, host="ringback", at="v1/Webhooks", permission="/twilio/monitor/alerts"):
    """One exchange with a customer's server: what was sent, what came back, and how long each part took."""

    sid: WebhookSid = field("Names this exchange.")
    account_sid: AccountSid = field("Whose server was asked.")
    subject_sid: str = field("The message, call or other thing it was about.")
    kind: str = field("What it was for, as message-status.", filter=EXACT)
    url: str = field("Where it went; a name and password before the @ are not shown.")
    method: str = field("GET or POST.")
    attempt: int = field("1 for the first try at the URL; 0 when nothing was sent.")
    at: datetime = field("When it began.", of="date_created", json=iso8601_ms)
    duration_ms: int = field("How long it took.")
    timing: dict[str, float | None] = field("Its parts in milliseconds; null for what did not happen.", of=_timing)
    request: dict[str, Any] = field("Headers and body that were sent.", of=_request)
    response: dict[str, Any] | None = field("Status, headers and body that came; null if none did.", of=_response)
    error: dict[str, Any] | None = field("Code and message of what went wrong; null if nothing did.", of=_error)
    replay_of: WebhookSid | None = field("The exchange that this one repeats.")
    subject: str = field("Only what is about this SID.", filter=EXACT, shown=False)
    host: str = field(
        "Only what went to this host, with its port unless it is the usual one.", filter=EXACT, shown=False
    )
    outcome: Outcome = field("Only what went well (ok), or did not (failed).", filter=EXACT, shown=False)

    operations = [
        Fetch(Webhooks.get),
        List(Webhooks.search),
        Action(Webhooks.replay, name="ReplayWebhook", at="{sid}/Replay", status=201, refuses=[Redacted]),
    ]


RESOURCES = (WebhookResource,)
