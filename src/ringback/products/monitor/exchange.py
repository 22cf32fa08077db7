"""What was sent and what came back when something went wrong, as alerts and the debugger's webhook show it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from ringback.products.monitor.model import Alert
from ringback.webhooks import WebhookRecord

BODY_TOLD_CHARACTERS = 4096  # of what was sent and answered, in what the debugger's webhook is told


def with_exchange(alert: Alert, record: WebhookRecord | None) -> Alert:
    """The alert with what was sent and what came back, as pairs."""
    if record is None:
        return alert
    return msgspec.structs.replace(
        alert,
        request_variables=_variables(record),
        request_headers=urlencode(record.request_headers),
        response_headers=urlencode(record.response_headers),
        response_body=record.response_body,
    )


def _variables(record: WebhookRecord) -> str:
    return record.request_body or urlsplit(record.url).query


def debugger_payload(alert: Alert, told: Mapping[str, Any], record: WebhookRecord | None) -> dict[str, Any]:
    """What the debugger webhook is told: reference/webhooks.md §10."""
    return {
        "resource_sid": alert.resource_sid,
        "service_sid": alert.service_sid,
        "error_code": str(alert.error_code),
        "more_info": dict(told),
        "webhook": _exchange(record) if record is not None else None,
    }


def _exchange(record: WebhookRecord) -> dict[str, Any]:
    return {
        "type": "application/json",
        "request": {
            "url": record.url,
            "method": record.method,
            "headers": record.request_headers,
            "parameters": _variables(record)[:BODY_TOLD_CHARACTERS],
        },
        "response": {
            "status_code": record.response_status,
            "headers": record.response_headers,
            "body": record.response_body[:BODY_TOLD_CHARACTERS],
        },
    }
