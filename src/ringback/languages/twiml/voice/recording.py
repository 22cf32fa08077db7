"""Record, and the recording that Start and Stop run in the background."""

import re

from ringback.languages.twiml.voice.effects import Record, Recorded, StartRecording, StopRecording
from ringback.languages.twiml.voice.reading import Reading
from ringback.languages.twiml.voice.step import After, Step, not_for

BAD_METHOD, BAD_TIMEOUT, BAD_MAX_LENGTH, BAD_FINISH_KEYS, BAD_TRANSCRIBE = 13610, 13611, 13612, 13613, 13614
TOO_LONG_TO_TRANSCRIBE, BAD_BEEP, BAD_TRACK, BAD_TRIM, BAD_TRANSCRIBE_CALLBACK = 13615, 13616, 13622, 13699, 13257
TRIMS = ("trim-silence", "do-not-trim")
TRACKS = ("inbound", "outbound", "both")
LONGEST_TRANSCRIBED_S = 120
_ANY_KEY = "1234567890*#"
_KEYS = re.compile(r"[0-9*#]{0,50}", re.ASCII).fullmatch


def read_record(reading: Reading) -> Step:
    transcribe = reading.flag("transcribe", BAD_TRANSCRIBE, False)
    effect = Record(
        timeout_s=float(reading.whole("timeout", BAD_TIMEOUT, 5, 0, reading.page.longest_call_s)),
        finish_on_key=_finish_keys(reading),
        max_length_s=float(_max_length_s(reading, transcribe)),
        play_beep=reading.flag("playBeep", BAD_BEEP, True),
        trims_silence=trims_silence(reading, default="trim-silence"),
        callback=reading.recording_callback(),
        transcribe=transcribe,
        transcribe_callback=reading.url("transcribeCallback", BAD_TRANSCRIBE_CALLBACK),
        configuration_id=reading.given("recordingConfigurationId") or None,
    )
    action = reading.action(BAD_METHOD, defaults_to_document=True)
    return Step(effect, action, after_record)


def after_record(outcome: object) -> After:
    """Where there is something to hear the action is always asked; silence goes to the next verb."""
    if not isinstance(outcome, Recorded):
        not_for("Record", outcome)
    is_gone = outcome.digits == "hangup"
    if outcome.was_silent or not outcome.recording_url:
        return After(is_gone=is_gone)
    told = {"RecordingUrl": outcome.recording_url, "RecordingDuration": str(outcome.duration_s)}
    if outcome.recording_sid:
        told["RecordingSid"] = outcome.recording_sid
    return After(told | {"Digits": outcome.digits}, is_gone)


def start_recording(reading: Reading) -> StartRecording:
    return StartRecording(
        channels=reading.one_of("channels", BAD_TRACK, "mono", ("mono", "dual")),  # type: ignore[arg-type]
        track=reading.one_of("track", BAD_TRACK, "both", TRACKS),  # type: ignore[arg-type]
        trims_silence=trims_silence(reading, default="do-not-trim"),
        callback=reading.recording_callback(),
        configuration_id=reading.given("recordingConfigurationId") or None,
    )


def stop_recording(_reading: Reading) -> StopRecording:
    return StopRecording()


def trims_silence(reading: Reading, *, default: str, code: int = BAD_TRIM) -> bool:
    return reading.one_of("trim", code, default, TRIMS) == "trim-silence"


def _finish_keys(reading: Reading) -> str:
    given = reading.given("finishOnKey")
    if given is None or _KEYS(given):
        return _ANY_KEY if given is None else given
    reading.warn(
        BAD_FINISH_KEYS, f"finishOnKey of <Record> is {given[:50]!r}; it may hold 0-9, * and #; any key ends it"
    )
    return _ANY_KEY


def _max_length_s(reading: Reading, transcribe: bool) -> int:
    default = LONGEST_TRANSCRIBED_S if transcribe else 3600
    length = reading.whole("maxLength", BAD_MAX_LENGTH, default, 2, reading.page.longest_call_s)
    if transcribe and length > LONGEST_TRANSCRIBED_S:
        message = f"maxLength is {length}; recordings over {LONGEST_TRANSCRIBED_S} s are kept but not transcribed"
        reading.warn(TOO_LONG_TO_TRANSCRIBE, message)
    return length
