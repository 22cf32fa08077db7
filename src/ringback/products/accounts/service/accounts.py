"""Accounts and subaccounts: who they are, what they may do, and the tokens that prove it."""

from datetime import datetime

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Entropy, Page, PageRequest, Role, SidSource
from ringback.kernel.audit import Audited, by, by_system, changed
from ringback.kernel.refused import NotFound, NotPermitted
from ringback.products.accounts import errors, events, rules, tables
from ringback.products.accounts.model import (
    Account,
    AccountSettings,
    AccountStatus,
    ConsoleSession,
    Installation,
    Standing,
    TestCredentials,
)
from ringback.store import Store, Unit, again

replace = msgspec.structs.replace
_TOLD_BY_STATUS: dict[AccountStatus, type[Audited]] = {
    AccountStatus.ACTIVE: events.AccountActivated,
    AccountStatus.SUSPENDED: events.AccountSuspended,
    AccountStatus.CLOSED: events.AccountClosed,
}


class Seeded(msgspec.Struct, frozen=True):
    """What a server needs to say about itself when it has started."""

    account: Account
    test: TestCredentials


class SecondaryToken(msgspec.Struct, frozen=True):
    """A token that works beside the primary one."""

    account_sid: str
    secondary_auth_token: str
    date_created: datetime
    date_updated: datetime


class Promotion(msgspec.Struct, frozen=True):
    """The token that is the primary one from now on."""

    account_sid: str
    auth_token: str
    date_created: datetime
    date_updated: datetime


class AccountsService:
    """`find`, `standing`, `settings` and `signing_key` are what other products ask; they answer from memory."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource, entropy: Entropy) -> None:
        self._store, self._clock, self._sids, self._entropy = store, clock, sids, entropy

    # -- what others ask

    async def find(self, account_sid: str) -> Account | None:
        return await self._store.cached(Account, sid=account_sid)

    async def standing(self, account_sid: str) -> Standing:
        """Whether the account may work now; a suspended parent suspends its subaccounts."""
        account = await self.find(account_sid)
        if account is None or account.is_parent:
            return rules.standing_of(account, None)
        return rules.standing_of(account, await self.find(account.owner_account_sid))

    async def signing_key(self, account_sid: str) -> str:
        """The primary token, with which requests to the customer are signed. Raises NotFound."""
        account = await self.find(account_sid)
        if account is None:
            raise NotFound(what=account_sid)
        return account.auth_token

    async def settings(self, account_sid: str) -> AccountSettings:
        """What the account has set, or the defaults; a subaccount has its own."""
        return await self._store.cached(AccountSettings, account_sid=account_sid) or AccountSettings(
            account_sid=account_sid
        )

    async def is_operator(self, account_sid: str) -> bool:
        """Whether this is the account that came first, whose owner operates the server."""
        installation = await self._store.cached(Installation, name="this")
        return installation is not None and installation.account_sid == account_sid

    async def secret(self) -> bytes:
        """This installation's own, for what it signs to itself."""
        installation = await self._store.cached(Installation, name="this")
        return bytes.fromhex(installation.secret) if installation is not None else b""

    async def reach(self, caller: Caller, account_sid: str) -> str:
        """The account a parameter names, if the caller may act for it: its own or its subaccount. Else NotPermitted."""
        if account_sid in (caller.account_sid, caller.credential_account_sid):
            return account_sid
        account = await self.find(account_sid)
        if account is None or account.owner_account_sid != caller.credential_account_sid:
            raise NotPermitted(reason="Authenticate")
        return account.sid

    # -- the resource

    async def get(self, caller: Caller, *, sid: str) -> Account:
        return _shown_to(caller, await self._reachable(caller, sid))

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        friendly_name: str | None = None,
        status: AccountStatus | None = None,
    ) -> Page[Account]:
        """The caller's own account and its subaccounts, newest first."""
        t = tables.accounts.c
        where = [sa.or_(t.owner_account_sid == caller.account_sid, t.sid == caller.account_sid)]
        if friendly_name is not None:
            where.append(t.friendly_name == friendly_name)
        if status is not None:
            where.append(t.status == status.value)
        found = await self._store.search(Account, where, page)
        return replace(found, items=[_shown_to(caller, account) for account in found.items])

    async def get_test_credentials(self, caller: Caller) -> TestCredentials:
        """The account's test credentials; parent accounts have them."""
        if caller.role is not Role.MAIN:  # whoever may not see the one token may not see the other
            raise NotPermitted(reason="Authenticate")
        test = await self._store.first(TestCredentials, account_sid=caller.account_sid)
        if test is None:
            raise NotFound(what=f"/ringback/v1/Accounts/{caller.account_sid}/TestCredentials")
        return test

    async def create(self, caller: Caller, *, friendly_name: str | None = None) -> Account:
        """A subaccount of the caller's account."""
        parent = await self._reachable(caller, caller.account_sid)
        if not parent.is_parent:
            raise errors.NoSubSubaccounts(account_sid=parent.sid)
        await self._refuse_too_many(parent)
        now = self._clock.now()
        name = rules.checked_name(friendly_name) if friendly_name else rules.default_name(now)
        account = self._new(now, friendly_name=name, owner_account_sid=parent.sid)
        told = events.AccountCreated(**self._about(caller, account, now), event_data=_described(account))
        await self._store.commit(Unit(insert=[account], events=[told]))
        return _shown_to(caller, account)

    @again
    async def update(
        self, caller: Caller, *, sid: str, friendly_name: str | None = None, status: str | None = None
    ) -> Account:
        """Renames an account; its parent may also suspend, reactivate or close it. Closing is final."""
        before = await self._reachable(caller, sid)
        after = await self._updated(caller, before, friendly_name, status)
        if after == before:
            return _shown_to(caller, before)
        now = self._clock.now()
        after = replace(after, date_updated=now)
        unit = Unit(change=[(before, after)], events=self._told_of_update(caller, before, after, now))
        if after.status is AccountStatus.CLOSED:
            unit += Unit(delete=await self._sessions_of(after.sid))
        await self._store.commit(unit)
        return _shown_to(caller, after)

    # -- tokens

    @again
    async def create_secondary_token(self, caller: Caller) -> SecondaryToken:
        """A second token that works beside the primary one until it is promoted; a former second one ends."""
        before = await self._reachable(caller, caller.account_sid)
        now, token = self._clock.now(), self._entropy.bytes(16).hex()
        after = replace(before, secondary_auth_token=token, secondary_created_at=now, date_updated=now)
        told = events.AuthTokenCreated(**self._about(caller, after, now))
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return SecondaryToken(after.sid, token, now, now)

    @again
    async def delete_secondary_token(self, caller: Caller) -> None:
        before = await self._reachable(caller, caller.account_sid)
        if before.secondary_auth_token is None:
            raise NotFound(what="/v1/AuthTokens/Secondary")
        now = self._clock.now()
        after = replace(before, secondary_auth_token=None, secondary_created_at=None, date_updated=now)
        told = events.AuthTokenDeleted(**self._about(caller, after, now))
        await self._store.commit(Unit(change=[(before, after)], events=[told]))

    @again
    async def promote_secondary_token(self, caller: Caller) -> Promotion:
        """The second token becomes the primary: the former is refused, signatures change, the console logs out."""
        before = await self._reachable(caller, caller.account_sid)
        token, made = before.secondary_auth_token, before.secondary_created_at
        if token is None or made is None:
            raise NotFound(what="/v1/AuthTokens/Secondary")
        now = self._clock.now()
        after = replace(
            before, auth_token=token, secondary_auth_token=None, secondary_created_at=None, date_updated=now
        )
        told = events.AuthTokenPromoted(**self._about(caller, after, now))
        gone = await self._sessions_of(after.sid)
        await self._store.commit(Unit(change=[(before, after)], delete=gone, events=[told]))
        return Promotion(after.sid, token, made, now)

    # -- the first start

    @again
    async def seed(self, *, account_sid: str | None = None, auth_token: str | None = None) -> Seeded:
        """The first account and its test credentials, made if they are not there. What is given is made to hold."""
        known = await self._store.get(Installation, "this")
        sid = account_sid or (known.account_sid if known else None)
        account = await self._store.get(Account, sid) if sid else None
        if account is None:
            account = await self._seed_account(sid, auth_token)
        elif auth_token is not None and account.auth_token != auth_token:
            account = await self._seed_token(account, auth_token)
        await self._seed_installation(known, account.sid)
        return Seeded(account, await self._seed_test(account.sid))

    async def _seed_account(self, sid: str | None, auth_token: str | None) -> Account:
        now = self._clock.now()
        account = self._new(now, sid=sid, auth_token=auth_token, friendly_name="My first Ringback account")
        told = events.AccountCreated(
            account_sid=account.sid,
            subject_sid=account.sid,
            at=now,
            event_data=_described(account),
            **by_system(account.sid),
        )
        await self._store.commit(Unit(insert=[account], events=[told]))
        return account

    async def _seed_token(self, before: Account, auth_token: str) -> Account:
        after = replace(before, auth_token=auth_token, date_updated=self._clock.now())
        await self._store.commit(Unit(change=[(before, after)]))
        return after

    async def _seed_installation(self, known: Installation | None, account_sid: str) -> None:
        if known is None:
            fresh = Installation(account_sid=account_sid, secret=self._entropy.bytes(32).hex())
            await self._store.commit(Unit(insert=[fresh]))
        elif known.account_sid != account_sid:
            await self._store.commit(Unit(change=[(known, replace(known, account_sid=account_sid))]))

    async def _seed_test(self, account_sid: str) -> TestCredentials:
        known = await self._store.first(TestCredentials, account_sid=account_sid)
        if known is not None:
            return known
        sid = self._sids.new("AC", self._clock.now())
        test = TestCredentials(sid=sid, account_sid=account_sid, auth_token=self._entropy.bytes(16).hex())
        await self._store.commit(Unit(insert=[test]))
        return test

    # -- inside

    def _new(
        self,
        now: datetime,
        *,
        friendly_name: str,
        sid: str | None = None,
        auth_token: str | None = None,
        owner_account_sid: str | None = None,
    ) -> Account:
        sid = sid or self._sids.new("AC", now)
        return Account(
            sid=sid,
            owner_account_sid=owner_account_sid or sid,
            friendly_name=friendly_name,
            auth_token=auth_token or self._entropy.bytes(16).hex(),
            date_created=now,
            date_updated=now,
        )

    async def _reachable(self, caller: Caller, sid: str) -> Account:
        """The account if it is the caller's own or a subaccount of it. Foreign and unknown look alike: NotFound."""
        account = await self._store.get(Account, sid)
        if account is None or not {account.sid, account.owner_account_sid} & {
            caller.account_sid,
            caller.credential_account_sid,
        }:
            raise NotFound(what=f"/2010-04-01/Accounts/{sid}.json")
        return account

    async def _refuse_too_many(self, parent: Account) -> None:
        t = tables.accounts.c
        count = sa.select(sa.func.count()).where(t.owner_account_sid == parent.sid, t.sid != parent.sid)
        ((there_are,),) = await self._store.select(count)
        if there_are >= rules.SUBACCOUNT_LIMIT:
            raise errors.TooManySubaccounts(count=there_are, limit=rules.SUBACCOUNT_LIMIT)

    async def _updated(
        self, caller: Caller, account: Account, friendly_name: str | None, status: str | None
    ) -> Account:
        if status:
            parent = await self.find(account.owner_account_sid)
            wanted = rules.status_after(account, parent or account, caller.credential_account_sid, status)
            account = replace(account, status=wanted)
        return replace(account, friendly_name=rules.checked_name(friendly_name)) if friendly_name else account

    def _told_of_update(self, caller: Caller, before: Account, after: Account, now: datetime) -> list[Audited]:
        about = self._about(caller, after, now)
        told: list[Audited] = []
        if before.friendly_name != after.friendly_name:
            told.append(events.AccountUpdated(**about, event_data=changed(before, after, "friendly_name")))
        if before.status is not after.status:
            told.append(_TOLD_BY_STATUS[after.status](**about, event_data=changed(before, after, "status")))
        return told

    def _about(self, caller: Caller, account: Account, now: datetime) -> dict:
        """Told to whoever's credentials did it: a parent finds its subaccounts' changes in its own audit log."""
        return {"account_sid": caller.credential_account_sid, "subject_sid": account.sid, "at": now, **by(caller)}

    async def _sessions_of(self, account_sid: str) -> list[ConsoleSession]:
        t = tables.console_sessions
        return await self._store.records(ConsoleSession, sa.select(t).where(t.c.account_sid == account_sid))


def _described(account: Account) -> dict[str, str]:
    return {"friendly_name": account.friendly_name, "status": account.status.value, "type": account.account_type.value}


def _shown_to(caller: Caller, account: Account) -> Account:
    """The token is for those who could do with it all they may do already."""
    return account if caller.role is Role.MAIN else replace(account, auth_token="")
