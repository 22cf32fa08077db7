"""What networks refuse, and which calls are refused on the way to them."""

from typing import ClassVar

from ringback.kernel import Refused


class InvalidNetwork(Refused):
    code, sentence = 20001, "{name} {reason}"


class TooManyNetworks(Refused):
    code, sentence = 20001, "There are {count} networks and {limit} are allowed; delete one that is not used"


class ReadOnly(Refused):
    code, status = 20006, 403
    sentence = "{sid} is the simulated carrier, which cannot be changed; RINGBACK_SIMULATED=0 switches it off"


class CallRefused(Refused):
    """A call that will not be placed. `code` is for REST, `twiml_code` for a Dial's debugger entry."""

    twiml_code: ClassVar[int] = 13224


class DestinationNotPermitted(CallRefused):
    code, twiml_code = 21215, 13227
    sentence = (
        "This account may not call {to}: it is under none of its allowed prefixes ({allowed}). "
        "The operator adds one at /ringback/v1/Accounts/{account_sid}/VoicePermissions"
    )


class PremiumBlocked(CallRefused):
    code, twiml_code = 21202, 13225
    sentence = "{to} is a premium-rate number, which is not called unless the account's allowed prefixes name {prefix}"


class SatelliteBlocked(CallRefused):
    code, twiml_code = 21216, 13225
    sentence = "{to} is a satellite or international-network number, not called unless allowed prefixes name {prefix}"


class SpendLimitReached(CallRefused):
    code, twiml_code = 21216, 13225
    sentence = (
        "This account has spent {spent} of the {limit} {currency} a day that it may; calls go out again tomorrow "
        "(UTC), or when the operator raises daily_spend_limit"
    )


class NoRoute(CallRefused):
    code, twiml_code = 21214, 13224
    sentence = "No network serves {to}; the operator adds one, or its prefix to one, at /ringback/v1/Networks"
