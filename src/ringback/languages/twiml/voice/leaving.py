"""Redirect, Reject and Refer: verbs after which someone else has the call, or nobody."""

from ringback.languages.twiml.voice.effects import Hangup, Refer, Referred, Reject
from ringback.languages.twiml.voice.reading import SCHEMA_WARNING, Action, Reading
from ringback.languages.twiml.voice.step import After, Step, not_for
from ringback.languages.twiml.voice.targets import BAD_SIP_URI, sip_address

BAD_REDIRECT_METHOD, BAD_REASON = 13710, 13810


def read_redirect(reading: Reading) -> Action:
    """An empty Redirect leads to the document it stands in."""
    return reading.leading_to(reading.text, reading.method(code=BAD_REDIRECT_METHOD))


def read_reject(reading: Reading, *, is_late: bool) -> Reject | Hangup:
    """Once something has answered the call it can only be hung up."""
    reason = reading.one_of("reason", BAD_REASON, "rejected", ("rejected", "busy"))
    return Hangup() if is_late else Reject(reason)  # type: ignore[arg-type]


def read_refer(reading: Reading) -> Step:
    action = reading.action(SCHEMA_WARNING, defaults_to_document=False)
    return Step(_refer(reading), action, _after_refer)


def _refer(reading: Reading) -> Refer | None:
    target = next((child for child in reading.element.children if child.name in ("Sip", "ReferSip")), None)
    if target is None:
        reading.warn(BAD_SIP_URI, "The <Refer> names nobody; it needs a <Sip> with a SIP URI, and is skipped")
        return None
    address = sip_address(reading.inside(target))
    return Refer(*address) if address else None


def _after_refer(outcome: object) -> After:
    if not isinstance(outcome, Referred):
        not_for("Refer", outcome)
    told = {
        "ReferCallStatus": outcome.status,
        "ReferSipResponseCode": outcome.sip_status,
        "NotifySipResponseCode": outcome.notify_status,
    }
    return After({name: str(value) for name, value in told.items() if value is not None}, outcome.hung_up)
