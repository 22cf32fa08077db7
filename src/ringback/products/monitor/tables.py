"""Where alerts and the audit log are kept."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ringback.products.monitor.model import Alert, AuditEntry, DebuggerWebhook
from ringback.store import record_table

BY_AGE = ("account_sid", "date_created", "sid")
OF_THE_EXCHANGE = ("request_variables", "request_headers", "response_headers", "response_body")

alerts = record_table("alerts", Alert, key="sid", indexes=[BY_AGE, ("date_created",)], without=OF_THE_EXCHANGE)
audit_entries = record_table(
    "audit_entries",
    AuditEntry,
    key="sid",
    indexes=[BY_AGE, ("account_sid", "resource_sid", "date_created"), ("date_created",)],
)
debugger_webhooks = record_table("debugger_webhooks", DebuggerWebhook, key="account_sid")


def older_than(table: sa.Table, moment: datetime, limit: int) -> sa.Select[Any]:
    """The oldest rows made before `moment`."""
    return sa.select(table).where(table.c.date_created < moment).order_by(table.c.date_created).limit(limit)
