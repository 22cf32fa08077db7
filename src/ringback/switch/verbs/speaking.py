"""Say, Play and Pause."""

import asyncio

from ringback.languages.twiml.voice import effects as twiml
from ringback.media import Audio, Played
from ringback.switch.program import Program
from ringback.switch.sounds import NotPlayable

LOOPS_MOST = 1000  # what loop="0", "until the call ends", comes to: reference/twiml.md §3
NO_SPEECH = 13511


async def say(program: Program, effect: twiml.Say) -> twiml.Done | twiml.Failed:
    """Speaks; the words are also told to whoever keeps captions."""
    audio = await spoken(program, effect)
    if isinstance(audio, twiml.Failed):
        return audio
    await hear_out(program, audio, effect.loops)
    return twiml.Done()


async def spoken(program: Program, effect: twiml.Say) -> Audio | twiml.Failed:
    """The sound of a text; captions are told of it."""
    try:
        heard = await program.room.sounds.spoken(effect.text, effect.ssml, effect.voice, effect.language)
    except NotPlayable as problem:
        return twiml.Failed(problem.code, problem.message)
    if heard.is_fallback:
        sentence = "Speech is not installed here (pip install 'ringback[speech]'): a prompt is played in its place"
        program.leg.book.alert(NO_SPEECH, sentence, level="warning")
    program.said(effect.text)
    return heard.audio


async def play(program: Program, effect: twiml.Play) -> twiml.Done | twiml.Failed:
    audio = await fetched(program, effect)
    if isinstance(audio, twiml.Failed):
        return audio
    await hear_out(program, audio, effect.loops)
    return twiml.Done()


async def fetched(program: Program, effect: twiml.Play) -> Audio | twiml.Failed:
    """The sound of a file."""
    sounds, given = program.room.sounds, effect.audio
    try:
        if given is not None and effect.url not in program.cut:
            return await sounds.given(given.body, given.content_type, effect.url)
        return await sounds.fetched(effect.url, program.account_sid)
    except NotPlayable as problem:
        return twiml.Failed(problem.code, problem.message)


async def play_digits(program: Program, effect: twiml.PlayDigits) -> twiml.Done:
    for _ in range(effect.loops or LOOPS_MOST):
        token = program.leg.media.send_digits(effect.digits)
        await until_played(program, token)
    return twiml.Done()


async def pause(program: Program, effect: twiml.Pause) -> twiml.Done:
    """Waits. A call that still rings goes on ringing."""
    program.leg.ring()
    loop = asyncio.get_running_loop()
    until = loop.time() + effect.length_s
    while (left := until - loop.time()) > 0:
        await program.leg.mailbox.get(left)
    return twiml.Done()


async def hear_out(program: Program, audio: Audio, loops: int) -> None:
    """Plays to the end, unless the call ends or is redirected: then it stops at once."""
    program.leg.mailbox.check()
    await until_played(program, program.leg.play(audio, loops or LOOPS_MOST))


async def until_played(program: Program, token: int) -> None:
    try:
        while True:
            letter = await program.leg.mailbox.get()
            if isinstance(letter, Played) and letter.token == token:
                return
    except BaseException:
        if not program.leg.is_over:
            program.leg.media.stop()
        raise
