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
    code, sentence = 21266, "{value} would reach itself; pass another number in to"


class CannotDo(Refused):
    code, sentence = 20001, "The handset cannot do that: {reason}"


class NotOn(Refused):
    code, status = 20409, 409
    sentence = "The call {value} is not on any more, so there is nothing to do in it; see the handset's Calls"


class NothingHeard(Refused):
    code, status = 20404, 404
    sentence = "Nothing is kept of what was heard in call {value}: it was not answered, not recorded, or is a week old"


class NoCalls(Refused):
    code, status = 20503, 503
    sentence = "This server runs without its voice part (roles), so handsets cannot call; start it with --roles all"


class NothingToSend(Refused):
    code, sentence = 21602, "Pass body or media_urls: there is nothing to send"


class TextTooLong(Refused):
    code, sentence = 21617, "The body has {length} characters (UTF-16 units); the limit is 1600"


class NoSimulation(Refused):
    code, status = 20404, 404
    sentence = "The simulated carrier is switched off (RINGBACK_SIMULATED=0), so there are no handsets"
