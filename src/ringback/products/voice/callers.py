"""Whom an account may call, and as whom: numbers it owns or has verified, destinations it may reach."""

from datetime import datetime

from ringback.kernel import Refused
from ringback.products.networks.service import Caps
from ringback.products.numbers.service import NumbersService
from ringback.products.voice import errors
from ringback.products.voice.model import OutgoingCallerId
from ringback.products.voice.rules import endpoints
from ringback.store import Store

NAMED_CHARACTERS = len("+1900")  # of an allowed prefix that means a premium range, and not the whole country


class Callers:
    """`caps` None: every destination is permitted but premium rates."""

    def __init__(self, store: Store, numbers: NumbersService, caps: Caps | None = None) -> None:
        self._store, self._numbers, self._caps = store, numbers, caps

    async def sid_of(self, account_sid: str, number: str) -> str | None:
        """The number's SID where the account may show it, else None."""
        owned = await self._numbers.find_owned(account_sid, number)
        if owned is not None and owned.capabilities.voice:
            return owned.sid
        verified = await self._store.cached(OutgoingCallerId, account_sid=account_sid, phone_number=number)
        return verified.sid if verified is not None else None

    async def refusal(self, account_sid: str, to: str, now: datetime) -> Refused | None:
        """Why the account may not call this E.164 number now; None if it may."""
        refused = await self._caps.check(account_sid, to, now) if self._caps is not None else None
        if refused is not None or not endpoints.is_premium(to) or await self._is_named(account_sid, to):
            return refused
        return errors.PremiumNumber(value=to)

    async def _is_named(self, account_sid: str, to: str) -> bool:
        """Whether its permissions name the premium range; somebody may also own the number."""
        if await self._numbers.owner_of(to) is not None:
            return True
        allowed = (await self._caps.of(account_sid)).allowed_prefixes if self._caps is not None else None
        return any(to.startswith(prefix) and len(prefix) >= NAMED_CHARACTERS for prefix in allowed or ())
