"""Where a document plays beside a call's own: to one who waits or is on hold, or to a whole room."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

import msgspec

from ringback.languages.twiml.effects import Fetch
from ringback.languages.twiml.voice import effects as twiml
from ringback.languages.twiml.voice.roles import Role
from ringback.languages.twiml.voice.run import VoiceRun
from ringback.media import Audio
from ringback.media import Leg as MediaLeg
from ringback.store import Unit
from ringback.switch.leg import Leg
from ringback.switch.mailbox import HungUp, Mailbox
from ringback.switch.program import Program
from ringback.switch.room import Room
from ringback.switch.verbs import speaking

QUIET_VERBS = {
    twiml.Say: speaking.say,
    twiml.Play: speaking.play,
    twiml.PlayDigits: speaking.play_digits,
    twiml.Pause: speaking.pause,
}
BROKEN_OFF = "It was broken off"


class Writing(Protocol):
    """Where what happens is written down: a call's book, or a conference's."""

    def note(self, kind: str, text: str, /, **detail: Any) -> None: ...
    def alert(self, code: int, message: str, *, level: str = "error", **more: Any) -> None: ...
    def add(self, unit: Unit) -> None: ...
    async def settled(self) -> None: ...


class Stage:
    """What a document needs of a leg, and a mailbox of its own: `hear` is given what the sound tells."""

    def __init__(self, sid: str, account_sid: str, media: MediaLeg, book: Writing) -> None:
        self.sid, self.account_sid, self.media, self.book = sid, account_sid, media, book
        self.mailbox = Mailbox()
        self.is_over = False

    def play(self, audio: Audio, loops: int = 1) -> int:
        return self.media.play(audio, loops)

    def hear(self, letter: Any) -> None:
        self.mailbox.put(letter)

    def ring(self) -> None:
        """It does not ring any more."""

    def answer_if_in(self) -> bool:
        return not self.is_over

    def close(self) -> None:
        """The document stops here, and at once it is still: what plays next plays undisturbed."""
        if not self.is_over:
            self.is_over = True
            self.media.stop()
            self.mailbox.interrupt(HungUp())


class Performance(Program):
    """One document on a stage. `hearers` are the calls that hear it; `asked` what its requests carry.

    `is_once`: a sound in a document's place is heard once, and not until somebody stops it.
    """

    def __init__(
        self,
        room: Room,
        stage: Stage,
        place: Fetch,
        asked: Callable[[], dict[str, str]],
        hearers: Callable[[], Sequence[str]],
        *,
        is_once: bool = False,
    ) -> None:
        voice = VoiceRun(first=place, role=Role.CONFERENCE_WAIT, is_answered=True)
        super().__init__(room, cast(Leg, stage), voice, QUIET_VERBS)
        self._stage, self._run, self._asked, self._hearers = stage, voice, asked, hearers
        self._is_once = is_once
        self._was_heard = False
        self._problem: str | None = None

    def parameters(self) -> dict[str, str]:
        return self._asked()

    def said(self, text: str) -> None:
        for call_sid in self._hearers():
            self.room.said(call_sid, text)

    async def perform(self) -> str | None:
        """To its end, or until the stage is closed. Why nothing of it was heard, None where something was."""
        await self.run()
        if self._stage.is_over and not self._was_heard:
            return BROKEN_OFF
        if self._run.has_failed:
            return self._problem or "The document could not be run"
        return None if self._was_heard else self._problem

    def _tell(self, word: Any) -> None:
        if isinstance(word, twiml.Fail):
            self._problem = word.message
        super()._tell(word)

    async def _do(self, effect: Any) -> Any:
        if self._is_once and isinstance(effect, twiml.Play) and effect.audio is not None:
            effect = msgspec.structs.replace(effect, loops=1)
        outcome = await super()._do(effect)
        if isinstance(outcome, twiml.Failed):
            self._problem = outcome.message
        else:
            self._was_heard = True
        return outcome
