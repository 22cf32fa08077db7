"""Usage records and the balance: sums of what the reader has counted, brought up to date before each look."""

from datetime import date
from decimal import Decimal

from ringback.kernel import Caller, Clock, Page, PageRequest
from ringback.products.accounts.service import AccountsService
from ringback.products.usage import errors, rules, tables
from ringback.products.usage.categories import CATEGORIES, TOTAL, members
from ringback.products.usage.model import Balance, Span, UsageRecord
from ringback.products.usage.rules import Amount, Period, Sums
from ringback.store import Store

READER = "usage"
CREDIT = Decimal("20.00")  # what an account starts with; nothing is ever stopped for lack of it


class UsageService:
    """`sums` is what triggers and the console's plots are made of."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        accounts: AccountsService,
        *,
        credit: Decimal = CREDIT,
        currency: str = "USD",
    ) -> None:
        self._store, self._clock, self._accounts = store, clock, accounts
        self._credit, self._currency = credit, currency

    async def search(
        self,
        caller: Caller,
        *,
        span: Span,
        page: PageRequest,
        category: str | None = None,
        start_date: str | None = None,
        end_date: str | None = None,
        include_subaccounts: bool = True,
    ) -> Page[UsageRecord]:
        """A line for each period and category, the newest period first; categories nothing was used of are zero.

        Days are UTC days, written YYYY-MM-DD or as days from today, `-30days`. All categories without one asked for.
        """
        await self._store.events.catch_up(READER)
        today = self._clock.now().date()
        start, end = rules.day_of("StartDate", start_date, today), rules.day_of("EndDate", end_date, today)
        names = [rules.checked_category("Category", category)] if category else list(CATEGORIES)
        periods = rules.periods(span, start, end, await self._opened(caller.account_sid, today), today)
        lines = _Lines(periods, names)
        wanted = lines.slice(page)
        lines_of_page = [lines.at(i) for i in wanted]
        if not lines_of_page:
            return Page([])
        sums = await self.sums(
            caller.account_sid,
            first=lines_of_page[-1][0].first,
            last=lines_of_page[0][0].last,
            category=category or TOTAL,
            with_subaccounts=include_subaccounts,
            letters=rules.LETTERS.get(span, 0),
        )
        items = [self._record(caller.account_sid, span, period, name, sums) for period, name in lines_of_page]
        return Page(items, has_next=wanted.stop < len(lines), has_previous=wanted.start > 0)

    async def sums(
        self,
        account_sid: str,
        *,
        first: date,
        last: date,
        category: str = TOTAL,
        with_subaccounts: bool = True,
        letters: int = 0,
    ) -> Sums:
        """What was used between two days, by (period, category); periods are the first `letters` of a day."""
        account = await self._accounts.find(account_sid)
        has_subaccounts = account is not None and account.is_parent
        statement = tables.sums(
            account_sid,
            with_subaccounts=with_subaccounts and has_subaccounts,
            first=first.isoformat(),
            last=last.isoformat(),
            categories=members(category),
            letters=letters,
        )
        return rules.rolled_up(await self._store.select(statement))

    async def balance(self, caller: Caller) -> Balance:
        """The credit less what the account and its subaccounts have spent."""
        await self._store.events.catch_up(READER)
        sums = await self.sums(caller.account_sid, first=date.min, last=date.max)
        spent = rules.price_of(sums.get(("", TOTAL), Amount()))
        return Balance(caller.account_sid, rules.money(self._credit - spent), self._currency)

    async def _opened(self, account_sid: str, today: date) -> date:
        account = await self._accounts.find(account_sid)
        return account.date_created.date() if account else today

    def _record(self, account_sid: str, span: Span, period: Period, name: str, sums: Sums) -> UsageRecord:
        known, amount = CATEGORIES[name], sums.get((period.name, name), Amount())
        return UsageRecord(
            account_sid=account_sid,
            span=span,
            category=name,
            description=known.description,
            count="" if name == TOTAL else str(amount.count),
            count_unit=known.count_unit,
            usage=rules.plain(rules.usage_of(name, amount)),
            usage_unit=known.usage_unit,
            price=rules.plain(rules.price_of(amount)),
            price_unit=self._currency.lower(),
            start_date=period.first.isoformat(),
            end_date=period.last.isoformat(),
            as_of=self._clock.now(),
            period=period.name,
        )


class _Lines:
    """All lines of a list, by number: none is made before it is on a page."""

    def __init__(self, periods: list[Period], names: list[str]) -> None:
        self._periods, self._names = periods, names

    def __len__(self) -> int:
        return len(self._periods) * len(self._names)

    def at(self, number: int) -> tuple[Period, str]:
        period, name = divmod(number, len(self._names))
        return self._periods[period], self._names[name]

    def slice(self, page: PageRequest) -> range:
        if page.before is not None:
            stop = self._number(page.before)
            return range(max(stop - page.size, 0), stop)
        start = 0 if page.after is None else self._number(page.after) + 1
        return range(start, min(start + page.size, len(self)))

    def _number(self, token: str) -> int:
        """The line a token names: `<period>.<category>`. Raises InvalidUsagePage."""
        period, _, name = token.partition(".")
        found = next((i for i, known in enumerate(self._periods) if known.name == period), None)
        if found is None or name not in self._names:
            raise errors.InvalidUsagePage(value=token[:80])
        return found * len(self._names) + self._names.index(name)


def token_of(record: UsageRecord) -> str:
    """What the next page starts after."""
    return f"{record.period}.{record.category}"
