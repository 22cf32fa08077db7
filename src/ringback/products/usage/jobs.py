"""Later work of usage: looking at triggers, and the rent of numbers month by month."""

import msgspec

from ringback.jobs import work
from ringback.kernel import Job
from ringback.products.usage import rules
from ringback.products.usage.model import Rental
from ringback.products.usage.reader import RENT, UsageReader, rent_job, single
from ringback.products.usage.service import TriggersService
from ringback.products.usage.service.triggers import CHECK
from ringback.store import Store, Unit


class UsageJobs:
    """Handlers of the work in this room."""

    def __init__(self, store: Store, triggers: TriggersService, reader: UsageReader) -> None:
        self._store, self._triggers, self._reader = store, triggers, reader

    @work(CHECK)
    async def check(self, job: Job) -> Unit:
        """Fires what is due. The callbacks and the triggers' new state are one unit: told once, or not fired."""
        return await self._triggers.due(job.key)

    @work(RENT)
    async def rent(self, job: Job) -> Unit | None:
        """Another month of a number, if it is still owned, and the job for the month after."""
        rental = await self._store.get(Rental, job.key)
        if rental is None:
            return None
        after = msgspec.structs.replace(rental, months=rental.months + 1)
        counted = await self._reader.counted(
            single(rental.account_sid, rules.rent_due_at(rental), rental.category, rental.price_micro)
        )
        return counted + Unit(change=[(rental, after)], jobs=[rent_job(after)])
