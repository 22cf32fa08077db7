"""What an account sets for itself."""

import msgspec
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock
from ringback.kernel.audit import by, changed
from ringback.products.accounts import errors, events
from ringback.products.accounts.model import AccountSettings
from ringback.products.accounts.service.accounts import AccountsService
from ringback.store import Conflict, Duplicate, Store, Unit, again

_SETTABLE = ("allow_private_webhooks", "http_auth_media", "message_rate_per_s", "opt_out_keywords")
_SETTABLE += ("requires_us_registration",)


class SettingsService:
    def __init__(self, store: Store, clock: Clock, accounts: AccountsService) -> None:
        self._store, self._clock, self._accounts = store, clock, accounts

    async def get(self, caller: Caller) -> AccountSettings:
        return await self._accounts.settings(caller.account_sid)

    @again
    async def update(
        self,
        caller: Caller,
        *,
        allow_private_webhooks: bool | UnsetType | None = UNSET,
        http_auth_media: bool | UnsetType = UNSET,
        message_rate_per_s: float | UnsetType | None = UNSET,
        opt_out_keywords: bool | UnsetType = UNSET,
        requires_us_registration: bool | UnsetType = UNSET,
    ) -> AccountSettings:
        """Sets what is given. Only the operator may let webhooks into the server's own network."""
        if allow_private_webhooks is True and not await self._is_operator(caller):
            raise errors.OnlyTheOperatorMay(what="allow_private_webhooks")
        given = {
            "allow_private_webhooks": allow_private_webhooks,
            "http_auth_media": http_auth_media,
            "message_rate_per_s": message_rate_per_s,
            "opt_out_keywords": opt_out_keywords,
            "requires_us_registration": requires_us_registration,
        }
        kept = await self._store.get(AccountSettings, caller.account_sid)
        before = kept or AccountSettings(account_sid=caller.account_sid)
        now = self._clock.now()
        said = {name: value for name, value in given.items() if value is not UNSET}
        after = msgspec.structs.replace(before, date_updated=now, **said)
        data = changed(before, after, *_SETTABLE)
        if not data:
            return before
        told = events.SettingsUpdated(
            account_sid=after.account_sid, subject_sid=after.account_sid, at=now, event_data=data, **by(caller)
        )
        await self._write(kept, after, told)
        return after

    async def _is_operator(self, caller: Caller) -> bool:
        return await self._accounts.is_operator(caller.credential_account_sid)

    async def _write(self, kept: AccountSettings | None, after: AccountSettings, told: events.SettingsUpdated) -> None:
        if kept is not None:
            await self._store.commit(Unit(change=[(kept, after)], events=[told]))
            return
        try:
            await self._store.commit(Unit(insert=[after], events=[told]))
        except Duplicate as taken:  # somebody set the first thing at the same moment
            raise Conflict from taken
