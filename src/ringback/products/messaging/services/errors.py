"""What services refuse."""

from ringback.kernel import Refused


class FriendlyNameMissing(Refused):
    code, sentence = 20001, "FriendlyName is missing: name the service, in 1 to 64 characters"


class FriendlyNameTooLong(Refused):
    code, sentence = 20001, "FriendlyName has {length} characters; the limit is {limit}"


class InvalidUsecase(Refused):
    code = 21713
    sentence = (
        "Usecase is '{value}'; it is one of notifications, marketing, verification, discussion, poll and undeclared"
    )


class AlphaSenderMissing(Refused):
    code, sentence = 21708, "AlphaSender is missing: pass the name that messages are to come from"


class InvalidAlphaSender(Refused):
    code = 21709
    sentence = (
        "AlphaSender '{value}' is not 1 to 11 of A-Z, a-z, 0-9, space, hyphen, plus, underscore and ampersand "
        "with at least one letter"
    )


class InvalidCountry(Refused):
    code, sentence = 20001, "IsoCountryCode '{value}' is not an ISO 3166 code of two letters, for example FR"


class AlreadyInService(Refused):
    code = 21710
    sentence = "{value} is in Messaging Service {service} already"


class NotInService(Refused):
    code = 21711
    sentence = "The 'From' {value} is not in the pool of Messaging Service {service}; add it, or leave From out"


class InAnotherService(Refused):
    code = 21712
    sentence = "{value} is in Messaging Service {service}; a sender is in one service only, so take it out there first"


class PoolFull(Refused):
    code, sentence = 21714, "The pool of {service} has {length} senders of this kind; the limit is {limit}"


class CannotText(Refused):
    code, sentence = 21715, "{value} cannot send texts; a pool takes numbers with the SMS capability"


class NoSuchNumber(Refused):
    code, status = 20404, 404
    sentence = "{name} {value} is not among the numbers of this account"
