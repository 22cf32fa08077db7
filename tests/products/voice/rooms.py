"""Conferences whose people come, talk and go as the test says: the switch's verbs, kept in records alone."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from msgspec import UNSET

from ringback.store import Unit
from ringback.switch.conferences import events
from ringback.switch.conferences.model import (
    Conference,
    ConferenceSettings,
    ConferenceStatus,
    Participant,
    ParticipantSettings,
    ParticipantStatus,
    ReasonEnded,
    ReasonLeft,
)
from ringback.switch.conferences.verbs import GONE, LABEL_TAKEN, ConferenceRefused
from ringback.switch.model import Call, Recording, RecordingStatus


class Rooms:
    """`announced` holds what was to be heard: the conference, the URL, and the only one who hears it, if one does."""

    def __init__(self, world: Any) -> None:
        self._store, self._clock, self._sids = world.store, world.clock, world.house.sids
        self._live: dict[str, Conference] = {}
        self._people: dict[tuple[str, str], Participant] = {}
        self.announced: list[tuple[str, str, str, str | None]] = []
        self.settings: list[tuple[ConferenceSettings, ParticipantSettings]] = []
        self.talkers: set[str] = set()
        self.refuses: ConferenceRefused | None = None

    # -- as the API asks it

    def find(self, conference_sid: str) -> Conference | None:
        return self._live.get(conference_sid)

    def by_name(self, account_sid: str, name: str) -> Conference | None:
        named = (one for one in self._live.values() if (one.account_sid, one.friendly_name) == (account_sid, name))
        return next(named, None)

    def participant(self, conference_sid: str, call_sid_or_label: str) -> Participant | None:
        return self._people.get((conference_sid, call_sid_or_label))

    def talking(self, conference_sid: str) -> frozenset[str]:
        return frozenset(self.talkers)

    async def invite(
        self,
        call: Call,
        conference: str,
        *,
        settings: ConferenceSettings,
        participant: ParticipantSettings,
        taken: Callable[[Call], Awaitable[Unit]],
    ) -> Participant:
        if self.refuses is not None:
            raise self.refuses
        self.settings.append((settings, participant))
        room = self._live.get(conference) or self.by_name(call.account_sid, conference)
        if room is None and conference.startswith("CF"):
            raise ConferenceRefused(GONE, f"There is no conference {conference} in progress")
        if room is not None and self._has_label(room.sid, participant.label):
            raise ConferenceRefused(LABEL_TAKEN, f"'{participant.label}' is in this conference already")
        room = room or await self.open(call.account_sid, conference, settings)
        one = _joining(room, call, participant)
        told = events.of_participant(events.ParticipantInvited, one, one.date_created)
        await self._store.commit(await taken(call) + Unit(insert=[one], events=[told]))
        self._people[room.sid, call.sid] = one
        return one

    def _has_label(self, sid: str, label: str | None) -> bool:
        here = (one for (room, _), one in self._people.items() if room == sid and not one.is_over)
        return label is not None and any(one.label == label for one in here)

    async def end(self, conference_sid: str) -> bool:
        room = self._live.pop(conference_sid, None)
        if room is None:
            return False
        for room_sid, call_sid in list(self._people):
            if room_sid == conference_sid:
                await self.leaves(conference_sid, call_sid, ReasonLeft.ENDED)
        await self._over(room, ReasonEnded.API)
        return True

    async def announce(
        self, conference_sid: str, url: str, method: str = "POST", *, call_sid: str | None = None
    ) -> bool:
        room = self._live.get(conference_sid)
        if room is None or (call_sid is None and room.status is not ConferenceStatus.IN_PROGRESS):
            return False
        self.announced.append((conference_sid, url, method, call_sid))
        return True

    async def update(self, conference_sid: str, call_sid: str, **changes: Any) -> Participant | None:
        one = self._people.get((conference_sid, call_sid))
        if self.refuses is not None:
            raise self.refuses
        if one is None or one.is_over:
            return None
        if changes.pop("announce_url", UNSET) is not UNSET:
            changes.pop("announce_method", None)
        changes.pop("beep_on_exit", None)
        return await self._change(one, **changes)

    async def kick(self, conference_sid: str, call_sid: str) -> bool:
        if (conference_sid, call_sid) not in self._people or conference_sid not in self._live:
            return False
        await self.leaves(conference_sid, call_sid, ReasonLeft.UPDATED)
        return True

    async def called_off(self, call_sid: str) -> bool:
        for (room, call), one in list(self._people.items()):
            if call == call_sid and not one.is_over:
                await self.leaves(room, call, ReasonLeft.NOT_ADDED)
                return True
        return False

    # -- as the world goes on

    async def open(self, account_sid: str, name: str, settings: ConferenceSettings | None = None) -> Conference:
        now = self._clock.now()
        room = Conference(
            sid=self._sids.new("CF", now),
            account_sid=account_sid,
            friendly_name=name,
            settings=settings or ConferenceSettings(),
            region=settings.region if settings else None,
            date_created=now,
            date_updated=now,
        )
        told = events.of_conference(events.ConferenceCreated, room, now)
        await self._store.commit(Unit(insert=[room], events=[told]))
        self._live[room.sid] = room
        return room

    async def starts(self, sid: str) -> None:
        before, now = self._live[sid], self._clock.now()
        after = msgspec.structs.replace(before, status=ConferenceStatus.IN_PROGRESS, started_at=now, date_updated=now)
        told = events.of_conference(events.ConferenceStarted, after, now)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        self._live[sid] = msgspec.structs.replace(after, version=before.version + 1)

    async def joins(self, sid: str, call: Call, **settings: Any) -> Participant:
        """A call whose document dialled the conference."""
        now = self._clock.now()
        wished = ParticipantSettings(**settings)
        one = _joining(self._live[sid], call, wished)
        one = msgspec.structs.replace(
            one, status=ParticipantStatus.CONNECTED, joined_at=now, date_created=now, date_updated=now
        )
        told = events.of_participant(events.ParticipantJoined, one, now)
        await self._store.commit(Unit(insert=[one], events=[told]))
        self._people[sid, call.sid] = one
        return one

    async def comes(self, sid: str, call_sid: str) -> None:
        """One who was called in has answered."""
        one = self._people[sid, call_sid]
        await self._change(one, status=ParticipantStatus.CONNECTED, joined_at=self._clock.now())

    async def leaves(self, sid: str, call_sid: str, reason: ReasonLeft = ReasonLeft.HUNG_UP) -> None:
        one = self._people[sid, call_sid]
        if not one.is_over:
            await self._change(one, status=ParticipantStatus.COMPLETE, left_at=self._clock.now(), reason_left=reason)

    async def records(self, sid: str) -> Recording:
        room, now = self._live[sid], self._clock.now()
        made = Recording(
            sid=self._sids.new("RE", now),
            account_sid=room.account_sid,
            conference_sid=sid,
            status=RecordingStatus.IN_PROGRESS,
            source="Conference",
            start_time=now,
            date_created=now,
            date_updated=now,
        )
        await self._store.commit(Unit(insert=[made]))
        return made

    async def _change(self, before: Participant, **fields: Any) -> Participant:
        after = msgspec.structs.replace(before, date_updated=self._clock.now(), **fields)
        await self._store.commit(Unit(change=[(before, after)]))
        kept = msgspec.structs.replace(after, version=before.version + 1)
        self._people[before.conference_sid, before.call_sid] = kept
        return kept

    async def _over(self, room: Conference, reason: ReasonEnded) -> None:
        now = self._clock.now()
        over = {"status": ConferenceStatus.COMPLETED, "reason_conference_ended": reason, "ended_at": now}
        after = msgspec.structs.replace(room, date_updated=now, **over)
        told = events.of_conference(events.ConferenceEnded, after, now)
        await self._store.commit(Unit(change=[(room, after)], events=[told]))


def _joining(room: Conference, call: Call, wished: ParticipantSettings) -> Participant:
    return Participant(
        conference_sid=room.sid,
        call_sid=call.sid,
        account_sid=call.account_sid,
        status=ParticipantStatus.QUEUED,
        label=wished.label,
        muted=wished.muted,
        coaching=wished.call_sid_to_coach is not None,
        call_sid_to_coach=wished.call_sid_to_coach,
        start_conference_on_enter=wished.start_on_enter,
        end_conference_on_exit=wished.end_on_exit,
        date_created=call.date_created,
        date_updated=call.date_created,
    )
