"""What routes refuse."""

from ringback.kernel import Refused


class InvalidRoute(Refused):
    code, sentence = 20001, "{name} {reason}"


class TooManyRoutes(Refused):
    code, sentence = 20001, "There are {count} routes and {limit} are allowed; delete one that is not used"


class CarrierRouted(Refused):
    """A carrier that routes lead to is not deleted under them."""

    code, status = 20001, 409
    sentence = "{sid} is where the route {route} leads; delete the route, or point it elsewhere, first"
