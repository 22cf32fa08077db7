"""Asking the ledger, and writing in it."""

from datetime import datetime

import msgspec

from ringback.kernel import Clock, SidSource
from ringback.products.consent import events, rules, tables
from ringback.products.consent.model import (
    ANY_PURPOSE,
    SMS,
    Keyword,
    Spoken,
    Standing,
    Statement,
    Word,
)
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

    async def is_out(self, account_sid: str, person: str, sender: str | None, service_sid: str | None = None) -> bool:
        """Whether the person wants no texts from this sender, or from anything of this service."""
        if not await self.has_spoken(account_sid):
            return False
        if service_sid and await self._out(account_sid, person, service_sid) is not None:
            return True
        out = await self._out(account_sid, person, sender) if sender else None
        return out is not None and (service_sid is None or out.service_sid != service_sid)

    async def _out(self, account_sid: str, person: str, scope: str) -> Standing | None:
        standing = await self._store.get(Standing, (account_sid, person, scope, SMS, ANY_PURPOSE))
        return standing if standing is not None and standing.word is Word.OPT_OUT else None

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
        word = rules.word_of(body)
        if not rules.may_matter(word):
            return None
        is_out = await self.is_out(account_sid, person, sender, service_sid)
        keyword = rules.keyword(word, is_toll_free=is_toll_free, is_out=is_out)
        if keyword is None:
            return None
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
        return Heard(keyword, rules.answer(keyword, is_toll_free=is_toll_free, is_out=is_out), unit)

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
    ) -> Unit:
        """What is written when a person says it: the line in the ledger, and where it leaves them.

        It holds for the sender it was said to and, where that is in a Messaging Service, for the whole service.
        """
        now = self._clock.now()
        statement = Statement(
            sid=self._sids.new("CE", now),
            account_sid=account_sid,
            person=person,
            sender=sender,
            service_sid=service_sid,
            word=word,
            source=source,
            message_sid=message_sid,
            said=said,
            date_created=now,
        )
        scopes = [sender, service_sid] if service_sid else [sender]
        first = [] if await self.has_spoken(account_sid) else [Spoken(account_sid=account_sid, date_created=now)]
        return Unit(
            insert=[statement],
            put=[*first, *(_standing(statement, scope, now) for scope in scopes)],
            events=[_told(statement, now)],
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
