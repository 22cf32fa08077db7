"""Taking a message back: exactly as long as nothing of it was handed over.

A carrier that writes to our database hands over and steps the message to `sent` in one transaction: whoever changes
the message first has won. All others write a row of their own before they hand anything over. `bar` gives the Unit
that takes that row's place in every such journal: the carrier finds it taken, or the recall finds the carrier's.
"""

from collections.abc import Callable

from ringback.kernel import Clock
from ringback.products.messaging import rules
from ringback.products.messaging.model import Message, Status
from ringback.store import Conflict, Duplicate, Store, Unit
from ringback.store.unit import MOST_TRIES

Bar = Callable[[str, str], Unit]  # of a message's SID and its account's


class Recall:
    def __init__(self, store: Store, clock: Clock, bar: Bar) -> None:
        self._store, self._clock, self._bar = store, clock, bar

    async def cancel(self, account_sid: str, sid: str) -> bool:
        """Whether it was called off. False: it is on its way, or over."""
        for _ in range(MOST_TRIES):
            message = await self._store.first(Message, sid=sid, account_sid=account_sid)
            if message is None or not self.may(message):
                return False
            try:
                await self._store.commit(self.unit(message))
            except Conflict:
                continue
            except Duplicate:  # a carrier has begun with it
                return False
            return True
        return False

    def may(self, message: Message) -> bool:
        """Whether it is worth trying: a carrier may still be faster."""
        return rules.may_follow(message, Status.CANCELED)

    def unit(self, message: Message) -> Unit:
        """Calls it off. Its commit raises Duplicate where a carrier has begun, Conflict where it has moved on."""
        now = self._clock.now()
        canceled = rules.step(message, Status.CANCELED, now)
        told = rules.told(rules.EVENTS[Status.CANCELED], canceled, now)
        unit = Unit(change=[(message, canceled)], events=[told])
        return unit + self._bar(message.sid, message.account_sid) if message.status is Status.QUEUED else unit
