"""Verbs on handsets: scripts, texts, the line. Calls are `calling`'s."""

import re
from datetime import datetime
from typing import Any

import msgspec

from ringback.carriers.simulated import (
    Handset,
    HandsetCalls,
    HandsetMessage,
    Handsets,
    Line,
    Script,
    ScriptError,
    SimulatedCarrier,
)
from ringback.kernel import Caller, Clock, Page, PageRequest, phone
from ringback.kernel.refused import NotFound
from ringback.products.accounts.service import AccountsService
from ringback.products.handsets import errors
from ringback.products.numbers.service import NumbersService
from ringback.protocols.sms import segments
from ringback.store import Store

KNOWN_MOST = 200


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """A handset as it is shown."""

    number: str
    state: str
    script: Script
    date_created: datetime


class HandsetsService:
    """Any account may drive handsets while the server listens on loopback only; elsewhere only the operator."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        handsets: Handsets,
        carrier: SimulatedCarrier | None,
        accounts: AccountsService,
        numbers: NumbersService,
        *,
        open_to_all: bool,
    ) -> None:
        self._store, self._clock, self._handsets, self._carrier = store, clock, handsets, carrier
        self._accounts, self._numbers, self._open_to_all = accounts, numbers, open_to_all
        self._calls = HandsetCalls(store, clock)

    async def allow(self, caller: Caller, number: str, *, free: bool = True) -> str:
        """The number in E.164, if this caller may drive its handset. `free`: it must be nobody's."""
        if self._carrier is None:
            raise errors.NoSimulation
        if not self._open_to_all and not await self._accounts.is_operator(caller.credential_account_sid):
            raise errors.NotYours
        found = phone.parse(number if number.startswith("+") else f"+{number}") or phone.parse(number)
        if found is None:
            raise errors.NotANumber(value=number[:40])
        if free and await self._numbers.owner_of(found) is not None:
            raise errors.IsOwned(value=found)
        return found

    async def scope(self, caller: Caller) -> str | None:
        """Whose traffic the caller may see: an account's own; None for the operator, who sees all."""
        is_operator = await self._accounts.is_operator(caller.credential_account_sid)
        return None if is_operator else caller.account_sid

    def now(self) -> datetime:
        return self._clock.now()

    async def get(self, caller: Caller, *, number: str) -> Phone:
        """One phone; one that nobody has scripted yet answers as an unattended one does."""
        e164 = await self.allow(caller, number)
        found = await self._handsets.find(e164)
        return shown(found or Handset(number=e164, date_created=self._clock.now()), await self._calls.state(e164))

    async def search(self, caller: Caller) -> list[Phone]:
        """Phones that were scripted, or whose screens show something."""
        if not self._open_to_all and not await self._accounts.is_operator(caller.credential_account_sid):
            raise errors.NotYours
        known = {handset.number: handset for handset in await self._handsets.known(KNOWN_MOST)}
        seen = await self._handsets.numbers_seen(KNOWN_MOST) + await self._calls.numbers_called(KNOWN_MOST)
        for number in seen:
            known.setdefault(number, Handset(number=number, date_created=self._clock.now()))
        states = await self._calls.states()
        return [shown(handset, states.get(handset.number, "idle")) for handset in known.values()]

    async def script(self, caller: Caller, *, number: str, **changes: Any) -> Phone:
        """Merges what is given into the handset's script."""
        e164 = await self.allow(caller, number)
        try:
            handset = await self._handsets.merge(e164, changes)
        except (ScriptError, msgspec.ValidationError, re.error) as problem:
            raise errors.BadScript(reason=str(problem)) from problem
        return shown(handset, await self._calls.state(e164))

    async def put(
        self,
        caller: Caller,
        *,
        number: str,
        answer_after_s: float | None | msgspec.UnsetType = msgspec.UNSET,
        reject: str | None | msgspec.UnsetType = msgspec.UNSET,
        then: list[dict[str, Any]] | msgspec.UnsetType = msgspec.UNSET,
        sms: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET,
        replies: list[dict[str, Any]] | msgspec.UnsetType = msgspec.UNSET,
    ) -> Phone:
        """Sets how the handset behaves; what is not given stays."""
        given = {"answer_after_s": answer_after_s, "reject": reject, "then": then, "sms": sms, "replies": replies}
        return await self.script(
            caller, number=number, **{name: value for name, value in given.items() if value is not msgspec.UNSET}
        )

    async def forget(self, caller: Caller, *, number: str) -> None:
        """Forgets the handset's script; its screen stays."""
        e164 = await self.allow(caller, number)
        found = await self._handsets.find(e164)
        if found is None:
            raise NotFound(what=f"Handsets/{e164}")
        await self._handsets.forget(found)

    # -- texts

    async def send(
        self, caller: Caller, *, number: str, to: str, body: str = "", media_urls: list[str] | None = None
    ) -> HandsetMessage:
        """A text typed on the handset."""
        e164 = await self.allow(caller, number)
        target = to if phone.is_short_code(to) else phone.parse(to)
        if target is None:
            raise errors.NotANumber(value=to[:40])
        if target == e164:
            raise errors.ToItself(value=e164)
        if not body and not media_urls:
            raise errors.NothingToSend
        if segments.length(body) > segments.MAX_BODY:
            raise errors.TextTooLong(length=segments.length(body))
        assert self._carrier is not None
        unit, sent = await self._carrier.compose(from_=e164, to=target, body=body, media_urls=media_urls or [])
        await self._store.commit(unit)
        return sent

    async def screen(self, caller: Caller, *, number: str, page: PageRequest) -> Page[HandsetMessage]:
        """What the handset shows, newest first: the traffic with the caller's own numbers, and between handsets."""
        e164 = await self.allow(caller, number, free=False)
        return await self._handsets.screen(e164, page, account_sid=await self.scope(caller))

    # -- the line

    async def line(self, caller: Caller) -> Line:
        """The faults of the simulated line."""
        await self._check_operator(caller)
        return await self._handsets.line()

    async def set_line(
        self,
        caller: Caller,
        *,
        is_down: bool | msgspec.UnsetType = msgspec.UNSET,
        receipt_delay_s: float | msgspec.UnsetType = msgspec.UNSET,
        receipt_duplicates: int | msgspec.UnsetType = msgspec.UNSET,
        loss_percent: float | msgspec.UnsetType = msgspec.UNSET,
        jitter_ms: int | msgspec.UnsetType = msgspec.UNSET,
        delay_ms: int | msgspec.UnsetType = msgspec.UNSET,
    ) -> Line:
        """Sets faults; what is not given stays."""
        await self._check_operator(caller)
        given = {
            "is_down": is_down,
            "receipt_delay_s": receipt_delay_s,
            "receipt_duplicates": receipt_duplicates,
            "loss_percent": loss_percent,
            "jitter_ms": jitter_ms,
            "delay_ms": delay_ms,
        }
        return await self._handsets.set_line({k: v for k, v in given.items() if v is not msgspec.UNSET})

    async def _check_operator(self, caller: Caller) -> None:
        if not self._open_to_all and not await self._accounts.is_operator(caller.credential_account_sid):
            raise errors.NotYours


def shown(handset: Handset, state: str) -> Phone:
    return Phone(
        number=handset.number,
        state=state,
        script=handset.script,
        date_created=handset.date_created,
    )
