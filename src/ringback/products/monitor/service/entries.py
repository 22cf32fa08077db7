"""Looking at the audit log."""

from ringback.kernel import Caller, Clock, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.products.monitor import rules, tables
from ringback.products.monitor.model import AuditEntry
from ringback.products.monitor.reader import READER
from ringback.store import Store


class AuditService:
    """Entries are there for thirteen months."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        actor_sid: str | None = None,
        event_type: str | None = None,
        resource_sid: str | None = None,
        source_ip_address: str | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
    ) -> Page[AuditEntry]:
        """What was changed in the account, newest first."""
        await self._store.events.catch_up(READER)
        t = tables.audit_entries.c
        start, end = rules.moment_of("StartDate", start_date), rules.moment_of("EndDate", end_date, is_end=True)
        oldest = self._clock.now() - rules.AUDIT_KEPT_FOR
        where = [t.account_sid == caller.account_sid, t.date_created >= max(start or oldest, oldest)]
        if end is not None:
            where.append(t.date_created < end)
        if actor_sid is not None:
            where.append(t.actor_sid.in_(list(rules.actor_sids(actor_sid))))
        asked = {t.event_type: event_type, t.resource_sid: resource_sid, t.source_ip_address: source_ip_address}
        where += [column == value for column, value in asked.items() if value is not None]
        return await self._store.search(AuditEntry, where, page)

    async def get(self, caller: Caller, *, sid: str) -> AuditEntry:
        await self._store.events.catch_up(READER)
        entry = await self._store.first(AuditEntry, sid=sid, account_sid=caller.account_sid)
        if entry is None or entry.date_created < self._clock.now() - rules.AUDIT_KEPT_FOR:
            raise NotFound(what=f"/v1/Events/{sid}")
        return entry
