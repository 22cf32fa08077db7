"""Who may change a session now: one offer at a time, and glare resolved with 491. RFC 3261 §14, RFC 3311 §5.2."""

import math

from ringback.protocols.sip.errors import LocalError, PeerError
from ringback.protocols.sip.message import Request
from ringback.protocols.sip.names import Names


def retry_in(names: Names, *, owns_call_id: bool) -> float:
    """Seconds until a refused re-INVITE may be sent again, in steps of 10 ms. §14.1.

    2.1 to 4 where this side made the Call-ID, else 0 to 2: the two sides do not meet again.
    """
    if owns_call_id:
        return round(2.1 + math.floor(names.fraction() * 191) / 100, 2)
    return round(math.floor(names.fraction() * 201) / 100, 2)


class Renegotiation:
    """What is under way in one dialog. `ours`: a re-INVITE or UPDATE of this side; `theirs`: one of the peer."""

    def __init__(self) -> None:
        self.ours: str | None = None
        self.theirs: str | None = None
        self.retry_at = math.inf

    @property
    def is_free(self) -> bool:
        return self.ours is None and self.theirs is None

    def begin(self, method: str) -> None:
        """This side sends an offer."""
        if not self.is_free:
            raise LocalError(f"A {method} while one of {self.ours or 'the peer'} is under way")
        self.ours, self.retry_at = method, math.inf

    def arrives(self, request: Request, names: Names) -> PeerError | None:
        """The peer's re-INVITE or UPDATE: 491 where ours is out, 500 with Retry-After where its own last one is."""
        if self.ours is not None:
            return PeerError(f"A {self.ours} of this side is under way", 491, request)
        if self.theirs is not None:
            wait = str(int(names.fraction() * 11))
            return PeerError(f"Its {self.theirs} is not answered yet", 500, request, (("Retry-After", wait),))
        self.theirs = request.method
        return None

    def theirs_done(self) -> None:
        """Finally answered (an INVITE: acknowledged)."""
        self.theirs = None

    def ours_done(self, status: int, now: float, names: Names, *, owns_call_id: bool) -> float | None:
        """Our offer was answered. After 491: the moment at which to try again."""
        self.ours = None
        if status != 491:
            return None
        self.retry_at = now + retry_in(names, owns_call_id=owns_call_id)
        return self.retry_at
