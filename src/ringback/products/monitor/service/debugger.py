"""Who wants to hear of alerts."""

import msgspec
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock
from ringback.products.monitor.model import DebuggerWebhook
from ringback.store import Conflict, Duplicate, Store, Unit, again


class DebuggerService:
    """One webhook an account. It is told of its alerts, and of its subaccounts' that have none of their own."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def get(self, caller: Caller) -> DebuggerWebhook:
        kept = await self._store.cached(DebuggerWebhook, account_sid=caller.account_sid)
        return kept or DebuggerWebhook(account_sid=caller.account_sid)

    @again
    async def update(
        self, caller: Caller, *, url: str | UnsetType | None = UNSET, method: str | UnsetType = UNSET
    ) -> DebuggerWebhook:
        """Names the URL; null or empty means that nobody is told."""
        kept = await self._store.get(DebuggerWebhook, caller.account_sid)
        before = kept or DebuggerWebhook(account_sid=caller.account_sid)
        after = msgspec.structs.replace(
            before,
            url=before.url if url is UNSET else url or None,
            method=before.method if method is UNSET else str(method),
            date_updated=self._clock.now(),
        )
        try:
            await self._store.commit(Unit(change=[(kept, after)]) if kept else Unit(insert=[after]))
        except Duplicate as taken:
            raise Conflict("named by another request just now") from taken
        return after
