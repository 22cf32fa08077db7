"""Looking at alerts."""

from ringback.kernel import Caller, Clock, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.products.monitor import exchange, rules, tables
from ringback.products.monitor.model import Alert, LogLevel
from ringback.products.monitor.reader import READER
from ringback.store import Store
from ringback.webhooks import WebhookRecord


class AlertsService:
    """Alerts are there for 30 days."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        log_level: LogLevel | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
    ) -> Page[Alert]:
        """The account's alerts, newest first."""
        await self._store.events.catch_up(READER)
        t = tables.alerts.c
        start, end = rules.moment_of("StartDate", start_date), rules.moment_of("EndDate", end_date, is_end=True)
        oldest = self._clock.now() - rules.ALERTS_KEPT_FOR
        where = [t.account_sid == caller.account_sid, t.date_created >= max(start or oldest, oldest)]
        if end is not None:
            where.append(t.date_created < end)
        if log_level is not None:
            where.append(t.log_level == log_level.value)
        return await self._store.search(Alert, where, page)

    async def get(self, caller: Caller, *, sid: str) -> Alert:
        """One alert, with the exchange it came up in."""
        await self._store.events.catch_up(READER)
        alert = await self._store.first(Alert, sid=sid, account_sid=caller.account_sid)
        if alert is None or alert.date_created < self._clock.now() - rules.ALERTS_KEPT_FOR:
            raise NotFound(what=f"/v1/Alerts/{sid}")
        if alert.webhook_sid is None:
            return alert
        record = await self._store.first(WebhookRecord, sid=alert.webhook_sid, account_sid=alert.account_sid)
        return exchange.with_exchange(alert, record)
