"""Gather: keys and words, while prompts play and after. The first kind that comes wins."""

import asyncio
from typing import Any, Literal

import msgspec

from ringback.languages.twiml.voice import effects as twiml
from ringback.media import Audio, Digit, Played
from ringback.speech.recognition import Heard
from ringback.switch.program import Program
from ringback.switch.verbs import speaking
from ringback.switch.verbs.listening import SpeechBegan, SpeechOver, Words

Ended = Literal["finish_key", "num_digits", "timeout", "speech", "hangup"]
TONE_S = 0.6  # a key's own tone may be taken for a voice: a key so soon after "speech" is a key


class Keys:
    """The keys pressed so far, and whether they are enough. Pure."""

    def __init__(self, num_digits: int | None, finish_on_key: str) -> None:
        self._most, self._finish = num_digits, finish_on_key
        self.pressed = ""
        self.ended_by: Ended | None = None

    def take(self, key: str) -> None:
        """One more key. Once they are enough, more change nothing."""
        if self.ended_by is not None:
            return
        if key == self._finish:
            self.ended_by = "finish_key"
            return
        self.pressed += key
        if self._most is not None and len(self.pressed) >= self._most:
            self.ended_by = "num_digits"


class Input:
    """What the caller has given so far. `take` is told of letters and when they came. Pure.

    `hears_keys` and `hears_words` say what is listened for. Once the first kind has come, the other is let pass; words
    that turn out to be none leave the way open again.
    """

    def __init__(self, keys: Keys, *, hears_keys: bool) -> None:
        self.keys, self._hears_keys = keys, hears_keys
        self.heard: Heard | None = None
        self.has_failed = False
        self._spoke_at: float | None = None

    @property
    def is_speaking(self) -> bool:
        return self._spoke_at is not None

    @property
    def has_keys(self) -> bool:
        return bool(self.keys.pressed or self.keys.ended_by)

    @property
    def has_begun(self) -> bool:
        return self.has_keys or self.is_speaking or self.is_over

    @property
    def is_over(self) -> bool:
        return self.keys.ended_by is not None or self.heard is not None or self.has_failed

    def take(self, letter: Any, now_s: float) -> bool:
        """Whether the letter was a key, or the caller's words."""
        if isinstance(letter, Digit):
            return self._key(letter.digit, now_s)
        if isinstance(letter, SpeechBegan) and not self.has_keys:
            self._spoke_at = now_s
            return True
        if isinstance(letter, SpeechOver) and not self.has_keys:
            self._spoke_at, self.heard, self.has_failed = None, letter.heard, letter.has_failed
            return letter.heard is not None
        return False

    def _key(self, digit: str, now_s: float) -> bool:
        is_tone = self._spoke_at is None or now_s - self._spoke_at < TONE_S
        if not self._hears_keys or not is_tone:
            return False
        self._spoke_at = None
        self.keys.take(digit)
        return True

    def result(self) -> twiml.Gathered:
        if self.heard is None:
            return twiml.Gathered(digits=self.keys.pressed, ended_by=self.keys.ended_by or "timeout")
        heard = self.heard
        return twiml.Gathered(
            speech=heard.text, confidence=heard.confidence, language=heard.language, ended_by="speech"
        )


class Got(msgspec.Struct, frozen=True):
    """A sound that was waited for is there."""

    task: Any


async def gather(program: Program, effect: twiml.Gather) -> twiml.Gathered:
    """Listens from the first word of the prompts on; without barge-in, to words from their end on."""
    keys = Keys(effect.num_digits, effect.finish_on_key)
    given = Input(keys, hears_keys="dtmf" in effect.inputs)
    words = Words(program, effect.speech)
    wants_words = "speech" in effect.inputs
    program.leg.mailbox.clear()
    try:
        hears_words = wants_words and effect.barge_in and words.open()
        for prompt in effect.prompts:
            if not await _prompt(program, prompt, given, effect.barge_in):
                break
        if wants_words and not effect.barge_in and not given.has_begun:
            hears_words = words.open()
        if not given.is_over:
            await _wait(program, given, words, effect.timeout_s, hears_words=hears_words)
    finally:
        words.close()
    if (heard := given.heard) is not None:
        sureness = round(heard.confidence, 2)
        program.leg.book.note("speech", heard.text, confidence=sureness, language=heard.language)
    return given.result()


async def _wait(program: Program, given: Input, words: Words, timeout_s: float, *, hears_words: bool) -> None:
    """After the prompts: each key starts the time anew, and somebody who speaks has it stand still."""
    loop = asyncio.get_running_loop()
    until = loop.time() + timeout_s
    while not given.is_over:
        if hears_words and given.has_keys:
            words.close()
            hears_words = False
        left = until - loop.time()
        if left <= 0 and not given.is_speaking:
            return
        letter = await program.leg.mailbox.get(None if given.is_speaking else left)
        if given.take(letter, loop.time()) and isinstance(letter, Digit):
            until = loop.time() + timeout_s


async def _prompt(program: Program, prompt: Any, given: Input, barge_in: bool) -> bool:
    """Plays one prompt; False where the caller ended the prompts."""
    if barge_in and given.has_begun:
        return False
    if isinstance(prompt, twiml.Pause):
        return await _pause(program, prompt.length_s, given, barge_in)
    if isinstance(prompt, twiml.PlayDigits):
        return await _listen(program, program.leg.media.send_digits(prompt.digits), given, barge_in)
    sound = await _sound(program, prompt, given, barge_in)
    if sound is None:
        return False
    if isinstance(sound, twiml.Failed):
        program.leg.book.alert(sound.code, sound.message, level="warning")
        return True
    program.leg.mailbox.check()
    token = program.leg.play(sound, prompt.loops or speaking.LOOPS_MOST)
    return await _listen(program, token, given, barge_in)


async def _sound(program: Program, prompt: Any, given: Input, barge_in: bool) -> Audio | twiml.Failed | None:
    """The prompt's sound, or None where the caller came before it was there: a new sentence takes its time."""
    getting = speaking.spoken(program, prompt) if isinstance(prompt, twiml.Say) else speaking.fetched(program, prompt)
    task = program.room.spawn(getting)
    task.add_done_callback(lambda _: program.leg.mailbox.put(Got(task)))
    while not task.done():
        if _took(given, await program.leg.mailbox.get()) and barge_in:
            return None
    return task.result()


async def _listen(program: Program, token: int, given: Input, barge_in: bool) -> bool:
    """While a sound plays. With barge-in the first key or word stops it."""
    try:
        while True:
            letter = await program.leg.mailbox.get()
            if isinstance(letter, Played) and letter.token == token:
                return True
            if _took(given, letter) and barge_in:
                break
    except BaseException:
        if not program.leg.is_over:
            program.leg.media.stop()
        raise
    program.leg.media.stop()
    return False


async def _pause(program: Program, length_s: float, given: Input, barge_in: bool) -> bool:
    loop = asyncio.get_running_loop()
    until = loop.time() + length_s
    while (left := until - loop.time()) > 0:
        if _took(given, await program.leg.mailbox.get(left)) and barge_in:
            return False
    return True


def _took(given: Input, letter: Any) -> bool:
    return given.take(letter, asyncio.get_running_loop().time()) and given.has_begun
