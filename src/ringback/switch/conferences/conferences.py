"""All live conferences of this process: found, made, joined and changed. `switch.conferences`."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import msgspec
from msgspec import UNSET, UnsetType

from ringback.media import MediaFull
from ringback.store import Unit
from ringback.store.unit import alongside
from ringback.switch.conferences import events
from ringback.switch.conferences.attendee import Attendee
from ringback.switch.conferences.changing import Changes, change
from ringback.switch.conferences.invitations import Invitations
from ringback.switch.conferences.live import LiveConference
from ringback.switch.conferences.model import (
    Conference,
    ConferenceSettings,
    Participant,
    ParticipantSettings,
    ParticipantStatus,
    ReasonEnded,
    ReasonLeft,
)
from ringback.switch.conferences.verbs import COACHED_ABSENT, GONE, LABEL_TAKEN, TOO_MANY, ConferenceRefused
from ringback.switch.leg import Leg
from ringback.switch.model import Call, Recording, RecordingOptions
from ringback.switch.room import Room

TAKEN_IN_DOCUMENT = 16025  # a document's label that another has; REST says 16026
NOT_THERE_TO_COACH = 13240


class Conferences:
    """The verbs of `verbs.ConferenceVerbs`, and those that the switch itself uses."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._live: dict[str, LiveConference] = {}
        self._named: dict[tuple[str, str], LiveConference] = {}
        self.invitations = Invitations()

    def __len__(self) -> int:
        return len(self._live)

    # -- looking

    def find(self, conference_sid: str) -> Conference | None:
        live = self._live.get(conference_sid)
        return live.conference if live is not None else None

    def by_name(self, account_sid: str, name: str) -> Conference | None:
        live = self._named.get((account_sid, name))
        return live.conference if live is not None else None

    def participant(self, conference_sid: str, call_sid_or_label: str) -> Participant | None:
        live = self._live.get(conference_sid)
        if live is None:
            return None
        here = [*live.attendees, *live.invited]
        found = (live.book.get(sid) for sid in here)
        return next((one for one in found if call_sid_or_label in (one.call_sid, one.label)), None)

    def talking(self, conference_sid: str) -> frozenset[str]:
        live = self._live.get(conference_sid)
        if live is None:
            return frozenset()
        live.watch_speech()
        return frozenset(sid for sid, attendee in live.attendees.items() if attendee.is_talking)

    # -- making

    def _made(self, account_sid: str, name: str, settings: ConferenceSettings) -> LiveConference:
        """The account's conference of this name; a new one has these settings."""
        found = self._named.get((account_sid, name))
        if found is not None:
            return found
        now = self._room.clock.now()
        conference = Conference(
            sid=self._room.sids.new("CF", now),
            account_sid=account_sid,
            friendly_name=name,
            region=settings.region,
            settings=settings,
            owner=self._room.owner,
            date_created=now,
            date_updated=now,
        )
        return self._begin(conference, is_new=True)

    def _begin(self, conference: Conference, *, is_new: bool) -> LiveConference:
        live = LiveConference(self._room, conference, self._over, is_new=is_new)
        self._live[live.sid] = live
        self._named[(conference.account_sid, conference.friendly_name)] = live
        return live

    def _over(self, live: LiveConference) -> None:
        """Its name is free at once."""
        self._live.pop(live.sid, None)
        self._named.pop((live.conference.account_sid, live.conference.friendly_name), None)
        self.invitations.forget_all(live)

    def revive(self, conference: Conference, participants: list[Participant]) -> None:
        """After a restart: a room that calls which wait to be dialled are on the way to."""
        live = self._begin(conference, is_new=False)
        for participant in participants:
            live.expect(participant)
            self.invitations.note(participant.call_sid, live)

    # -- joining by a document

    def join(
        self, leg: Leg, name: str, settings: ConferenceSettings, wished: ParticipantSettings, *, waits: bool
    ) -> tuple[LiveConference, Attendee]:
        """Puts a call in. Raises ConferenceRefused, and then it is as if nobody had come."""
        self._check(self._named.get((leg.account_sid, name)), leg.sid, wished, (TAKEN_IN_DOCUMENT, NOT_THERE_TO_COACH))
        live = self._made(leg.account_sid, name, settings)
        participant = self._participant(live, leg.call, wished, ParticipantStatus.CONNECTED)
        try:
            return live, live.enter(leg, participant, waits_to_answer=waits)
        except MediaFull as full:
            self._close_if_empty(live)
            raise ConferenceRefused(TOO_MANY, str(full)) from full

    def _check(
        self, live: LiveConference | None, call_sid: str, wished: ParticipantSettings, codes: tuple[int, int]
    ) -> None:
        """Raises ConferenceRefused. `codes` are said for a label that is taken and for nobody to coach."""
        label_taken, nobody = codes
        coached = wished.call_sid_to_coach
        if live is None and coached is not None:
            raise ConferenceRefused(nobody, f"{coached} cannot be coached: nobody is in this conference yet")
        if live is not None:
            live.check(wished, call_sid, label_taken)
            if coached is not None:
                live.check_coached(coached, call_sid, nobody)

    def _close_if_empty(self, live: LiveConference) -> None:
        if not live.is_over and not live.attendees and not live.invited:
            live.end(ReasonEnded.LAST_LEFT)

    def _participant(
        self, live: LiveConference, call: Call, wished: ParticipantSettings, status: ParticipantStatus
    ) -> Participant:
        now = self._room.clock.now()
        return Participant(
            conference_sid=live.sid,
            call_sid=call.sid,
            account_sid=call.account_sid,
            status=status,
            label=wished.label,
            muted=wished.muted,
            coaching=wished.call_sid_to_coach is not None,
            call_sid_to_coach=wished.call_sid_to_coach,
            start_conference_on_enter=wished.start_on_enter,
            end_conference_on_exit=wished.end_on_exit,
            beep=wished.beep,
            wait_url=wished.wait_url,
            wait_method=wished.wait_method,
            early_media=wished.early_media,
            jitter_buffer_size=wished.jitter_buffer_size,
            queue_time_ms=call.queue_time_ms,
            date_created=now,
            date_updated=now,
        )

    # -- joining by being dialled

    async def invite(
        self,
        call: Call,
        conference: str,
        *,
        settings: ConferenceSettings,
        participant: ParticipantSettings,
        taken: Callable[[Call], Awaitable[Unit]],
    ) -> Participant:
        live = self._live.get(conference)
        if live is not None and live.conference.account_sid != call.account_sid:
            live = None
        if live is None and conference[:2] == "CF" and len(conference) == 34:
            raise ConferenceRefused(GONE, f"There is no conference {conference} in progress")
        live = live or self._named.get((call.account_sid, conference))
        self._check(live, call.sid, participant, (LABEL_TAKEN, COACHED_ABSENT))
        with _not_the_answer():
            live = live or self._made(call.account_sid, conference, settings)
        try:
            return await self._invite(live, call, participant, taken)
        except BaseException:
            self._take_back(live, call.sid)
            raise

    async def _invite(
        self,
        live: LiveConference,
        call: Call,
        wished: ParticipantSettings,
        taken: Callable[[Call], Awaitable[Unit]],
    ) -> Participant:
        participant = self._participant(live, call, wished, ParticipantStatus.QUEUED)
        live.expect(participant)
        self.invitations.note(call.sid, live)
        with _not_the_answer():
            await live.book.settled()  # the room's own row comes first
        told = events.of_participant(events.ParticipantInvited, participant, participant.date_created)
        unit = await taken(_going_to(call, live.sid))
        await self._room.store.commit(unit + Unit(insert=[participant], events=[told]))
        return participant

    def _take_back(self, live: LiveConference, call_sid: str) -> None:
        self.invitations.forget(call_sid)
        if live.invited.pop(call_sid, None) is None and call_sid in live.attendees:
            return
        live.book.forget(call_sid)
        self._close_if_empty(live)

    async def called_off(self, call_sid: str) -> bool:
        return await self.invitations.called_off(call_sid)

    # -- changing

    async def end(self, conference_sid: str) -> bool:
        live = self._live.get(conference_sid)
        if live is None:
            return False
        live.end(ReasonEnded.API)
        await live.book.settled()
        return True

    async def kick(self, conference_sid: str, call_sid: str) -> bool:
        live = self._live.get(conference_sid)
        if live is None:
            return False
        attendee = live.attendees.get(call_sid)
        if attendee is not None:
            live.remove(call_sid, ReasonLeft.UPDATED, is_kicked=True)
            attendee.let_go()
        elif call_sid in live.invited:
            self.invitations.take_back(live, call_sid)
        else:
            return False
        await live.book.settled()
        return True

    async def update(
        self,
        conference_sid: str,
        call_sid: str,
        *,
        muted: bool | UnsetType = UNSET,
        hold: bool | UnsetType = UNSET,
        hold_url: str | UnsetType = UNSET,
        hold_method: str | UnsetType = UNSET,
        announce_url: str | UnsetType = UNSET,
        announce_method: str | UnsetType = UNSET,
        wait_url: str | None | UnsetType = UNSET,
        wait_method: str | UnsetType = UNSET,
        beep_on_exit: bool | UnsetType = UNSET,
        end_conference_on_exit: bool | UnsetType = UNSET,
        coaching: bool | UnsetType = UNSET,
        call_sid_to_coach: str | UnsetType = UNSET,
    ) -> Participant | None:
        live = self._live.get(conference_sid)
        if live is None or (call_sid not in live.attendees and call_sid not in live.invited):
            return None
        wanted = Changes(
            muted=muted,
            hold=hold,
            hold_url=hold_url,
            hold_method=hold_method,
            wait_url=wait_url,
            wait_method=wait_method,
            beep_on_exit=beep_on_exit,
            end_conference_on_exit=end_conference_on_exit,
            coaching=coaching,
            call_sid_to_coach=call_sid_to_coach,
        )
        change(live, call_sid, wanted)
        if announce_url:
            await self.announce(conference_sid, str(announce_url), str(announce_method or "POST"), call_sid=call_sid)
        await live.book.settled()
        return live.book.find(call_sid)

    async def announce(
        self, conference_sid: str, url: str, method: str = "POST", *, call_sid: str | None = None
    ) -> bool:
        live = self._live.get(conference_sid)
        if live is None:
            return False
        if call_sid is None:
            if live.has_started:
                self._room.spawn(live.announce(url, method))
            return live.has_started
        attendee = live.attendees.get(call_sid)
        if attendee is None or not attendee.leg.is_answered:
            return False
        self._room.spawn(live.announce_to(attendee, url, method))
        return True

    async def start_recording(self, conference_sid: str, options: RecordingOptions) -> Recording | None:
        live = self._live.get(conference_sid)
        if live is None:
            return None
        recording = live.start_recording(options)
        await live.book.settled()
        return recording


def _going_to(call: Call, conference_sid: str) -> Call:
    return msgspec.structs.replace(call, conference_sid=conference_sid)


@contextmanager
def _not_the_answer() -> Iterator[None]:
    """What is written meanwhile is not what a request is answered with: its idempotency key waits for that."""
    token = alongside.set(None)
    try:
        yield
    finally:
        alongside.reset(token)
