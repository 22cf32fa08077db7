"""What accounts spend on calls, for the caps that stand below what counts it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from decimal import Decimal

from ringback.products.usage import rules
from ringback.products.usage.service import UsageService

CALLS = "calls"


def spent_on_calls(usage: UsageService) -> Callable[[str, datetime], Awaitable[Decimal]]:
    """What an account itself has spent on calls in the UTC day of a moment, as far as it is counted."""

    async def spent(account_sid: str, now: datetime) -> Decimal:
        day = now.date()
        sums = await usage.sums(account_sid, first=day, last=day, category=CALLS, with_subaccounts=False)
        return rules.price_of(sums.get(("", CALLS), rules.Amount()))

    return spent
