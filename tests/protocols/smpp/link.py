"""An application and an SMSC on a line of no length, with a clock of their own."""

from typing import Any

from ringback.protocols.smpp.errors import PeerError
from ringback.protocols.smpp.esme import BINDS, Bound, EsmeSession
from ringback.protocols.smpp.parse import Reader
from ringback.protocols.smpp.pdus import DeliverSm, Pdu, SubmitSm
from ringback.protocols.smpp.session import Event, Role, Session, Timers
from ringback.protocols.smpp.smsc import BindAsked, SmscSession

SUBMIT = SubmitSm(source_addr="64646", destination_addr="14155550123", short_message=b"Ahoy!")
DELIVER = DeliverSm(source_addr="14155550123", destination_addr="64646", short_message=b"Hi")


class Link:
    """Both ends; `run` carries what waits and lists what each end came to know."""

    def __init__(self, timers: Timers = Timers(), **more: Any) -> None:  # noqa: B008
        self.now = 0.0
        self.esme, self.smsc = EsmeSession(0.0, timers), SmscSession(0.0, more.get("smsc", timers))
        self.at_esme: list[Event] = []
        self.at_smsc: list[Event] = []
        self.is_cut = False

    def run(self) -> None:
        while True:
            up, down = self.esme.take(), self.smsc.take()
            if not up and not down:
                return
            if not self.is_cut:
                self.at_smsc += self.smsc.receive(up, self.now)
                self.at_esme += self.esme.receive(down, self.now)

    def pass_(self, seconds: float) -> None:
        """Time goes by; every timer rings in its turn."""
        end = self.now + seconds
        while (due := min(self.esme.wake_at, self.smsc.wake_at)) <= end:
            self.now = max(self.now, due)
            self.at_esme += self.esme.tick(self.now)
            self.at_smsc += self.smsc.tick(self.now)
            self.run()
        self.now = end

    def bound(self, role: Role = Role.TRANSCEIVER) -> "Link":
        self.esme.bind(BINDS[role](system_id="acme", password="secret"), self.now)
        self.run()
        assert isinstance(self.at_smsc.pop(), BindAsked)
        self.smsc.accept("RINGBACK", self.now)
        self.run()
        assert isinstance(self.at_esme.pop(), Bound)
        return self

    def heard(self) -> tuple[list[Event], list[Event]]:
        """What each end came to know since it was last asked: the ESME first."""
        at_esme, at_smsc = self.at_esme, self.at_smsc
        self.at_esme, self.at_smsc = [], []
        return at_esme, at_smsc


def pdus(session: Session) -> list[Pdu]:
    """What a session wants to send."""
    found = Reader().feed(session.take())
    assert not any(isinstance(one, PeerError) for one in found)
    return [one for one in found if not isinstance(one, PeerError)]
