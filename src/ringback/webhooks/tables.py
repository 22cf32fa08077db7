"""Where webhook records are kept, and how they are found."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ringback.kernel.time import to_ms
from ringback.store import record_table
from ringback.webhooks.model import Outcome, WebhookRecord

webhook_records = record_table(
    "webhook_records",
    WebhookRecord,
    key="sid",
    indexes=[("account_sid", "date_created", "sid"), ("subject_sid", "date_created")],
)


def matching(
    account_sid: str, subject: str | None, host: str | None, kind: str | None, outcome: Outcome | None
) -> list[sa.ColumnElement[bool]]:
    """Conditions of a search; those that are None are left out."""
    column = webhook_records.c
    asked = {column.subject_sid: subject, column.host: host, column.kind: kind, column.outcome: outcome}
    return [column.account_sid == account_sid, *(name == value for name, value in asked.items() if value is not None)]


def about(account_sid: str, subject_sid: str) -> sa.Select[tuple[object, ...]]:
    """Every exchange about one thing."""
    column = webhook_records.c
    return sa.select(webhook_records).where(column.account_sid == account_sid, column.subject_sid == subject_sid)


def oldest_before(moment: datetime, limit: int) -> sa.Select[tuple[object, ...]]:
    """Records made before `moment`: SIDs rise with time, so the key's own index finds them."""
    column = webhook_records.c
    first_of_moment = f"WR{to_ms(moment):012x}"
    return sa.select(webhook_records).where(column.sid < first_of_moment).order_by(column.sid).limit(limit)
