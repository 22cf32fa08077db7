"""Usage triggers: watching what is counted, and telling once a period when a value is reached."""

from decimal import Decimal
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Job, Page, PageRequest, SidSource
from ringback.kernel.refused import NotFound
from ringback.products.usage import errors, rules, tables
from ringback.products.usage.model import Recurring, Trigger, TriggerBy
from ringback.products.usage.rules import Amount, Period, Sums
from ringback.products.usage.service.records import READER, UsageService
from ringback.rest.write import rfc2822
from ringback.store import Store, Unit, again
from ringback.webhooks import callback_job

replace = msgspec.structs.replace
CHECK = "usage.check"


def check_job(account_sid: str) -> Job:
    """Looks at an account's triggers. One after the other, so that what is counted meanwhile is looked at once."""
    return Job(kind=CHECK, key=account_sid, account_sid=account_sid, lane=f"{CHECK}/{account_sid}")


class TriggersService:
    """CRUD, and `due`: what is to be told now."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource, usage: UsageService) -> None:
        self._store, self._clock, self._sids, self._usage = store, clock, sids, usage

    async def create(
        self,
        caller: Caller,
        *,
        usage_category: str,
        trigger_value: str,
        callback_url: str,
        callback_method: str = "POST",
        friendly_name: str | None = None,
        recurring: Recurring | None = None,
        trigger_by: TriggerBy | None = None,
    ) -> Trigger:
        """A trigger; without Recurring it fires once. `+5` as its value means 5 above what is counted now."""
        await self._refuse_too_many(caller.account_sid)
        await self._store.events.catch_up(READER)
        now = self._clock.now()
        trigger = Trigger(
            sid=self._sids.new("UT", now),
            account_sid=caller.account_sid,
            friendly_name=rules.checked_name(friendly_name),
            usage_category=rules.checked_category("UsageCategory", usage_category),
            trigger_by=trigger_by or TriggerBy.USAGE,
            trigger_value=rules.trigger_value(trigger_value, Decimal(0)),
            recurring=recurring or Recurring.ALL_TIME,
            callback_url=callback_url,
            callback_method=callback_method or "POST",
            date_created=now,
            date_updated=now,
        )
        trigger = await self._with_value(trigger)
        trigger = replace(trigger, trigger_value=rules.trigger_value(trigger_value, trigger.current_value))
        await self._store.commit(Unit(insert=[trigger], jobs=[check_job(trigger.account_sid)]))
        return trigger

    async def get(self, caller: Caller, *, sid: str) -> Trigger:
        found = await self._find(caller, sid)
        await self._store.events.catch_up(READER)
        return await self._with_value(found)

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        recurring: Recurring | None = None,
        trigger_by: TriggerBy | None = None,
        usage_category: str | None = None,
    ) -> Page[Trigger]:
        await self._store.events.catch_up(READER)
        t = tables.triggers.c
        asked = {t.recurring: recurring, t.trigger_by: trigger_by, t.usage_category: usage_category}
        where = [t.account_sid == caller.account_sid]
        where += [column == str(value) for column, value in asked.items() if value is not None]
        found = await self._store.search(Trigger, where, page)
        return replace(found, items=[await self._with_value(trigger) for trigger in found.items])

    @again
    async def update(
        self,
        caller: Caller,
        *,
        sid: str,
        callback_url: str | None = None,
        callback_method: str | None = None,
        friendly_name: str | None = None,
    ) -> Trigger:
        """Changes whom it tells and what it is called; what it watches stays."""
        before = await self._find(caller, sid)
        after = replace(
            before,
            callback_url=callback_url or before.callback_url,
            callback_method=callback_method or before.callback_method,
            friendly_name=before.friendly_name if friendly_name is None else rules.checked_name(friendly_name),
        )
        if after != before:
            after = replace(after, date_updated=self._clock.now())
            await self._store.commit(Unit(change=[(before, after)]))
        return await self._with_value(after)

    async def delete(self, caller: Caller, *, sid: str) -> None:
        await self._store.commit(Unit(delete=[await self._find(caller, sid)]))

    async def is_watched(self, account_sid: str) -> bool:
        """Whether any trigger of the account may still fire; from memory."""
        return await self._store.cached(Trigger, account_sid=account_sid, armed=True) is not None

    async def due(self, account_sid: str) -> Unit:
        """The triggers whose value is reached, as fired, and the callbacks that tell of it: one unit."""
        unit, sums = Unit(), {}
        for trigger in await self._armed(account_sid):
            period = rules.period_of(trigger.recurring, self._clock.now())
            value = await self._value(trigger, period, sums)
            if rules.fires(trigger, value, period):
                after = rules.fired(trigger, period, self._clock.now())
                unit += Unit(change=[(trigger, after)], jobs=[_callback(after, value, period)])
        return unit

    async def _find(self, caller: Caller, sid: str) -> Trigger:
        found = await self._store.first(Trigger, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Usage/Triggers/{sid}.json")
        return found

    async def _armed(self, account_sid: str) -> list[Trigger]:
        t = tables.triggers
        where = (t.c.account_sid == account_sid, t.c.armed.is_(True))
        return await self._store.records(Trigger, sa.select(t).where(*where).order_by(t.c.sid))

    async def _with_value(self, trigger: Trigger) -> Trigger:
        period = rules.period_of(trigger.recurring, self._clock.now())
        return replace(trigger, current_value=await self._value(trigger, period, {}))

    async def _value(self, trigger: Trigger, period: Period, known: dict[str, Sums]) -> Decimal:
        """What the trigger watches comes to in this period; `known` keeps sums from one trigger to the next."""
        if period.name not in known:
            known[period.name] = await self._usage.sums(trigger.account_sid, first=period.first, last=period.last)
        amount = known[period.name].get(("", trigger.usage_category), Amount())
        return rules.value_by(trigger.trigger_by, trigger.usage_category, amount)

    async def _refuse_too_many(self, account_sid: str) -> None:
        t = tables.triggers
        count = sa.select(sa.func.count()).select_from(t).where(t.c.account_sid == account_sid)
        ((there_are,),) = await self._store.select(count)
        if there_are >= rules.TRIGGER_LIMIT:
            raise errors.TooManyTriggers(count=there_are, limit=rules.TRIGGER_LIMIT)


def record_uri(trigger: Trigger) -> str:
    """Where the usage is found that a trigger watches."""
    path = f"/2010-04-01/Accounts/{trigger.account_sid}/Usage/Records.json"
    return f"{path}?Category={quote(trigger.usage_category)}"


def _callback(trigger: Trigger, value: Decimal, period: Period) -> Job:
    """The token is made of trigger and period: whoever is told twice can know."""
    token = str(uuid5(NAMESPACE_URL, f"{trigger.sid}/{period.name}"))
    assert trigger.date_fired is not None
    params = {
        "AccountSid": trigger.account_sid,
        "UsageTriggerSid": trigger.sid,
        "FriendlyName": trigger.friendly_name or "",
        "UsageCategory": trigger.usage_category,
        "UsageRecordUri": record_uri(trigger),
        "Recurring": trigger.recurring.value,
        "TriggerBy": trigger.trigger_by.value,
        "TriggerValue": rules.plain(trigger.trigger_value),
        "CurrentValue": rules.plain(value),
        "DateFired": rfc2822(trigger.date_fired),
        "IdempotencyToken": token,
    }
    return callback_job(
        account_sid=trigger.account_sid,
        subject_sid=trigger.sid,
        kind="usage-trigger",
        url=trigger.callback_url,
        method=trigger.callback_method,
        params=params,
        token=token,
    )
