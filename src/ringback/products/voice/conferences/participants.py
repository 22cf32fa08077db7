"""Participants: called into a conference, changed while they are in it, shown the door."""

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.kernel.sid import is_sid
from ringback.products.voice.conferences import asked, errors
from ringback.products.voice.conferences.service import ConferencesService
from ringback.products.voice.rules import asked as of_call
from ringback.products.voice.service import CallsService, Told
from ringback.store import Store
from ringback.switch.conferences.model import Conference, ConferenceStatus, Participant, ParticipantStatus
from ringback.switch.conferences.tables import participants
from ringback.switch.conferences.verbs import ConferenceRefused, ConferenceVerbs
from ringback.switch.model import Call, Instructions

OVER = (ParticipantStatus.COMPLETE.value, ParticipantStatus.FAILED.value)


class NewParticipant(TypedDict, total=False):
    """What may be said of one who is called into a conference."""

    to: str
    from_: str
    label: str
    status_callback: str | None
    status_callback_method: str
    status_callback_event: list[str]
    timeout: int
    time_limit: int
    record: bool
    recording_channels: str
    recording_track: str
    recording_status_callback: str | None
    recording_status_callback_method: str
    recording_status_callback_event: list[str]
    trim: str
    muted: bool
    beep: str
    start_conference_on_enter: bool
    end_conference_on_exit: bool
    wait_url: str | None
    wait_method: str
    early_media: bool
    max_participants: int
    conference_record: str
    conference_trim: str
    conference_status_callback: str | None
    conference_status_callback_method: str
    conference_status_callback_event: list[str]
    conference_recording_status_callback: str | None
    conference_recording_status_callback_method: str
    conference_recording_status_callback_event: list[str]
    region: str
    coaching: bool
    call_sid_to_coach: str
    jitter_buffer_size: str
    sip_auth_username: str
    sip_auth_password: str
    machine_detection: str
    machine_detection_timeout: int
    machine_detection_speech_threshold: int
    machine_detection_speech_end_threshold: int
    machine_detection_silence_timeout: int
    amd_status_callback: str | None
    amd_status_callback_method: str
    caller_id: str
    caller_display_name: str
    call_reason: str
    byoc: str


class Changes(TypedDict, total=False):
    """What may change of one who is in a conference."""

    muted: bool
    hold: bool
    hold_url: str | None
    hold_method: str
    announce_url: str | None
    announce_method: str
    wait_url: str | None
    wait_method: str
    beep_on_exit: bool
    end_conference_on_exit: bool
    coaching: bool
    call_sid_to_coach: str


class ParticipantsService:
    """Verbs on participants. `live` is the switch's conferences."""

    def __init__(
        self, store: Store, conferences: ConferencesService, calls: CallsService, live: ConferenceVerbs
    ) -> None:
        self._store, self._conferences, self._calls, self._live = store, conferences, calls, live

    # -- calling one in

    async def create(self, caller: Caller, *, conference_sid: str, **given: Unpack[NewParticipant]) -> Participant:
        """Takes a call that joins the conference when it is answered; a name that is new makes the conference."""
        room = await self._meant(caller, conference_sid)
        settings, joins = asked.settings(given), asked.participant(given)
        call = await self._calls.accepted(caller, asked.as_of_call(given), _told)
        call = _named(call, given.get("caller_display_name"))
        try:
            return await self._live.invite(call, room, settings=settings, participant=joins, taken=self._calls.taken)
        except ConferenceRefused as problem:
            raise errors.refused(problem) from problem

    async def _meant(self, caller: Caller, sid_or_name: str) -> str:
        if not is_sid(sid_or_name, "CF"):
            return asked.name(sid_or_name)
        room = await self._conferences.get(caller, sid=sid_or_name)
        if room.status is ConferenceStatus.COMPLETED:
            raise errors.Over(sid=room.sid, state=room.status.value)
        return room.sid

    # -- looking up

    async def get(self, caller: Caller, *, conference_sid: str, call_sid: str) -> Participant:
        """One who is in a conference or on the way there, by the SID of the call or by label."""
        return await self._find(await self._conferences.get(caller, sid=conference_sid), call_sid)

    async def _find(self, room: Conference, call_sid_or_label: str) -> Participant:
        p = participants.c
        named = p.call_sid if is_sid(call_sid_or_label, "CA") else p.label
        statement = sa.select(participants).where(
            p.conference_sid == room.sid, named == call_sid_or_label, p.status.not_in(OVER)
        )
        found = await self._store.records(Participant, statement.limit(1))
        if not found:
            path = f"/2010-04-01/Accounts/{room.account_sid}/Conferences/{room.sid}/Participants"
            raise NotFound(what=f"{path}/{call_sid_or_label[:80]}.json")
        return found[0]

    async def search(
        self,
        caller: Caller,
        *,
        conference_sid: str,
        page: PageRequest,
        muted: bool | None = None,
        hold: bool | None = None,
        coaching: bool | None = None,
    ) -> Page[Participant]:
        """Those who are in the conference or on the way there, the last one first. Who has left is not shown."""
        room = await self._conferences.get(caller, sid=conference_sid)
        p = participants.c
        where: list[Any] = [p.conference_sid == room.sid, p.status.not_in(OVER)]
        for column, value in ((p.muted, muted), (p.hold, hold), (p.coaching, coaching)):
            if value is not None:
                where.append(column.is_(value))
        newest = sa.select(participants).where(*where).order_by(p.date_created.desc(), p.call_sid.desc())
        found = await self._store.records(Participant, newest)  # as many as a room holds: few
        edge = page.before or page.after
        mark = await self._store.first(Participant, conference_sid=room.sid, call_sid=edge) if edge else None
        return _page(found, page, mark)

    # -- changing

    async def update(
        self, caller: Caller, *, conference_sid: str, call_sid: str, **given: Unpack[Changes]
    ) -> Participant:
        """Mutes, holds, lets coach, announces something: each by itself or several at once."""
        room = await self._conferences.get(caller, sid=conference_sid)
        found = await self._find(room, call_sid)
        if given.get("coaching") and not (given.get("call_sid_to_coach") or found.call_sid_to_coach):
            raise errors.NobodyToCoach
        changes = _changes(given)
        if not changes:
            return found
        try:
            changed = await self._live.update(room.sid, found.call_sid, **changes)
        except ConferenceRefused as problem:
            raise errors.refused(problem) from problem
        if changed is None:
            raise errors.NotInRoom(sid=found.call_sid, state=found.status.value)
        return changed

    async def kick(self, caller: Caller, *, conference_sid: str, call_sid: str) -> None:
        """Takes one out of the conference; whoever is still being called is not called any longer."""
        room = await self._conferences.get(caller, sid=conference_sid)
        found = await self._find(room, call_sid)
        if not await self._live.kick(room.sid, found.call_sid):
            raise errors.NotInRoom(sid=found.call_sid, state=found.status.value)
        if found.joined_at is None:
            await self._calls.withdraw(caller, sid=found.call_sid)


async def _told(account_sid: str, given: Mapping[str, Any]) -> Told:
    """It runs nothing: it joins."""
    return Told(Instructions(), of_call.progress(given))


def _named(call: Call, name: str | None) -> Call:
    """CallerDisplayName stands beside the number on the wire."""
    if not name or call.dialling is None:
        return call
    return msgspec.structs.replace(call, dialling=msgspec.structs.replace(call.dialling, caller_name=name))


def _changes(given: Changes) -> dict[str, Any]:
    """What was said, as the switch takes it. An empty WaitUrl is silence; other URLs need to be there."""
    changes: dict[str, Any] = {}
    for name, value in given.items():
        if name.endswith("_method"):
            changes[name] = of_call.method_of(value)
        elif name == "wait_url":
            changes[name] = value or ""
        elif value is not None and value != "":
            changes[name] = value
    return changes


def _page(found: list[Participant], page: PageRequest, mark: Participant | None) -> Page[Participant]:
    """By when they came, which is not when their calls were made."""
    if mark is None:
        return Page(found[: page.size], len(found) > page.size)
    edge = (mark.date_created, mark.call_sid)
    newer = [one for one in found if (one.date_created, one.call_sid) > edge]
    older = [one for one in found if (one.date_created, one.call_sid) < edge]
    if page.before is not None:
        return Page(newer[-page.size :], True, len(newer) > page.size)
    return Page(older[: page.size], len(older) > page.size, True)
