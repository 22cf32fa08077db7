"""Asking the ledger, and writing in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from ringback.kernel import Clock, SidSource, phone
from ringback.products.consent import events, tables
from ringback.products.consent.model import (
    ANY_PURPOSE,
    EVERYWHERE,
    SMS,
    Keyword,
    ServiceKeywords,
    Spoken,
    Standing,
    Statement,
    Word,
)
from ringback.products.consent.rules import keywords
from ringback.store import Store, Unit

_EVENTS = {Word.OPT_OUT: events.OptedOut, Word.OPT_IN: events.OptedIn}


class Heard(msgspec.Struct, frozen=True):
    """A keyword came in: what it asks for, what goes back to the person (None: nothing), what is written."""

    keyword: Keyword
    answer: str | None
    unit: Unit


class ConsentService:
    """`is_out` is what messages ask. An account to which nobody ever said anything costs no look at the database."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource) -> None:
        self._store, self._clock, self._sids = store, clock, sids

    async def has_spoken(self, account_sid: str) -> bool:
        """Whether anybody has said anything to this account; from memory."""
        return await self._store.cached(Spoken, account_sid=account_sid) is not None

    async def is_out(
        self,
        account_sid: str,
        person: str,
        sender: str | None,
        service_sid: str | None = None,
        purpose: str = ANY_PURPOSE,
    ) -> bool:
        """Whether the person wants no texts from this sender, or from anything of this service, or for this purpose."""
        if not await self.has_spoken(account_sid):
            return False
        for scope in (service_sid, EVERYWHERE):
            if scope is not None and await self._said(account_sid, person, scope, purpose) is Word.OPT_OUT:
                return True
        out = await self._standing(account_sid, person, sender, ANY_PURPOSE) if sender else None
        is_out = out is not None and out.word is Word.OPT_OUT
        return is_out and out is not None and (service_sid is None or out.service_sid != service_sid)

    async def has_opted_in(self, account_sid: str, person: str, scopes: Sequence[str | None], purpose: str) -> bool:
        """Whether the person has asked for it, of any of these scopes or of all of them."""
        if not await self.has_spoken(account_sid):
            return False
        for scope in (*filter(None, scopes), EVERYWHERE):
            if await self._said(account_sid, person, scope, purpose) is Word.OPT_IN:
                return True
        return False

    async def _said(self, account_sid: str, person: str, scope: str, purpose: str) -> Word | None:
        """The later of what was said of the purpose and what was said of all."""
        whole = await self._standing(account_sid, person, scope, ANY_PURPOSE)
        if purpose == ANY_PURPOSE:
            return whole.word if whole else None
        special = await self._standing(account_sid, person, scope, purpose)
        known = [standing for standing in (whole, special) if standing is not None]
        return max(known, key=lambda standing: standing.date_updated).word if known else None

    async def _standing(self, account_sid: str, person: str, scope: str, purpose: str) -> Standing | None:
        return await self._store.get(Standing, (account_sid, person, scope, SMS, purpose))

    async def keywords_of(self, account_sid: str, service_sid: str | None) -> ServiceKeywords | None:
        """What a service understands besides the usual; from memory."""
        if not service_sid:
            return None
        return await self._store.cached(ServiceKeywords, account_sid=account_sid, service_sid=service_sid)

    async def hear(
        self,
        account_sid: str,
        person: str,
        body: str,
        *,
        sender: str,
        service_sid: str | None,
        message_sid: str,
        is_toll_free: bool,
    ) -> Heard | None:
        """What a text to `sender` says of hearing from it; None for all texts that are no keyword."""
        word, own = keywords.word_of(body), await self.keywords_of(account_sid, service_sid)
        if not keywords.may_matter(word, own) or (own is None and phone.is_short_code(sender)):
            return None
        is_out = await self.is_out(account_sid, person, sender, service_sid)
        country = phone.country(person) or ""
        said = keywords.meant(word, country=country, own=own, is_toll_free=is_toll_free, is_out=is_out)
        if said is None:
            return None
        keyword = said.keyword
        unit = Unit()
        if keyword is not Keyword.HELP:
            unit = await self.stated(
                account_sid,
                person,
                Word.OPT_OUT if keyword is Keyword.STOP else Word.OPT_IN,
                sender=sender,
                service_sid=service_sid,
                message_sid=message_sid,
                said=word,
            )
        return Heard(keyword, keywords.answer(said, own=own, is_toll_free=is_toll_free, is_out=is_out), unit)

    async def stated(
        self,
        account_sid: str,
        person: str,
        word: Word,
        *,
        sender: str,
        service_sid: str | None = None,
        message_sid: str | None = None,
        said: str | None = None,
        source: str = "keyword",
        purpose: str = ANY_PURPOSE,
        details: dict[str, Any] | None = None,
    ) -> Unit:
        """What is written when a person says it: the line in the ledger, and where it leaves them.

        It holds for the sender it was said to and, where that is in a Messaging Service, for the whole service.
        """
        now = self._clock.now()
        statement = self._line(
            account_sid, person, word, sender, service_sid, message_sid, said, source, purpose, details or {}, now
        )
        scopes = [scope for scope in (sender or None, service_sid) if scope] or [EVERYWHERE]
        first = [] if await self.has_spoken(account_sid) else [Spoken(account_sid=account_sid, date_created=now)]
        return Unit(
            insert=[statement],
            put=[*first, *(_standing(statement, scope, now) for scope in scopes)],
            events=[_told(statement, now)],
        )

    def _line(
        self,
        account_sid: str,
        person: str,
        word: Word,
        sender: str,
        service_sid: str | None,
        message_sid: str | None,
        said: str | None,
        source: str,
        purpose: str,
        details: dict[str, Any],
        now: datetime,
    ) -> Statement:
        return Statement(
            sid=self._sids.new("CE", now),
            account_sid=account_sid,
            person=person,
            sender=sender,
            service_sid=service_sid,
            word=word,
            source=source,
            purpose=purpose,
            message_sid=message_sid,
            said=said,
            details=details,
            date_created=now,
        )

    async def of(self, account_sid: str, person: str) -> list[Statement]:
        """All that a person has said, the latest first: the proof."""
        t = tables.statements.c
        query = tables.statements.select().where(t.account_sid == account_sid, t.person == person)
        return await self._store.records(Statement, query.order_by(t.date_created.desc(), t.sid.desc()).limit(1000))


def _standing(statement: Statement, scope: str, now: datetime) -> Standing:
    return Standing(
        account_sid=statement.account_sid,
        person=statement.person,
        scope=scope,
        service_sid=None if scope == statement.service_sid else statement.service_sid,
        channel=statement.channel,
        purpose=statement.purpose,
        word=statement.word,
        statement_sid=statement.sid,
        date_updated=now,
    )


def _told(statement: Statement, now: datetime) -> events.ConsentEvent:
    return _EVENTS[statement.word](
        account_sid=statement.account_sid,
        subject_sid=statement.sid,
        at=now,
        person=statement.person,
        sender=statement.sender,
        channel=statement.channel,
        purpose=statement.purpose,
        service_sid=statement.service_sid,
        message_sid=statement.message_sid,
    )
