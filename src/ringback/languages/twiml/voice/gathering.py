"""Gather: keys and speech from the caller. The switch listens; here stands what for, and what follows from it."""

import re

from ringback.languages.twiml.voice import speaking, voices
from ringback.languages.twiml.voice.effects import Gather, Gathered, SpeechOptions
from ringback.languages.twiml.voice.reading import Action, Reading
from ringback.languages.twiml.voice.step import NEXT, After, Step, not_for

BAD_FINISH_KEY, BAD_METHOD, BAD_TIMEOUT, BAD_NUM_DIGITS, BAD_INPUT = 13310, 13312, 13313, 13314, 13326
BAD_SPEECH_TIMEOUT, BAD_MAX_SPEECH, BAD_PARTIAL_METHOD, BAD_HINTS, BAD_LANGUAGE = 13327, 13328, 13329, 13330, 13331
BAD_BARGE_IN, BAD_PROFANITY, BAD_MODEL, AUTO_WITH_MODEL = 13332, 13333, 13334, 13335
NOT_HTTPS, BAD_EMPTY_RESULT = 13337, 13338
LONGEST_S, LONGEST_SPEECH_S = 3600, 60
MOST_HINTS, LONGEST_HINT = 500, 100
INPUTS = ("dtmf", "speech")
_KEYS = tuple("0123456789*#")
_MODELS = frozenset(
    [
        "default",
        "numbers_and_commands",
        "phone_call",
        "experimental_conversations",
        "experimental_utterances",
        "googlev2_long",
        "googlev2_short",
        "googlev2_telephony",
        "googlev2_telephony_short",
    ]
)
_deepgram = re.compile(r"deepgram_nova-[23](?:-[a-z]{1,20})?").fullmatch


def read_gather(reading: Reading) -> Step:
    inputs = reading.some_of("input", BAD_INPUT, ("dtmf",), INPUTS)
    timeout_s = float(reading.whole("timeout", BAD_TIMEOUT, 5, 1, LONGEST_S))
    effect = Gather(
        prompts=speaking.read_prompts(reading),
        inputs=inputs,  # type: ignore[arg-type]
        timeout_s=timeout_s,
        num_digits=reading.maybe_whole("numDigits", BAD_NUM_DIGITS, 1, 999_999),
        finish_on_key=_finish_key(reading),
        barge_in=reading.flag("bargeIn", BAD_BARGE_IN, True),
        speech=_speech(reading, timeout_s) if "speech" in inputs else SpeechOptions(),
    )
    tells_empty = reading.flag("actionOnEmptyResult", BAD_EMPTY_RESULT, False)
    return Step(effect, _action(reading), lambda outcome: after_gather(effect, outcome, tells_empty))


def after_gather(effect: Gather, outcome: object, tells_empty: bool) -> After:
    """Input goes to the action; none to the next verb, unless the document wants to hear of that too."""
    if not isinstance(outcome, Gathered):
        not_for("Gather", outcome)
    if outcome.ended_by == "hangup":
        return After(is_gone=True)
    if outcome.digits or outcome.speech:
        return After(_heard(outcome))
    if not tells_empty:
        return NEXT
    empty = {"Digits": ""} if "dtmf" in effect.inputs else {}
    return After(empty | {"msg": "Gather End"})


def _heard(outcome: Gathered) -> dict[str, str]:
    if not outcome.speech:
        return {"Digits": outcome.digits}
    told = {"SpeechResult": outcome.speech}
    if outcome.confidence is not None:
        told["Confidence"] = str(round(outcome.confidence, 8))
    if outcome.language:
        told["Language"] = outcome.language
    return told


def _action(reading: Reading) -> Action | None:
    action = reading.action(BAD_METHOD, defaults_to_document=True)
    if action and action.fail is None and reading.page.requires_https and not action.url.startswith("https:"):
        message = f"action is {action.url[:200]!r}; an account under PCI rules gathers over https only"
        return Action(action.url, action.method, reading.fail(NOT_HTTPS, message))
    return action


def _finish_key(reading: Reading) -> str:
    given = reading.given("finishOnKey")
    return "" if given == "" else reading.one_of("finishOnKey", BAD_FINISH_KEY, "#", _KEYS)


def _speech(reading: Reading, timeout_s: float) -> SpeechOptions:
    model = _model(reading)
    return SpeechOptions(
        language=_language(reading, model),
        hints=_hints(reading),
        model=model,
        is_enhanced=reading.flag("enhanced", BAD_MODEL, False) and model == "phone_call",
        profanity_filter=reading.flag("profanityFilter", BAD_PROFANITY, True),
        speech_timeout_s=_speech_timeout_s(reading, timeout_s),
        max_speech_time_s=float(reading.whole("maxSpeechTime", BAD_MAX_SPEECH, LONGEST_SPEECH_S, 1, LONGEST_SPEECH_S)),
        partial_results=reading.callback("partialResultCallback", method_code=BAD_PARTIAL_METHOD),
    )


def _model(reading: Reading) -> str:
    given = reading.given("speechModel") or "default"
    if given in _MODELS or _deepgram(given):
        return given
    reading.warn(BAD_MODEL, f"speechModel is {given[:50]!r}, which is not known; the default is used")
    return "default"


def _speech_timeout_s(reading: Reading, timeout_s: float) -> float | None:
    """None is auto: the recogniser decides. A model chosen by name needs a number instead."""
    if reading.given("speechTimeout") != "auto":
        return float(reading.whole("speechTimeout", BAD_SPEECH_TIMEOUT, int(timeout_s), 1, LONGEST_S))
    if reading.given("speechModel"):
        message = f"speechTimeout auto does not go with a speechModel; {timeout_s:g} s are used, as of timeout"
        reading.warn(AUTO_WITH_MODEL, message)
        return timeout_s
    return None


def _language(reading: Reading, model: str) -> str:
    given = reading.given("language") or voices.DEFAULT_LANGUAGE
    if given == "multi" and model.startswith("deepgram_nova-3"):
        return given
    if given != "multi" and voices.is_tag(given):
        return given
    wanted = "a tag as en-US, or multi with deepgram_nova-3"
    reading.warn(BAD_LANGUAGE, f"language of <Gather> is {given[:50]!r}; it must be {wanted}; en-US is used")
    return voices.DEFAULT_LANGUAGE


def _hints(reading: Reading) -> tuple[str, ...]:
    hints = [hint.strip() for hint in (reading.given("hints") or "").split(",") if hint.strip()]
    fitting = [hint for hint in hints if len(hint) <= LONGEST_HINT][:MOST_HINTS]
    if len(fitting) < len(hints):
        lost = len(hints) - len(fitting)
        most = f"{MOST_HINTS} hints of {LONGEST_HINT} characters are the most"
        reading.warn(BAD_HINTS, f"{lost} of {len(hints)} hints are left out: {most}")
    return tuple(fitting)
