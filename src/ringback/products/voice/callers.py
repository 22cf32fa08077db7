"""Which numbers an account may show: those it owns, and those it has verified."""

from ringback.products.numbers.service import NumbersService
from ringback.products.voice.model import OutgoingCallerId
from ringback.store import Store


class Callers:
    def __init__(self, store: Store, numbers: NumbersService) -> None:
        self._store, self._numbers = store, numbers

    async def sid_of(self, account_sid: str, number: str) -> str | None:
        """The number's SID where the account may show it, else None."""
        owned = await self._numbers.find_owned(account_sid, number)
        if owned is not None and owned.capabilities.voice:
            return owned.sid
        verified = await self._store.cached(OutgoingCallerId, account_sid=account_sid, phone_number=number)
        return verified.sid if verified is not None else None
