"""The client's end: an application, or we as a carrier's customer. SMPP 3.4 §2.2."""

import msgspec

from ringback.protocols.smpp import tlvs
from ringback.protocols.smpp.errors import LocalError
from ringback.protocols.smpp.pdus import (
    Bind,
    BindReceiver,
    BindResponse,
    BindTransceiver,
    BindTransmitter,
    Outbind,
    Pdu,
)
from ringback.protocols.smpp.session import FROM_ESME, FROM_SMSC, Event, Pending, Role, Session, Told
from ringback.protocols.smpp.status import Status, name

BINDS: dict[Role, type[Bind]] = {
    Role.TRANSMITTER: BindTransmitter,
    Role.RECEIVER: BindReceiver,
    Role.TRANSCEIVER: BindTransceiver,
}
ROLES = {kind.command: role for role, kind in BINDS.items()}


class Bound(msgspec.Struct, frozen=True):
    """The SMSC took the bind. `version` is its sc_interface_version; None where it does not say."""

    role: Role
    system_id: str
    version: int | None


class EsmeSession(Session):
    """Connect, `bind`, and wait for `Bound`; where the SMSC opened the connection, for its Outbind first: §2.2.1."""

    _ours, _theirs = FROM_ESME, FROM_SMSC

    def bind(self, request: Bind, now: float) -> None:
        """Raises LocalError where a bind was sent already, or does not fit its fields."""
        if self.role is not None or self._pending or self.is_over:
            raise LocalError("this session has its bind already")
        self._init_by = now + self.timers.response_s
        self._request(request, None, now)

    def _asks(self, pdu: Pdu, now: float) -> list[Event]:
        if isinstance(pdu, Outbind) and self.role is None and not self._pending:
            return [Told(pdu)]
        return super()._asks(pdu, now)

    def _heard(self, pending: Pending, response: Pdu, now: float, *, is_late: bool) -> list[Event]:
        if not isinstance(pending.request, Bind):
            return super()._heard(pending, response, now, is_late=is_late)
        if response.command_status != Status.ESME_ROK:
            return self._end(f"bind refused: {name(response.command_status)}", response.command_status)
        self.role, self._active_at = ROLES[pending.request.command], now
        system_id = response.system_id if isinstance(response, BindResponse) else ""
        return [Bound(self.role, system_id, tlvs.SC_INTERFACE_VERSION.of(response.tlvs))]
