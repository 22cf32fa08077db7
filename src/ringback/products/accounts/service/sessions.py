"""Log-ins of the console: by one-time link, or by account SID and token."""

from datetime import timedelta

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Entropy
from ringback.kernel.audit import by
from ringback.kernel.refused import NotAuthenticated
from ringback.products.accounts import events, rules, tables
from ringback.products.accounts.model import ConsoleSession, OneTimeToken
from ringback.store import Conflict, Store, Unit

SESSION_LASTS = timedelta(hours=12)
LINK_LASTS = timedelta(minutes=10)
SWEPT_AT_ONCE = 100  # old sessions that each new one takes along


class OpenedSession(msgspec.Struct, frozen=True):
    """A session and the value of its cookie, which is told only here."""

    cookie: str
    session: ConsoleSession


class SessionsService:
    """The database keeps hashes of cookies and links: who reads it cannot log in with what it holds."""

    def __init__(self, store: Store, clock: Clock, entropy: Entropy) -> None:
        self._store, self._clock, self._entropy = store, clock, entropy

    async def open(self, account_sid: str, *, ip: str = "") -> OpenedSession:
        """A session for an owner who has proved to be one."""
        opened, unit = await self._opened(account_sid, ip)
        await self._store.commit(unit)
        return opened

    async def find(self, cookie: str) -> ConsoleSession | None:
        """The session of a cookie while it lasts."""
        session = await self._store.cached(ConsoleSession, token_hash=rules.hash_of(cookie))
        return session if session is not None and self._clock.now() < session.expires_at else None

    async def end(self, cookie: str) -> None:
        session = await self._store.first(ConsoleSession, token_hash=rules.hash_of(cookie))
        if session is not None:
            await self._store.commit(Unit(delete=[session]))

    async def link(self, account_sid: str) -> str:
        """A token that opens one session within ten minutes: for the URL printed at the start."""
        token = self._entropy.bytes(24).hex()
        kept = OneTimeToken(
            token_hash=rules.hash_of(token), account_sid=account_sid, expires_at=self._clock.now() + LINK_LASTS
        )
        await self._store.commit(Unit(insert=[kept]))
        return token

    async def redeem(self, token: str, *, ip: str = "") -> OpenedSession:
        """The session a one-time token is good for; raises NotAuthenticated if it was used, is old, or is none."""
        kept = await self._store.first(OneTimeToken, token_hash=rules.hash_of(token))
        if kept is None or kept.used or self._clock.now() >= kept.expires_at:
            raise NotAuthenticated
        opened, unit = await self._opened(kept.account_sid, ip)
        unit += Unit(change=[(kept, msgspec.structs.replace(kept, used=True))])
        try:
            await self._store.commit(unit)
        except Conflict:  # somebody else was faster with the same link
            raise NotAuthenticated from None
        return opened

    async def _opened(self, account_sid: str, ip: str) -> tuple[OpenedSession, Unit]:
        now, cookie = self._clock.now(), self._entropy.bytes(32).hex()
        session = ConsoleSession(
            token_hash=rules.hash_of(cookie),
            account_sid=account_sid,
            csrf_token=self._entropy.bytes(16).hex(),
            created_at=now,
            expires_at=now + SESSION_LASTS,
        )
        owner = Caller(account_sid, account_sid, account_sid, ip=ip, source="console")
        told = events.ConsoleOpened(account_sid=account_sid, subject_sid=account_sid, at=now, **by(owner))
        return OpenedSession(cookie, session), Unit(insert=[session], delete=await self._expired(), events=[told])

    async def _expired(self) -> list[ConsoleSession | OneTimeToken]:
        now, sessions, links = self._clock.now(), tables.console_sessions, tables.one_time_tokens
        old = sa.select(sessions).where(sessions.c.expires_at < now).limit(SWEPT_AT_ONCE)
        stale = sa.select(links).where(links.c.expires_at < now).limit(SWEPT_AT_ONCE)
        return [*await self._store.records(ConsoleSession, old), *await self._store.records(OneTimeToken, stale)]
