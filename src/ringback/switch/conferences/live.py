"""One conference while it lives: who is in it, who is on the way, what they all hear, and how it ends."""

from collections.abc import Callable
from typing import Any

import structlog

from ringback.languages.twiml.effects import Fetch
from ringback.media import MediaFull
from ringback.media import Room as MediaRoom
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
from ringback.switch.conferences.speaker import Beeper, Ear, Speaker
from ringback.switch.conferences.stage import Performance, Stage
from ringback.switch.conferences.verbs import COACHED_ABSENT, COACHED_ON_HOLD, FULL, LABEL_TAKEN, ConferenceRefused
from ringback.switch.leg import Leg
from ringback.switch.model import Recording, RecordingOptions
from ringback.switch.room import Room

log = structlog.get_logger(__name__)
NO_LEGS = 10004
Over = Callable[["LiveConference"], None]


class LiveConference:
    """Everything here happens at once; `book.settled` says when it is durable. `over` is called at the end."""

    def __init__(self, room: Room, conference: Conference, over: Over, *, is_new: bool) -> None:
        self.room, self._over = room, over
        self.book = ConferenceBook(room, conference, is_new=is_new)
        self.media: MediaRoom | None = None
        self.is_over = False
        self.attendees: dict[str, Attendee] = {}
        self.invited: dict[str, Leg | None] = {}  # not in the room yet; with the leg, once it is dialled
        self._beeper = Beeper(self._speaker)
        self._announcements: dict[Stage, Speaker] = {}
        self._ear: Ear | None = None
        self._ringing: set[str] = set()
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
        if self.media is None:
            self.media = self.room.engine.open_room()
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
            self._beep(sounds.entering)

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

    def ring(self, call_sid: str, *, rings: bool) -> None:
        """The room hears that one who is called rings, where that one sends no sound of its own yet."""
        if rings is (call_sid in self._ringing):
            return
        self._ringing.add(call_sid) if rings else self._ringing.discard(call_sid)
        tone = self.room.sounds.ringback(None) if self._ringing and self.media is not None else None
        self._aloud(lambda: self._beeper.ring(tone))

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
        self.ring(call_sid, rings=False)
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
            self._beep(sounds.leaving)

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
        self.ring(call_sid, rings=False)
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
        self._silence()
        self._over(self)

    def _silence(self) -> None:
        if self._ear is not None:
            self._ear.close()
        self._beeper.close()
        for stage, speaker in list(self._announcements.items()):
            stage.close()
            speaker.close()
        self._announcements.clear()
        if self.media is not None:
            self.media.close()

    # -- what all hear

    def _speaker(self, heard: Callable[[Any], None]) -> Speaker:
        assert self.media is not None
        return Speaker(self.room.engine, self.media, self.room.media_ip, heard)

    def _beep(self, made: Callable[[], bytes]) -> None:
        self._aloud(lambda: self._beeper.beep(self.room.sounds.made(("conference", made.__name__), made)))

    def _aloud(self, sounding: Callable[[], None]) -> None:
        """A beep that cannot be heard ends no conference."""
        try:
            sounding()
        except MediaFull as full:
            self.book.alert(NO_LEGS, f"A sound for the whole conference was left out: {full}", level="warning")

    async def announce(self, url: str, method: str) -> None:
        """Plays a document to all, over their talk."""
        heard: list[Stage] = []
        try:
            speaker = self._speaker(lambda event: [stage.hear(event) for stage in heard])
        except MediaFull as full:
            self._announced(url, None, str(full))
            return
        stage = Stage(self.sid, self.conference.account_sid, speaker.media, self.book)
        heard.append(stage)
        self._announcements[stage] = speaker
        try:
            place = Fetch(url, method)
            performance = Performance(self.room, stage, place, self._asked, lambda: list(self.attendees), is_once=True)
            self._announced(url, None, await performance.perform())
        finally:
            if self._announcements.pop(stage, None) is not None:
                speaker.close()

    async def announce_to(self, attendee: Attendee, url: str, method: str) -> None:
        """Plays a document to one."""
        record = attendee.record
        problem = await attendee.announce(url, method)
        self._announced(url, self.book.find(attendee.call_sid) or record, problem)

    def _announced(self, url: str, to: Participant | None, problem: str | None) -> None:
        if not self.is_over:
            self.book.tell_announced(url, to, problem)

    def _asked(self) -> dict[str, str]:
        conference = self.conference
        return {
            "ConferenceSid": conference.sid,
            "FriendlyName": conference.friendly_name,
            "AccountSid": conference.account_sid,
        }

    # -- recording

    def start_recording(self, options: RecordingOptions) -> Recording | None:
        """Records what all say, in one channel. None where it cannot be: the debugger hears why."""
        recordings = self.room.recordings
        if recordings is None or self.media is None or self.is_over:
            return None
        try:
            if self._ear is None:
                self._ear = Ear(self.room.engine, self.media, self.book)
            return recordings.start(self._ear, options)
        except MediaFull as full:
            self.book.alert(NO_LEGS, f"The conference is not recorded: {full}")
            return None
