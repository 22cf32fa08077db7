"""What SMPP carriers refuse."""

from ringback.kernel import Refused


class InvalidCarrier(Refused):
    code, sentence = 20001, "{name} {reason}"


class TooManyCarriers(Refused):
    code, sentence = 20001, "There are {count} SMPP carriers and {limit} are allowed; delete one that is not used"
