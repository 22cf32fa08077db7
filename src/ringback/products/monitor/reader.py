"""Reads the event log for what customers should look at: failures become alerts, changes entries of the audit log."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel import Clock, Job, SidSource
from ringback.kernel.alert import Alerted
from ringback.kernel.audit import audited_events
from ringback.kernel.event import Recorded, type_of
from ringback.products.accounts.service import AccountsService
from ringback.products.monitor import exchange, rules, tables
from ringback.products.monitor.model import Alert, AuditEntry, DebuggerWebhook, LogLevel
from ringback.rest.write import iso8601
from ringback.store import Store, Unit
from ringback.webhooks import WebhookRecord, callback_job
from ringback.webhooks.events import WebhookAnswered, WebhookFailed
from ringback.webhooks.tables import webhook_records

READER = "monitor"
PAUSE_S = 0.2
DEBUGGER = "debugger"  # the kind of the webhook that tells of alerts, and is never itself alerted about
SWEPT_AT_ONCE = 200  # with each batch that writes, so that deleting keeps pace without a clock of its own
_ALERTED, _ANSWERED, _FAILED = type_of(Alerted), type_of(WebhookAnswered), type_of(WebhookFailed)
_OUTCOMES = {_ANSWERED: "ok", _FAILED: "failed"}


class MonitorReader:
    """Follows the log. Call `follow` when every room is loaded: the audited events are those known then.

    `counted` hears of each webhook's kind and outcome, `ok` or `failed`.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        accounts: AccountsService,
        counted: Callable[[str, str], None] = lambda _kind, _outcome: None,
    ) -> None:
        self._store, self._clock, self._sids, self._accounts = store, clock, sids, accounts
        self._counted = counted

    def follow(self) -> None:
        types = [_ALERTED, *_OUTCOMES, *(type_of(event) for event in audited_events())]
        self._store.events.follow(READER, self.read, types=types, pause_s=PAUSE_S)

    async def read(self, events: list[Recorded]) -> Unit:
        for event in events:
            if event.type in _OUTCOMES:
                self._counted(_kind_of(event.data).kind, _OUTCOMES[event.type])
        troubles = [trouble for event in events if (trouble := _trouble(event)) is not None]
        records = await self._records([t.webhook_sid for t in troubles if t.webhook_sid])
        unit = Unit()
        for trouble in troubles:
            unit += await self._alert(trouble, records.get(trouble.webhook_sid or ""))
        entries = [self._entry(event) for event in events if event.type not in (_ALERTED, *_OUTCOMES)]
        return unit + Unit(insert=entries) + await self._expired(bool(troubles), bool(entries))

    def _entry(self, event: Recorded) -> AuditEntry:
        return rules.audit_entry(self._sids.new("AE", event.at), event)

    async def _alert(self, trouble: "_Trouble", record: WebhookRecord | None) -> Unit:
        told = trouble.told(record)
        alert = Alert(
            sid=self._sids.new("NO", trouble.at),
            account_sid=trouble.account_sid,
            resource_sid=trouble.subject_sid,
            error_code=trouble.code,
            log_level=trouble.level,
            alert_text=rules.alert_text(trouble.code, trouble.level, trouble.message, told),
            request_method=trouble.method or (record.method if record else None),
            request_url=trouble.url or (record.url if record else None),
            date_created=trouble.at,
            webhook_sid=trouble.webhook_sid,
        )
        return Unit(insert=[alert], jobs=await self._debugger(alert, trouble, told, record))

    async def _debugger(
        self, alert: Alert, trouble: "_Trouble", told: dict[str, Any], record: WebhookRecord | None
    ) -> list[Job]:
        """The job that tells whoever asked to hear of alerts: the account, else its parent."""
        account = await self._accounts.find(alert.account_sid)
        parent_sid = account.owner_account_sid if account and not account.is_parent else None
        webhook = await self._webhook_of(alert.account_sid, parent_sid)
        if webhook is None or webhook.url is None or alert.log_level not in (LogLevel.ERROR, LogLevel.WARNING):
            return []
        more = {"Msg": trouble.message, "ErrorCode": str(alert.error_code), "LogLevel": alert.log_level.value.upper()}
        payload = exchange.debugger_payload(alert, {**more, **told}, record)
        params = {
            "Sid": alert.sid,
            "AccountSid": alert.account_sid,
            "ParentAccountSid": parent_sid,
            "Timestamp": iso8601(alert.date_created),
            "Level": alert.log_level.value.upper(),
            "PayloadType": "application/json",
            "Payload": msgspec.json.encode(payload).decode(),
        }
        job = callback_job(
            account_sid=webhook.account_sid,
            subject_sid=alert.sid,
            kind=DEBUGGER,
            url=webhook.url,
            method=webhook.method,
            params=params,
        )
        return [job]

    async def _webhook_of(self, account_sid: str, parent_sid: str | None) -> DebuggerWebhook | None:
        own = await self._store.cached(DebuggerWebhook, account_sid=account_sid)
        if own is not None and own.url is not None:
            return own
        return await self._store.cached(DebuggerWebhook, account_sid=parent_sid) if parent_sid else None

    async def _records(self, sids: list[str]) -> dict[str, WebhookRecord]:
        """The exchanges in which things failed, by SID."""
        if not sids:
            return {}
        found = await self._store.records(
            WebhookRecord, sa.select(webhook_records).where(webhook_records.c.sid.in_(sids))
        )
        return {record.sid: record for record in found}

    async def _expired(self, alerts: bool, entries: bool) -> Unit:
        """What is older than it is kept for, as much as a batch can take along."""
        now, gone = self._clock.now(), []
        if alerts:
            old = tables.older_than(tables.alerts, now - rules.ALERTS_KEPT_FOR, SWEPT_AT_ONCE)
            gone += await self._store.records(Alert, old)
        if entries:
            old = tables.older_than(tables.audit_entries, now - rules.AUDIT_KEPT_FOR, SWEPT_AT_ONCE)
            gone += await self._store.records(AuditEntry, old)
        return Unit(delete=gone)


class _Kind(msgspec.Struct):
    kind: str


_kind_of = msgspec.json.Decoder(_Kind).decode


class _Trouble(msgspec.Struct):
    """What two kinds of events say alike."""

    account_sid: str
    subject_sid: str
    at: datetime
    code: int
    level: LogLevel
    message: str
    webhook_sid: str | None
    url: str | None = None
    method: str | None = None
    details: dict[str, Any] = {}

    def told(self, record: WebhookRecord | None) -> dict[str, Any]:
        """The pairs beside message, code and level."""
        url = self.url or (record.url if record else None)
        status = record.response_status if record else None
        pairs = {"url": url, "httpResponse": None if status is None else str(status), **self.details}
        return {name: value for name, value in pairs.items() if value is not None}


def _trouble(event: Recorded) -> _Trouble | None:
    """None where it is no trouble, or that of the debugger's own webhook: that would go round in circles."""
    if event.type == _ALERTED:
        raised = event.decode(Alerted)
        level = LogLevel(raised.level)
        about = (raised.account_sid, raised.subject_sid, raised.at, raised.error_code, level, raised.message)
        return _Trouble(*about, raised.webhook_sid, raised.request_url, raised.request_method, raised.details)
    if event.type != _FAILED:
        return None
    failed = event.decode(WebhookFailed)
    if failed.kind == DEBUGGER:
        return None
    level = rules.level_of_failure(failed.kind)
    about = (failed.account_sid, failed.subject_sid, failed.at, failed.code, level, failed.message)
    return _Trouble(*about, failed.record_sid)
