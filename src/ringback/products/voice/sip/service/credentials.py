"""Verbs on credential lists and on the users of them."""

from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.voice.sip import errors, events, rules, tables
from ringback.products.voice.sip.model import CredentialList, SipCredential
from ringback.products.voice.sip.service.mappings import in_use
from ringback.store import Duplicate, Store, Unit, again

_AT_ONCE = 1000  # users that are deleted along with their list: as many as there may be


class CredentialListsService:
    """`secrets_of` is what calls and registrations ask; it answers from memory."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource) -> None:
        self._store, self._clock, self._sids = store, clock, sids

    async def secrets_of(self, username: str, lists: tuple[str, ...]) -> list[SipCredential]:
        """The users of that name on these lists; one a list at most."""
        if not username or len(username) > rules.USERNAME_MOST:
            return []
        found = [await self._store.cached(SipCredential, credential_list_sid=sid, username=username) for sid in lists]
        return [one for one in found if one is not None]

    # -- lists

    async def get(self, caller: Caller, *, sid: str) -> CredentialList:
        """One list of the account."""
        found = await self._store.first(CredentialList, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/SIP/CredentialLists/{sid}.json")
        return found

    async def search(self, caller: Caller, *, page: PageRequest) -> Page[CredentialList]:
        """The account's lists, newest first."""
        where = [tables.sip_credential_lists.c.account_sid == caller.account_sid]
        return await self._store.search(CredentialList, where, page)

    async def create(self, caller: Caller, *, friendly_name: str) -> CredentialList:
        """An empty list; it has no effect before it is mapped to a domain."""
        name = rules.checked_list_name(friendly_name)
        count = await self._count(tables.sip_credential_lists.c.account_sid == caller.account_sid)
        if count >= rules.LISTS_MOST:
            raise errors.TooManyCredentialLists(count=count, limit=rules.LISTS_MOST)
        now = self._clock.now()
        made = CredentialList(
            sid=self._sids.new("CL", now),
            account_sid=caller.account_sid,
            friendly_name=name,
            date_created=now,
            date_updated=now,
        )
        told = events.CredentialListCreated(**_about(caller, made), at=now, event_data={"friendly_name": name})
        await self._store.commit(Unit(insert=[made], events=[told]))
        return made

    @again
    async def rename(self, caller: Caller, *, sid: str, friendly_name: str) -> CredentialList:
        """Gives the list another name."""
        name = rules.checked_list_name(friendly_name)
        before = await self.get(caller, sid=sid)
        if before.friendly_name == name:
            return before
        after = msgspec.structs.replace(before, friendly_name=name, date_updated=self._clock.now())
        data = changed(before, after, "friendly_name")
        told = events.CredentialListUpdated(**_about(caller, after), at=after.date_updated, event_data=data)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return after

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """Refused while the list guards a domain; its users go with it."""
        found = await self.get(caller, sid=sid)
        domain = await in_use(self._store, sid)
        if domain is not None:
            raise errors.CredentialListInUse(list=sid, domain=domain)
        t = tables.sip_credentials
        users = await self._store.records(
            SipCredential, sa.select(t).where(t.c.credential_list_sid == sid).limit(_AT_ONCE)
        )
        data = {"friendly_name": found.friendly_name, "users": len(users)}
        told = events.CredentialListDeleted(**_about(caller, found), at=self._clock.now(), event_data=data)
        await self._store.commit(Unit(delete=[found, *users], events=[told]))

    # -- users

    async def get_user(self, caller: Caller, *, credential_list_sid: str, sid: str) -> SipCredential:
        """One user of the list."""
        found = await self._store.first(
            SipCredential, sid=sid, account_sid=caller.account_sid, credential_list_sid=credential_list_sid
        )
        if found is None:
            at = f"/2010-04-01/Accounts/{caller.account_sid}/SIP/CredentialLists/{credential_list_sid}"
            raise NotFound(what=f"{at}/Credentials/{sid}.json")
        return found

    async def search_users(self, caller: Caller, *, credential_list_sid: str, page: PageRequest) -> Page[SipCredential]:
        """The list's users, newest first."""
        await self.get(caller, sid=credential_list_sid)
        t = tables.sip_credentials.c
        where = [t.account_sid == caller.account_sid, t.credential_list_sid == credential_list_sid]
        return await self._store.search(SipCredential, where, page)

    async def create_user(
        self, caller: Caller, *, credential_list_sid: str, username: str, password: str
    ) -> SipCredential:
        """A user with a password, which is never shown again: only digests of it are kept."""
        of = await self.get(caller, sid=credential_list_sid)
        name, secret = rules.checked_username(username), rules.checked_password(password)
        count = await self._count(tables.sip_credentials.c.credential_list_sid == of.sid)
        if count >= rules.USERS_MOST:
            raise errors.TooManyCredentials(list=of.sid, count=count, limit=rules.USERS_MOST)
        now = self._clock.now()
        md5, sha256 = rules.hashes(name, secret)
        made = SipCredential(
            sid=self._sids.new("CR", now),
            account_sid=caller.account_sid,
            credential_list_sid=of.sid,
            username=name,
            ha1_md5=md5,
            ha1_sha256=sha256,
            date_created=now,
            date_updated=now,
        )
        data = {"username": name, "credential_list_sid": of.sid}
        told = events.SipCredentialCreated(**_about(caller, made), at=now, event_data=data)
        try:
            await self._store.commit(Unit(insert=[made], events=[told]))
        except Duplicate:
            raise errors.InvalidCredential(reason=f"Username '{name}' is on {of.sid} already") from None
        return made

    @again
    async def set_password(
        self, caller: Caller, *, credential_list_sid: str, sid: str, password: str | None = None
    ) -> SipCredential:
        """Another password: phones that know only the old one are refused from now on."""
        before = await self.get_user(caller, credential_list_sid=credential_list_sid, sid=sid)
        if password is None:
            return before
        secret = rules.checked_password(password)
        now, (md5, sha256) = self._clock.now(), rules.hashes(before.username, secret)
        after = msgspec.structs.replace(before, date_updated=now, ha1_md5=md5, ha1_sha256=sha256)
        told = events.SipCredentialUpdated(**_about(caller, after), at=now)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return after

    async def delete_user(self, caller: Caller, *, credential_list_sid: str, sid: str) -> None:
        """The user may not call or register again; a registration that stands ends with its time."""
        found = await self.get_user(caller, credential_list_sid=credential_list_sid, sid=sid)
        data = {"username": found.username, "credential_list_sid": credential_list_sid}
        told = events.SipCredentialDeleted(**_about(caller, found), at=self._clock.now(), event_data=data)
        await self._store.commit(Unit(delete=[found], events=[told]))

    async def _count(self, which: sa.ColumnElement[bool]) -> int:
        ((there_are,),) = await self._store.select(sa.select(sa.func.count()).where(which))
        return there_are


def _about(caller: Caller, record: CredentialList | SipCredential) -> dict[str, Any]:
    return {"account_sid": record.account_sid, "subject_sid": record.sid, **by(caller)}
