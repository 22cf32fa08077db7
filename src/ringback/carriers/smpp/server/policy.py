"""What the server asks of whoever knows accounts and messages."""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from ringback.protocols.smpp.pdus import (
    CancelSm,
    DataSm,
    DeliverSm,
    QuerySm,
    QuerySmResp,
    ReplaceSm,
    SubmitMulti,
    SubmitMultiResp,
    SubmitSm,
)
from ringback.protocols.smpp.session import Role
from ringback.protocols.smpp.status import Status


class Admitted(msgspec.Struct, frozen=True, kw_only=True):
    """Who bound. `key` names the credential: what waits for it goes to any of its binds that receives.

    `on_behalf` is the policy's own.
    """

    key: str
    account_sid: str
    system_id: str
    window: int
    messages_per_s: float | None
    max_binds: int
    on_behalf: Any = None


class Refusal(msgspec.Struct, frozen=True):
    """The answer is an error; `reason` is for the log."""

    status: Status
    reason: str


class Taken(msgspec.Struct, frozen=True):
    """The message is durable, and called so."""

    message_id: str


class Delivery(msgspec.Struct, frozen=True):
    """Something for the application: a receipt or a text, kept until it is acknowledged."""

    sid: str
    pdu: DeliverSm


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A bind that stands, and what came by it so far. `name` is what the register called it."""

    name: str
    submits: int
    submits_per_s: float
    waiting: int


class Where(msgspec.Struct, frozen=True):
    """How somebody is connected."""

    ip: str
    port: int
    tls: bool


class Desk(Protocol):
    """Each may raise Unavailable: the application is answered ESME_RSYSERR, and tries again."""

    async def bind(self, system_id: str, password: str, role: Role, ip: str) -> Admitted | Refusal: ...
    async def submit(self, who: Admitted, pdu: SubmitSm | DataSm) -> Taken | Refusal: ...
    async def submit_multi(self, who: Admitted, pdu: SubmitMulti) -> SubmitMultiResp | Refusal: ...


class Afterwards(Protocol):
    """What is asked about messages that were taken. As `Desk`."""

    async def query(self, who: Admitted, pdu: QuerySm) -> QuerySmResp | Refusal: ...
    async def cancel(self, who: Admitted, pdu: CancelSm) -> Status: ...
    async def replace(self, who: Admitted, pdu: ReplaceSm) -> Status: ...


class Mail(Protocol):
    """What waits for applications, whichever process they are bound at. Each may raise Unavailable."""

    async def waiting(self, key: str, most: int) -> Sequence[Delivery]:
        """The oldest that wait, now for this process alone to send."""
        ...

    async def delivered(self, key: str, sids: Sequence[str]) -> None:
        """They were acknowledged."""
        ...

    async def release(self, key: str) -> None:
        """No bind here receives any more: another process may send them."""
        ...


class Register(Protocol):
    """The binds that stand, at all processes. Each may raise Unavailable."""

    async def enter(self, who: Admitted, role: Role, where: Where) -> str | None:
        """What the bind is called; None where as many as are allowed stand already."""
        ...

    async def keep(self, binds: Sequence[Standing]) -> None:
        """They stand still: said every KEEP_S."""
        ...

    async def leave(self, names: Sequence[str]) -> None: ...
    async def clear(self) -> None:
        """What this process left in a former life."""
        ...


class Behind(msgspec.Struct, frozen=True):
    """All that the server asks."""

    desk: Desk
    afterwards: Afterwards
    mail: Mail
    register: Register
