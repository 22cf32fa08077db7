"""Dial: calls to others, into a conference, or to whoever waits in a queue."""

import re

import msgspec

from ringback.kernel import phone
from ringback.languages.twiml.voice import rooms
from ringback.languages.twiml.voice.effects import (
    Dial,
    DialConference,
    Dialled,
    DialQueue,
    DialRecording,
    Failed,
    SipTarget,
    Target,
    Transferred,
)
from ringback.languages.twiml.voice.reading import SCHEMA_WARNING, Action, Reading
from ringback.languages.twiml.voice.recording import BAD_TRACK, TRACKS, trims_silence
from ringback.languages.twiml.voice.step import After, Step, not_for
from ringback.languages.twiml.voice.targets import BAD_NESTED, read_targets

IN_DIALLED_LEG = 13201
MIXED = 13000
BAD_METHOD, BAD_TIMEOUT, BAD_HANGUP_ON_STAR, BAD_CALLER_ID = 13210, 13212, 13213, 13214
BAD_TIME_LIMIT, BAD_RECORD, BAD_SEQUENTIAL, BAD_ANSWER_ON_BRIDGE, BAD_RING_TONE = 13216, 13217, 13218, 13219, 13220
BAD_SIP_CALLER_ID, CALLER_ID_TOO_LONG, NO_REFER_URL = 13247, 13248, 13802
LONGEST_CALLER_ID, LONGEST_REASON, LONGEST_RINGING_S = 254, 50, 600
RING_TONES = (
    "at",
    "au",
    "bg",
    "br",
    "be",
    "ch",
    "cl",
    "cn",
    "cz",
    "de",
    "dk",
    "ee",
    "es",
    "fi",
    "fr",
    "gr",
    "hu",
    "il",
    "in",
    "it",
    "lt",
    "jp",
    "mx",
    "my",
    "nl",
    "no",
    "nz",
    "ph",
    "pl",
    "pt",
    "ru",
    "se",
    "sg",
    "th",
    "uk",
    "us",
    "us-old",
    "tw",
    "ve",
    "za",
)
_RECORDS = {
    "true": ("record-from-answer", "mono"),
    "record-from-answer": ("record-from-answer", "mono"),
    "record-from-ringing": ("record-from-ringing", "mono"),
    "record-from-answer-dual": ("record-from-answer", "dual"),
    "record-from-ringing-dual": ("record-from-ringing", "dual"),
}
_NOT_RECORDED = ("false", "do-not-record")
_SINGLE = ("Conference", "Queue")
_CALLER = re.compile(r"[A-Za-z0-9+_.@:-]+", re.ASCII).fullmatch
_CLIENT = re.compile(r"client:\S{1,121}").fullmatch
_DIGITS = re.compile(r"\+?\d{3,15}", re.ASCII).fullmatch


def read_dial(reading: Reading) -> Step:
    nouns = [child for child in reading.element.children if child.name in _SINGLE]
    if nouns and len(reading.element.children) > 1:
        message = f"<{nouns[0].name}> stands alone in a <Dial>; whatever else is in this one is left out"
        reading.warn(MIXED, message)
    action = reading.action(BAD_METHOD, defaults_to_document=False)
    whole = _Whole(reading)
    effect = _single(whole, reading.inside(nouns[0])) if nouns else _several(whole, reading)
    refer = Action(whole.refer_url, reading.method("referMethod", BAD_METHOD)) if whole.refer_url else None
    return Step(effect, action, lambda outcome: after_dial(outcome, refer), unable=After(_told(Dialled("failed"))))


def after_dial(outcome: object, refer: Action | None) -> After:
    if isinstance(outcome, Transferred):
        return _transferred(outcome, refer)
    if not isinstance(outcome, Dialled):
        not_for("Dial", outcome)
    return After(_told(outcome), outcome.hung_up)


def _transferred(outcome: Transferred, refer: Action | None) -> After:
    if refer is None:
        message = "The callee asked to be sent elsewhere (REFER), and the <Dial> has no referUrl; it is over"
        return After(_told(Dialled("completed")), mistake=Failed(NO_REFER_URL, message))
    headers = {f"SipHeader_{name}": value for name, value in outcome.headers.items()}
    return After({"ReferTransferTarget": outcome.target} | headers, action=refer)


def _told(outcome: Dialled) -> dict[str, str]:
    told = {"DialCallStatus": outcome.status}
    if outcome.call_sid:
        told["DialCallSid"] = outcome.call_sid
    if outcome.duration_s is not None:
        told["DialCallDuration"] = str(outcome.duration_s)
    if outcome.bridged is not None:
        told["DialBridged"] = "true" if outcome.bridged else "false"
    if outcome.recording_url:
        told["RecordingUrl"] = outcome.recording_url
    return told | outcome.params


class _Whole:
    """What stands on the Dial itself and holds for whatever it dials."""

    def __init__(self, reading: Reading) -> None:
        longest = reading.page.longest_call_s
        self.timeout_s = float(reading.whole("timeout", BAD_TIMEOUT, 30, 1, LONGEST_RINGING_S))
        self.time_limit_s = float(reading.whole("timeLimit", BAD_TIME_LIMIT, longest, 1, longest))
        self.hangup_on_star = reading.flag("hangupOnStar", BAD_HANGUP_ON_STAR, False)
        wanted = reading.flag("answerOnBridge", BAD_ANSWER_ON_BRIDGE, False)
        self.answer_on_bridge = wanted and not reading.page.is_answered
        self.recording = _recording(reading)
        self.refer_url = reading.url("referUrl")


def _several(whole: _Whole, reading: Reading) -> Dial | None:
    targets = read_targets(reading)
    if not targets and not reading.element.content:
        reading.warn(BAD_NESTED, "The <Dial> holds nobody to call; it needs a number, or a noun as <Client>")
    caller_id = _caller_id(reading, targets)
    events = reading.some_of("events", SCHEMA_WARNING, (), ("call-progress-event",))
    sequential = reading.flag("sequential", BAD_SEQUENTIAL, False)
    ring_tone, reason = reading.one_of("ringTone", BAD_RING_TONE, "", RING_TONES), _reason(reading)
    if not targets:
        return None
    return Dial(
        targets,
        timeout_s=whole.timeout_s,
        time_limit_s=whole.time_limit_s,
        caller_id=caller_id,
        call_reason=reason,
        hangup_on_star=whole.hangup_on_star,
        answer_on_bridge=whole.answer_on_bridge,
        ring_tone=ring_tone or None,
        recording=whole.recording,
        sequential=sequential,
        refer_url=whole.refer_url,
        call_progress_events=bool(events),
        answers_call=not whole.answer_on_bridge,
    )


def _single(whole: _Whole, noun: Reading) -> DialConference | DialQueue | None:
    effect = rooms.read_conference(noun) if noun.name == "Conference" else rooms.read_queue(noun, whole.timeout_s)
    if effect is None:
        return None
    return msgspec.structs.replace(
        effect,
        time_limit_s=whole.time_limit_s,
        hangup_on_star=whole.hangup_on_star,
        answer_on_bridge=whole.answer_on_bridge,
        recording=whole.recording,
        answers_call=not whole.answer_on_bridge,
    )


def _recording(reading: Reading) -> DialRecording | None:
    given = reading.given("record")
    callback, trims = reading.recording_callback(), trims_silence(reading, default="do-not-trim")
    track = reading.one_of("recordingTrack", BAD_TRACK, "both", TRACKS)
    if given is None or given in _NOT_RECORDED:
        return None
    if given not in _RECORDS:
        wanted = ", ".join((*_NOT_RECORDED, *_RECORDS))
        reading.warn(BAD_RECORD, f"record of <Dial> is {given[:50]!r}; it must be one of {wanted}; nothing is recorded")
        return None
    since, channels = _RECORDS[given]
    return DialRecording(since, channels, track, trims, callback)  # type: ignore[arg-type]


def _caller_id(reading: Reading, targets: tuple[Target, ...]) -> str | None:
    """As it may be shown. Whether the account may use it, and that it suits the target, is the switch's to say."""
    given = reading.given("callerId")
    if not given:
        return None
    if any(isinstance(target, SipTarget) for target in targets):
        return _sip_caller_id(reading, given)
    number = phone.parse(given) or (given if _CLIENT(given) or _DIGITS(given) or given.startswith("sip:") else None)
    if number is None:
        message = f"callerId is {given[:50]!r}, which is no phone number; the caller's own number is shown"
        reading.warn(BAD_CALLER_ID, message)
    return number


def _sip_caller_id(reading: Reading, given: str) -> str | None:
    if len(given) > LONGEST_CALLER_ID:
        message = f"callerId has {len(given)} characters, {LONGEST_CALLER_ID} are the most; the caller's own is shown"
        reading.warn(CALLER_ID_TOO_LONG, message)
        return None
    if not _CALLER(given):
        wanted = "A-Z, a-z, 0-9, +, -, _ and ."
        reading.warn(BAD_SIP_CALLER_ID, f"callerId is {given[:50]!r}; it may hold {wanted}; the caller's own is shown")
        return None
    return given


def _reason(reading: Reading) -> str | None:
    given = reading.given("callReason")
    if given and len(given) > LONGEST_REASON:
        reading.warn(SCHEMA_WARNING, f"callReason has {len(given)} characters; the first {LONGEST_REASON} are shown")
    return given[:LONGEST_REASON] if given else None
