"""What all in a room hear of us, and what is kept of what they say: beeps, ringing, announcements, the tape."""

from collections.abc import Callable, Sequence
from typing import Any

from ringback.languages.twiml.effects import Fetch
from ringback.media import MediaFull
from ringback.media import Room as MediaRoom
from ringback.switch.conferences.book import ConferenceBook
from ringback.switch.conferences.speaker import Beeper, Ear, Speaker
from ringback.switch.conferences.stage import Performance, Stage
from ringback.switch.model import Recording, RecordingOptions
from ringback.switch.room import Room

NO_LEGS = 10004


class RoomSound:
    """One conference's. `hearers` are the calls in it. A sound that finds no legs left ends no conference."""

    def __init__(self, room: Room, book: ConferenceBook, hearers: Callable[[], Sequence[str]]) -> None:
        self._room, self._book, self._hearers = room, book, hearers
        self._media: MediaRoom | None = None
        self._beeper = Beeper(self._speaker)
        self._announcements: dict[Stage, Speaker] = {}
        self._ringing: set[str] = set()
        self._ear: Ear | None = None

    @property
    def media(self) -> MediaRoom:
        """The mixer's room. Opened when first asked for; raises MediaFull."""
        if self._media is None:
            self._media = self._room.engine.open_room()
        return self._media

    def close(self) -> None:
        """It is still; recordings are ended."""
        if self._ear is not None:
            self._ear.close()
        self._beeper.close()
        for stage, speaker in list(self._announcements.items()):
            stage.close()
            speaker.close()
        self._announcements.clear()
        if self._media is not None:
            self._media.close()

    def _speaker(self, heard: Callable[[Any], None]) -> Speaker:
        return Speaker(self._room.engine, self.media, self._room.media_ip, heard)

    # -- beeps and ringing

    def beep(self, made: Callable[[], bytes]) -> None:
        self._aloud(lambda: self._beeper.beep(self._room.sounds.made(("conference", made.__name__), made)))

    def ring(self, call_sid: str, *, rings: bool) -> None:
        """One who is called rings, where that one sends no sound of its own yet."""
        if rings is (call_sid in self._ringing):
            return
        self._ringing.add(call_sid) if rings else self._ringing.discard(call_sid)
        tone = self._room.sounds.ringback(None) if self._ringing else None
        self._aloud(lambda: self._beeper.ring(tone))

    def _aloud(self, sounding: Callable[[], None]) -> None:
        try:
            sounding()
        except MediaFull as full:
            self._book.alert(NO_LEGS, f"A sound for the whole conference was left out: {full}", level="warning")

    # -- announcements

    async def announce(self, url: str, method: str) -> str | None:
        """Plays a document to all, over their talk. Why nothing was heard, if nothing was."""
        heard: list[Stage] = []

        def hear(event: Any) -> None:
            for stage in heard:
                stage.hear(event)

        try:
            speaker = self._speaker(hear)
        except MediaFull as full:
            return str(full)
        conference = self._book.conference
        stage = Stage(conference.sid, conference.account_sid, speaker.media, self._book)
        heard.append(stage)
        self._announcements[stage] = speaker
        try:
            place = Fetch(url, method)
            return await Performance(self._room, stage, place, self._asked, self._hearers, is_once=True).perform()
        finally:
            if self._announcements.pop(stage, None) is not None:
                speaker.close()

    def _asked(self) -> dict[str, str]:
        conference = self._book.conference
        return {
            "ConferenceSid": conference.sid,
            "FriendlyName": conference.friendly_name,
            "AccountSid": conference.account_sid,
        }

    # -- recording

    def record(self, options: RecordingOptions) -> Recording | None:
        """Records what all say, in one channel. None where it cannot be: the debugger hears why."""
        recordings = self._room.recordings
        if recordings is None or self._media is None:
            return None
        try:
            if self._ear is None:
                self._ear = Ear(self._room.engine, self._media, self._book)
            return recordings.start(self._ear, options)
        except MediaFull as full:
            self._book.alert(NO_LEGS, f"The conference is not recorded: {full}")
            return None
