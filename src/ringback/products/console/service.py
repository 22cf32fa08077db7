"""The console's log-in."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from ringback.kernel import Caller, Role
from ringback.kernel.refused import NotAuthenticated
from ringback.products.accounts.errors import AccountNotActive
from ringback.products.accounts.service import SESSION_LASTS, AccountsService, OpenedSession, SessionsService
from ringback.products.console import rules
from ringback.rest import Client, Content
from ringback.rest.auth import SESSION_COOKIE

Authenticate = Callable[..., Awaitable[Any]]
_LASTS_S = int(SESSION_LASTS.total_seconds())


class SessionView(msgspec.Struct, frozen=True):
    """Who is logged in. `csrf_token` goes along with whatever changes something; None without a cookie."""

    account_sid: str
    friendly_name: str
    csrf_token: str | None
    operator: bool


class ConsoleService:
    """`authenticate` is the gate's: log-ins here are counted like any other. `is_private`: see the gate."""

    def __init__(
        self, accounts: AccountsService, sessions: SessionsService, authenticate: Authenticate, *, is_private: bool
    ) -> None:
        self._accounts, self._sessions, self._authenticate = accounts, sessions, authenticate
        self._is_private = is_private

    async def get(self, caller: Caller, *, cookie: str | None = None) -> SessionView:
        """Whose session this is, and the token that its changes must carry."""
        session = await self._sessions.find(rules.cookie_in(cookie, SESSION_COOKIE) or "")
        fits = session is not None and session.account_sid == caller.credential_account_sid
        return await self._view(caller.account_sid, session.csrf_token if session and fits else None)

    async def log_in(self, _: None, *, client: Client, account_sid: str, auth_token: str) -> Content:
        """Opens a session for whoever has the account's token; the browser is handed its cookie."""
        principal = await self._authenticate(
            scheme="basic", user=account_sid, secret=auth_token, ip=client.ip, request_sid=""
        )
        if principal is None or principal.role is not Role.MAIN or principal.actor_sid != account_sid:
            raise NotAuthenticated
        standing = await self._accounts.standing(account_sid)
        if not standing.is_active:
            raise AccountNotActive(account_sid=account_sid, standing=standing.value)
        opened = await self._sessions.open(account_sid, ip=client.ip)
        body = msgspec.json.encode(await self._view(account_sid, opened.session.csrf_token))
        return Content(body, "application/json", {"Set-Cookie": set_cookie(opened, is_secure=client.is_secure)}, 201)

    async def log_out(self, _: Caller, *, cookie: str | None = None) -> None:
        """Ends the session; its cookie is good for nothing from then on."""
        await self._sessions.end(rules.cookie_in(cookie, SESSION_COOKIE) or "")

    async def _view(self, account_sid: str, csrf_token: str | None) -> SessionView:
        account = await self._accounts.find(account_sid)
        operates = self._is_private or await self._accounts.is_operator(account_sid)
        return SessionView(account_sid, account.friendly_name if account else "", csrf_token, operates)


def set_cookie(opened: OpenedSession, *, is_secure: bool) -> str:
    return rules.cookie_out(SESSION_COOKIE, opened.cookie, lasts_s=_LASTS_S, is_secure=is_secure)
