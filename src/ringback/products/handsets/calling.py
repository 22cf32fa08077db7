"""Verbs on calls of handsets: dialled, listened to, driven by hand."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from ringback.carriers.simulated import HandsetCall, HandsetCalls, ScriptError, read_steps
from ringback.kernel import Caller, Page, PageRequest, phone
from ringback.kernel.refused import NotFound
from ringback.products.handsets import errors
from ringback.products.handsets.service import HandsetsService
from ringback.rest.values import Content

if TYPE_CHECKING:
    from ringback.carriers.simulated.phones import Phones

KEPT_WITHIN_S = 10.0  # so long a question for what was heard waits for it to be kept
LOOK_AGAIN_S = 0.05


class Heard(msgspec.Struct, frozen=True):
    """What reached a handset."""

    captions: Sequence[str]
    digits: str
    audio_url: str | None


class Said(msgspec.Struct, frozen=True):
    """What it said."""

    captions: Sequence[str]
    digits: str


class ShownCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call as it is shown."""

    id: str
    sid: str | None
    direction: str
    from_: str
    to: str
    state: str
    ended_by: str | None
    sip_status: int | None
    quality: dict[str, Any] | None
    date_created: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    heard: Heard
    said: Said

    @property
    def key_sid(self) -> str:
        return self.id


class CallingService:
    """Whoever may drive a handset may call from it; one sees the calls with one's own numbers.

    `address` makes the public URL of a path on this server. `phones` is handed down once voice is built.
    """

    phones: "Phones | None" = None

    def __init__(self, handsets: HandsetsService, calls: HandsetCalls, address: Callable[[str], str]) -> None:
        self._handsets, self._calls, self._address = handsets, calls, address

    async def dial(
        self, caller: Caller, *, number: str, to: str, then: list[dict[str, Any]] | None = None
    ) -> ShownCall:
        """The handset dials; `then` is what it does once somebody has answered."""
        e164 = await self._handsets.allow(caller, number)
        target = phone.parse(to)
        if target is None:
            raise errors.NotANumber(value=to[:40])
        if target == e164:
            raise errors.ToItself(value=e164)
        steps = _read(then or [])
        row = await self._voice.dial(e164, target, steps, account_sid=caller.account_sid)
        return self.shown(row)

    @property
    def _voice(self) -> "Phones":
        if self.phones is None:
            raise errors.NoCalls
        return self.phones

    async def search(self, caller: Caller, *, number: str, page: PageRequest) -> Page[ShownCall]:
        """The handset's calls, newest first: those with the caller's own numbers."""
        e164 = await self._handsets.allow(caller, number, free=False)
        found = await self._calls.of(e164, page, account_sid=await self._handsets.scope(caller))
        return Page([self.shown(row) for row in found.items], found.has_next, found.has_previous)

    async def get(self, caller: Caller, *, number: str, id: str) -> ShownCall:
        """One call."""
        return self.shown(await self._row(caller, number, id))

    async def _row(self, caller: Caller, number: str, id: str) -> HandsetCall:
        e164 = await self._handsets.allow(caller, number, free=False)
        row, scope = await self._calls.get(e164, id), await self._handsets.scope(caller)
        if row is None or scope not in (None, row.account_sid):
            raise NotFound(what=f"Handsets/{e164}/Calls/{id[:40]}")
        return row

    async def drive(self, caller: Caller, *, number: str, id: str, then: list[dict[str, Any]]) -> ShownCall:
        """A hand on the handset: it does these steps now, in place of what is left of its script.

        `[{"answer": true}]` picks up; keys pressed while others are being pressed come after them.
        """
        row = await self._row(caller, number, id)
        steps = _read(then)
        try:
            if not self._voice.order(row.id, steps):
                raise errors.NotOn(value=row.id)
        except ScriptError as problem:
            raise errors.CannotDo(reason=str(problem)) from problem
        return self.shown(self._voice.row_of(row.id) or row)

    def newest(self, number: str) -> str:
        """The call that a hand on the handset means: the last that is on."""
        id = self._voice.newest(number)
        if id is None:
            raise errors.NotOn(value=f"of {number}")
        return id

    def attended(self, number: str) -> AbstractContextManager[None]:
        """Somebody looks after the handset for as long as this is entered: it rings until they answer."""
        return self._voice.attended(number)

    async def heard(self, caller: Caller, *, number: str, id: str) -> Content:
        """WAV of what really reached the handset by RTP; so far, while the call is on."""
        until = asyncio.get_running_loop().time() + KEPT_WITHIN_S
        while True:
            row = await self._row(caller, number, id)
            wav = await self._voice.heard(row) if row.records else None
            if wav is not None:
                return Content(wav, "audio/wav", {"Cache-Control": "private, no-cache"})
            if not row.records or asyncio.get_running_loop().time() > until:
                raise errors.NothingHeard(value=row.id)
            await asyncio.sleep(LOOK_AGAIN_S)  # it has ended, and is on its way to the disk

    def shown(self, row: HandsetCall) -> ShownCall:
        path = f"/ringback/v1/Handsets/{row.handset}/Calls/{row.id}/heard.wav"
        heard = Heard(row.heard.captions, row.heard.digits, self._address(path) if row.records else None)
        return ShownCall(
            id=row.id,
            sid=row.sid,
            direction=row.direction,
            from_=row.from_,
            to=row.to,
            state=row.state,
            ended_by=row.ended_by,
            sip_status=row.sip_status,
            quality=row.quality,
            date_created=row.date_created,
            answered_at=row.answered_at,
            ended_at=row.ended_at,
            heard=heard,
            said=Said(row.said.captions, row.said.digits),
        )


def _read(then: list[dict[str, Any]]) -> Any:
    try:
        return read_steps(then)
    except ScriptError as problem:
        raise errors.BadScript(reason=str(problem)) from problem
