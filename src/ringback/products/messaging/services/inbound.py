"""What a pool means for texts that come in to its numbers."""

from ringback.products.messaging.model import Message
from ringback.products.messaging.services.model import PoolSender, Service, StickyPair
from ringback.products.messaging.services.rules import holds
from ringback.products.messaging.services.senders import SendersService
from ringback.products.messaging.services.service import ServicesService
from ringback.products.numbers.model import OwnedNumber
from ringback.store import Store, Unit


class Inbound:
    """Which service a number answers for, and who is bound to it by writing to it."""

    def __init__(self, store: Store, services: ServicesService, senders: SendersService) -> None:
        self._store, self._services, self._senders = store, services, senders

    async def service_of(self, owned: OwnedNumber) -> Service | None:
        """The service that has the number in its pool; from memory."""
        held = await self._senders.holder(owned.account_sid, owned.address)
        return await self._services.find(owned.account_sid, held.service_sid) if held else None

    async def find(self, message: Message) -> Service | None:
        """The service that a text came in through, if it is still there."""
        if message.messaging_service_sid is None:
            return None
        return await self._services.find(message.account_sid, message.messaging_service_sid)

    async def bound(self, service: Service | None, message: Message) -> Unit:
        """Whoever writes to a number first is answered from it: the pair is kept, unless there is one already."""
        person = message.from_ or ""
        if service is None or not service.sticky_sender or not person.startswith("+"):
            return Unit()
        pair = await self._store.get(StickyPair, (service.sid, person))
        known = await self._sender(message.account_sid, pair) if pair else None
        if holds(pair, known):
            return Unit()
        now = message.date_updated
        made = StickyPair(service_sid=service.sid, recipient=person, sender=message.to, date_updated=now)
        return Unit(put=[made])

    async def _sender(self, account_sid: str, pair: StickyPair) -> PoolSender | None:
        """The pair's sender, if it is in that pool now."""
        held = await self._senders.holder(account_sid, pair.sender)
        return held if held is not None and held.service_sid == pair.service_sid else None


def drops(service: Service) -> bool:
    """Whether texts to the pool are not wanted at all: nobody is named who would answer them."""
    return not service.inbound_request_url and not service.use_inbound_webhook_on_number
