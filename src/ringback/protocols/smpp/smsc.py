"""The server's end: we to our customers' applications. SMPP 3.4 §2.2.

A bind is the application's to decide: nothing here knows a password.
"""

import msgspec

from ringback.protocols.smpp import tlvs
from ringback.protocols.smpp.errors import LocalError
from ringback.protocols.smpp.esme import ROLES
from ringback.protocols.smpp.pacing import Bucket
from ringback.protocols.smpp.pdus import Bind, Outbind, Pdu, response_to
from ringback.protocols.smpp.session import FROM_ESME, FROM_SMSC, Event, Noise, Session, Timers
from ringback.protocols.smpp.status import Status, name
from ringback.protocols.smpp.values import OLDEST_WITH_TLVS, VERSION, Command

_MESSAGES = frozenset({Command.SUBMIT_SM, Command.SUBMIT_MULTI, Command.DATA_SM})


class BindAsked(msgspec.Struct, frozen=True):
    """Somebody wants to bind: `accept` or `refuse` it."""

    request: Bind


class SmscSession(Session):
    """`version` is what the ESME bound with. `rate` (set when the bind is accepted) answers what is beyond it."""

    _ours, _theirs = FROM_SMSC, FROM_ESME

    def __init__(self, now: float, timers: Timers = Timers()) -> None:  # noqa: B008
        super().__init__(now, timers)
        self.version = 0
        self.rate: Bucket | None = None
        self._bind: Bind | None = None

    @property
    def takes_tlvs(self) -> bool:
        """Whether the ESME may be sent optional parameters: §3.4."""
        return self.version >= OLDEST_WITH_TLVS

    def accept(self, system_id: str, now: float) -> None:
        """Takes the bind that was asked for. Raises LocalError where there is none."""
        bind = self._asked_bind()
        self.role, self.version, self._active_at = ROLES[bind.command], bind.interface_version, now
        version = (tlvs.SC_INTERFACE_VERSION(VERSION),) if self.takes_tlvs else ()
        self._write(response_to(bind, system_id=system_id, tlvs=version))

    def refuse(self, status: Status) -> list[Event]:
        """Answers the bind with an error and ends the session. Raises LocalError where no bind was asked for."""
        self._write(response_to(self._asked_bind(), status))
        return self._end(f"bind refused: {name(status)}", status)

    def outbind(self, system_id: str, password: str) -> None:
        """Asks the ESME, to which we connected, to bind: §2.2.1."""
        if self.role is not None or self._bind is not None:
            raise LocalError("an outbind comes before the bind")
        self._tell(Outbind(system_id=system_id, password=password))

    def _asked_bind(self) -> Bind:
        if self._bind is None or self.role is not None or self.is_over:
            raise LocalError("no bind was asked for, or it is decided")
        return self._bind

    def _asks(self, pdu: Pdu, now: float) -> list[Event]:
        if not isinstance(pdu, Bind):
            return super()._asks(pdu, now)
        if self._bind is not None:
            self._write(response_to(pdu, Status.ESME_RALYBND))
            return [Noise("ESME_RALYBND: a second bind on one connection")]
        self._bind = pdu
        self._init_by += self.timers.init_s  # the application's time to decide
        return [BindAsked(pdu)]

    def _admits(self, pdu: Pdu, now: float) -> Status | None:
        full = super()._admits(pdu, now)
        if full is None and self.rate is not None and pdu.command in _MESSAGES and not self.rate.takes(now):
            return Status.ESME_RTHROTTLED
        return full
