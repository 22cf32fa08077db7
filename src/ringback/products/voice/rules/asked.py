"""What is asked of a call over REST, checked: how it is dialled, what it runs, who hears of it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from ringback.products.voice import errors
from ringback.switch.model import Callback, Dialling, Instructions, RecordingOptions

TWIML_MOST = 4000
TIME_LIMIT_S = 14_400
TIMEOUT_S = (5, 600)
SIP_WORD_MOST = 255
PROGRESS = ("initiated", "ringing", "answered", "completed")
OF_RECORDING = ("in-progress", "completed", "absent")
DETECTION = {  # name: (least, most, usual), seconds for the first, milliseconds else: reference/voice.md §4
    "machine_detection_timeout": (3, 59, 30),
    "machine_detection_speech_threshold": (1000, 6000, 2400),
    "machine_detection_speech_end_threshold": (500, 5000, 1200),
    "machine_detection_silence_timeout": (2000, 10_000, 5000),
}
_MODES = {"enable": "Enable", "detectmessageend": "DetectMessageEnd"}
_DIGITS = re.compile(r"[0-9A-Da-d#*wW]{1,32}", re.ASCII).fullmatch
Given = Mapping[str, Any]


def dialling(given: Given) -> Dialling:
    """How the call is placed."""
    digits = _digits(given.get("send_digits"))
    mode = None if digits else _detection(given.get("machine_detection"))
    limits = {name: _of_detection(name, given.get(name)) for name in DETECTION}
    return Dialling(
        timeout_s=_timeout(given.get("timeout")),
        time_limit_s=time_limit(given.get("time_limit")) or TIME_LIMIT_S,
        send_digits=digits,
        call_reason=_reason(given.get("call_reason")),
        sip_username=_sip_word(given.get("sip_auth_username"), errors.SipUserTooLong),
        sip_password=_sip_word(given.get("sip_auth_password"), errors.SipPasswordTooLong),
        record=recording(given, source="OutboundAPI") if given.get("record") else None,
        machine_detection=mode,
        machine_detection_timeout_s=limits["machine_detection_timeout"],
        speech_threshold_ms=limits["machine_detection_speech_threshold"],
        speech_end_threshold_ms=limits["machine_detection_speech_end_threshold"],
        silence_timeout_ms=limits["machine_detection_silence_timeout"],
        async_amd=str(given.get("async_amd") or "").lower() == "true",
        async_amd_callback=callback(
            given.get("async_amd_status_callback"), given.get("async_amd_status_callback_method"), ()
        ),
    )


def recording(given: Given, *, source: str) -> RecordingOptions:
    """How a recording is made. Nothing is trimmed unless `trim-silence` is said or, on calls, nothing is."""
    trim = given.get("trim") or ("trim-silence" if source == "OutboundAPI" else "do-not-trim")
    return RecordingOptions(
        channels=given.get("recording_channels") or "mono",
        track=given.get("recording_track") or "both",
        trim=trim == "trim-silence",
        source=source,
        callback=callback(
            given.get("recording_status_callback"),
            given.get("recording_status_callback_method"),
            events(given.get("recording_status_callback_event"), OF_RECORDING, errors.InvalidRecordingEvent),
        ),
    )


def callback(url: str | None, method: Any, of: tuple[str, ...]) -> Callback | None:
    """Who hears; the default is POST."""
    if not url:
        return None
    if "_" in (urlsplit(url).hostname or ""):
        raise errors.InvalidCallback(value=url[:200])
    return Callback(url=url, method=method_of(method), events=of)


def progress(given: Given) -> Callback | None:
    """Who hears of the call's progress: of its end, unless more is asked for."""
    of = events(given.get("status_callback_event"), PROGRESS, errors.InvalidCallbackEvent)
    return callback(given.get("status_callback"), given.get("status_callback_method"), of)


def events(asked: Iterable[str] | None, known: tuple[str, ...], refusal: type[errors.Refused]) -> tuple[str, ...]:
    """The words of a repeated parameter, each of which may hold several with spaces between."""
    words = [word for value in asked or () for word in value.split()]
    for word in words:
        if word not in known:
            raise refusal(value=word[:40])
    return tuple(dict.fromkeys(words)) or ("completed",)


def instructions(given: Given) -> Instructions:
    """What the call runs. The caller has seen that there is a Url or a Twiml; with both the Url counts."""
    url = given.get("url")
    return Instructions(
        url=url,
        method=method_of(given.get("method")),
        fallback_url=given.get("fallback_url"),
        fallback_method=method_of(given.get("fallback_method")),
        twiml=None if url else checked_twiml(given.get("twiml")),
    )


def checked_twiml(twiml: str | None) -> str | None:
    if twiml and len(twiml) > TWIML_MOST:
        raise errors.TwimlTooLong(length=len(twiml), limit=TWIML_MOST)
    return twiml


def method_of(method: Any) -> str:
    return str(getattr(method, "value", method) or "POST")


def time_limit(seconds: int | None) -> int | None:
    if seconds is not None and not 1 <= seconds <= TIME_LIMIT_S:
        raise errors.InvalidTimeLimit(value=seconds, most=TIME_LIMIT_S)
    return seconds


def _timeout(seconds: int | None) -> int:
    if seconds is None:
        return 60
    if not TIMEOUT_S[0] <= seconds <= TIMEOUT_S[1]:
        raise errors.InvalidTimeout(value=seconds)
    return seconds


def _digits(digits: str | None) -> str | None:
    if digits and not _DIGITS(digits):
        raise errors.InvalidDigits(value=digits[:40])
    return digits or None


def _reason(reason: str | None) -> str | None:
    if reason and len(reason) > 50:
        raise errors.CallReasonTooLong(length=len(reason))
    return reason or None


def _sip_word(word: str | None, refusal: type[errors.Refused]) -> str | None:
    if word and len(word) > SIP_WORD_MOST:
        raise refusal(length=len(word))
    return word or None


def _detection(mode: str | None) -> str | None:
    if not mode:
        return None
    known = _MODES.get(mode.lower())
    if known is None:
        raise errors.InvalidDetection(value=mode[:40])
    return known


def _of_detection(name: str, value: int | None) -> int:
    least, most, usual = DETECTION[name]
    if value is None:
        return usual
    if not least <= value <= most:
        camel = name.title().replace("_", "")
        raise errors.DetectionOutOfRange(name=camel, value=value, least=least, most=most)
    return value
