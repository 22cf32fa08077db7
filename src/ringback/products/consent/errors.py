"""What the ledger and the policies refuse."""

from ringback.kernel import Refused

OPTED_OUT, IN_QUIET_HOURS = 21610, 30610
LISTED, NO_OPT_IN, TOO_OFTEN = 30691, 30692, 30693  # our own: the API has no codes for these
WORDS = {
    IN_QUIET_HOURS: "Not sent: it is quiet hours where the recipient is",
    LISTED: "Not sent: the recipient is on a do-not-call list",
    NO_OPT_IN: "Not sent: the recipient has not asked for it",
    TOO_OFTEN: "Not sent: the recipient has had as many messages as the policy allows",
}


class InvalidHours(Refused):
    code, sentence = (
        20001,
        "{name} '{value}' is no time of day as HH:MM; give both of quiet_from and quiet_until, or none",
    )


class InvalidZone(Refused):
    code, sentence = 20001, "time_zone '{value}' is not an IANA name such as America/Chicago"


class InvalidPerson(Refused):
    code, sentence = 20001, "{name} '{value}' is not a number in E.164"


class InvalidScope(Refused):
    code, sentence = 20001, "scope '{value}' is neither 'account' nor the SID of a Messaging Service"


class TooMany(Refused):
    code, sentence = 20001, "{name} has {length} entries; the limit is {limit}"


class InvalidProof(Refused):
    code, sentence = 20001, "proof is missing: say how it is known, where, and in which words"
