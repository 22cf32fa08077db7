"""An SMSC that does what a test says, on a real socket: sessions of ours, answers of the test's."""

import asyncio
from collections.abc import Callable
from typing import Any

from ringback.protocols.smpp import receipts
from ringback.protocols.smpp.pdus import DeliverSm, Pdu, SubmitSm
from ringback.protocols.smpp.session import Answered, Asked, Ended, Timers
from ringback.protocols.smpp.smsc import BindAsked, SmscSession
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import SMSC_RECEIPT, MessageState
from tests.carriers.smpp.patience import until

Reply = tuple[int, str] | None  # status and message_id; None: no answer


class Peer(asyncio.Protocol):
    def __init__(self, smsc: "ScriptedSmsc") -> None:
        self.smsc, self.session = (
            smsc,
            SmscSession(0.0, Timers(window=100, peer_window=1000, init_s=1e9, enquire_s=1e9)),
        )
        self.acknowledged: list[int] = []

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        for event in self.session.receive(data, 0.0):
            self._heard(event)
        self.flush()

    def _heard(self, event: Any) -> None:
        if isinstance(event, BindAsked):
            self.smsc.decide(self, event.request)
        elif isinstance(event, Asked):
            self.smsc.requests.append(event.request)
            reply = self.smsc.reply(event.request)
            if reply is not None:
                self.session.answer(event.request, reply[0], **({"message_id": reply[1]} if reply[1] else {}))
        elif isinstance(event, Answered):
            self.acknowledged.append(event.response.command_status)
        elif isinstance(event, Ended):
            self.smsc.bound.discard(self)

    def flush(self) -> None:
        self.transport.write(self.session.take())
        if self.session.is_over:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.session.lost()
        self.smsc.bound.discard(self)


class ScriptedSmsc:
    """`reply` says how requests are answered, `refuses` how binds are."""

    def __init__(self) -> None:
        self.requests: list[Pdu] = []
        self.binds: list[Any] = []
        self.bound: set[Peer] = set()
        self.refuses: Status | None = None
        self.reply: Callable[[Pdu], Reply] = self.numbered
        self._server: asyncio.Server | None = None
        self.port = 0

    def numbered(self, request: Pdu) -> Reply:
        return 0, str(len(self.requests)) if isinstance(request, SubmitSm) else ""

    async def start(self, port: int = 0, ssl: Any = None) -> "ScriptedSmsc":
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Peer(self), "127.0.0.1", port, ssl=ssl, reuse_address=True)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for peer in list(self.bound):
            peer.transport.abort()

    def decide(self, peer: Peer, request: Any) -> None:
        self.binds.append(request)
        if self.refuses is not None:
            peer.session.refuse(self.refuses)
        else:
            peer.session.accept("SMSC", 0.0)
            self.bound.add(peer)

    @property
    def submitted(self) -> list[SubmitSm]:
        return [one for one in self.requests if isinstance(one, SubmitSm)]

    def send(self, pdu: Pdu) -> Peer:
        peer = next(iter(self.bound))
        peer.session.send(pdu, 0.0)
        peer.flush()
        return peer

    async def deliver(self, pdu: Pdu) -> int:
        """Sends it, and gives the status it was acknowledged with."""
        peer = self.send(pdu)
        count = len(peer.acknowledged)
        await until(lambda: len(peer.acknowledged) > count, "an acknowledgement")
        return peer.acknowledged[-1]

    def receipt(self, text: str, **more: Any) -> DeliverSm:
        return DeliverSm(
            source_addr_ton=1, source_addr_npi=1, source_addr="14155550123", dest_addr_ton=1, dest_addr_npi=1,
            destination_addr="14155550100", esm_class=SMSC_RECEIPT, short_message=text.encode(), **more,
        )  # fmt: skip

    async def tell(self, message_id: str, state: MessageState = MessageState.DELIVERED) -> int:
        return await self.deliver(self.receipt(f"id:{message_id} stat:{receipts._WORDS[state]} err:000"))
