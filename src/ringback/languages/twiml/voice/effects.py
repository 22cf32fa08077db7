"""What a voice document asks of the switch and what the switch answers.

All values are checked and defaulted: times are seconds unless the name says otherwise, URLs are absolute, methods are
"GET" or "POST". `answers_call` says that the call, if it still rings, is to be answered before the effect begins; the
run counts it as answered from then on. `Warn`, `Fail`, `Tell`, `StartRecording` and `StopRecording` ask for nothing;
`Hangup`, `Reject` and `Leave` are last words; every other effect is answered with the outcome it names, or with
`Failed`, or with `HungUp`. The outcomes are in `outcomes` and can be had from here too.
"""

from typing import Literal

import msgspec

from ringback.languages.twiml.effects import Document as Document
from ringback.languages.twiml.effects import Fail as Fail
from ringback.languages.twiml.effects import Fetch as Fetch
from ringback.languages.twiml.effects import FetchFailed as FetchFailed
from ringback.languages.twiml.effects import Warn as Warn
from ringback.languages.twiml.voice.outcomes import Dialled as Dialled
from ringback.languages.twiml.voice.outcomes import Done as Done
from ringback.languages.twiml.voice.outcomes import Failed as Failed
from ringback.languages.twiml.voice.outcomes import Gathered as Gathered
from ringback.languages.twiml.voice.outcomes import HungUp as HungUp
from ringback.languages.twiml.voice.outcomes import LeftQueue as LeftQueue
from ringback.languages.twiml.voice.outcomes import Outcome as Outcome
from ringback.languages.twiml.voice.outcomes import Recorded as Recorded
from ringback.languages.twiml.voice.outcomes import Referred as Referred
from ringback.languages.twiml.voice.outcomes import Transferred as Transferred

Method = Literal["GET", "POST"]
RecordMode = Literal["record-from-answer", "record-from-ringing"]
Channels = Literal["mono", "dual"]
Track = Literal["inbound", "outbound", "both"]


class Callback(msgspec.Struct, frozen=True):
    """A URL that hears of `events`, in the API's own words ("ringing", "completed", "participant-join" as "join")."""

    url: str
    method: Method = "POST"
    events: tuple[str, ...] = ()


# Speaking and playing


class Segment(msgspec.Struct, frozen=True):
    """A piece of SSML as a plain text engine takes it: text in one manner, then `break_ms` of silence.

    `rate`, `volume` and `pitch` are factors of the normal manner (1.0). `say_as` is the interpret-as value in force
    ("digits", "telephone", "date" …) and `format` its format; `language` a BCP 47 tag where `<lang>` set one.
    """

    text: str
    break_ms: int = 0
    rate: float = 1.0
    volume: float = 1.0
    pitch: float = 1.0
    say_as: str | None = None
    format: str | None = None
    language: str | None = None


class Say(msgspec.Struct, frozen=True):
    """Speak `text`; answered with `Done`. Where it held SSML, `ssml` says it better, and `text` is it without tags.

    `voice` stands as the document has it ("" is the account's choice); `loops` 0 is until the call ends.
    """

    text: str
    ssml: tuple[Segment, ...] | None = None
    voice: str = ""
    language: str = "en-US"
    loops: int = 1
    answers_call: bool = True


class Play(msgspec.Struct, frozen=True):
    """Play the audio at `url`, or the bytes already fetched in `audio`; answered with `Done`. `loops` 0: till the end.

    A `Failed` (13420, 11200 …) is told to the debugger and the document goes on.
    """

    url: str
    loops: int = 1
    audio: Document | None = None
    answers_call: bool = True


class PlayDigits(msgspec.Struct, frozen=True):
    """Send DTMF to the caller: 0-9 * # A-D, w waits 0.5 s, W 1 s. Answered with `Done`."""

    digits: str
    loops: int = 1
    answers_call: bool = True


class Pause(msgspec.Struct, frozen=True):
    """Wait; answered with `Done`. One that leads a document leaves the call ringing meanwhile."""

    length_s: float = 1.0
    answers_call: bool = True


Prompt = Say | Play | PlayDigits | Pause


# Asking


class SpeechOptions(msgspec.Struct, frozen=True):
    """How to listen. `speech_timeout_s` None is "auto": the recogniser decides when the sentence is over."""

    language: str = "en-US"
    hints: tuple[str, ...] = ()
    model: str = "default"
    is_enhanced: bool = False
    profanity_filter: bool = True
    speech_timeout_s: float | None = 5.0
    max_speech_time_s: float = 60.0
    partial_results: Callback | None = None


class Gather(msgspec.Struct, frozen=True):
    """Collect keys, speech or both while `prompts` play; answered with `Gathered`.

    Listening begins at once. With `barge_in` the first key or word ends the prompts; without it they finish first.
    `timeout_s` begins when the prompts end and again after each key. `finish_on_key` "" is none; it is not part of
    the digits. Once speech is heard, keys no longer count.
    """

    prompts: tuple[Prompt, ...] = ()
    inputs: tuple[Literal["dtmf", "speech"], ...] = ("dtmf",)
    timeout_s: float = 5.0
    num_digits: int | None = None
    finish_on_key: str = "#"
    barge_in: bool = True
    speech: SpeechOptions = SpeechOptions()
    answers_call: bool = True


class Record(msgspec.Struct, frozen=True):
    """Record the caller (mono); answered with `Recorded`. Ends after `timeout_s` of silence (0: never for silence),
    at any key of `finish_on_key` ("" is none), after `max_length_s`, or when the caller hangs up.
    """

    timeout_s: float = 5.0
    finish_on_key: str = "1234567890*#"
    max_length_s: float = 3600.0
    play_beep: bool = True
    trims_silence: bool = True
    callback: Callback | None = None
    transcribe: bool = False
    transcribe_callback: str | None = None
    configuration_id: str | None = None
    answers_call: bool = True


class StartRecording(msgspec.Struct, frozen=True):
    """Record the call in the background from now on, or from its answer. Asks for no outcome and answers nothing."""

    channels: Channels = "mono"
    track: Track = "both"
    trims_silence: bool = False
    callback: Callback | None = None
    configuration_id: str | None = None


class StopRecording(msgspec.Struct, frozen=True):
    """Stop what `StartRecording` began on this call. Asks for no outcome."""


# Connecting


class MachineDetection(msgspec.Struct, frozen=True):
    """Tell people from machines on the dialled leg. `callback` hears the verdict while the call goes on."""

    mode: Literal["Enable", "DetectMessageEnd"] = "Enable"
    timeout_s: float = 30.0
    speech_threshold_ms: int = 2400
    speech_end_threshold_ms: int = 1200
    silence_timeout_ms: int = 5000
    callback: Callback | None = None


class NumberTarget(msgspec.Struct, frozen=True):
    """A phone number, E.164 where it could be read so, a short code otherwise. `send_digits` follow the answer.

    `url` is the whisper: a document run on this leg, in role WHISPER, before it is bridged.
    """

    number: str
    url: str | None = None
    method: Method = "POST"
    status_callback: Callback | None = None
    send_digits: str = ""
    machine_detection: MachineDetection | None = None
    byoc: str | None = None


class SipTarget(msgspec.Struct, frozen=True):
    """`uri` is without the headers part; `headers` are those to put on the INVITE, unescaped."""

    uri: str
    headers: tuple[tuple[str, str], ...] = ()
    username: str | None = None
    password: str | None = None
    url: str | None = None
    method: Method = "POST"
    status_callback: Callback | None = None
    machine_detection: MachineDetection | None = None
    codecs: str | None = None


class ClientTarget(msgspec.Struct, frozen=True):
    """All devices registered under `identity`; `parameters` go to them with the call."""

    identity: str
    parameters: dict[str, str] = {}
    url: str | None = None
    method: Method = "POST"
    status_callback: Callback | None = None


class ApplicationTarget(msgspec.Struct, frozen=True):
    """The application `sid` (AP…): its voice URL answers as a leg of its own, `parameters` among those of its requests.

    With `copy_parent_to` that leg's To is the parent call's.
    """

    sid: str
    parameters: dict[str, str] = {}
    customer_id: str | None = None
    copy_parent_to: bool = False
    url: str | None = None
    method: Method = "POST"
    status_callback: Callback | None = None


Target = NumberTarget | SipTarget | ClientTarget | ApplicationTarget


class DialRecording(msgspec.Struct, frozen=True):
    """Record a dialled call. Dual: channel 1 is the parent, channel 2 the child (or the conference's mix)."""

    since: RecordMode = "record-from-answer"
    channels: Channels = "mono"
    track: Track = "both"
    trims_silence: bool = False
    callback: Callback | None = None


class Dial(msgspec.Struct, frozen=True):
    """Call `targets` (1 to 10) at once, or one after another where `sequential`; answered with `Dialled` or, where the
    callee sends REFER and `refer_url` is there, `Transferred`.

    `timeout_s` is for each target where sequential. `caller_id` None is the caller's own; whether it may be used is
    the switch's to say (`Failed` 13214). `answer_on_bridge` is true only where the call still rings. `ring_tone` is a
    country ("de", "us-old").
    """

    targets: tuple[Target, ...]
    timeout_s: float = 30.0
    time_limit_s: float = 14400.0
    caller_id: str | None = None
    call_reason: str | None = None
    hangup_on_star: bool = False
    answer_on_bridge: bool = False
    ring_tone: str | None = None
    recording: DialRecording | None = None
    sequential: bool = False
    refer_url: str | None = None
    call_progress_events: bool = False
    answers_call: bool = True


class DialConference(msgspec.Struct, frozen=True):
    """Join the room `name`, made if there is none; answered with `Dialled` (no call_sid, no duration).

    `wait_url` None is the default music, "" silence; a document from it runs in role CONFERENCE_WAIT. `beep` is
    "true", "false", "onEnter" or "onExit". `events` of `status_callback` are start end join leave mute hold modify
    speaker announcement. The first participant's `recording_*`, `status_callback`, `region` are the room's.
    """

    name: str
    muted: bool = False
    beep: str = "true"
    start_on_enter: bool = True
    end_on_exit: bool = False
    wait_url: str | None = None
    wait_method: Method = "POST"
    max_participants: int = 250
    record_from_start: bool = False
    trims_silence: bool = True
    region: str | None = None
    coach: str | None = None
    participant_label: str | None = None
    jitter_buffer_size: str = "large"
    status_callback: Callback | None = None
    recording_callback: Callback | None = None
    event_callback_url: str | None = None
    time_limit_s: float = 14400.0
    hangup_on_star: bool = False
    answer_on_bridge: bool = False
    recording: DialRecording | None = None  # of this call's own leg: the Dial's record, not the room's
    answers_call: bool = True


class DialQueue(msgspec.Struct, frozen=True):
    """Take the next caller of queue `name`, waiting for one up to `timeout_s`; answered with `Dialled`.

    `url` runs on the *queued* caller in role QUEUE_WHISPER. Put QueueSid, DequeuedCallSid, DequeueResult … into
    `Dialled.params`.
    """

    name: str
    url: str | None = None
    method: Method = "POST"
    reservation_sid: str | None = None
    post_work_activity_sid: str | None = None
    timeout_s: float = 30.0
    time_limit_s: float = 14400.0
    hangup_on_star: bool = False
    answer_on_bridge: bool = False
    recording: DialRecording | None = None
    answers_call: bool = True


class Task(msgspec.Struct, frozen=True):
    """What the task router is to route: text checked to be a JSON object. `timeout_s` None is the workflow's."""

    attributes: str
    priority: int = 0
    timeout_s: int | None = None


class Enqueue(msgspec.Struct, frozen=True):
    """Wait in queue `name` (None where a workflow routes the task); answered with `LeftQueue`.

    `wait_url` None is the default music; a document from it runs in role QUEUE_WAIT.
    """

    name: str | None
    wait_url: str | None = None
    wait_method: Method = "POST"
    workflow_sid: str | None = None
    task: Task | None = None
    max_queue_size: int | None = None
    answers_call: bool = True


class Refer(msgspec.Struct, frozen=True):
    """Send the caller away with SIP REFER; answered with `Referred`, or `Failed` 13801 where it is no SIP call."""

    target: str
    headers: tuple[tuple[str, str], ...] = ()
    answers_call: bool = True


# Last words and words that ask for nothing


class Hangup(msgspec.Struct, frozen=True):
    """End the call; the run is over. `why`: a verb said so, the document ended, or everything failed.

    In a whisper it declines the call. A whisper that merely ends has no `Hangup`: bridge it.
    """

    why: Literal["verb", "end", "failed"] = "verb"
    answers_call: bool = True


class Reject(msgspec.Struct, frozen=True):
    """Refuse the ringing call; the run is over. Asked only while nothing has answered it."""

    reason: Literal["rejected", "busy"] = "rejected"
    answers_call: bool = False


class Leave(msgspec.Struct, frozen=True):
    """Take the caller out of the queue whose waitUrl this run is; the run is over."""

    answers_call: bool = False


class Tell(msgspec.Struct, frozen=True):
    """Request this URL and ignore what it answers (an action after the caller hung up). Asks for no outcome."""

    url: str
    method: Method = "POST"
    params: dict[str, str] = {}


Asking = Fetch | Say | Play | PlayDigits | Pause | Gather | Record | Dial | DialConference | DialQueue | Enqueue | Refer
Ending = Hangup | Reject | Leave
Effect = Asking | Ending | Warn | Fail | Tell | StartRecording | StopRecording
