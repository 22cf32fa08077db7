"""All that happened in a conference, and all who ever were in it: what a page about it shows."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller
from ringback.kernel.event import Recorded
from ringback.products.voice.conferences.service import ConferencesService
from ringback.products.voice.history import HistoryService
from ringback.store import Store
from ringback.switch.conferences.model import Participant
from ringback.switch.conferences.tables import participants
from ringback.switch.conferences.verbs import ConferenceVerbs
from ringback.switch.model import Call, Direction
from ringback.switch.tables import calls

ATTENDEES_MOST = 1000  # shown of one conference, the last ones
_ALERT = "alert.raised"


class Attendee(Participant, frozen=True, kw_only=True):
    """A participant with the call that brought it: `is_talking` is of this moment."""

    from_: str = ""
    to: str = ""
    direction: Direction | None = None
    is_talking: bool = False


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened: `kind` is its event's name, or webhook, or alert."""

    at: datetime
    kind: str
    text: str
    call_sid: str | None = None
    detail: dict[str, Any] = {}


class StoryService:
    """Reads records, events and webhooks together."""

    def __init__(
        self, store: Store, conferences: ConferencesService, history: HistoryService, live: ConferenceVerbs
    ) -> None:
        self._store, self._conferences, self._history, self._live = store, conferences, history, live

    async def attendees(self, caller: Caller, *, conference_sid: str) -> list[Attendee]:
        """Everybody who is or was in it, or was called, in the order they came."""
        room = await self._conferences.get(caller, sid=conference_sid)
        p = participants
        last = sa.select(p).where(p.c.conference_sid == room.sid).order_by(p.c.date_created.desc(), p.c.call_sid.desc())
        found = await self._store.records(Participant, last.limit(ATTENDEES_MOST))
        brought = await self._calls({one.call_sid for one in found})
        talking = self._live.talking(room.sid)
        return [_attendee(one, brought.get(one.call_sid), one.call_sid in talking) for one in reversed(found)]

    async def _calls(self, sids: set[str]) -> dict[str, Call]:
        found = await self._store.records(Call, sa.select(calls).where(calls.c.sid.in_(sorted(sids))))
        return {call.sid: call for call in found}

    async def timeline(self, caller: Caller, *, conference_sid: str) -> list[Happening]:
        """Its events and the requests that told of them, in their order."""
        room = await self._conferences.get(caller, sid=conference_sid)
        told = [_happening(event) for event in await self._store.events.of(room.sid, room.account_sid)]
        for step in await self._history.exchanges(room.account_sid, room.sid):
            told.append(Happening(at=step.at, kind=step.kind, text=step.text, detail=step.detail))
        return sorted(told, key=lambda one: one.at)


def _attendee(one: Participant, call: Call | None, is_talking: bool) -> Attendee:
    known = msgspec.structs.asdict(one)
    if call is None:
        return Attendee(**known, is_talking=is_talking)
    return Attendee(**known, from_=call.from_, to=call.to, direction=call.direction, is_talking=is_talking)


def _happening(event: Recorded) -> Happening:
    said = event.as_dict()
    detail = {name: value for name, value in said.items() if name not in ("type", "account_sid", "subject_sid", "at")}
    if event.type == _ALERT:
        return Happening(at=event.at, kind="alert", text=str(said.get("message", "")), detail=detail)
    kind = event.type.removeprefix("voice.")
    text = kind.replace(".", " ").replace("-", " ")
    return Happening(at=event.at, kind=kind, text=text, call_sid=said.get("call_sid"), detail=detail)
