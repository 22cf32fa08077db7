"""How fast an account's calls leave: at once under profile `laptop`, one a second under `twilio`, else as permitted.

A paced account has a lane of jobs, so its calls leave in their order; only the head of the lane asks for its turn, so
the turn is kept in memory by whoever runs the lane.
"""

from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from ringback.kernel import Clock
from ringback.products.networks.service import Caps
from ringback.store import Store
from ringback.switch.model import CallStatus, Direction
from ringback.switch.tables import calls

LOOK_AGAIN = timedelta(seconds=1)  # while as many calls are up as may be
LIVE = (CallStatus.QUEUED.value, CallStatus.RINGING.value, CallStatus.IN_PROGRESS.value)


class Pace(msgspec.Struct, frozen=True):
    """None: no limit."""

    per_s: float | None
    at_once: int | None

    @property
    def is_limited(self) -> bool:
        return self.per_s is not None or self.at_once is not None


class CallPacing:
    """Calls a second, and calls at once, of each account."""

    def __init__(self, store: Store, clock: Clock, caps: Caps | None = None) -> None:
        self._store, self._clock, self._caps = store, clock, caps
        self._free_at: dict[str, datetime] = {}

    async def pace(self, account_sid: str) -> Pace:
        """What its permissions say; 0 is no limit."""
        if self._caps is None:
            return Pace(None, None)
        permissions = await self._caps.of(account_sid)
        return Pace(permissions.calls_per_s or None, permissions.max_calls or None)

    async def lane(self, account_sid: str) -> str | None:
        """Where its calls wait for each other."""
        return f"dial:{account_sid}" if (await self.pace(account_sid)).is_limited else None

    async def turn(self, account_sid: str) -> datetime | None:
        """Takes the account's turn; the moment to come back if it is not free yet."""
        pace, now = await self.pace(account_sid), self._clock.now()
        if pace.at_once is not None and await self._up(account_sid) >= pace.at_once:
            return now + LOOK_AGAIN
        if pace.per_s is None:
            return None
        free_at = self._free_at.get(account_sid, now)
        if free_at > now:
            return free_at
        self._free_at[account_sid] = now + timedelta(seconds=1 / pace.per_s)
        return None

    async def _up(self, account_sid: str) -> int:
        """How many calls that it placed are being dialled or talked on."""
        statement = sa.select(sa.func.count()).where(
            calls.c.account_sid == account_sid,
            calls.c.status.in_(LIVE),
            calls.c.direction == Direction.API.value,
            calls.c.dialled_at.is_not(None),
        )
        ((count,),) = await self._store.select(statement)
        return count
