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


class Policy(Protocol):
    """Each may raise Unavailable: the application is answered ESME_RSYSERR, and tries again."""

    async def bind(self, system_id: str, password: str, role: Role, ip: str) -> Admitted | Refusal: ...
    async def submit(self, who: Admitted, pdu: SubmitSm | DataSm) -> Taken | Refusal: ...
    async def submit_multi(self, who: Admitted, pdu: SubmitMulti) -> SubmitMultiResp | Refusal: ...
    async def query(self, who: Admitted, pdu: QuerySm) -> QuerySmResp | Refusal: ...
    async def cancel(self, who: Admitted, pdu: CancelSm) -> Status: ...
    async def replace(self, who: Admitted, pdu: ReplaceSm) -> Status: ...
    async def waiting(self, key: str, most: int) -> Sequence[Delivery]:
        """The oldest that wait."""
        ...

    async def delivered(self, key: str, sids: Sequence[str]) -> None:
        """They were acknowledged."""
        ...
