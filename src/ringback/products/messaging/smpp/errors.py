"""What SMPP credentials refuse."""

from ringback.kernel import Refused


class InvalidCredential(Refused):
    code, sentence = 20001, "{name} {reason}"


class SystemIdTaken(Refused):
    code, status = 20409, 409
    sentence = "The system_id '{value}' is taken; choose another of 1 to 15 characters, or leave it out"


class TooManyCredentials(Refused):
    code, sentence = 20001, "There are {count} SMPP credentials and {limit} are allowed; delete one that is not used"
