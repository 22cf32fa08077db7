"""Calls on their way into a room: from the queue to the answer, or to why they never came."""

from typing import Any

import structlog

from ringback.media import MediaFull
from ringback.switch.conferences import events
from ringback.switch.conferences.attendee import Attendee
from ringback.switch.conferences.live import LiveConference
from ringback.switch.conferences.model import ParticipantStatus, ReasonLeft
from ringback.switch.conferences.verbs import TOO_MANY
from ringback.switch.leg import Leg, PickedUp, Rang

log = structlog.get_logger(__name__)


class Invitations:
    """Which room each invited call is for, until the call is over or the room is."""

    def __init__(self) -> None:
        self._rooms: dict[str, LiveConference] = {}

    def note(self, call_sid: str, live: LiveConference) -> None:
        self._rooms[call_sid] = live

    def forget(self, call_sid: str) -> None:
        self._rooms.pop(call_sid, None)

    def forget_all(self, live: LiveConference) -> None:
        """The room is over."""
        for call_sid in [sid for sid, other in self._rooms.items() if other is live]:
            del self._rooms[call_sid]

    def attendee(self, leg: Leg) -> Attendee | None:
        """The one this call is in its room, once it is there."""
        live = self._rooms.get(leg.sid)
        return live.attendees.get(leg.sid) if live is not None else None

    # -- on the way

    def dialling(self, leg: Leg) -> bool:
        """A call that was invited leaves the queue. False where the room wants it no more."""
        live = self._rooms.get(leg.sid)
        if live is None or leg.sid not in live.invited:
            return False
        live.invited[leg.sid] = leg
        self._progress(live, leg, ParticipantStatus.CONNECTING)
        leg.ends.append(lambda: self._never_came(live, leg))
        return True

    def _progress(self, live: LiveConference, leg: Leg, status: ParticipantStatus) -> None:
        record = live.book.change_participant(leg.sid, status=status, queue_time_ms=leg.call.queue_time_ms)
        live.book.tell_of(record, "", events.ParticipantProgressed)

    def _never_came(self, live: LiveConference, leg: Leg) -> None:
        """Whatever goes wrong here must not stop a call from ending."""
        self._rooms.pop(leg.sid, None)
        try:
            live.lose(leg.sid, ReasonLeft.NOT_ADDED, leg.ended_as.value if leg.ended_as else "failed")
        except Exception:
            log.exception("an invitation could not be taken back", conference_sid=live.sid, call_sid=leg.sid)

    def heard(self, leg: Leg, news: Any) -> None:
        """What signalling tells of a call that was invited."""
        live = self._rooms.get(leg.sid)
        if live is None or leg.is_over:
            return
        if isinstance(news, Rang):
            self._rang(live, leg, has_sound=news.early)
        elif isinstance(news, PickedUp):
            self._answered(live, leg)

    def _rang(self, live: LiveConference, leg: Leg, *, has_sound: bool) -> None:
        record = live.book.get(leg.sid)
        if record.status is not ParticipantStatus.RINGING:
            self._progress(live, leg, ParticipantStatus.RINGING)
        if record.early_media:
            self._enter(live, leg)
            live.sound.ring(leg.sid, rings=not has_sound)

    def _answered(self, live: LiveConference, leg: Leg) -> None:
        self._enter(live, leg)
        attendee = live.attendees.get(leg.sid)
        if attendee is not None:
            live.sound.ring(leg.sid, rings=False)
            self._progress(live, leg, ParticipantStatus.CONNECTED)
            attendee.settle()

    def _enter(self, live: LiveConference, leg: Leg) -> None:
        if leg.sid not in live.invited:
            return
        try:
            live.enter(leg, live.book.get(leg.sid), is_invited=True)
        except MediaFull as full:
            leg.fail(TOO_MANY, str(full), 503)

    def leave(self, leg: Leg) -> None:
        """Its call goes on without the room."""
        live = self._rooms.pop(leg.sid, None)
        if live is not None:
            live.remove(leg.sid, ReasonLeft.UPDATED)

    async def called_off(self, call_sid: str) -> bool:
        live = self._rooms.get(call_sid)
        if live is None or live.invited.get(call_sid) is not None or call_sid in live.attendees:
            return False
        del self._rooms[call_sid]
        live.lose(call_sid, ReasonLeft.NOT_ADDED, "canceled")
        await live.book.settled()
        return True

    def take_back(self, live: LiveConference, call_sid: str) -> None:
        """A call that is dialled already is called off; one in the queue finds that it is not wanted any more."""
        leg = live.invited[call_sid]
        live.lose(call_sid, ReasonLeft.UPDATED, "canceled")
        self.forget(call_sid)
        if leg is not None:
            leg.hang_up("api")
