"""What calls over REST refuse."""

from ringback.kernel import Refused


class NoTo(Refused):
    code, sentence = 21201, "Whom to call is missing: pass To as E.164, client:name or sip:user@host"


class NoFrom(Refused):
    code, sentence = 21213, "The caller ID is missing: pass From, a number that the account owns or has verified"


class InvalidTo(Refused):
    code = 21211
    sentence = "To is '{value}', which cannot be called: use E.164 as in +14155550123, client:name or sip:user@host"


class InvalidFrom(Refused):
    code = 21212
    sentence = "From is '{value}', which is no caller ID for {to}: use a number in E.164 that the account owns"


class FromNotVerified(Refused):
    code = 21210
    sentence = (
        "The caller ID {value} is neither owned nor verified by this account; "
        "buy the number, or verify it under OutgoingCallerIds"
    )


class ToNotVerified(Refused):
    code, sentence = 21219, "{value} is not verified, and a trial account calls verified numbers only"


class CountryNotPermitted(Refused):
    code, sentence = 21215, "Calls to {value} are not permitted for this account; an operator can allow the country"


class NotReachable(Refused):
    code, sentence = 21214, "{value} cannot be reached: no route leads there"


class Blocked(Refused):
    code, sentence = 21216, "Calls to {value} are not allowed: the number is blocked"


class NotCallable(Refused):
    code, sentence = 21217, "{value} does not seem to be a valid telephone number; check its digits"


class PremiumNumber(Refused):
    code, sentence = 21202, "{value} is a premium-rate number; those are not called"


class InvalidUrl(Refused):
    code = 21205
    sentence = "'{value}' is not an absolute http or https URL of at most 2048 characters"


class NothingToRun(Refused):
    code, sentence = 21205, "What the call shall do is missing: pass Url, Twiml or ApplicationSid"


class InvalidCallback(Refused):
    code = 21609
    sentence = "The callback '{value}' is not an http or https URL that can be asked; hosts have no underscores"


class InvalidCallbackEvent(Refused):
    code = 21626
    sentence = "'{value}' is no progress event of a call; there are initiated, ringing, answered and completed"


class InvalidRecordingEvent(Refused):
    code = 21626
    sentence = "'{value}' is no progress event of a recording; there are in-progress, completed and absent"


class InvalidMethod(Refused):
    code, sentence = 21209, "The method '{value}' is not taken; use GET or POST"


class InvalidDigits(Refused):
    code = 21206
    sentence = "SendDigits is '{value}'; it takes at most 32 of 0-9, A-D, #, * and the pauses w and W"


class InvalidTimeout(Refused):
    code, sentence = 21208, "Timeout is '{value}'; it is a whole number of seconds from 5 to 600"


class InvalidTimeLimit(Refused):
    code, sentence = 20001, "TimeLimit is '{value}'; it is a whole number of seconds from 1 to {most}"


class UnknownApplication(Refused):
    code, sentence = 21218, "There is no application {value} in this account, or it has no VoiceUrl"


class TwimlTooLong(Refused):
    code = 32018
    sentence = "Twiml has {length} characters; {limit} are taken. Host the document, and pass its Url"


class SipUserTooLong(Refused):
    code, sentence = 21221, "SipAuthUsername has {length} characters; at most 255 are taken"


class SipPasswordTooLong(Refused):
    code, sentence = 21223, "SipAuthPassword has {length} characters; at most 255 are taken"


class InvalidSipUri(Refused):
    code, sentence = 21227, "'{value}' is no SIP address; write sip:user@host"


class InvalidDetection(Refused):
    code = 21234
    sentence = "MachineDetection is '{value}'; it is Enable or DetectMessageEnd"


class DetectionOutOfRange(Refused):
    code, sentence = 21262, "{name} is '{value}'; it is {least} to {most}"


class CallReasonTooLong(Refused):
    code, sentence = 20001, "CallReason has {length} characters; at most 50 are carried"


class NoByoc(Refused):
    code, sentence = 21300, "There is no BYOC trunk {value} in this account"


class NotChangeable(Refused):
    code, sentence = 21220, "Call {sid} is {state}: it cannot be {deed} now"


class NothingToChange(Refused):
    code, sentence = 20001, "Pass Status, Url, Twiml, StatusCallback or TimeLimit: nothing else of a call can change"


class InvalidStatus(Refused):
    code, sentence = 20001, "Status is '{value}'; a call can be set to canceled or completed"


class StillGoing(Refused):
    code, status, sentence = 20009, 409, "{what} {sid} is still {state}; it can be deleted once it is over"


class AccountNotActive(Refused):
    code, status, sentence = 10001, 403, "Account {sid} is {state}; only an active account can call"


# -- recordings


class NotRecordable(Refused):
    code, sentence = 21220, "Call {sid} is {state}: only a call in progress can be recorded"


class SeveralRun(Refused):
    code, sentence = 16109, "{count} recordings of {what} {sid} run; name the one that is meant by its SID"


class RecordingNotRunning(Refused):
    code, sentence = 21220, "Recording {sid} is {state}; only one that runs or is paused can be changed"


class RecordingIsMono(Refused):
    code, sentence = 16113, "Recording {sid} has one channel; fetch it without RequestedChannels=2"


class InvalidChannels(Refused):
    code, sentence = 16112, "RequestedChannels is '{value}'; it is 1 or 2"


# -- caller IDs


class AlreadyVerified(Refused):
    code, sentence = 21450, "{value} is verified for this account already"


class CannotVerify(Refused):
    code, sentence = 21453, "{value} cannot be verified: pass a telephone number in E.164, as in +14155550123"


class NameTooLong(Refused):
    code, sentence = 21454, "FriendlyName has {length} characters; at most 64 are kept"


class InvalidCallDelay(Refused):
    code, sentence = 21455, "CallDelay is '{value}'; it is 0 to 60 seconds"


class InvalidExtension(Refused):
    code, sentence = 21456, "Extension is '{value}'; it takes at most 32 of 0-9, #, * and the pauses w and W"


class BadToken(Refused):
    code, status, sentence = 20403, 403, "This address is for a call that asks for a code, and its signature is wrong"


# -- messages between an application and the phone of a call


class InvalidContent(Refused):
    code, sentence = 32702, "Content {reason}; send JSON of at most 10,240 bytes"


class NotTold(Refused):
    code, sentence = 21220, "Call {sid} is {state}: only the phone of a call in progress can be told something"


class TooManySubscriptions(Refused):
    code, sentence = 20001, "Call {sid} has {count} subscriptions, and {limit} are allowed; delete one"
