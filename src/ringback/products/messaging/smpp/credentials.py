"""Verbs on SMPP credentials, and whether one fits."""

import asyncio
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Entropy, Page, PageRequest, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.messaging.errors import NoSuchService
from ringback.products.messaging.services.service import ServicesService
from ringback.products.messaging.smpp import errors, events, rules, tables
from ringback.products.messaging.smpp.binds import SmppBinds
from ringback.products.messaging.smpp.model import PASSWORD_LENGTH, SmppBind, SmppCredential
from ringback.store import Duplicate, Store, Unit, again

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"  # none that is taken for another
_AUDITED = ("friendly_name", "system_id", "messaging_service_sid", "receives", "window", "messages_per_s",
            "max_binds", "sources", "enabled")  # fmt: skip


class NewCredential(SmppCredential, frozen=True, kw_only=True):
    """A credential at its making, the only time that its password is told."""

    password: str
    binds: tuple["BindShown", ...] = ()


class BindShown(msgspec.Struct, frozen=True):
    """One bind of an application that stands."""

    role: str
    address: str
    tls: bool
    since: datetime
    submits: int
    submits_per_s: float
    waiting: int


class CredentialShown(SmppCredential, frozen=True, kw_only=True):
    """A credential with the binds that stand."""

    binds: tuple[BindShown, ...] = ()


class Settings(TypedDict, total=False):
    friendly_name: str
    messaging_service_sid: str | None
    receives: bool
    window: int
    messages_per_s: float | None
    max_binds: int
    sources: list[str]
    enabled: bool


class Made(Settings, total=False):
    system_id: str


class SmppCredentialsService:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        entropy: Entropy,
        services: ServicesService,
        binds: SmppBinds,
    ) -> None:
        self._store, self._clock, self._sids, self._entropy = store, clock, sids, entropy
        self._services, self._binds = services, binds

    async def create(self, caller: Caller, **given: Unpack[Made]) -> NewCredential:
        """A credential of the caller's account; its password is told in this answer and never again."""
        said = rules.checked(given)
        await self._check(caller, said)
        count = sa.select(sa.func.count()).where(tables.credentials.c.account_sid == caller.account_sid)
        ((found,),) = await self._store.select(count)
        if found >= rules.MOST_CREDENTIALS:
            raise errors.TooManyCredentials(count=found, limit=rules.MOST_CREDENTIALS)
        now, salt, password = self._clock.now(), self._entropy.bytes(16), self._letters(PASSWORD_LENGTH)
        said = {"system_id": self._letters(12), "friendly_name": "", **said}
        made = SmppCredential(
            sid=self._sids.new("SB", now),
            account_sid=caller.account_sid,
            salt=salt,
            password_hash=await hashed(password, salt),
            date_created=now,
            date_updated=now,
            **said,
        )
        data = {name: msgspec.to_builtins(getattr(made, name)) for name in _AUDITED}
        told = events.SmppCredentialCreated(**_about(caller, made), at=now, event_data=data)
        try:
            await self._store.commit(Unit(insert=[made], events=[told]))
        except Duplicate:
            raise errors.SystemIdTaken(value=made.system_id) from None
        return NewCredential(
            **{name: getattr(made, name) for name in SmppCredential.__struct_fields__}, password=password
        )

    async def get(self, caller: Caller, *, sid: str) -> CredentialShown:
        """With the binds that stand, at whichever process."""
        [shown] = await self._shown([await self._own(caller, sid)])
        return shown

    async def _shown(self, found: Sequence[SmppCredential]) -> list[CredentialShown]:
        binds = await self._binds.of([one.sid for one in found])
        return [_with_binds(one, [bind for bind in binds if bind.key == one.sid]) for one in found]

    async def _own(self, caller: Caller, sid: str) -> SmppCredential:
        found = await self._store.first(SmppCredential, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"/ringback/v1/SmppCredentials/{sid}")
        return found

    async def search(self, caller: Caller, *, page: PageRequest) -> Page[CredentialShown]:
        """The account's credentials, newest first."""
        where = [tables.credentials.c.account_sid == caller.account_sid]
        found = await self._store.search(SmppCredential, where, page)
        return Page(await self._shown(found.items), has_next=found.has_next, has_previous=found.has_previous)

    @again
    async def update(self, caller: Caller, *, sid: str, **given: Unpack[Settings]) -> CredentialShown:
        """Changes what is given. Binds that stand keep what they were admitted with."""
        before = await self._own(caller, sid)
        said = rules.checked(given)
        await self._check(caller, said)
        after = msgspec.structs.replace(before, **said, date_updated=self._clock.now())
        data = msgspec.to_builtins(changed(before, after, *_AUDITED))
        told = events.SmppCredentialUpdated(**_about(caller, after), at=after.date_updated, event_data=data)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return await self.get(caller, sid=sid)

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """No further bind; what waits for it is dropped in time."""
        found = await self._own(caller, sid)
        told = events.SmppCredentialDeleted(**_about(caller, found), at=self._clock.now())
        await self._store.commit(Unit(delete=[found], events=[told]))

    async def fitting(self, system_id: str, password: str) -> SmppCredential | None:
        """The one whose name and password these are. The time taken does not tell whether the name exists."""
        found = await self._store.first(SmppCredential, system_id=system_id)
        salt = found.salt if found is not None else b"\0" * 16
        offered = await hashed(password, salt)
        return found if found is not None and hmac.compare_digest(offered, found.password_hash) else None

    async def _check(self, caller: Caller, said: dict[str, object]) -> None:
        service = said.get("messaging_service_sid")
        if service and await self._services.find(caller.account_sid, str(service)) is None:
            raise NoSuchService(value=service)

    def _letters(self, count: int) -> str:
        """Each of 57 letters as likely as another, but for one part in a million."""
        drawn = int.from_bytes(self._entropy.bytes(count + 8), "big")
        letters = []
        for _ in range(count):
            drawn, index = divmod(drawn, len(LETTERS))
            letters.append(LETTERS[index])
        return "".join(letters)


async def hashed(password: str, salt: bytes) -> bytes:
    """scrypt, off the loop: eight letters are few, so each guess at a stolen table is made to cost some 30 ms."""
    return await asyncio.to_thread(
        lambda: hashlib.scrypt(password.encode("latin-1", "replace"), salt=salt, n=2**14, r=8, p=1, dklen=32)
    )


def _with_binds(credential: SmppCredential, binds: Sequence[SmppBind]) -> CredentialShown:
    said: dict[str, Any] = {name: getattr(credential, name) for name in SmppCredential.__struct_fields__}
    shown = [BindShown(**{name: getattr(one, name) for name in BindShown.__struct_fields__}) for one in binds]
    return CredentialShown(**said, binds=tuple(shown))


def _about(caller: Caller, credential: SmppCredential) -> dict[str, Any]:
    return {"account_sid": credential.account_sid, "subject_sid": credential.sid, **by(caller)}
