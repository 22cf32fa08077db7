"""Whether recipients acted on a message, as the customer tells."""

import enum
from datetime import datetime

import msgspec

from ringback.kernel import Caller, Clock
from ringback.products.messaging.events import FeedbackGiven
from ringback.products.messaging.sending import MessagingService
from ringback.store import Store, Unit, again


class Outcome(enum.StrEnum):
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Feedback(msgspec.Struct, frozen=True):
    """What the answer to a POST shows."""

    account_sid: str
    message_sid: str
    outcome: Outcome
    date_created: datetime
    date_updated: datetime


class FeedbackService:
    def __init__(self, store: Store, clock: Clock, messages: MessagingService) -> None:
        self._store, self._clock, self._messages = store, clock, messages

    @again
    async def give(self, caller: Caller, *, message_sid: str, outcome: Outcome = Outcome.CONFIRMED) -> Feedback:
        """Notes the outcome of one of the account's messages."""
        message = await self._messages.get(caller, sid=message_sid)
        now = self._clock.now()
        told = FeedbackGiven(account_sid=message.account_sid, subject_sid=message.sid, at=now, outcome=outcome.value)
        noted = msgspec.structs.replace(message, feedback=outcome.value)
        await self._store.commit(Unit(change=[(message, noted)], events=[told]))
        return Feedback(message.account_sid, message.sid, outcome, now, now)
