"""Things of the customer's own that Ringback holds: AWS keys and public keys."""

import base64
import binascii
from typing import Any

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.accounts import errors, events, rules, tables
from ringback.products.accounts.model import Credential, CredentialKind
from ringback.products.accounts.service.accounts import AccountsService
from ringback.store import Store, Unit, again

_BEGIN, _END = "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"
_PATHS = {CredentialKind.AWS: "AWS", CredentialKind.PUBLIC_KEY: "PublicKeys"}


class CredentialsService:
    """The verbs come twice, once a kind; `given` in their declarations says which kind."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource, accounts: AccountsService) -> None:
        self._store, self._clock, self._sids, self._accounts = store, clock, sids, accounts

    async def create_aws(
        self, caller: Caller, *, credentials: str, friendly_name: str | None = None, account_sid: str | None = None
    ) -> Credential:
        """Keeps `<access key id>:<secret access key>`, for the account or one of its subaccounts."""
        content = rules.checked_aws(credentials)
        return await self._create(caller, CredentialKind.AWS, content, friendly_name, account_sid)

    async def create_public_key(
        self, caller: Caller, *, public_key: str, friendly_name: str | None = None, account_sid: str | None = None
    ) -> Credential:
        """Keeps a PEM public key, for the account or one of its subaccounts."""
        content = checked_public_key(public_key)
        return await self._create(caller, CredentialKind.PUBLIC_KEY, content, friendly_name, account_sid)

    async def get(self, caller: Caller, *, sid: str, kind: CredentialKind) -> Credential:
        found = await self._store.first(Credential, sid=sid, account_sid=caller.account_sid, kind=kind)
        if found is None:
            raise NotFound(what=f"/v1/Credentials/{_PATHS[kind]}/{sid}")
        return found

    async def search(self, caller: Caller, *, page: PageRequest, kind: CredentialKind) -> Page[Credential]:
        t = tables.credentials.c
        where = [t.account_sid == caller.account_sid, t.kind == kind.value]
        return await self._store.search(Credential, where, page)

    @again
    async def rename(
        self, caller: Caller, *, sid: str, kind: CredentialKind, friendly_name: str | None = None
    ) -> Credential:
        before = await self.get(caller, sid=sid, kind=kind)
        if friendly_name is None or friendly_name == before.friendly_name:
            return before
        now, name = self._clock.now(), rules.checked_key_name(friendly_name)
        after = msgspec.structs.replace(before, friendly_name=name, date_updated=now)
        data = changed(before, after, "friendly_name")
        told = events.CredentialUpdated(**_about(caller, after), at=now, event_data=data)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return after

    async def delete(self, caller: Caller, *, sid: str, kind: CredentialKind) -> None:
        found = await self.get(caller, sid=sid, kind=kind)
        told = events.CredentialDeleted(**_about(caller, found), at=self._clock.now())
        await self._store.commit(Unit(delete=[found], events=[told]))

    async def _create(
        self, caller: Caller, kind: CredentialKind, content: str, friendly_name: str | None, account_sid: str | None
    ) -> Credential:
        owner = await self._accounts.reach(caller, account_sid) if account_sid else caller.account_sid
        now = self._clock.now()
        credential = Credential(
            sid=self._sids.new("CR", now),
            account_sid=owner,
            kind=kind,
            friendly_name=rules.checked_key_name(friendly_name),
            content=content,
            date_created=now,
            date_updated=now,
        )
        data = {"friendly_name": credential.friendly_name, "type": kind.value}
        told = events.CredentialCreated(**_about(caller, credential), at=now, event_data=data)
        await self._store.commit(Unit(insert=[credential], events=[told]))
        return credential


def _about(caller: Caller, credential: Credential) -> dict[str, Any]:
    return {"account_sid": credential.account_sid, "subject_sid": credential.sid, **by(caller)}


def checked_public_key(text: str) -> str:
    """A PEM public key with its line breaks put right (forms lose them); raises InvalidPublicKey."""
    start, _, rest = text.strip().partition(_BEGIN)
    body, end, _ = rest.partition(_END)
    if start or not end:
        raise errors.InvalidPublicKey(reason=f"it must begin with {_BEGIN} and end with {_END}")
    try:
        der = base64.b64decode("".join(body.split()), validate=True)
        pem = f"{_BEGIN}\n{base64.encodebytes(der).decode()}{_END}\n"
        load_pem_public_key(pem.encode())
    except (binascii.Error, ValueError, UnsupportedAlgorithm) as problem:
        raise errors.InvalidPublicKey(reason=f"what stands between its lines cannot be read ({problem})") from None
    return pem
