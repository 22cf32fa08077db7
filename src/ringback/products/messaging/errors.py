"""What messaging refuses, and the words for failures that come later."""

from ringback.kernel import Refused
from ringback.products.consent import errors as consent


class NoRecipient(Refused):
    code, sentence = 21604, "A 'To' phone number is required: pass To as E.164, for example +14155550123"


class InvalidTo(Refused):
    code, sentence = (
        21211,
        "Invalid 'To' Phone Number: '{value}' is not a telephone number; use E.164, for example +14155550123",
    )


class InvalidFrom(Refused):
    code, sentence = (
        21212,
        "Invalid 'From': '{value}' is no E.164 number, short code or alphanumeric sender of 1 to 11 letters",
    )


class NoSender(Refused):
    code = 21603
    sentence = "A 'From' number or a MessagingServiceSid is required: pass a number that the account owns"


class NotOurSender(Refused):
    code = 21606
    sentence = (
        "The 'From' number {value} is not a message-capable number of this account for {to}; "
        "buy it, or list what the account owns under IncomingPhoneNumbers"
    )


class NoContent(Refused):
    code, sentence = 21602, "Message body is required: pass Body, MediaUrl or ContentSid"


class BodyTooLong(Refused):
    code = 21617
    sentence = (
        "The body has {length} characters (UTF-16 units); the limit is 1600. Shorten it, or send it as several messages"
    )


class InvalidCallback(Refused):
    code, sentence = 21609, "The StatusCallback '{value}' is not an http or https URL"


class InvalidMediaUrl(Refused):
    code, sentence = 21620, "The MediaUrl '{value}' is not an http or https URL that can be fetched"


class TooManyMedia(Refused):
    code, sentence = 21623, "{length} MediaUrls were given; a message carries at most 10"


class SenderHasNoMms(Refused):
    code, sentence = 21621, "The 'From' number {value} cannot send pictures (MMS); use a US or Canadian number that can"


class InvalidValidity(Refused):
    code, sentence = 21624, "ValidityPeriod is '{value}'; it is a whole number of seconds from 1 to 36000"


class NotReachable(Refused):
    code = 21612
    sentence = "{to} cannot be reached from {value}: {reason}"


class SenderQueueFull(Refused):
    code = 21611
    sentence = (
        "The 'From' number {value} has {length} segments waiting, and its queue holds {limit} (10 hours); "
        "send later or from more numbers"
    )


class SameNumber(Refused):
    code, sentence = 21266, "'To' and 'From' are both {value}; a number cannot text itself"


class NoSuchService(Refused):
    code, sentence = 21701, "There is no Messaging Service {value} in this account"


class NoSuchContent(Refused):
    code, sentence = 21655, "There is no content template {value} in this account; send Body or MediaUrl"


class RegionNotEnabled(Refused):
    code, sentence = 21408, "Sending to {country} ({to}) is not enabled for this account; an operator can allow it"


class OptedOut(Refused):
    code, sentence = 21610, "{to} has replied STOP to {value} and receives nothing from it until START is sent back"


class NotAMobile(Refused):
    code, sentence = 21614, "'To' number {to} is not a mobile number"


class NeedsService(Refused):
    code, sentence = 35118, "Scheduling needs a MessagingServiceSid: the sender is chosen when the time comes"


class NeedsSendAt(Refused):
    code, sentence = 35111, "ScheduleType is 'fixed' and SendAt is missing: pass an ISO 8601 moment in UTC"


class NeedsScheduleType(Refused):
    code, sentence = 35119, "SendAt was given without ScheduleType=fixed"


class InvalidScheduleType(Refused):
    code, sentence = 35126, "ScheduleType is '{value}'; the only one there is, is 'fixed'"


class SendAtOutOfWindow(Refused):
    code, sentence = 35114, "SendAt is {value}; it must lie 5 minutes to 35 days ahead"


class CannotCancel(Refused):
    code, sentence = 30409, "Message {sid} is {state}; only a scheduled message can be canceled"


class StillInFlight(Refused):
    code, status = 20009, 409
    sentence = "Message {sid} is still {state}; it can be {deed} once it has been sent or has failed"


class OnlyRedaction(Refused):
    code, sentence = 20001, "A message's Body can only be set to '' (redaction), not to a text of {length} characters"


class NothingToUpdate(Refused):
    code, sentence = 20001, "Pass Body='' to redact the message, or Status=canceled to call it off"


class AccountNotActive(Refused):
    code, status, sentence = 20005, 403, "Account {sid} is {state}; only an active account can send"


# Failures that come after acceptance: ErrorCode and the words that go with it.
class InQuietHours(Refused):
    code, sentence = 30610, "{to} {why}"


class OnDoNotCallList(Refused):
    code, sentence = 30691, "{to} {why}"


class NotAskedFor(Refused):
    code, sentence = 30692, "{to} {why}"


class TooOften(Refused):
    code, sentence = 30693, "{to} {why}"


BY_POLICY = {refusal.code: refusal for refusal in (InQuietHours, OnDoNotCallList, NotAskedFor, TooOften)}


def by_policy(code: int, to: str, why: str) -> Refused:
    """What a text is refused with that no policy lets through."""
    refusal = BY_POLICY.get(code)
    return refusal(to=to, why=why) if refusal else OptedOut(to=to, value="this account")


ASYNC = {
    11200: "Media could not be retrieved",
    21610: "The recipient has opted out",
    21701: "The Messaging Service does not exist",
    21703: "The Messaging Service has no sender that reaches this recipient",
    21704: "The Messaging Service has no senders",
    30001: "Queue overflow",
    30002: "Account suspended",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
    30010: "Message price exceeds max price",
    30019: "Content size exceeds the carrier's limit",
    30033: "The campaign is suspended",
    30034: "The number is not registered to text the United States",
    30036: "Validity period expired",
    **consent.WORDS,
}


def words_for(code: int | None) -> str | None:
    """The error_message that goes with an error_code."""
    return None if code is None else ASYNC.get(code, "The carrier reported an error")
