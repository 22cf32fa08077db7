"""A phone on the line: follows its script or the hand on it, and notes what it says and hears."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import structlog

from ringback.carriers.simulated.calls import Notes
from ringback.carriers.simulated.model import Spoken
from ringback.carriers.simulated.phone_script import (
    WHOLE_MOST_S,
    HangUp,
    PhoneRun,
    Play,
    Press,
    Say,
    Stay,
    Step,
    Turn,
    Wait,
)
from ringback.carriers.simulated.phone_sound import NoSound, PhoneSound
from ringback.media import Audio, Digit, Played

log = structlog.get_logger(__name__)
CAPTIONS_MOST, DIGITS_MOST = 500, 1000  # of one call, each way; what comes after is not noted
CAPTION_MOST = 4096  # characters


class Talk:
    """One phone from its answer to the end of the call. `said` hears its sentences, `hang_up` ends the call."""

    def __init__(
        self,
        notes: Notes,
        leg: Any,
        sound: PhoneSound,
        run: PhoneRun,
        *,
        said: Callable[[str], None],
        hang_up: Callable[[], None],
    ) -> None:
        self._notes, self._leg, self._sound, self._run = notes, leg, sound, run
        self._said, self._hang_up = said, hang_up
        self._loop = asyncio.get_running_loop()
        self._turn: Turn | None = None
        self._token: int | None = None  # of what the leg plays now
        self._timer: asyncio.TimerHandle | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._whole = self._loop.call_later(WHOLE_MOST_S, hang_up)

    def begin(self) -> None:
        self._do(self._run.begin())

    def order(self, steps: Sequence[Step]) -> None:
        """Somebody's hand is on the phone. Raises ScriptError."""
        self._do(self._run.order(steps))

    def end(self) -> None:
        self._stop()
        self._turn = None
        self._whole.cancel()

    # -- doing

    def _do(self, turn: Turn | None) -> None:
        if turn is None:
            return
        self._stop()
        self._turn = turn
        match turn.deed:
            case Wait(seconds):
                self._timer = self._loop.call_later(seconds, self._done, turn)
            case Stay(seconds):
                if seconds is not None:
                    self._timer = self._loop.call_later(seconds, self._done, turn)
            case Press(digits):
                self._note_said(digits=digits.replace("w", "").replace("W", ""))
                self._token = self._leg.send_digits(digits)
            case Say(text):
                self._note_said(caption=text)
                self._said(text)
                self._fetching = self._loop.create_task(self._speak(turn, text))
            case Play(url):
                self._fetching = self._loop.create_task(self._play(turn, url))
            case HangUp():
                self._hang_up()

    def _done(self, turn: Turn) -> None:
        if turn is self._turn:
            self._do(self._run.done(turn.number))

    def _stop(self) -> None:
        """Lets go of what is being done: a hand took over, or the call is over."""
        if self._timer is not None:
            self._timer.cancel()
        if self._fetching is not None and self._fetching is not asyncio.current_task():
            self._fetching.cancel()
        if self._token is not None:
            self._token = None
            self._leg.stop()
        self._timer = self._fetching = None

    async def _speak(self, turn: Turn, text: str) -> None:
        self._begin_sound(turn, await self._sound.spoken(text))

    async def _play(self, turn: Turn, url: str) -> None:
        try:
            audio = await self._sound.fetched(url)
        except NoSound as problem:
            log.warning("a handset had nothing to play", handset=self._notes.row.handset, reason=str(problem))
            self._done(turn)
            return
        self._begin_sound(turn, audio)
        audio.release()  # the leg keeps it for as long as it plays

    def _begin_sound(self, turn: Turn, audio: Audio) -> None:
        if turn is self._turn:
            self._fetching = None
            self._token = self._leg.play(audio)

    # -- hearing

    def heard(self, event: Any) -> None:
        """What the leg tells."""
        if isinstance(event, Played) and event.token == self._token and self._turn is not None:
            self._token = None
            self._done(self._turn)
        elif isinstance(event, Digit):
            self.hear_digit(event.digit)

    def hear_digit(self, digit: str) -> None:
        heard = self._notes.row.heard
        if len(heard.digits) < DIGITS_MOST:
            self._notes.change(heard=msgspec.structs.replace(heard, digits=heard.digits + digit))

    def _note_said(self, *, caption: str = "", digits: str = "") -> None:
        said = self._notes.row.said
        said = with_caption(said, caption) if caption else said
        self._notes.change(said=msgspec.structs.replace(said, digits=(said.digits + digits)[:DIGITS_MOST]))


def with_caption(spoken: Spoken, text: str) -> Spoken:
    if len(spoken.captions) >= CAPTIONS_MOST:
        return spoken
    return msgspec.structs.replace(spoken, captions=(*spoken.captions, text[:CAPTION_MOST]))
