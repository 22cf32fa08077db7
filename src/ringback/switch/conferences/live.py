"""One conference while it lives: who is in it, who is on the way, and how it ends."""

from collections.abc import Callable

import structlog

from ringback.switch.conferences import events, sounds
from ringback.switch.conferences.attendee import Attendee
from ringback.switch.conferences.book import ConferenceBook
from ringback.switch.conferences.model import (
    Conference,
    ConferenceStatus,
    Participant,
    ParticipantSettings,
    ParticipantStatus,
    ReasonEnded,
    ReasonLeft,
)
from ringback.switch.conferences.sounding import RoomSound
from ringback.switch.conferences.verbs import COACHED_ABSENT, COACHED_ON_HOLD, FULL, LABEL_TAKEN, ConferenceRefused
from ringback.switch.leg import Leg
from ringback.switch.model import Recording, RecordingOptions
from ringback.switch.room import Room

log = structlog.get_logger(__name__)
Over = Callable[["LiveConference"], None]


class LiveConference:
    """Everything here happens at once; `book.settled` says when it is durable. `over` is called at the end."""

    def __init__(self, room: Room, conference: Conference, over: Over, *, is_new: bool) -> None:
        self.room, self._over = room, over
        self.book = ConferenceBook(room, conference, is_new=is_new)
        self.is_over = False
        self.attendees: dict[str, Attendee] = {}
        self.invited: dict[str, Leg | None] = {}  # not in the room yet; with the leg, once it is dialled
        self.sound = RoomSound(room, self.book, lambda: list(self.attendees))
        self.watches_speech = self.tells_speech
        if is_new:
            self.book.tell("", events.ConferenceCreated)

    @property
    def conference(self) -> Conference:
        return self.book.conference

    @property
    def sid(self) -> str:
        return self.book.conference.sid

    @property
    def has_started(self) -> bool:
        return self.conference.status is ConferenceStatus.IN_PROGRESS

    @property
    def tells_speech(self) -> bool:
        hears = self.conference.settings.callback
        return hears is not None and "speaker" in hears.events

    def watch_speech(self) -> None:
        """From now on it is known who talks: somebody looks at the room."""
        if not self.watches_speech:
            self.watches_speech = True
            for attendee in self.attendees.values():
                attendee.leg.media.watch(True)

    # -- coming

    def check(self, settings: ParticipantSettings, call_sid: str, label_taken: int = LABEL_TAKEN) -> None:
        """Raises ConferenceRefused where there is no place for one more, or not like this."""
        others = (self.attendees.keys() | self.invited.keys()) - {call_sid}
        most = self.conference.settings.max_participants
        if len(others) >= most:
            name = self.conference.friendly_name
            raise ConferenceRefused(FULL, f"The conference {name[:64]!r} is full: {most} participants are the most")
        label = settings.label
        if label and any(self.book.get(sid).label == label for sid in others):
            raise ConferenceRefused(label_taken, f"The label {label[:64]!r} is taken by another in this conference")

    def check_coached(self, coached_sid: str, coach_sid: str, absent: int = COACHED_ABSENT) -> None:
        """Raises ConferenceRefused where nobody would hear the coach."""
        coached = self.attendees.get(coached_sid)
        if coached is None or coached_sid == coach_sid:
            raise ConferenceRefused(absent, f"{coached_sid} is not another participant of this conference")
        if coached.record.hold:
            raise ConferenceRefused(COACHED_ON_HOLD, f"{coached_sid} is on hold; a coach is not heard there")

    def expect(self, participant: Participant) -> None:
        """One who will be dialled. Its record is written by whoever takes the call."""
        self.invited[participant.call_sid] = None
        self.book.enter(participant, is_new=False)

    def enter(
        self, leg: Leg, participant: Participant, *, is_invited: bool = False, waits_to_answer: bool = False
    ) -> Attendee:
        """Puts one in. Raises MediaFull."""
        assert self.sound.media  # opened now, before anything is told
        now = self.room.clock.now()
        if not is_invited:
            self.book.enter(participant)
        self.invited.pop(leg.sid, None)
        self.book.change_participant(leg.sid, joined_at=now)
        attendee = Attendee(self, leg, is_invited=is_invited, waits_to_answer=waits_to_answer)
        self.attendees[leg.sid] = attendee
        leg.ends.append(lambda: self._ended(attendee))
        leg.book.note("media", f"joined the conference {self.conference.friendly_name}", conference=self.sid)
        if self.watches_speech:
            leg.media.watch(True)
        self.book.tell_of(attendee.record, "participant-join", events.ParticipantJoined)
        self._begin_or_settle(attendee)
        return attendee

    def _begin_or_settle(self, attendee: Attendee) -> None:
        if not self.has_started and self._may_start():
            self._start()
        elif self.has_started and attendee.waits_to_answer:
            attendee.leg.answer_if_in()
        attendee.settle()
        self._settle_coaches(attendee.call_sid)
        if self.has_started and attendee.record.beep in ("true", "onEnter"):
            self.sound.beep(sounds.entering)

    def _may_start(self) -> bool:
        records = [attendee.record for attendee in self.attendees.values()]
        return len(records) > 1 and any(record.start_conference_on_enter for record in records)

    def _start(self) -> None:
        """They hear each other from now on."""
        self.book.change(status=ConferenceStatus.IN_PROGRESS, started_at=self.room.clock.now())
        self.book.tell("conference-start", events.ConferenceStarted)
        for attendee in list(self.attendees.values()):
            if attendee.waits_to_answer:
                attendee.leg.answer_if_in()
            attendee.settle()
        settings = self.conference.settings
        if settings.record_from_start:
            options = RecordingOptions(source="Conference", trim=settings.trim, callback=settings.recording_callback)
            self.start_recording(options)

    # -- changing

    def coached_by(self, coach: Attendee) -> Attendee | None:
        """Whom it coaches, if that one is here."""
        record = coach.record
        sid = record.call_sid_to_coach if record.coaching else None
        return self.attendees.get(sid) if sid else None

    def _settle_coaches(self, call_sid: str) -> None:
        """Those who coach this one are heard as its coming and going wants it."""
        for other in self.attendees.values():
            if other.record.coaching and other.record.call_sid_to_coach == call_sid:
                other.settle()

    def settle(self, attendee: Attendee) -> None:
        """Its record was changed."""
        if attendee.is_talking:
            attendee.talks(True)
        attendee.settle()
        self._settle_coaches(attendee.call_sid)

    # -- going

    def remove(
        self, call_sid: str, reason: ReasonLeft, *, call_status: str = "in-progress", is_kicked: bool = False
    ) -> None:
        """Takes one out who is in the room."""
        attendee = self.attendees.pop(call_sid, None)
        if attendee is None:
            return
        attendee.talks(False)
        attendee.leave()
        self.sound.ring(call_sid, rings=False)
        failed = reason is ReasonLeft.NOT_ADDED
        record = self.book.change_participant(
            call_sid,
            status=ParticipantStatus.FAILED if failed else ParticipantStatus.COMPLETE,
            left_at=self.room.clock.now(),
            reason_left=reason,
        )
        self.book.tell_of(record, "participant-leave", events.ParticipantLeft, call_status=call_status)
        attendee.leg.book.note("media", f"left the conference {self.conference.friendly_name}", conference=self.sid)
        self._settle_coaches(call_sid)
        if not self.is_over:
            self._after_leaving(record, is_kicked=is_kicked)
        if attendee.leg.is_over:
            self.book.forget(call_sid)

    def _after_leaving(self, record: Participant, *, is_kicked: bool) -> None:
        if record.end_conference_on_exit and record.reason_left is not ReasonLeft.NOT_ADDED:
            self.end(ReasonEnded.MODERATOR_KICKED if is_kicked else ReasonEnded.MODERATOR_LEFT, record)
        elif not self.attendees and not self.invited:
            self.end(ReasonEnded.LAST_KICKED if is_kicked else ReasonEnded.LAST_LEFT, record)
        elif self.has_started and record.beep in ("true", "onExit"):
            self.sound.beep(sounds.leaving)

    def _ended(self, attendee: Attendee) -> None:
        """Its call is over. Whatever goes wrong here must not stop a call from ending."""
        try:
            leg = attendee.leg
            failed = attendee.is_invited and not leg.is_answered
            reason = ReasonLeft.NOT_ADDED if failed else ReasonLeft.HUNG_UP
            status = leg.ended_as.value if leg.ended_as is not None else "completed"
            self.remove(leg.sid, reason, call_status=status)
        except Exception:
            log.exception("a participant could not be taken out", conference_sid=self.sid, call_sid=attendee.call_sid)

    def lose(self, call_sid: str, reason: ReasonLeft, call_status: str) -> None:
        """One who was invited never came."""
        if call_sid not in self.invited:
            return
        self.invited.pop(call_sid)
        self.sound.ring(call_sid, rings=False)
        now = self.room.clock.now()
        record = self.book.change_participant(
            call_sid, status=ParticipantStatus.FAILED, left_at=now, reason_left=reason
        )
        self.book.tell_of(record, "participant-leave", events.ParticipantLeft, call_status=call_status)
        self.book.forget(call_sid)
        if not self.is_over and not self.attendees and not self.invited:
            self.end(ReasonEnded.LAST_LEFT, record)

    def end(self, reason: ReasonEnded, by: Participant | None = None) -> None:
        """Everybody leaves. `by` is whose leaving ended it."""
        if self.is_over:
            return
        self.is_over = True
        left = ReasonLeft.ENDED if reason is ReasonEnded.API else ReasonLeft.MODERATOR
        for attendee in list(self.attendees.values()):
            self.remove(attendee.call_sid, left)
            attendee.let_go()
        for call_sid, leg in list(self.invited.items()):
            self.lose(call_sid, left, "canceled")
            if leg is not None:
                leg.hang_up("platform")
        self.book.change(
            status=ConferenceStatus.COMPLETED,
            ended_at=self.room.clock.now(),
            reason_conference_ended=reason,
            call_sid_ending_conference=by.call_sid if by is not None else None,
            label_ending=by.label if by is not None else None,
            owner=None,
        )
        self.book.tell("conference-end", events.ConferenceEnded)
        self.sound.close()
        self._over(self)

    # -- what is heard

    async def announce(self, url: str, method: str) -> None:
        """Plays a document to all."""
        self._announced(url, None, await self.sound.announce(url, method))

    async def announce_to(self, attendee: Attendee, url: str, method: str) -> None:
        """Plays a document to one."""
        record = attendee.record
        problem = await attendee.announce(url, method)
        self._announced(url, self.book.find(attendee.call_sid) or record, problem)

    def _announced(self, url: str, to: Participant | None, problem: str | None) -> None:
        if not self.is_over:
            self.book.tell_announced(url, to, problem)

    def start_recording(self, options: RecordingOptions) -> Recording | None:
        """Records what all say. None where nobody is there to be heard, or it cannot be."""
        return None if self.is_over else self.sound.record(options)
