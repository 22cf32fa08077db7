"""The answer to `rest.auth.Gate`: whose credentials these are, and whether they may do what is wanted."""

import msgspec

from ringback.kernel import Caller, Clock, Role
from ringback.kernel.refused import NotAuthenticated
from ringback.kernel.refused import TestCredentials as NotWithTestCredentials
from ringback.products.accounts import errors, rules
from ringback.products.accounts.attempts import Attempts
from ringback.products.accounts.model import Account, Key, TestCredentials
from ringback.products.accounts.service import AccountsService, SessionsService
from ringback.rest.auth import Asked
from ringback.rest.operations import Access
from ringback.store import Store


def _is_read(asked: Asked) -> bool:
    return asked.permission.rpartition("/")[2] in ("read", "list")


class Principal(msgspec.Struct, frozen=True):
    """Whose credentials a request came with. `account_sid` is the account they belong to (of test ones, the live)."""

    account_sid: str
    actor_sid: str
    role: Role
    permissions: frozenset[str] = frozenset()
    source: str = "api"
    ip: str = ""
    request_sid: str = ""


class AccountsGate:
    """Takes account SIDs with their tokens, test credentials, API keys and console sessions.

    `is_private`: the server can be reached from this machine only. Then every account may do what is else the
    operator's, and failed log-ins from loopback are not counted.
    """

    def __init__(
        self, store: Store, clock: Clock, accounts: AccountsService, sessions: SessionsService, *, is_private: bool
    ) -> None:
        self._store, self._clock, self._accounts, self._sessions = store, clock, accounts, sessions
        self._is_private = is_private
        self._attempts = Attempts(exempt_loopback=is_private)

    async def authenticate(self, *, scheme: str, user: str, secret: str, ip: str, request_sid: str) -> Principal | None:
        """Raises TooManyFailures, BearerNotTaken or CsrfTokenMissing; None where the credentials are not known."""
        wait_s = self._attempts.wait_s(ip, user, self._clock.now())
        if wait_s:
            raise errors.TooManyFailures(source=ip, wait_s=wait_s)
        principal = await self._known(scheme, user, secret)
        if principal is None:
            self._attempts.failed(ip, user, self._clock.now())
            return None
        return msgspec.structs.replace(principal, ip=ip, request_sid=request_sid)

    async def enter(self, principal: Principal, account_sid: str | None, asked: Asked) -> Caller:
        """Raises Refused: foreign account 401/20003, not active 403/20005, test credentials 403/20008, keys 401."""
        acts_for = await self._account_for(principal, account_sid)
        await self._refuse_inactive(principal, acts_for, asked)
        await self._refuse_role(principal, asked)
        is_test = principal.role is Role.TEST
        return Caller(
            account_sid=acts_for,
            credential_account_sid=acts_for if is_test else principal.account_sid,
            actor_sid=principal.actor_sid,
            role=principal.role,
            permissions=principal.permissions,
            ip=principal.ip,
            source=principal.source,
            request_sid=principal.request_sid,
        )

    # -- who it is

    async def _known(self, scheme: str, user: str, secret: str) -> Principal | None:
        if scheme == "basic":
            return await self._key(user, secret) if user[:2] == "SK" else await self._account(user, secret)
        if scheme == "bearer":
            raise errors.BearerNotTaken
        return await self._session(user, secret, must_fit=scheme == "session+csrf")

    async def _account(self, sid: str, token: str) -> Principal | None:
        account = await self._store.cached(Account, sid=sid)
        if account is None:
            return await self._test(sid, token)
        # both are compared whatever the first says: the time taken tells nothing
        fits = rules.is_same(token, account.auth_token) | rules.is_same(token, account.secondary_auth_token)
        return Principal(account.sid, account.sid, Role.MAIN) if fits else None

    async def _test(self, sid: str, token: str) -> Principal | None:
        test = await self._store.cached(TestCredentials, sid=sid)
        fits = test is not None and rules.is_same(token, test.auth_token)
        return Principal(test.account_sid, test.sid, Role.TEST) if test and fits else None

    async def _key(self, sid: str, secret: str) -> Principal | None:
        key = await self._store.cached(Key, sid=sid)
        if key is None or not rules.is_same(rules.hash_of(secret), key.secret_hash):
            return None
        return Principal(key.account_sid, key.sid, key.kind.role, key.permissions)

    async def _session(self, csrf_token: str, cookie: str, *, must_fit: bool) -> Principal | None:
        session = await self._sessions.find(cookie)
        if session is None:
            return None
        if must_fit and not rules.is_same(csrf_token, session.csrf_token):
            raise errors.CsrfTokenMissing
        return Principal(session.account_sid, session.account_sid, Role.MAIN, source="console")

    # -- what it may

    async def _account_for(self, principal: Principal, account_sid: str | None) -> str:
        """The account acted for: the credentials' own, or a subaccount of it. Foreign and unknown look alike."""
        own = principal.actor_sid if principal.role is Role.TEST else principal.account_sid
        if account_sid is None or account_sid == own:
            return own
        account = await self._store.cached(Account, sid=account_sid)
        if account is None or account.owner_account_sid != own:
            raise NotAuthenticated
        return account.sid

    async def _refuse_inactive(self, principal: Principal, acts_for: str, asked: Asked) -> None:
        """A parent may still read what its suspended and closed subaccounts have."""
        standing = await self._accounts.standing(principal.account_sid)
        if not standing.is_active:
            raise errors.AccountNotActive(account_sid=principal.account_sid, standing=standing.value)
        if acts_for in (principal.account_sid, principal.actor_sid) or _is_read(asked):
            return
        standing = await self._accounts.standing(acts_for)
        if not standing.is_active:
            raise errors.AccountNotActive(account_sid=acts_for, standing=standing.value)

    async def _refuse_role(self, principal: Principal, asked: Asked) -> None:
        role = principal.role
        if role is Role.TEST and not asked.test:
            raise NotWithTestCredentials(what=asked.name)
        if asked.main_only and (role is Role.STANDARD or (role is Role.RESTRICTED and not _is_read(asked))):
            raise NotAuthenticated  # a restricted key that made keys or promoted tokens could free itself
        if role is Role.RESTRICTED and not rules.permits(principal.permissions, asked.permission):
            raise errors.PermissionMissing(permission=asked.permission)
        if asked.access is Access.OPERATOR and not await self._may_operate(principal):
            raise errors.OnlyTheOperatorMay(what=asked.name)

    async def _may_operate(self, principal: Principal) -> bool:
        if self._is_private:
            return principal.role in (Role.MAIN, Role.STANDARD)
        return principal.role is Role.MAIN and await self._accounts.is_operator(principal.account_sid)
