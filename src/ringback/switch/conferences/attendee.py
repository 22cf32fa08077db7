"""One who is in a live conference: a leg, its record, and what it hears at this moment."""

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec

from ringback.languages.twiml.effects import Fetch
from ringback.media import Digit, Played, Talking
from ringback.media import Leg as MediaLeg
from ringback.switch import params
from ringback.switch.conferences import events
from ringback.switch.conferences.model import Participant
from ringback.switch.conferences.stage import Performance, Stage
from ringback.switch.leg import Leg

if TYPE_CHECKING:
    from ringback.switch.conferences.live import LiveConference


class Out(msgspec.Struct, frozen=True):
    """A letter to the leg's program: the room has let it go."""


class Background(msgspec.Struct, frozen=True):
    """What plays to one who is not among the others. `url` None is the music."""

    url: str | None
    method: str


class Rights(msgspec.Struct, frozen=True):
    """As the mixer knows them. `coaches` is the only leg that hears it."""

    muted: bool
    deaf: bool
    coaches: MediaLeg | None


class Attendee:
    """`waits_to_answer`: its call rings until the conference begins. `is_invited`: it was dialled into the room."""

    def __init__(
        self, conference: "LiveConference", leg: Leg, *, is_invited: bool = False, waits_to_answer: bool = False
    ) -> None:
        self._conference, self.leg = conference, leg
        self.is_invited, self.waits_to_answer = is_invited, waits_to_answer
        self.is_out = False
        self.is_talking = False
        self._rights: Rights | None = None
        self._plays: Background | None = None
        self._stage: Stage | None = None
        self._announcement: Stage | None = None

    @property
    def call_sid(self) -> str:
        return self.leg.sid

    @property
    def record(self) -> Participant:
        return self._conference.book.get(self.leg.sid)

    # -- what it hears and who hears it

    def settle(self) -> None:
        """Puts it where it belongs by its record: waiting, on hold, coaching, or among the others."""
        if self.is_out or self.leg.is_over:
            return
        if self._conference.has_started:
            self._take_rights()
        if self._announcement is None:
            self._play_background()

    def _take_rights(self) -> None:
        room, record = self._conference.sound.media, self.record
        coached = self._conference.coached_by(self)
        lost = record.coaching and coached is None  # whoever it coached is gone: nobody is to hear what was for one
        rights = Rights(
            muted=record.muted or record.hold or lost,
            deaf=record.hold,
            coaches=coached.leg.media if coached is not None else None,
        )
        if rights != self._rights:
            self._rights = rights
            room.add(self.leg.media, muted=rights.muted, deaf=rights.deaf, coaches=rights.coaches)

    def _play_background(self) -> None:
        wanted = self._wanted()
        if wanted == self._plays:
            return
        self._stop_background()
        self._plays = wanted
        if wanted is None:
            return
        if wanted.url is None:
            self.leg.play(self.leg.room.sounds.music(), 0)
        elif wanted.url:
            self._stage = self._new_stage()
            self.leg.room.spawn(self._perform(self._stage, Fetch(wanted.url, wanted.method)))

    def _wanted(self) -> Background | None:
        """None: the room."""
        record = self.record
        if not self.leg.is_answered:
            return None
        if record.hold:
            return Background(record.hold_url, record.hold_method)
        if not self._conference.has_started:
            return Background(record.wait_url, record.wait_method)
        return None

    def _stop_background(self) -> None:
        if self._stage is not None:
            self._stage.close()
            self._stage = None
        elif self._plays is not None and self._plays.url is None:
            self.leg.media.stop()
        self._plays = None

    def _new_stage(self) -> Stage:
        leg = self.leg
        return Stage(leg.sid, leg.account_sid, leg.media, leg.book)

    async def _perform(self, stage: Stage, place: Fetch, *, is_once: bool = False) -> str | None:
        hearers = (self.leg.sid,)
        return await Performance(self.leg.room, stage, place, self._asked, lambda: hearers, is_once=is_once).perform()

    def _asked(self) -> dict[str, str]:
        conference = self._conference.conference
        about = {"ConferenceSid": conference.sid, "FriendlyName": conference.friendly_name}
        return params.of_call(self.leg.call, about)

    async def announce(self, url: str, method: str) -> str | None:
        """Plays a document to this one alone, then what it heard before. Why it failed, if it did."""
        self._stop_background()
        if self._announcement is not None:
            self._announcement.close()
        stage = self._announcement = self._new_stage()
        try:
            return await self._perform(stage, Fetch(url, method), is_once=True)
        finally:
            if self._announcement is stage:
                self._announcement = None
                self.settle()

    # -- letters to its leg

    def hear(self, letter: Any) -> None:
        """What its sound tells: a piece has ended, or it began or ceased to talk."""
        if isinstance(letter, Played):
            for stage in (self._stage, self._announcement):
                if stage is not None:
                    stage.hear(letter)
        elif isinstance(letter, Talking):
            self.talks(letter.is_talking)

    def talks(self, is_talking: bool) -> None:
        """Told once, and only where the others can hear it."""
        record = self.record
        is_talking = is_talking and not record.muted and not record.hold and self._conference.has_started
        if is_talking == self.is_talking:
            return
        self.is_talking = is_talking
        if not self._conference.tells_speech:
            return
        word, event = (
            ("participant-speech-start", events.SpeechStarted)
            if is_talking
            else ("participant-speech-stop", events.SpeechStopped)
        )
        self._conference.book.tell_of(record, word, event)

    async def stay(self, *, time_limit_s: float | None = None, star_leaves: bool = False) -> None:
        """Until it has left: by the star key, by time, or because the room let it go. Raises Interrupted."""
        loop = asyncio.get_running_loop()
        until = None if time_limit_s is None else loop.time() + time_limit_s
        while not self.is_out:
            left = None if until is None else until - loop.time()
            if left is not None and left <= 0:
                return
            letter = await self.leg.mailbox.get(left)
            if isinstance(letter, Digit) and letter.digit == "*" and star_leaves:
                return
            self.hear(letter)

    # -- the end

    def leave(self) -> None:
        """Out of the room: it hears nothing of it any more, nor is heard."""
        if self.is_out:
            return
        self.is_out = True
        self._stop_background()
        if self._announcement is not None:
            self._announcement.close()
        if self._rights is not None:
            self._conference.sound.media.remove(self.leg.media)
        if self._conference.watches_speech:
            self.leg.media.watch(False)

    def let_go(self) -> None:
        """Its document goes on after the conference; who was dialled into it has none, and is hung up."""
        if self.is_invited and not self.leg.is_answered:
            self.leg.hang_up("platform")
        else:
            self.leg.mailbox.put(Out())
