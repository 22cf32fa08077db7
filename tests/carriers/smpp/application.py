"""A customer's application, bound to our server by a session of ours; it does as the test says."""

import asyncio
import ssl
from typing import Any

from ringback.protocols.smpp.esme import BINDS, Bound, EsmeSession
from ringback.protocols.smpp.pdus import DeliverSm, Pdu, SubmitSm
from ringback.protocols.smpp.session import Answered, Asked, Ended, Role, Timers, Unanswered
from ringback.protocols.smpp.status import Status
from tests.carriers.smpp.patience import until


class Application(asyncio.Protocol):
    """`acknowledges` is the status that deliveries are answered with; None: not at all."""

    def __init__(self, timers: Timers = Timers(window=1000)) -> None:  # noqa: B008
        self.session = EsmeSession(0.0, timers)
        self.delivered: list[DeliverSm] = []
        self.events: list[Any] = []
        self.acknowledges: Status | None = Status.ESME_ROK
        self._waiting: dict[int, asyncio.Future[Pdu]] = {}

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        for event in self.session.receive(data, 0.0):
            self._heard(event)
        self.flush()

    def _heard(self, event: Any) -> None:
        if isinstance(event, Asked):
            self.delivered.append(event.request)  # type: ignore[arg-type]
            if self.acknowledges is not None:
                self.session.answer(event.request, self.acknowledges)
        elif isinstance(event, Answered):
            event.token.set_result(event.response)
        elif isinstance(event, Unanswered):
            event.token.set_exception(ConnectionError(event.reason))
        self.events.append(event)

    def flush(self) -> None:
        self.transport.write(self.session.take())
        if self.session.is_over:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        for event in self.session.lost():
            self._heard(event)

    @property
    def ended(self) -> Ended | None:
        return next((one for one in self.events if isinstance(one, Ended)), None)

    async def ask(self, pdu: Pdu) -> Any:
        answer: asyncio.Future[Pdu] = asyncio.get_running_loop().create_future()
        self.session.send(pdu, 0.0, answer)
        self.flush()
        async with asyncio.timeout(10):
            return await answer

    async def submit(self, body: str = "Ahoy!", **more: Any) -> Any:
        return await self.ask(message(body, **more))

    async def hears(self, count: int) -> list[DeliverSm]:
        await until(lambda: len(self.delivered) >= count, f"{count} deliveries")
        return self.delivered


def message(body: str = "Ahoy!", **more: Any) -> SubmitSm:
    given = {"source_addr_ton": 1, "source_addr_npi": 1, "source_addr": "14155550100", "dest_addr_ton": 1}
    to = {"dest_addr_npi": 1, "destination_addr": "14155550123", "registered_delivery": 1}
    return SubmitSm(**{**given, **to, "short_message": body.encode(), **more})


async def connect(address: tuple[str, int], tls: ssl.SSLContext | None = None) -> Application:
    _, made = await asyncio.get_running_loop().create_connection(Application, *address, ssl=tls)
    return made


async def bind(
    address: tuple[str, int],
    system_id: str,
    password: str,
    role: Role = Role.TRANSCEIVER,
    tls: ssl.SSLContext | None = None,
) -> Application:
    """Bound, or refused: see `ended`."""
    made = await connect(address, tls)
    pdu = BINDS[role](system_id="", password="")
    head = bytes(pdu)  # longer names than the standard's go as they are: many applications send them so
    body = system_id.encode() + b"\0" + password.encode() + b"\0" + bytes(1) + head[19:]
    if len(system_id) < 16 and len(password) < 9:
        made.session.bind(BINDS[role](system_id=system_id, password=password), 0.0)
        made.flush()
    else:
        made.session.bind(pdu, 0.0)
        made.session.take()
        made.transport.write((16 + len(body)).to_bytes(4, "big") + head[4:12] + (1).to_bytes(4, "big") + body)
    await until(lambda: made.ended or any(isinstance(one, Bound) for one in made.events), "an answer to the bind")
    return made
