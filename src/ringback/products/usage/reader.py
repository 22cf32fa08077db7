"""Reads the event log and counts: a batch of up to 1,000 events becomes a few increments, in one unit with the cursor.

Messages are by far the most of what is read, so their events are decoded no further than a count needs.
"""

from collections.abc import Callable
from datetime import date, datetime

import msgspec

from ringback.kernel import Job, phone
from ringback.kernel.event import Event, Recorded, type_of
from ringback.products.accounts.service import AccountsService
from ringback.products.messaging.events import MessageReceived, MessageSent
from ringback.products.numbers.events import (
    NumberBought,
    NumberReleased,
    NumberTransferred,
    ShortCodeAssigned,
    ShortCodeReleased,
)
from ringback.products.pricing.service import PriceList
from ringback.products.usage import rules
from ringback.products.usage.model import Rental, UsageDay
from ringback.products.usage.service import TriggersService
from ringback.products.usage.service.records import READER
from ringback.products.usage.service.triggers import check_job
from ringback.products.voice.events import TranscriptionCompleted
from ringback.store import Increment, Store, Unit
from ringback.switch.events import CallEnded, RecordingCompleted

RENT = "usage.rent"
ADDED = ("count", "usage_milli", "price_micro")
PAUSE_S = 0.2  # gathers events, so that busy times cost one increment a category and not one a message
READ: tuple[type[Event], ...] = (
    MessageSent,
    MessageReceived,
    NumberBought,
    NumberTransferred,
    NumberReleased,
    ShortCodeAssigned,
    ShortCodeReleased,
    CallEnded,
    RecordingCompleted,
    TranscriptionCompleted,
)
_RENTED = {"toll_free": "phonenumbers-tollfree", "mobile": "phonenumbers-mobile", "short-code": "shortcodes-random"}


class Tally:
    """Counts of one batch by account, day and category."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, date, str], list[int]] = {}

    def add(self, account_sid: str, day: date, category: str, usage: int, price_micro: int) -> None:
        """One more of a category, with so much usage in its unit."""
        key = (account_sid, day, category)
        sums = self._counts.get(key)
        if sums is None:
            sums = self._counts[key] = [0, 0, 0]
        sums[0] += 1
        sums[1] += usage * 1000
        sums[2] += price_micro

    @property
    def account_sids(self) -> set[str]:
        return {account_sid for account_sid, _, _ in self._counts}

    def increments(self, owners: dict[str, str]) -> list[Increment]:
        return [
            Increment(_row(account_sid, owners[account_sid], day, category, *sums), ADDED)
            for (account_sid, day, category), sums in self._counts.items()
        ]


def _row(account_sid: str, owner: str, day: date, category: str, count: int, usage: int, price: int) -> UsageDay:
    return UsageDay(
        account_sid=account_sid,
        owner_sid=owner,
        day=day.isoformat(),
        category=category,
        count=count,
        usage_milli=usage,
        price_micro=price,
    )


class UsageReader:
    """Follows the log. `start` once everything is wired; `read` is the handler of a batch."""

    def __init__(self, store: Store, accounts: AccountsService, triggers: TriggersService, prices: PriceList) -> None:
        self._store, self._accounts, self._triggers, self._prices = store, accounts, triggers, prices
        self._special: dict[str, Callable[[Recorded, Tally, _Rentals], None]] = {
            type_of(NumberBought): self._bought,
            type_of(ShortCodeAssigned): self._assigned,
            type_of(CallEnded): _call,
            type_of(RecordingCompleted): _minutes_of("calls-recordings"),
            type_of(TranscriptionCompleted): _minutes_of("transcriptions"),
        }

    def follow(self) -> None:
        self._store.events.follow(READER, self.read, types=[type_of(event) for event in READ], pause_s=PAUSE_S)

    async def read(self, events: list[Recorded]) -> Unit:
        tally, rentals = Tally(), _Rentals()
        for event in events:
            names = _MESSAGES.get(event.type)
            if names is not None:
                _message(event, names, tally)
            elif event.type in self._special:
                self._special[event.type](event, tally, rentals)
            else:
                await self._moved(event, rentals)
        unit = Unit(put=rentals.kept(), delete=rentals.gone(), jobs=rentals.jobs)
        return unit + await self.counted(tally)

    async def counted(self, tally: Tally) -> Unit:
        """The increments of a tally, and a look at the triggers of whoever has some."""
        owners = {sid: await self._owner(sid) for sid in tally.account_sids}
        concerned = sorted({*owners, *owners.values()})
        watched = [sid for sid in concerned if await self._triggers.is_watched(sid)]
        return Unit(add=tally.increments(owners), jobs=[check_job(sid) for sid in watched])

    async def _owner(self, account_sid: str) -> str:
        account = await self._accounts.find(account_sid)
        return account.owner_account_sid if account else account_sid

    # -- numbers

    def _bought(self, event: Recorded, tally: Tally, rentals: "_Rentals") -> None:
        bought = event.decode(NumberBought)
        kind = bought.kind.replace("_", "-")
        setup = _micros(self._prices.number_setup(kind, bought.country))
        if setup:
            tally.add(event.account_sid, event.at.date(), "phonenumbers-setups", 1, setup)
        month = _micros(self._prices.number_month(kind, bought.country))
        self._rent(event, _RENTED.get(bought.kind, "phonenumbers-local"), month, tally, rentals)

    def _assigned(self, event: Recorded, tally: Tally, rentals: "_Rentals") -> None:
        month = _micros(self._prices.number_month("short-code", event.decode(ShortCodeAssigned).country))
        self._rent(event, _RENTED["short-code"], month, tally, rentals)

    def _rent(self, event: Recorded, category: str, price: int, tally: Tally, rentals: "_Rentals") -> None:
        rental = Rental(
            sid=event.subject_sid,
            account_sid=event.account_sid,
            category=category,
            price_micro=price,
            since=event.at,
        )
        tally.add(event.account_sid, event.at.date(), category, 1, price)
        rentals.begin(rental)

    async def _moved(self, event: Recorded, rentals: "_Rentals") -> None:
        """A number that was handed over or released: who rents it from now on, if anybody."""
        rental = rentals.get(event.subject_sid) or await self._store.get(Rental, event.subject_sid)
        if rental is None:
            return
        if event.type == type_of(NumberTransferred):
            rentals.put(msgspec.structs.replace(rental, account_sid=event.account_sid))
        else:
            rentals.end(rental)


class _Rentals:
    """What a batch does to rentals."""

    def __init__(self) -> None:
        self._kept: dict[str, Rental] = {}
        self._gone: dict[str, Rental] = {}
        self.jobs: list[Job] = []

    def get(self, sid: str) -> Rental | None:
        return self._kept.get(sid)

    def begin(self, rental: Rental) -> None:
        self.put(rental)
        self.jobs.append(rent_job(rental))

    def put(self, rental: Rental) -> None:
        self._kept[rental.sid] = rental

    def end(self, rental: Rental) -> None:
        self._kept.pop(rental.sid, None)
        self._gone[rental.sid] = rental

    def kept(self) -> list[Rental]:
        return list(self._kept.values())

    def gone(self) -> list[Rental]:
        return list(self._gone.values())


def rent_job(rental: Rental) -> Job:
    return Job(kind=RENT, key=rental.sid, account_sid=rental.account_sid, due_at=rules.rent_due_at(rental))


# -- messages


class _Message(msgspec.Struct):
    """The part of a message's event that a count needs."""

    from_: str | None
    to: str
    num_segments: int
    num_media: int = 0
    price: str | None = None


_decode = msgspec.json.Decoder(_Message).decode
_Names = tuple[bool, dict[tuple[bool, bool], str]]


def _names(way: str) -> dict[tuple[bool, bool], str]:
    """Categories by (has media, is a short code)."""
    kinds, codes = ((False, "sms"), (True, "mms")), ((False, "longcode"), (True, "shortcode"))
    return {(media, short): f"{kind}-{way}-{code}" for media, kind in kinds for short, code in codes}


_MESSAGES: dict[str, _Names] = {
    type_of(MessageSent): (True, _names("outbound")),
    type_of(MessageReceived): (False, _names("inbound")),
}


def _message(event: Recorded, names: _Names, tally: Tally) -> None:
    is_outbound, categories = names
    message = _decode(event.data)
    ours = message.from_ if is_outbound else message.to
    has_media = message.num_media > 0 or event.subject_sid[:2] == "MM"
    category = categories[has_media, ours is not None and phone.is_short_code(ours)]
    usage = 1 if has_media else message.num_segments
    tally.add(event.account_sid, event.at.date(), category, usage, rules.micros(message.price))


# -- calls


class _Talked(msgspec.Struct):
    """The part of an event of a call or recording that a count needs."""

    duration: int | None = None
    price: str | None = None
    direction: str = ""
    from_: str = ""
    to: str = ""


_decode_talked = msgspec.json.Decoder(_Talked).decode


def _call(event: Recorded, tally: Tally, _: _Rentals) -> None:
    """Minutes begun. What nobody answered is no usage."""
    call = _decode_talked(event.data)
    if call.duration:
        category = rules.category_of_call(call.direction, call.from_, call.to)
        minutes = -(-call.duration // 60)
        tally.add(event.account_sid, event.at.date(), category, minutes, rules.micros(call.price))


def _minutes_of(category: str) -> Callable[[Recorded, Tally, _Rentals], None]:
    """Minutes begun of a recording, or of what was written down of one."""

    def count(event: Recorded, tally: Tally, _: _Rentals) -> None:
        made = _decode_talked(event.data)
        minutes = -(-(made.duration or 0) // 60)
        tally.add(event.account_sid, event.at.date(), category, minutes, rules.micros(made.price))

    return count


def _micros(price: object) -> int:
    return rules.micros(str(price))


def single(account_sid: str, at: datetime, category: str, price_micro: int) -> Tally:
    """A tally of one thing."""
    tally = Tally()
    tally.add(account_sid, at.date(), category, 1, price_micro)
    return tally
