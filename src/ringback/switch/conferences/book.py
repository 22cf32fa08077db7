"""The record of one live conference and of those in it: what happens, with its events and callbacks, in order."""

from typing import Any

from ringback.kernel import Event
from ringback.kernel.alert import Alerted
from ringback.store import Unit
from ringback.switch.conferences import events, told
from ringback.switch.conferences.model import Conference, Participant
from ringback.switch.ledger import Kept, Ledger
from ringback.switch.room import Room
from ringback.webhooks import callback_job


class ConferenceBook:
    """Keeps one conference. Everything but `settled` returns at once."""

    def __init__(self, room: Room, conference: Conference, *, is_new: bool) -> None:
        self._room, self._ledger = room, Ledger(room)
        self._conference = self._ledger.keep(conference, is_new=is_new)
        self._participants: dict[str, Kept[Participant]] = {}

    @property
    def conference(self) -> Conference:
        return self._conference.now

    # -- records

    def change(self, **fields: Any) -> Conference:
        return self._ledger.change(self._conference, **fields)

    def enter(self, participant: Participant, *, is_new: bool = True) -> None:
        """One who comes, or comes again: then its record begins anew."""
        before = self._participants.get(participant.call_sid)
        if before is None:
            self._participants[participant.call_sid] = self._ledger.keep(participant, is_new=is_new)
            return
        kept = ("version", "date_created", "queue_time_ms")
        fresh = {name: getattr(participant, name) for name in Participant.__struct_fields__ if name not in kept}
        self._ledger.change(before, **{name: value for name, value in fresh.items() if name != "date_updated"})

    def forget(self, call_sid: str) -> None:
        """Its call is over: it will not come again."""
        self._participants.pop(call_sid, None)

    def find(self, call_sid: str) -> Participant | None:
        kept = self._participants.get(call_sid)
        return kept.now if kept is not None else None

    def get(self, call_sid: str) -> Participant:
        """Of one who is known to be here."""
        return self._participants[call_sid].now

    def change_participant(self, call_sid: str, **fields: Any) -> Participant:
        return self._ledger.change(self._participants[call_sid], **fields)

    # -- what is told

    def tell(self, word: str, event: type[events.ConferenceEvent]) -> None:
        """What happened to the conference: in the log, and to whoever has asked to hear `word`."""
        happened = events.of_conference(event, self.conference, self._room.clock.now())
        more = told.of_end(self.conference) if word == "conference-end" else {}
        self._tell(word, happened, more)

    def tell_of(
        self,
        participant: Participant,
        word: str,
        event: type[events.ParticipantEvent],
        *,
        call_status: str | None = None,
    ) -> None:
        """What happened to one in it. `word` "" is for the log alone."""
        happened = events.of_participant(event, participant, self._room.clock.now(), call_status=call_status)
        more = told.of_leaving(participant, call_status) if call_status else told.of_participant(participant)
        self._tell(word, happened, more)

    def tell_announced(self, url: str, participant: Participant | None, problem: str | None) -> None:
        """An announcement is over, or did not come to be heard."""
        event = events.AnnouncementFailed if problem else events.AnnouncementEnded
        conference = self.conference
        happened = event(
            account_sid=conference.account_sid,
            subject_sid=conference.sid,
            at=self._room.clock.now(),
            url=url,
            call_sid=participant.call_sid if participant else None,
            reason=problem,
        )
        more = {"AnnounceUrl": url} | (told.of_participant(participant) if participant else {})
        more |= {"ReasonAnnouncementFailed": problem} if problem else {}
        self._tell("announcement-fail" if problem else "announcement-end", happened, more)

    def _tell(self, word: str, happened: Event, more: dict[str, str]) -> None:
        conference = self.conference
        self.add(Unit(events=[happened]))
        hears = conference.settings.callback
        if hears is None or told.SUBSCRIBED_BY.get(word) not in hears.events:
            return
        job = callback_job(
            account_sid=conference.account_sid,
            subject_sid=conference.sid,
            kind="conference-status",
            url=hears.url,
            method=hears.method,
            params=told.of_event(conference, word, self._room.clock.now()) | more,
        )
        self.add(Unit(jobs=[job]))
        self.change(sequence=conference.sequence + 1)

    def alert(self, code: int, message: str, *, level: str = "error", **more: Any) -> None:
        """Tells the debugger."""
        conference = self.conference
        alert: Event = Alerted(
            account_sid=conference.account_sid,
            subject_sid=conference.sid,
            at=self._room.clock.now(),
            error_code=code,
            message=message,
            level=level,
            **more,
        )
        self.add(Unit(events=[alert]))

    def note(self, kind: str, text: str, /, **detail: Any) -> None:
        """A conference has no trail of its own: its participants' calls have, and the event log tells the rest."""

    # -- writing

    def add(self, unit: Unit) -> None:
        self._ledger.add(unit)

    async def settled(self) -> None:
        """Returns when everything so far is durable."""
        await self._ledger.settled()
