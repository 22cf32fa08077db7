"""Record, and recordings that a document starts and stops in the background."""

import asyncio

from ringback.languages.twiml.voice import effects as twiml
from ringback.media import Digit, Talking
from ringback.switch.mailbox import HungUp
from ringback.switch.model import Callback, Recording, RecordingOptions, RecordingStatus
from ringback.switch.program import Program
from ringback.switch.verbs.speaking import hear_out


def callback_of(given: twiml.Callback | None) -> Callback | None:
    return Callback(url=given.url, method=given.method, events=given.events) if given else None


def options_of(dial: twiml.DialRecording) -> RecordingOptions:
    """How a Dial wants its call recorded."""
    return RecordingOptions(
        source="DialVerb",
        channels=dial.channels,
        track=dial.track,
        trim=dial.trims_silence,
        callback=callback_of(dial.callback),
    )


async def record(program: Program, effect: twiml.Record) -> twiml.Recorded:
    """Records the caller until silence, a key, the length or the end of the call."""
    if effect.play_beep:
        await hear_out(program, program.room.sounds.beep(), 1)
    leg, recordings = program.leg, program.room.recordings
    assert recordings is not None
    options = RecordingOptions(
        source="RecordVerb",
        track="inbound",
        trim=effect.trims_silence,
        callback=callback_of(effect.callback),
        transcribe=effect.transcribe,
        transcribe_callback=effect.transcribe_callback,
    )
    leg.mailbox.clear()
    started = recordings.start(leg, options)
    leg.media.watch(True)
    try:
        key = await _until_done(program, effect)
    except HungUp:
        key = "hangup"
    finally:
        if not leg.is_over:
            leg.media.watch(False)
        finished = await recordings.finish(started.sid)
    return _told(program, finished, key)


def _told(program: Program, finished: Recording, key: str) -> twiml.Recorded:
    return twiml.Recorded(
        recording_sid=finished.sid,
        recording_url=program.room.ground.recording_url(finished),
        duration_s=finished.duration or 0,
        digits=key,
        was_silent=finished.status is RecordingStatus.ABSENT,
    )


async def _until_done(program: Program, effect: twiml.Record) -> str:
    """The key that ended it, or "" where silence or the length did. Raises Interrupted."""
    loop = asyncio.get_running_loop()
    end = loop.time() + effect.max_length_s
    quiet_since: float | None = loop.time()
    while True:
        limit = end
        if effect.timeout_s and quiet_since is not None:
            limit = min(end, quiet_since + effect.timeout_s)
        if (left := limit - loop.time()) <= 0:
            return ""
        letter = await program.leg.mailbox.get(left)
        if isinstance(letter, Digit) and letter.digit in effect.finish_on_key:
            return letter.digit
        if isinstance(letter, Talking):
            quiet_since = None if letter.is_talking else loop.time()


async def start(program: Program, effect: twiml.StartRecording) -> None:
    """Records the call from now on, beside whatever it does."""
    recordings = program.room.recordings
    assert recordings is not None
    options = RecordingOptions(
        source="StartCallRecordingTwiML",
        channels=effect.channels,
        track=effect.track,
        trim=effect.trims_silence,
        callback=callback_of(effect.callback),
    )
    recordings.start(program.leg, options)


async def stop(program: Program, effect: twiml.StopRecording) -> None:
    recordings = program.room.recordings
    assert recordings is not None
    for recording in recordings.of(program.leg.sid, source="StartCallRecordingTwiML"):
        await recordings.stop(recording.sid)
