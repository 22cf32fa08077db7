"""How fast a sender may send: nothing to it under profile `laptop`, the published rates under `twilio`.

A rated sender has a lane of jobs. Only the head of the lane asks for its turn, so the turn is kept in memory by
whoever runs the lane; how much waits in the lane is counted in the store, with the messages themselves.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from ringback.kernel import Clock, phone
from ringback.products.accounts.service import AccountsService
from ringback.products.messaging import errors
from ringback.products.messaging.model import Message, SenderQueue
from ringback.products.messaging.rules import RATES, VALIDITY_S, kind_of_sender
from ringback.store import Store


class Pace(msgspec.Struct, frozen=True):
    """A sender's lane, its rate in segments a second, and what waits in it."""

    lane: str
    segments_a_second: float
    waiting: int


class Campaigns(Protocol):
    """What registration says of a sender's speed."""

    async def rate(self, account_sid: str, sender: str, to: str) -> tuple[str, float] | None:
        """A lane and segments a second."""
        ...


class Pacing:
    """The rates of this installation. `by_sender` sets some by hand, in segments a second (0: no limit)."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        accounts: AccountsService,
        profile: str,
        by_sender: Mapping[str, float],
        campaigns: Campaigns,
    ) -> None:
        self._store, self._clock, self._accounts, self._campaigns = store, clock, accounts, campaigns
        self._profile, self._by_sender = profile, dict(by_sender)
        self._free_at: dict[str, datetime] = {}

    async def rate(self, message: Message) -> float | None:
        """Segments a second for its sender, None where there is no limit."""
        return (await self._lane_and_rate(message))[1]

    async def _lane_and_rate(self, message: Message) -> tuple[str, float | None]:
        """By hand goes before the campaign's, that before the account's setting. A campaign's numbers share a lane."""
        sender, to = message.from_ or "", message.to
        lane = f"sender:{message.account_sid}:{sender}"
        if sender in self._by_sender:
            return lane, self._by_sender[sender] or None
        of_campaign = await self._campaigns.rate(message.account_sid, sender, to)
        return of_campaign or (lane, await self._usual(message, sender, to))

    async def _usual(self, message: Message, sender: str, to: str) -> float | None:
        by_account = (await self._accounts.settings(message.account_sid)).message_rate_per_s
        if by_account is not None:
            return by_account or None
        if self._profile != "twilio":
            return None
        kind = kind_of_sender(sender)
        if kind == "long-code" and phone.country(to) not in ("US", "CA"):
            kind = "international"
        return RATES[kind]

    async def pace(self, message: Message) -> Pace | None:
        lane, rate = await self._lane_and_rate(message)
        if rate is None:
            return None
        queue = await self._store.get(SenderQueue, lane)
        return Pace(lane, rate, queue.segments if queue else 0)

    def check_room(self, message: Message, pace: Pace) -> None:
        """Refuses what would not leave within ten hours."""
        limit = int(VALIDITY_S * pace.segments_a_second)
        if pace.waiting + message.num_segments > limit:
            raise errors.SenderQueueFull(value=message.from_, length=pace.waiting, limit=limit)

    def turn(self, lane: str, rate: float, segments: int) -> datetime | None:
        """Takes the sender's turn; the moment to come back if it is not free yet."""
        now = self._clock.now()
        free_at = self._free_at.get(lane, now)
        if free_at > now:
            return free_at
        self._free_at[lane] = now + timedelta(seconds=segments / rate)
        return None
