"""Alerts, entries of the audit log, and who wants to hear of alerts."""

import enum
from datetime import datetime
from typing import Any

import msgspec


class LogLevel(enum.StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    DEBUG = "debug"


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """Something a customer should look at.

    `webhook_sid` names the exchange it came up in, if one did: the fields below it are filled in from there when an
    alert is fetched, and not kept with it.
    """

    sid: str
    account_sid: str
    resource_sid: str
    service_sid: str | None = None
    error_code: int
    log_level: LogLevel
    alert_text: str
    request_method: str | None = None
    request_url: str | None = None
    date_created: datetime
    webhook_sid: str | None = None
    request_variables: str | None = None
    request_headers: str | None = None
    response_headers: str | None = None
    response_body: str | None = None


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Who changed which resource, from where, and what was there before."""

    sid: str
    account_sid: str
    event_type: str
    resource_type: str
    resource_sid: str
    description: str | None = None
    actor_sid: str
    actor_type: str
    source: str
    source_ip_address: str
    event_data: dict[str, Any]
    date_created: datetime


class DebuggerWebhook(msgspec.Struct, frozen=True, kw_only=True):
    """Where an account wants to hear of its alerts, and of its subaccounts' that have no webhook of their own."""

    account_sid: str
    url: str | None = None
    method: str = "POST"
    date_updated: datetime | None = None
    version: int = 0
