"""How fast: tokens for a rate, pauses after "too busy", and when to bind again. Each `now` is monotonic seconds."""

import math

import msgspec

from ringback.protocols.smpp.status import BUSY, Status


class Bucket:
    """Tokens that come back with time. `burst` may go at once; without a rate there is no limit."""

    def __init__(self, per_s: float | None, burst: float, now: float) -> None:
        self.per_s, self._burst, self._left, self._at = per_s, max(1.0, burst), max(1.0, burst), now

    def takes(self, now: float) -> bool:
        """One token, if there is one."""
        if self.per_s is None:
            return True
        self._fill(now)
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def has(self, now: float) -> int:
        """How many could go now."""
        if self.per_s is None:
            return 1 << 30
        self._fill(now)
        return int(self._left)

    def ready_at(self, now: float) -> float:
        """When the next token is there."""
        if self.has(now) >= 1:
            return now
        return now + (1 - self._left) / self.per_s if self.per_s else math.inf

    def _fill(self, now: float) -> None:
        if self.per_s and now > self._at:
            self._left = min(self._burst, self._left + (now - self._at) * self.per_s)
        self._at = max(self._at, now)


FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0


class Pause:
    """After ESME_RTHROTTLED or ESME_RMSGQFUL nothing is sent for a while, longer each time it comes again.

    Answers to what was under way when the pause began do not make it longer: they say nothing new.
    """

    def __init__(self, first_s: float = FIRST_PAUSE_S, longest_s: float = LONGEST_PAUSE_S) -> None:
        self._first_s, self._longest_s, self._gap_s = first_s, longest_s, first_s
        self.until = -math.inf

    def heard(self, status: int, now: float) -> None:
        if status == Status.ESME_ROK and now >= self.until:
            self._gap_s = self._first_s
        elif status in BUSY and now >= self.until:
            self.until = now + self._gap_s
            self._gap_s = min(2 * self._gap_s, self._longest_s)


class Retry(msgspec.Struct, frozen=True):
    """How long to wait before binding again: SMPP leaves it open. Doubles from `first_s` to `longest_s`."""

    first_s: float = 1.0
    longest_s: float = 60.0
    refused_s: float = 30.0  # after a wrong password or system_id: carriers lock those who insist
    longest_refused_s: float = 900.0
    settled_s: float = 60.0  # a bind that lasted so long was a good one


# Binding again at once would be answered the same.
_CREDENTIALS = frozenset(
    {Status.ESME_RINVPASWD, Status.ESME_RINVSYSID, Status.ESME_RBINDFAIL, Status.ESME_RINVSYSTYP}
)  # fmt: skip


class Rebinding:
    """When to connect next. `spread` is chance from 0 to 1: so that many binds do not come back in one moment."""

    def __init__(self, retry: Retry = Retry()) -> None:  # noqa: B008
        self._retry, self._failures, self._refusals = retry, 0, 0

    def lost(self, lasted_s: float, spread: float) -> float:
        """A bind that stood is gone: seconds to wait."""
        self._refusals = 0
        if lasted_s >= self._retry.settled_s:
            self._failures = 0
        return self.failed(spread)

    def failed(self, spread: float) -> float:
        """Nobody there, or no answer: seconds to wait, between half and all of the span."""
        span = min(self._retry.first_s * 2 ** min(self._failures, 30), self._retry.longest_s)
        self._failures += 1
        return span * (0.5 + 0.5 * spread)

    def refused(self, status: int, spread: float) -> float:
        """The SMSC answered the bind with an error: seconds to wait. ESME_RALYBND: the old bind is still to die."""
        if status not in _CREDENTIALS:
            return self.failed(spread)
        span = min(self._retry.refused_s * 2 ** min(self._refusals, 30), self._retry.longest_refused_s)
        self._refusals += 1
        return span * (0.5 + 0.5 * spread)
