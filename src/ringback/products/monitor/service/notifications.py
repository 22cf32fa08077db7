"""Alerts as the 2010 API tells of them: errors and warnings, all of an account's or those of one call."""

from datetime import datetime
from typing import Any

from ringback.kernel import Caller, Clock, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.products.monitor import rules, tables
from ringback.products.monitor.model import Alert, LogLevel
from ringback.products.monitor.reader import READER
from ringback.products.monitor.service.alerts import AlertsService
from ringback.rest.values import Range
from ringback.store import Store
from ringback.switch.model import Call

LEVELS = (LogLevel.ERROR, LogLevel.WARNING)  # in this API's numbers, 0 and 1


class NotificationsService:
    """There for 30 days, as the alerts they are."""

    def __init__(self, store: Store, clock: Clock, alerts: AlertsService) -> None:
        self._store, self._clock, self._alerts = store, clock, alerts

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        log: str | None = None,
        message_date: Range[datetime] | None = None,
    ) -> Page[Alert]:
        """The account's, newest first."""
        return await self._search(caller, page, log, message_date, [])

    async def search_of_call(
        self,
        caller: Caller,
        *,
        call_sid: str,
        page: PageRequest,
        log: str | None = None,
        message_date: Range[datetime] | None = None,
    ) -> Page[Alert]:
        """One call's, newest first."""
        await self._check_call(caller, call_sid)
        return await self._search(caller, page, log, message_date, [tables.alerts.c.resource_sid == call_sid])

    async def get(self, caller: Caller, *, sid: str) -> Alert:
        """One, with the exchange it came up in."""
        return await self._find(caller, sid, f"Notifications/{sid}")

    async def get_of_call(self, caller: Caller, *, call_sid: str, sid: str) -> Alert:
        """One of a call's."""
        await self._check_call(caller, call_sid)
        path = f"Calls/{call_sid}/Notifications/{sid}"
        found = await self._find(caller, sid, path)
        if found.resource_sid != call_sid:
            raise _not_found(caller, path)
        return found

    async def _find(self, caller: Caller, sid: str, path: str) -> Alert:
        try:
            return await self._alerts.get(caller, sid=sid)
        except NotFound:
            raise _not_found(caller, path) from None

    async def _search(
        self, caller: Caller, page: PageRequest, log: str | None, when: Range[datetime] | None, where: list[Any]
    ) -> Page[Alert]:
        await self._store.events.catch_up(READER)
        t = tables.alerts.c
        levels = [level.value for number, level in enumerate(LEVELS) if log in (None, str(number))]
        oldest = self._clock.now() - rules.ALERTS_KEPT_FOR
        since = max(when.since, oldest) if when is not None and when.since is not None else oldest
        where = [*where, t.account_sid == caller.account_sid, t.date_created >= since, t.log_level.in_(levels)]
        if when is not None and when.before is not None:
            where.append(t.date_created < when.before)
        return await self._store.search(Alert, where, page)

    async def _check_call(self, caller: Caller, sid: str) -> None:
        if await self._store.first(Call, sid=sid, account_sid=caller.account_sid) is None:
            raise _not_found(caller, f"Calls/{sid}")


def _not_found(caller: Caller, path: str) -> NotFound:
    return NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/{path}.json")
