"""Gather: keys, while prompts play and after."""

import asyncio
from typing import Any, Literal

import msgspec

from ringback.languages.twiml.voice import effects as twiml
from ringback.media import Audio, Digit, Played
from ringback.switch.program import Program
from ringback.switch.verbs import speaking

Ended = Literal["finish_key", "num_digits", "timeout", "speech", "hangup"]
NO_RECOGNITION = 13334


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


class Got(msgspec.Struct, frozen=True):
    """A sound that was waited for is there."""

    task: Any


async def gather(program: Program, effect: twiml.Gather) -> twiml.Gathered:
    """Listens from the first word of the prompts on."""
    if "speech" in effect.inputs:
        sentence = "Speech recognition is not available on this server yet; only keys are gathered"
        program.leg.book.alert(NO_RECOGNITION, sentence, level="warning")
    hears_keys = "dtmf" in effect.inputs
    keys = Keys(effect.num_digits, effect.finish_on_key)
    program.leg.mailbox.clear()
    for prompt in effect.prompts:
        if not await _prompt(program, prompt, keys if hears_keys else Keys(None, ""), effect.barge_in):
            break
    if keys.ended_by is None:
        await _wait(program, keys, effect.timeout_s, hears_keys=hears_keys)
    return twiml.Gathered(digits=keys.pressed, ended_by=keys.ended_by or "timeout")


async def _wait(program: Program, keys: Keys, timeout_s: float, *, hears_keys: bool) -> None:
    """After the prompts: each key starts the time anew."""
    loop = asyncio.get_running_loop()
    until = loop.time() + timeout_s
    while keys.ended_by is None and (left := until - loop.time()) > 0:
        letter = await program.leg.mailbox.get(left)
        if isinstance(letter, Digit) and hears_keys:
            keys.take(letter.digit)
            until = loop.time() + timeout_s


async def _prompt(program: Program, prompt: Any, keys: Keys, barge_in: bool) -> bool:
    """Plays one prompt; False where a key ended the prompts."""
    if isinstance(prompt, twiml.Pause):
        return await _pause(program, prompt.length_s, keys, barge_in)
    if isinstance(prompt, twiml.PlayDigits):
        return await _listen(program, program.leg.media.send_digits(prompt.digits), keys, barge_in)
    sound = await _sound(program, prompt, keys, barge_in)
    if sound is None:
        return False
    if isinstance(sound, twiml.Failed):
        program.leg.book.alert(sound.code, sound.message, level="warning")
        return True
    program.leg.mailbox.check()
    token = program.leg.play(sound, prompt.loops or speaking.LOOPS_MOST)
    return await _listen(program, token, keys, barge_in)


async def _sound(program: Program, prompt: Any, keys: Keys, barge_in: bool) -> Audio | twiml.Failed | None:
    """The prompt's sound, or None where a key came before it was there: a new sentence takes its time."""
    getting = speaking.spoken(program, prompt) if isinstance(prompt, twiml.Say) else speaking.fetched(program, prompt)
    task = program.room.spawn(getting)
    task.add_done_callback(lambda _: program.leg.mailbox.put(Got(task)))
    while not task.done():
        letter = await program.leg.mailbox.get()
        if isinstance(letter, Digit):
            keys.take(letter.digit)
            if barge_in and (keys.pressed or keys.ended_by):
                return None
    return task.result()


async def _listen(program: Program, token: int, keys: Keys, barge_in: bool) -> bool:
    """While a sound plays. With barge-in the first key stops it."""
    try:
        while True:
            letter = await program.leg.mailbox.get()
            if isinstance(letter, Played) and letter.token == token:
                return True
            if isinstance(letter, Digit):
                keys.take(letter.digit)
                if barge_in and (keys.pressed or keys.ended_by):
                    break
    except BaseException:
        if not program.leg.is_over:
            program.leg.media.stop()
        raise
    program.leg.media.stop()
    return False


async def _pause(program: Program, length_s: float, keys: Keys, barge_in: bool) -> bool:
    loop = asyncio.get_running_loop()
    until = loop.time() + length_s
    while (left := until - loop.time()) > 0:
        letter = await program.leg.mailbox.get(left)
        if isinstance(letter, Digit):
            keys.take(letter.digit)
            if barge_in and (keys.pressed or keys.ended_by):
                return False
    return True
