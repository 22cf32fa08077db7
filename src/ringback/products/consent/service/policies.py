"""When people may be written to: quiet hours, do-not-call lists, how often; and what all of it comes to for a text."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource, phone
from ringback.kernel.refused import NotFound
from ringback.kernel.sid import is_sid
from ringback.kernel.time import to_ms
from ringback.products.consent import errors, tables
from ringback.products.consent.model import (
    EVERYWHERE,
    HasList,
    Listed,
    Policy,
    QuietAction,
    ServiceKeywords,
    Verdict,
    Whereabouts,
    Written,
)
from ringback.products.consent.rules import hours, keywords
from ringback.products.consent.rules.deciding import SEND, Facts, decide
from ringback.products.consent.service.consent import ConsentService
from ringback.store import Conflict, Duplicate, Increment, Store, Unit, again

UNDECLARED = "undeclared"  # the purpose of what names none
ACCOUNT = "account"  # how the API names the scope of all that no service's policy holds for
NUMBERS_MOST = 10_000
HOUR_MS = 3_600_000
KEPT = timedelta(days=32)  # counts of texts: no policy looks further back
HOURS_MOST = 24 * 31


class Trial(msgspec.Struct, frozen=True):
    """What would become of a text to somebody."""

    to: str
    outcome: str
    code: int | None
    why: str
    until: datetime | None
    time_zones: list[str]


class Listing(msgspec.Struct, frozen=True):
    """How many were put on the list."""

    count: int


class Trials(msgspec.Struct, frozen=True):
    """A line for each of whom it would go to."""

    items: list[Trial]


class PoliciesService:
    """`verdict` is what messages ask; an account without policy, list or statement costs three looks into memory.

    `has_service` says whether an account has a Messaging Service.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        consent: ConsentService,
        has_service: Callable[[str, str], Awaitable[bool]],
    ) -> None:
        self._store, self._clock, self._sids, self._consent = store, clock, sids, consent
        self._has_service = has_service

    # -- what messages ask

    async def verdict(
        self,
        account_sid: str,
        to: str,
        *,
        sender: str | None = None,
        service_sid: str | None = None,
        purpose: str = UNDECLARED,
        at: datetime,
        heeds_keywords: bool = True,
    ) -> Verdict:
        """Whether a text may go to somebody at that moment. `heeds_keywords`: what people said counts."""
        policy = await self.policy(account_sid, service_sid)
        is_listed = await self._is_listed(account_sid, to)
        is_out = heeds_keywords and await self._consent.is_out(account_sid, to, sender, service_sid, purpose)
        if policy is None and not is_listed and not is_out:
            return SEND
        scopes = (sender, service_sid)
        facts = Facts(
            at=at,
            purpose=purpose,
            zones=await self.zones(account_sid, to),
            policy=policy,
            is_out=is_out,
            is_listed=is_listed,
            has_opted_in=await self._consent.has_opted_in(account_sid, to, scopes, purpose),
            sent_lately=await self._sent_lately(policy, account_sid, to, at) if policy else 0,
        )
        return decide(facts)

    async def policy(self, account_sid: str, service_sid: str | None) -> Policy | None:
        """The service's own, else the account's; from memory."""
        own = None
        if service_sid:
            own = await self._store.cached(Policy, account_sid=account_sid, scope=service_sid)
        return own or await self._store.cached(Policy, account_sid=account_sid, scope=EVERYWHERE)

    async def zones(self, account_sid: str, number: str) -> tuple[str, ...]:
        """Where somebody may be: as the account has said, else as the number says."""
        said = await self._store.get(Whereabouts, (account_sid, number))
        if said is not None:
            return (said.time_zone,)
        return phone.time_zones(number) if number.startswith("+") else ()

    async def counted(self, account_sid: str, service_sid: str | None, to: str, at: datetime) -> Unit:
        """That a text goes to somebody now, where a policy counts them."""
        policy = await self.policy(account_sid, service_sid)
        if policy is None or policy.frequency_most is None:
            return Unit()
        one = Written(account_sid=account_sid, scope=policy.scope, person=to, hour=to_ms(at) // HOUR_MS, count=1)
        return Unit(add=[Increment(one, ("count",))])

    async def _is_listed(self, account_sid: str, number: str) -> bool:
        if await self._store.cached(HasList, account_sid=account_sid) is None:
            return False
        return await self._store.get(Listed, (account_sid, number)) is not None

    async def _sent_lately(self, policy: Policy, account_sid: str, to: str, at: datetime) -> int:
        if policy.frequency_most is None:
            return 0
        t, since = tables.written.c, to_ms(at) // HOUR_MS - policy.frequency_hours
        query = sa.select(sa.func.sum(t.count)).where(
            t.account_sid == account_sid, t.scope == policy.scope, t.person == to, t.hour > since
        )
        [(count,)] = await self._store.select(query)
        return int(count or 0)

    async def forget_old(self) -> int:
        """Drops counts that no policy looks at any more; how many."""
        t, before = tables.written, to_ms(self._clock.now() - KEPT) // HOUR_MS
        old = await self._store.records(Written, sa.select(t).where(t.c.hour < before).limit(1000))
        if old:
            await self._store.commit(Unit(delete=list(old)))
        return len(old)

    # -- trying

    async def tried(
        self,
        caller: Caller,
        *,
        to: Sequence[str],
        sender: str | None = None,
        messaging_service_sid: str | None = None,
        purpose: str = UNDECLARED,
        at: datetime | None = None,
    ) -> Trials:
        """What would become of texts to these people, and why. Nothing is sent or counted."""
        if len(to) > NUMBERS_MOST:
            raise errors.TooMany(name="to", length=len(to), limit=NUMBERS_MOST)
        moment = at or self._clock.now()
        found = []
        for number in to:
            person = _person("to", number)
            verdict = await self.verdict(
                caller.account_sid,
                person,
                sender=sender,
                service_sid=messaging_service_sid,
                purpose=purpose,
                at=moment,
            )
            zones = list(await self.zones(caller.account_sid, person))
            found.append(Trial(person, verdict.outcome.value, verdict.code, verdict.why, verdict.until, zones))
        return Trials(found)

    # -- policies

    async def get(self, caller: Caller, *, scope: str) -> Policy:
        """The policy of a service, or of all the rest."""
        found = await self._store.get(Policy, (caller.account_sid, _scope(scope)))
        if found is None:
            raise NotFound(what=f"/ringback/v1/ConsentPolicies/{scope}")
        return found

    async def search(self, caller: Caller) -> list[Policy]:
        """The account's policies."""
        t = tables.policies
        query = sa.select(t).where(t.c.account_sid == caller.account_sid).order_by(t.c.scope).limit(1000)
        return await self._store.records(Policy, query)

    @again
    async def put(
        self,
        caller: Caller,
        *,
        scope: str,
        quiet_from: str | UnsetType | None = UNSET,
        quiet_until: str | UnsetType | None = UNSET,
        quiet_action: QuietAction | UnsetType = UNSET,
        frequency_most: int | UnsetType | None = UNSET,
        frequency_hours: int | UnsetType = UNSET,
        requires_opt_in: bool | UnsetType = UNSET,
        purposes: list[str] | UnsetType = UNSET,
    ) -> Policy:
        """Says what holds from now on; what is not said stays."""
        if _scope(scope) and not await self._has_service(caller.account_sid, scope):
            raise NotFound(what=f"/ringback/v1/ConsentPolicies/{scope}")
        kept = await self._store.get(Policy, (caller.account_sid, _scope(scope)))
        now = self._clock.now()
        before = kept or Policy(account_sid=caller.account_sid, scope=_scope(scope), date_updated=now)
        given: dict[str, Any] = {
            "quiet_from": _minute("quiet_from", quiet_from),
            "quiet_until": _minute("quiet_until", quiet_until),
            "quiet_action": quiet_action,
            "frequency_most": frequency_most,
            "frequency_hours": frequency_hours,
            "requires_opt_in": requires_opt_in,
            "purposes": purposes,
        }
        said = {name: value for name, value in given.items() if value is not UNSET}
        after = msgspec.structs.replace(before, date_updated=now, **said)
        if (after.quiet_from is None) is not (after.quiet_until is None):
            missing = "quiet_until" if after.quiet_until is None else "quiet_from"
            raise errors.InvalidHours(name=missing, value="")
        await self._write(kept, after)
        return after

    async def remove(self, caller: Caller, *, scope: str) -> None:
        """Nothing holds there any more."""
        await self._store.commit(Unit(delete=[await self.get(caller, scope=scope)]))

    # -- a service's own keywords

    async def keywords(self, caller: Caller, *, service_sid: str) -> ServiceKeywords:
        """What a service understands besides the usual words."""
        found = await self._store.get(ServiceKeywords, (caller.account_sid, service_sid))
        if found is None and not await self._has_service(caller.account_sid, service_sid):
            raise NotFound(what=f"/ringback/v1/Services/{service_sid}/Keywords")
        return found or ServiceKeywords(service_sid=service_sid, account_sid=caller.account_sid)

    @again
    async def put_keywords(
        self,
        caller: Caller,
        *,
        service_sid: str,
        stop: list[str] | UnsetType = UNSET,
        start: list[str] | UnsetType = UNSET,
        help: list[str] | UnsetType = UNSET,
        stop_reply: str | UnsetType | None = UNSET,
        start_reply: str | UnsetType | None = UNSET,
        help_reply: str | UnsetType | None = UNSET,
    ) -> ServiceKeywords:
        """Says what it understands; the usual words go on meaning what they do."""
        if not await self._has_service(caller.account_sid, service_sid):
            raise NotFound(what=f"/ringback/v1/Services/{service_sid}/Keywords")
        kept = await self._store.get(ServiceKeywords, (caller.account_sid, service_sid))
        now = self._clock.now()
        before = kept or ServiceKeywords(service_sid=service_sid, account_sid=caller.account_sid)
        said: dict[str, Any] = {}
        for name, words in (("stop", stop), ("start", start), ("help", help)):
            if words is not UNSET:
                said[name] = _words(name, words)
        for name, reply in (("stop_reply", stop_reply), ("start_reply", start_reply), ("help_reply", help_reply)):
            if reply is not UNSET:
                said[name] = reply
        after = msgspec.structs.replace(before, date_updated=now, **said)
        await self._write(kept, after)
        return after

    async def _write(self, kept: Any, after: Any) -> None:
        if kept is not None:
            await self._store.commit(Unit(change=[(kept, after)]))
            return
        try:
            await self._store.commit(Unit(insert=[after]))
        except Duplicate as taken:
            raise Conflict from taken

    # -- do-not-call lists

    async def listed(self, caller: Caller, *, number: str) -> Listed:
        """Whether, and since when, somebody is on the account's list."""
        found = await self._store.get(Listed, (caller.account_sid, number))
        if found is None:
            raise NotFound(what=f"/ringback/v1/DoNotCall/{number}")
        return found

    async def list_of(self, caller: Caller, *, page: PageRequest) -> Page[Listed]:
        """The account's list, newest first."""
        return await self._store.search(Listed, [tables.listed.c.account_sid == caller.account_sid], page)

    async def put_on_list(self, caller: Caller, *, numbers: Sequence[str], source: str = "") -> Listing:
        """Nobody of these is written to any more."""
        if len(numbers) > NUMBERS_MOST:
            raise errors.TooMany(name="numbers", length=len(numbers), limit=NUMBERS_MOST)
        now = self._clock.now()
        people = dict.fromkeys(_person("numbers", number) for number in numbers)
        shared: dict[str, Any] = {"account_sid": caller.account_sid, "source": source, "date_created": now}
        rows = [Listed(sid=self._sids.new("DL", now), number=person, **shared) for person in people]
        await self._store.commit(Unit(put=[*rows, HasList(account_sid=caller.account_sid, date_created=now)]))
        return Listing(len(rows))

    async def take_off_list(self, caller: Caller, *, number: str) -> None:
        """They may be written to again."""
        await self._store.commit(Unit(delete=[await self.listed(caller, number=number)]))

    # -- where people are

    async def whereabouts(self, caller: Caller, *, number: str) -> Whereabouts:
        """Where the account has said that somebody is."""
        found = await self._store.get(Whereabouts, (caller.account_sid, number))
        if found is None:
            raise NotFound(what=f"/ringback/v1/Recipients/{number}")
        return found

    async def put_whereabouts(self, caller: Caller, *, number: str, time_zone: str) -> Whereabouts:
        """Says where somebody is, over what their number says."""
        if not hours.is_zone(time_zone):
            raise errors.InvalidZone(value=time_zone[:60])
        said = Whereabouts(
            account_sid=caller.account_sid,
            number=_person("number", number),
            time_zone=time_zone,
            date_updated=self._clock.now(),
        )
        await self._store.commit(Unit(put=[said]))
        return said

    async def forget_whereabouts(self, caller: Caller, *, number: str) -> None:
        """Their number says it again."""
        await self._store.commit(Unit(delete=[await self.whereabouts(caller, number=number)]))


def _scope(name: str) -> str:
    """As it is kept. Raises InvalidScope."""
    if name == ACCOUNT:
        return EVERYWHERE
    if not is_sid(name) or not name.startswith("MG"):
        raise errors.InvalidScope(value=name[:40])
    return name


def _person(name: str, number: str) -> str:
    person = phone.parse(str(number))
    if person is None:
        raise errors.InvalidPerson(name=name, value=str(number)[:40])
    return person


def _minute(name: str, text: str | UnsetType | None) -> int | UnsetType | None:
    if text is UNSET or not text:
        return UNSET if text is UNSET else None
    minute = hours.minute_of(str(text))
    if minute is None:
        raise errors.InvalidHours(name=name, value=str(text)[:20])
    return minute


def _words(name: str, words: Sequence[str]) -> list[str]:
    kept = keywords.as_kept(words)
    if len(kept) > keywords.WORDS_MOST:
        raise errors.TooMany(name=name, length=len(kept), limit=keywords.WORDS_MOST)
    return kept
