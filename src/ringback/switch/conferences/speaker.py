"""Sound of ours in a room: what all hear of beeps and announcements, and an ear that hears the whole mix."""

import asyncio
from collections.abc import Callable
from typing import Any

from ringback.media import Audio, Played
from ringback.media import Leg as MediaLeg
from ringback.media.engine import Engine
from ringback.media.engine import Room as MediaRoom
from ringback.switch.conferences.book import ConferenceBook

LINGER_S = 5.0  # a speaker that has just been used is used again: 250 come within a second


class Speaker:
    """A voice in the room that says what is played on `media`: two ends of one RTP path on this machine.

    Raises MediaFull where there are no two legs left.
    """

    def __init__(self, engine: Engine, room: MediaRoom, media_ip: str, heard: Callable[[Any], None]) -> None:
        self._room = room
        self.media = engine.open_leg(heard)
        try:
            self._inside = engine.open_leg(lambda event: None)
        except BaseException:
            self.media.close()
            raise
        self.media.connect(address=(media_ip, self._inside.port), receives=False)
        self._inside.connect(address=(media_ip, self.media.port), sends=False)
        room.add(self._inside, deaf=True)

    def close(self) -> None:
        self._room.remove(self._inside)
        self._inside.close()
        self.media.close()


class Beeper:
    """Plays short sounds to the room, one at a time; its speaker is opened when first needed and let go soon after."""

    def __init__(self, opened: Callable[[Callable[[Any], None]], Speaker]) -> None:
        self._opened = opened
        self._speaker: Speaker | None = None
        self._token: int | None = None
        self._sounds: Audio | None = None
        self._next: list[Audio] = []
        self._rings: Audio | None = None
        self._closing: asyncio.TimerHandle | None = None

    def beep(self, audio: Audio) -> None:
        """Unless the same one sounds or waits already: many who come at once are one beep. Raises MediaFull."""
        if self._token is None:
            self._sounds, self._token = audio, self._open().media.play(audio)
        elif audio is not self._sounds and audio not in self._next:
            self._next.append(audio)

    def ring(self, audio: Audio | None) -> None:
        """Ringing that all hear, until None. Raises MediaFull."""
        self._rings = audio
        if self._token is None and self._speaker is not None:
            self._speaker.media.stop()
        self._go_on()

    def close(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None

    def _open(self) -> Speaker:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None
        if self._speaker is None:
            self._speaker = self._opened(self._heard)
        return self._speaker

    def _heard(self, event: Any) -> None:
        if isinstance(event, Played) and event.token == self._token:
            self._token = self._sounds = None
            self._go_on()

    def _go_on(self) -> None:
        """After a beep: the next one, the ringing again, or nothing, and then nobody needs the speaker."""
        if self._token is not None:
            return
        if self._next:
            self.beep(self._next.pop(0))
        elif self._rings is not None:
            self._open().media.play(self._rings, 0)
        elif self._speaker is not None and self._closing is None:
            self._closing = asyncio.get_running_loop().call_later(LINGER_S, self.close)


class Ear:
    """What all say, ours too: recorded as a conference's sound. It takes no packets and sends none."""

    def __init__(self, engine: Engine, room: MediaRoom, book: ConferenceBook) -> None:
        self._room, self.book = room, book
        self.ends: list[Callable[[], object]] = []
        self.media: MediaLeg = engine.open_leg(lambda event: None)
        self.media.connect(address=None, receives=False)
        room.add(self.media, muted=True)

    @property
    def sid(self) -> str:
        return self.book.conference.sid

    @property
    def account_sid(self) -> str:
        return self.book.conference.account_sid

    def close(self) -> None:
        """Recordings of it are ended."""
        for end in reversed(self.ends):
            end()
        self.ends.clear()
        self._room.remove(self.media)
        self.media.close()
