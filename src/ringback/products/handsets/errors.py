"""What handsets refuse."""

from ringback.kernel import Refused


class NotYours(Refused):
    code, status = 20003, 401
    sentence = "Handsets belong to the installation: while it is reachable from elsewhere only its operator drives them"


class NotANumber(Refused):
    code, sentence = 21211, "'{value}' is not a telephone number; use E.164, for example +14155550123"


class IsOwned(Refused):
    code, status = 20409, 409
    sentence = "{value} belongs to an account of this installation, so it has no handset; pick a number nobody owns"


class BadScript(Refused):
    code, sentence = 20001, "The script is not understood: {reason}"


class ToItself(Refused):
    code, sentence = 21266, "{value} would text itself; pass another number in to"


class NothingToSend(Refused):
    code, sentence = 21602, "Pass body or media_urls: there is nothing to send"


class TextTooLong(Refused):
    code, sentence = 21617, "The body has {length} characters (UTF-16 units); the limit is 1600"


class NoSimulation(Refused):
    code, status = 20404, 404
    sentence = "The simulated carrier is switched off (RINGBACK_SIMULATED=0), so there are no handsets"
