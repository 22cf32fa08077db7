"""The ledger as people read it: statements looked up, brought with their proof, and exported for a regulator."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from ringback.kernel import Caller, Clock, Page, PageRequest, phone
from ringback.products.consent import errors, tables
from ringback.products.consent.model import ANY_PURPOSE, Statement, Word
from ringback.products.consent.service.consent import ConsentService
from ringback.rest.values import Content
from ringback.store import Store

COLUMNS = ("sid", "date_created", "person", "word", "channel", "purpose", "sender", "service_sid", "source", "said")
COLUMNS += ("message_sid", "proof")
PAGE = 1000


class LedgerService:
    """Nothing in it is changed or deleted."""

    def __init__(self, store: Store, clock: Clock, consent: ConsentService) -> None:
        self._store, self._clock, self._consent = store, clock, consent

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        person: str | None = None,
        word: Word | None = None,
        purpose: str | None = None,
    ) -> Page[Statement]:
        """What people have said, the latest first."""
        t = tables.statements.c
        where: list[Any] = [t.account_sid == caller.account_sid]
        if person:
            where.append(t.person == (phone.parse(person) or person))
        if word is not None:
            where.append(t.word == word.value)
        if purpose:
            where.append(t.purpose == purpose)
        return await self._store.search(Statement, where, page)

    async def bring(
        self,
        caller: Caller,
        *,
        person: str,
        word: Word,
        proof: str,
        source: str = "others",
        sender: str = "",
        messaging_service_sid: str | None = None,
        purpose: str = ANY_PURPOSE,
        said_at: datetime | None = None,
    ) -> Statement:
        """Writes down what somebody has said elsewhere: on a web page, on paper, to an agent."""
        number = phone.parse(person)
        if number is None:
            raise errors.InvalidPerson(name="person", value=person[:40])
        if not proof.strip():
            raise errors.InvalidProof
        details = {"proof": proof} | ({"said_at": said_at.isoformat()} if said_at else {})
        unit = await self._consent.stated(
            caller.account_sid,
            number,
            word,
            sender=sender,
            service_sid=messaging_service_sid,
            source=source,
            purpose=purpose or ANY_PURPOSE,
            details=details,
        )
        await self._store.commit(unit)
        return next(record for record in unit.insert if isinstance(record, Statement))

    async def export(self, caller: Caller, *, person: str | None = None) -> Content:
        """All of it as CSV, a page of the database at a time; or what one person has said."""
        return Content(self._rows(caller, person), "text/csv; charset=utf-8")

    async def _rows(self, caller: Caller, person: str | None) -> AsyncIterator[bytes]:
        yield _line(COLUMNS)
        after: str | None = None
        while True:
            page = await self.search(caller, page=PageRequest(size=PAGE, after=after), person=person)
            for statement in page.items:
                yield _line([_cell(statement, name) for name in COLUMNS])
            if not page.has_next:
                return
            after = page.items[-1].sid


def _cell(statement: Statement, name: str) -> str:
    if name == "proof":
        return str(statement.details.get("proof", ""))
    value = getattr(statement, name)
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(getattr(value, "value", value))


def _line(cells: Any) -> bytes:
    """A row of RFC 4180. Cells that a spreadsheet would run as a formula are led by an apostrophe."""
    text = io.StringIO()
    safe = ["'" + cell if cell[:1] in ("=", "-", "@", "\t") else cell for cell in cells]
    csv.writer(text).writerow(safe)
    return text.getvalue().encode()
