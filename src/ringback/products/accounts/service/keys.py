"""API keys: names with a secret, each with its own rights. Keys and SigningKeys are the same thing."""

from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Entropy, Page, PageRequest, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound, NotPermitted
from ringback.products.accounts import errors, events, rules, tables
from ringback.products.accounts.model import Key, KeyKind
from ringback.products.accounts.service.accounts import AccountsService
from ringback.store import Store, Unit, again

replace = msgspec.structs.replace
SECRET_LENGTH = 32


class NewKey(Key, frozen=True, kw_only=True):
    """A key at its making, the only time that its secret is told."""

    secret: str


class KeysService:
    def __init__(
        self, store: Store, clock: Clock, sids: SidSource, entropy: Entropy, accounts: AccountsService
    ) -> None:
        self._store, self._clock, self._sids, self._entropy = store, clock, sids, entropy
        self._accounts = accounts

    async def create(self, caller: Caller, *, friendly_name: str | None = None) -> NewKey:
        """A standard key of the caller's account."""
        return await self._create(caller, caller.account_sid, friendly_name, KeyKind.STANDARD, None)

    async def create_for(
        self,
        caller: Caller,
        *,
        account_sid: str,
        friendly_name: str | None = None,
        key_type: str | None = None,
        policy: dict[str, Any] | None = None,
    ) -> NewKey:
        """A standard or restricted key of the account or of a subaccount; the console may also make main ones."""
        account_sid = await self._accounts.reach(caller, account_sid)
        kind = _kind_of(caller, key_type)
        if kind is not KeyKind.RESTRICTED and policy:
            raise errors.PolicyNotTaken(key="this key", kind=kind.value)
        allowed = rules.checked_policy(policy) if kind is KeyKind.RESTRICTED else None
        return await self._create(caller, account_sid, friendly_name, kind, allowed)

    async def get(self, caller: Caller, *, sid: str) -> Key:
        key = await self._store.first(Key, sid=sid, account_sid=caller.account_sid)
        if key is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Keys/{sid}.json")
        return key

    async def get_reachable(self, caller: Caller, *, sid: str) -> Key:
        """The key if it is the caller's or a subaccount's."""
        key = await self._store.get(Key, sid)
        try:
            await self._accounts.reach(caller, key.account_sid if key else "")
        except NotPermitted:
            key = None
        if key is None:
            raise NotFound(what=f"/v1/Keys/{sid}")
        return key

    async def search(self, caller: Caller, *, page: PageRequest) -> Page[Key]:
        return await self._store.search(Key, [tables.keys.c.account_sid == caller.account_sid], page)

    async def search_for(self, caller: Caller, *, account_sid: str, page: PageRequest) -> Page[Key]:
        account_sid = await self._accounts.reach(caller, account_sid)
        return await self._store.search(Key, [tables.keys.c.account_sid == account_sid], page)

    @again
    async def rename(self, caller: Caller, *, sid: str, friendly_name: str | None = None) -> Key:
        before = await self.get(caller, sid=sid)
        return await self._change(caller, before, friendly_name, before.policy)

    @again
    async def update(
        self, caller: Caller, *, sid: str, friendly_name: str | None = None, policy: dict[str, Any] | None = None
    ) -> Key:
        """Renames a key; a restricted one may also be given another policy."""
        before = await self.get_reachable(caller, sid=sid)
        allowed = before.policy
        if policy:
            if before.kind is not KeyKind.RESTRICTED:
                raise errors.PolicyNotTaken(key=before.sid, kind=before.kind.value)
            allowed = rules.checked_policy(policy)
        return await self._change(caller, before, friendly_name, allowed)

    async def delete(self, caller: Caller, *, sid: str) -> None:
        await self._delete(caller, await self.get(caller, sid=sid))

    async def delete_reachable(self, caller: Caller, *, sid: str) -> None:
        await self._delete(caller, await self.get_reachable(caller, sid=sid))

    # -- inside

    async def _create(
        self, caller: Caller, account_sid: str, friendly_name: str | None, kind: KeyKind, policy: dict[str, Any] | None
    ) -> NewKey:
        await self._refuse_too_many(account_sid)
        now, secret = self._clock.now(), rules.base62(self._entropy.bytes(SECRET_LENGTH), SECRET_LENGTH)
        key = Key(
            sid=self._sids.new("SK", now),
            account_sid=account_sid,
            friendly_name=rules.checked_key_name(friendly_name),
            kind=kind,
            policy=policy,
            secret_hash=rules.hash_of(secret),
            date_created=now,
            date_updated=now,
        )
        data = {"friendly_name": key.friendly_name, "type": kind.value, "policy": policy}
        told = events.KeyCreated(account_sid=account_sid, subject_sid=key.sid, at=now, event_data=data, **by(caller))
        await self._store.commit(Unit(insert=[key], events=[told]))
        return NewKey(secret=secret, **msgspec.structs.asdict(key))

    async def _change(
        self, caller: Caller, before: Key, friendly_name: str | None, policy: dict[str, Any] | None
    ) -> Key:
        now = self._clock.now()
        name = rules.checked_key_name(friendly_name) if friendly_name is not None else before.friendly_name
        after = replace(before, friendly_name=name, policy=policy, date_updated=now)
        data = changed(before, after, "friendly_name", "policy")
        if not data:
            return before
        told = events.KeyUpdated(
            account_sid=after.account_sid, subject_sid=after.sid, at=now, event_data=data, **by(caller)
        )
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return after

    async def _delete(self, caller: Caller, key: Key) -> None:
        told = events.KeyDeleted(
            account_sid=key.account_sid,
            subject_sid=key.sid,
            at=self._clock.now(),
            event_data={"friendly_name": key.friendly_name},
            **by(caller),
        )
        await self._store.commit(Unit(delete=[key], events=[told]))

    async def _refuse_too_many(self, account_sid: str) -> None:
        count = sa.select(sa.func.count()).where(tables.keys.c.account_sid == account_sid)
        ((there_are,),) = await self._store.select(count)
        if there_are >= rules.KEY_LIMIT:
            raise errors.TooManyKeys(count=there_are, limit=rules.KEY_LIMIT)


def _kind_of(caller: Caller, key_type: str | None) -> KeyKind:
    """Main keys are made by people in the console only: a leaked token cannot make itself lasting ones."""
    kinds = {KeyKind.STANDARD, KeyKind.RESTRICTED} | ({KeyKind.MAIN} if caller.source == "console" else set())
    if not key_type:
        return KeyKind.STANDARD
    if key_type not in kinds:
        raise errors.InvalidKeyType(value=key_type)
    return KeyKind(key_type)
