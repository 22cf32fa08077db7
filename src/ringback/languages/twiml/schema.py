"""Which element may stand in which, and with which attributes: data for calls and messages, and the check of it.

What does not fit is told (12200) and left out; the document runs on. Attribute values are the interpreters' matter.
"""

from collections.abc import Iterator

import msgspec

from ringback.languages.twiml.effects import Warn
from ringback.languages.twiml.parser import Element

SCHEMA_WARNING = 12200
MAX_WARNINGS = 25  # for one document: the debugger needs the first few, and nobody reads four thousand


class Rule(msgspec.Struct, frozen=True):
    """What an element may have. Where not `has_text`, text is lost; `is_open` leaves its inside unchecked (SSML).

    `misfit` is the code that a child which does not belong here is told with.
    """

    attributes: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()
    has_text: bool = False
    is_open: bool = False
    misfit: int = SCHEMA_WARNING


class Dialect(msgspec.Struct, frozen=True):
    """`misplaced` maps a verb of the other dialect to the code it is told with, instead of 12200."""

    rules: dict[str, Rule]
    misplaced: dict[str, int] = {}


def _rule(
    attributes: str = "",
    children: str = "",
    *,
    has_text: bool = False,
    is_open: bool = False,
    misfit: int = SCHEMA_WARNING,
) -> Rule:
    return Rule(frozenset(attributes.split()), frozenset(children.split()), has_text, is_open, misfit)


_RECORDING = "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent"
_CALLBACK = "statusCallback statusCallbackMethod"
_EVENTS = f"{_CALLBACK} statusCallbackEvent"
_AMD = (
    "machineDetection machineDetectionTimeout machineDetectionSpeechThreshold machineDetectionSpeechEndThreshold "
    "machineDetectionSilenceTimeout amdStatusCallback amdStatusCallbackMethod"
)
_SMS = "to from action method statusCallback"

VOICE = Dialect(
    {
        "Response": _rule(
            children="Say Play Pause Gather Record Dial Enqueue Leave Hangup Redirect Reject Refer Pay Prompt Start "
            "Stop Connect Echo Sms Queue"
        ),
        "Say": _rule("voice language loop", has_text=True, is_open=True),
        "Play": _rule("loop digits", has_text=True),
        "Pause": _rule("length"),
        "Gather": _rule(
            "input action method timeout speechTimeout maxSpeechTime numDigits finishOnKey partialResultCallback "
            "partialResultCallbackMethod language hints bargeIn profanityFilter speechModel enhanced "
            "actionOnEmptyResult debug",
            "Say Play Pause",
            misfit=13320,
        ),
        "Record": _rule(
            f"action method timeout finishOnKey maxLength playBeep trim {_RECORDING} transcribe transcribeCallback "
            "recordingConfigurationId"
        ),
        "Dial": _rule(
            "action method timeout timeLimit callerId callReason hangupOnStar answerOnBridge ringTone record "
            f"recordingTrack trim {_RECORDING} referUrl referMethod sequential events",
            "Number Client Sip Sim Application WhatsApp Conference Queue Conversation",
            has_text=True,
            misfit=13215,
        ),
        "Number": _rule(f"sendDigits url method {_EVENTS} byoc phoneNumber {_AMD}", has_text=True),
        "Client": _rule(f"url method {_EVENTS}", "Identity Parameter", has_text=True),
        "Identity": _rule(has_text=True),
        "Sip": _rule(f"username password url method {_EVENTS} codecs {_AMD}", has_text=True),
        "Sim": _rule(has_text=True),
        "Application": _rule(
            f"url method {_EVENTS} customerId copyParentTo", "ApplicationSid Parameter", has_text=True
        ),
        "ApplicationSid": _rule(has_text=True),
        "WhatsApp": _rule(f"url method {_EVENTS}", has_text=True),
        "Conference": _rule(
            "muted beep startConferenceOnEnter endConferenceOnExit waitUrl waitMethod maxParticipants record region "
            f"coach trim {_EVENTS} {_RECORDING} eventCallbackUrl jitterBufferSize participantLabel",
            has_text=True,
        ),
        "Queue": _rule("url method reservationSid postWorkActivitySid", has_text=True),
        "Conversation": _rule(
            "serviceInstanceSid inboundAutocreation routingAssignmentTimeout inboundTimeout url method record trim "
            f"{_EVENTS} {_RECORDING}",
            has_text=True,
        ),
        "Enqueue": _rule("action method waitUrl waitUrlMethod workflowSid maxQueueSize", "Task", has_text=True),
        "Task": _rule("priority timeout", has_text=True),
        "Leave": _rule(),
        "Hangup": _rule(),
        "Redirect": _rule("method", has_text=True),
        "Reject": _rule("reason", "Parameter"),
        "Refer": _rule("action method", "Sip ReferSip"),
        "ReferSip": _rule(has_text=True),
        "Pay": _rule(
            f"input action method {_CALLBACK} paymentMethod bankAccountType timeout maxAttempts securityCode "
            "postalCode minPostalCodeLength paymentConnector tokenType chargeAmount currency description language "
            "validCardTypes",
            "Prompt Parameter",
        ),
        "Prompt": _rule("for errorType cardType attempt requireMatchingInputs", "Say Play Pause"),
        "Start": _rule("action method", "Stream Siprec Transcription Recording", misfit=14300),
        "Stop": _rule("action method", "Stream Siprec Transcription Recording", misfit=14300),
        "Connect": _rule(
            "action method",
            "Stream ConversationRelay VirtualAgent Room Conversation Autopilot Assistant",
        ),
        "Stream": _rule(f"url name connectorName track {_CALLBACK}", "Parameter"),
        "Siprec": _rule(f"connectorName name track {_CALLBACK}", "Parameter"),
        "Transcription": _rule(
            "name statusCallbackUrl statusCallbackMethod languageCode track inboundTrackLabel outboundTrackLabel "
            "transcriptionEngine speechModel partialResults profanityFilter enableAutomaticPunctuation hints "
            "intelligenceService enableProviderData conversationConfiguration conversationId",
            "Config Parameter",
        ),
        "Recording": _rule(f"channels track trim {_RECORDING} recordingConfigurationId"),
        "ConversationRelay": _rule(
            "url welcomeGreeting welcomeGreetingInterruptible language ttsLanguage ttsProvider voice "
            "transcriptionLanguage transcriptionProvider speechModel interruptible interruptSensitivity dtmfDetection "
            "reportInputDuringAgentSpeech preemptible hints debug elevenlabsTextNormalization intelligenceService "
            "partialPrompts profanityFilter",
            "Language Parameter",
        ),
        "Language": _rule("code ttsProvider voice transcriptionProvider speechModel"),
        "VirtualAgent": _rule(f"connectorName language sentimentAnalysis {_CALLBACK}", "Config Parameter"),
        "Assistant": _rule("id", is_open=True),
        "Room": _rule("participantIdentity", has_text=True),
        "Autopilot": _rule(has_text=True),
        "Config": _rule("name value"),
        "Parameter": _rule("name value"),
        "Echo": _rule(),
        "Sms": _rule(_SMS, has_text=True),
    }
)

_MESSAGE = _rule(_SMS, "Body Media", has_text=True)
_IN_BOTH = {"Redirect", "Sms"}

MESSAGING = Dialect(
    {
        "Response": _rule(children="Message Redirect Sms"),
        "Message": _MESSAGE,
        "Sms": _MESSAGE,
        "Body": _rule(has_text=True),
        "Media": _rule(has_text=True),
        "Redirect": _rule("method", has_text=True),
    },
    misplaced=dict.fromkeys(VOICE.rules["Response"].children - _IN_BOTH, 14110),
)


def check(root: Element, dialect: Dialect) -> list[Warn]:
    """What does not fit, in document order; after MAX_WARNINGS one more that counts the rest."""
    found = list(_check(root, dialect))
    if len(found) > MAX_WARNINGS:
        rest = len(found) - MAX_WARNINGS
        found[MAX_WARNINGS:] = [Warn(SCHEMA_WARNING, f"The document has {rest} more parts that do not fit")]
    return found


def fitting(parent: Element, dialect: Dialect) -> tuple[Element, ...]:
    """The children that an interpreter should look at."""
    allowed = dialect.rules[parent.name].children
    return tuple(child for child in parent.children if child.name in allowed)


def _check(element: Element, dialect: Dialect) -> Iterator[Warn]:
    rule = dialect.rules[element.name]
    for name in element.attributes:
        if name not in rule.attributes:
            yield _warn(element, f"<{element.name}> has no attribute {name[:50]!r}; it is ignored")
    if rule.is_open:
        return
    if element.text and not rule.has_text:
        yield _warn(element, f"<{element.name}> takes no text; {element.text[:30]!r} is ignored")
    for child in element.children:
        if child.name in rule.children:
            yield from _check(child, dialect)
        else:
            yield _misplaced(child, element, dialect)


def _misplaced(child: Element, parent: Element, dialect: Dialect) -> Warn:
    if parent.name == "Response" and child.name in dialect.misplaced:
        message = f"<{child.name}> is a voice verb; a message cannot do it, and it is skipped"
        return _warn(child, message, dialect.misplaced[child.name])
    message = f"<{child.name[:50]}> does not belong in <{parent.name}>; it is skipped"
    return _warn(child, message, dialect.rules[parent.name].misfit)


def _warn(element: Element, message: str, code: int = SCHEMA_WARNING) -> Warn:
    return Warn(code, message, element.line, element.column)
