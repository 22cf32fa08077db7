"""How far and how much accounts may call."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from decimal import Decimal

import msgspec
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock
from ringback.kernel.audit import by, changed
from ringback.products.accounts.service import AccountsService
from ringback.products.networks import errors, events, rules
from ringback.products.networks.model import VoicePermissions
from ringback.products.networks.service.networks import NetworksService
from ringback.products.numbers.service import NumbersService
from ringback.store import Conflict, Duplicate, Store, Unit, again

Spent = Callable[[str, datetime], Awaitable[Decimal]]
USUAL_CALLS_PER_S = 1.0  # under profile `twilio`, for an account that nobody has said anything of
_SETTABLE = ("allowed_prefixes", "daily_spend_limit", "max_calls", "calls_per_s")


async def _nothing(account_sid: str, now: datetime) -> Decimal:
    return Decimal(0)


class Caps:
    """`check` and `of` are what calls ask; both answer from memory, but for what was spent where a limit is set.

    `spent` says what an account has spent on calls in the UTC day of a moment; `app/` hands it down.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        accounts: AccountsService,
        numbers: NumbersService,
        networks: NetworksService,
        *,
        profile: str = "laptop",
        currency: str = "USD",
    ) -> None:
        self._store, self._clock = store, clock
        self._accounts, self._numbers, self._networks = accounts, numbers, networks
        self._calls_per_s = USUAL_CALLS_PER_S if profile == "twilio" else None
        self._currency = currency
        self.spent: Spent = _nothing

    # -- what calls ask

    async def of(self, account_sid: str) -> VoicePermissions:
        """What holds for an account: its own permissions, else its parent's, else the profile's."""
        own = await self._store.cached(VoicePermissions, account_sid=account_sid)
        if own is None:
            account = await self._accounts.find(account_sid)
            if account is not None and not account.is_parent:
                own = await self._store.cached(VoicePermissions, account_sid=account.owner_account_sid)
        found = own or VoicePermissions(account_sid=account_sid)
        calls_per_s = self._calls_per_s if found.calls_per_s is None else found.calls_per_s
        return msgspec.structs.replace(found, account_sid=account_sid, calls_per_s=calls_per_s)

    async def check(self, account_sid: str, to: str, now: datetime) -> errors.CallRefused | None:
        """Why an account may not call `to` (E.164) now; None if it may.

        Numbers that are owned here and whatever the simulated carrier serves may always be called: that costs nothing.
        """
        if await self._numbers.owner_of(to) is not None:
            return None
        found = await self._networks.routes(to)
        if not found:
            return errors.NoRoute(to=to)
        if found[0].is_simulated:
            return None
        permissions = await self.of(account_sid)
        return rules.refusal(to, permissions) or await self._overspent(account_sid, permissions, now)

    async def _overspent(
        self, account_sid: str, permissions: VoicePermissions, now: datetime
    ) -> errors.CallRefused | None:
        limit = permissions.daily_spend_limit
        spent = Decimal(0) if limit is None else await self.spent(account_sid, now)
        if limit is None or spent < limit:
            return None
        return errors.SpendLimitReached(spent=spent, limit=limit, currency=self._currency)

    # -- the verbs

    async def get(self, caller: Caller) -> VoicePermissions:
        """What holds for the account."""
        return await self.of(caller.account_sid)

    @again
    async def update(
        self,
        caller: Caller,
        *,
        allowed_prefixes: Sequence[str] | UnsetType | None = UNSET,
        daily_spend_limit: Decimal | UnsetType | None = UNSET,
        max_calls: int | UnsetType | None = UNSET,
        calls_per_s: float | UnsetType | None = UNSET,
    ) -> VoicePermissions:
        """Sets what is given; null takes a limit away."""
        kept = await self._store.get(VoicePermissions, caller.account_sid)
        before = kept or VoicePermissions(account_sid=caller.account_sid)
        limits = {"daily_spend_limit": daily_spend_limit, "max_calls": max_calls, "calls_per_s": calls_per_s}
        said = {name: value for name, value in limits.items() if value is not UNSET}
        after = msgspec.structs.replace(before, date_updated=self._clock.now(), **said)
        if allowed_prefixes is not UNSET:
            after = rules.with_prefixes(after, allowed_prefixes)
        await self._write(caller, kept, before, after)
        return await self.of(caller.account_sid)

    async def _write(
        self, caller: Caller, kept: VoicePermissions | None, before: VoicePermissions, after: VoicePermissions
    ) -> None:
        data = msgspec.to_builtins(changed(before, after, *_SETTABLE))
        if kept is not None and not data:
            return
        told = events.VoicePermissionsUpdated(
            account_sid=after.account_sid,
            subject_sid=after.account_sid,
            at=self._clock.now(),
            event_data=data,
            **by(caller),
        )
        try:
            unit = Unit(change=[(kept, after)]) if kept is not None else Unit(insert=[after])
            await self._store.commit(unit + Unit(events=[told]))
        except Duplicate as taken:  # somebody set the first thing at the same moment
            raise Conflict from taken
