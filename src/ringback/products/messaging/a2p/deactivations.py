"""Numbers that networks have taken from their subscribers: the operator brings the lists, customers fetch them."""

from collections.abc import Callable, Sequence

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, phone
from ringback.products.messaging.a2p import errors, rules, tables
from ringback.products.messaging.a2p.model import Deactivated, Deactivation
from ringback.rest.values import Content
from ringback.store import Store, Unit

AT_ONCE = 10_000  # numbers in one request, and rows read at a time


class DeactivationsService:
    """`here` makes a path of ours an address."""

    def __init__(self, store: Store, clock: Clock, here: Callable[[str], str]) -> None:
        self._store, self._clock, self._here = store, clock, here

    async def fetch(self, caller: Caller, *, date: str | None = None) -> Content:
        """Where the list of a day is: said in the body too."""
        url = self._here(f"/ringback/v1/Deactivations/{rules.check_day(date, self._clock.now().date())}")
        body = msgspec.json.encode({"redirect_to": url})
        return Content(body, "application/json", headers={"Location": url}, status=307)

    async def text(self, caller: Caller, *, day: str) -> Content:
        """The numbers of a day, one a line."""
        day = rules.check_day(day, self._clock.now().date())
        t = tables.deactivations.c
        rows = await self._store.select(sa.select(t.number).where(t.day == day).order_by(t.number))
        return Content("".join(f"{number}\n" for (number,) in rows).encode(), "text/plain; charset=utf-8")

    async def bring(self, caller: Caller, *, numbers: Sequence[str], day: str | None = None) -> Deactivated:
        """Adds numbers to a day's list; today's, where no day is said."""
        day = rules.check_day(day, self._clock.now().date())
        if len(numbers) > AT_ONCE:
            raise errors.InvalidReview(reason=f"numbers has {len(numbers)} numbers; at most {AT_ONCE} go at once")
        for number in numbers:
            if not phone.is_possible(number):
                raise errors.InvalidNumbers(value=str(number)[:40])
        await self._store.commit(Unit(put=[Deactivation(day=day, number=number) for number in dict.fromkeys(numbers)]))
        t = tables.deactivations.c
        [(count,)] = await self._store.select(sa.select(sa.func.count()).where(t.day == day))
        return Deactivated(day, count)
