"""What both ends of a session do alike: windows, numbers, timers, enquire_link, unbind. SMPP 3.4 §2, §7.

Hand in what the socket brings (`receive`), call `tick` by `wake_at`, and send what `take` gives after each call. What
comes back are events, in order. `Ended` is the last word: send what is left, close the connection, let go of it.

Each `now` is seconds on one monotonic clock, the caller's. No answer to the peer's messages is made here: `Asked`
waits for `answer`, which the application calls once what was asked is durable.
"""

import enum
import math
from collections import Counter
from typing import Any

import msgspec

from ringback.protocols.smpp.counts import Counts
from ringback.protocols.smpp.errors import LocalError, PeerError
from ringback.protocols.smpp.pacing import Pause
from ringback.protocols.smpp.parse import Reader, answer_to
from ringback.protocols.smpp.pdus import (
    MOST_SEQUENCE,
    UNANSWERED,
    EnquireLink,
    Pdu,
    Unbind,
    response_to,
)
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import RESPONSE, Command

MOST_LATE = 10_000  # requests given up whose answer may still come: 5 MB at most
GRACE_S = 5.0  # a peer that unbinds waits so long for what is under way
MOST_ERRORS = 20  # PDUs in a row that cannot be read; then the peer is not speaking SMPP


class Role(enum.StrEnum):
    TRANSMITTER = "transmitter"
    RECEIVER = "receiver"
    TRANSCEIVER = "transceiver"


SENDING = frozenset({Role.TRANSMITTER, Role.TRANSCEIVER})
RECEIVING = frozenset({Role.RECEIVER, Role.TRANSCEIVER})
ALL = SENDING | RECEIVING

# Who may send what, bound as what: SMPP 3.4 §2.3. Not here: binds, unbind, enquire_link.
FROM_ESME = {
    Command.SUBMIT_SM: SENDING,
    Command.SUBMIT_MULTI: SENDING,
    Command.DATA_SM: SENDING,
    Command.QUERY_SM: SENDING,
    Command.CANCEL_SM: SENDING,
    Command.REPLACE_SM: SENDING,
}
FROM_SMSC = {
    Command.DELIVER_SM: RECEIVING,
    Command.DATA_SM: RECEIVING,
    Command.ALERT_NOTIFICATION: RECEIVING,
}


class Timers(msgspec.Struct, frozen=True):
    """SMPP 3.4 §7.2, and the windows."""

    init_s: float = 10.0  # from the connection to the bind
    response_s: float = 30.0  # for an answer to anything
    enquire_s: float = 30.0  # of silence before enquire_link
    inactive_s: float = math.inf  # without messages, before we unbind
    window: int = 10  # our requests under way
    peer_window: int = 100  # the peer's requests not yet answered; beyond it ESME_RMSGQFUL
    late_s: float = 3600.0  # a late answer is still known for so long


class Asked(msgspec.Struct, frozen=True):
    """The peer wants something: `answer` it."""

    request: Pdu


class Told(msgspec.Struct, frozen=True):
    """The peer says something that has no answer: alert_notification, outbind."""

    pdu: Pdu


class Answered(msgspec.Struct, frozen=True):
    """The answer to a request of ours, by its `token`. Late: it had been given up as Unanswered."""

    token: Any
    request: Pdu
    response: Pdu
    is_late: bool = False


class Unanswered(msgspec.Struct, frozen=True):
    """Nobody knows whether the peer took it: no answer in time, or the connection went before it."""

    token: Any
    request: Pdu
    reason: str


class Noise(msgspec.Struct, frozen=True):
    """Something that means nothing here, for the log. Answered already, if at all."""

    reason: str


class Ended(msgspec.Struct, frozen=True):
    """The session is over. `status` is why a bind was refused, else None."""

    reason: str
    status: int | None = None


Event = Any  # one of these, or of the ends' own: esme.Bound, smsc.BindAsked


class Pending(msgspec.Struct):
    token: Any
    request: Pdu
    until: float


class Session:
    """The part that ESME and SMSC share. `role` is None until bound."""

    _ours: dict[Command, frozenset[Role]]
    _theirs: dict[Command, frozenset[Role]]

    def __init__(self, now: float, timers: Timers = Timers()) -> None:  # noqa: B008
        self.role: Role | None = None
        self.is_over = False
        self.timers = timers
        self.counts = Counts()
        self._reader, self._out = Reader(), list[bytes]()
        self._sequence = 0
        self._pending: dict[int, Pending] = {}
        self._late: dict[int, Pending] = {}
        self._asked: Counter[int] = Counter()
        self._unbound: Unbind | None = None  # the peer's, which waits for our answers
        self._is_unbinding = False
        self._enquiry: int | None = None
        self._heard_at = self._active_at = now
        self._init_by, self._close_by = now + timers.init_s, math.inf
        self._errors = 0
        self._begun_at = math.inf  # a PDU that is not all there yet
        self.pause = Pause()

    # -- for whoever has the socket

    def take(self) -> bytes:
        """What is to be sent."""
        data = b"".join(self._out)
        self._out.clear()
        return data

    def receive(self, data: bytes, now: float) -> list[Event]:
        if self.is_over:
            return []
        self._heard_at = now
        events: list[Event] = []
        came = self._reader.feed(data)
        for found in came:
            events += self._unreadable(found, now) if isinstance(found, PeerError) else self._pdu(found, now)
            if self.is_over:
                break
        self._begun_at = math.inf if not self._reader.is_within else now if came else min(self._begun_at, now)
        return events

    def lost(self, reason: str = "the connection is gone") -> list[Event]:
        """There is no connection any more."""
        return [] if self.is_over else self._end(reason)

    @property
    def wake_at(self) -> float:
        if self.is_over:
            return math.inf
        answer = next(iter(self._pending.values())).until if self._pending else math.inf
        whole_by = self._begun_at + self.timers.response_s
        if self.role is None:
            return min(answer, self._init_by)
        enquire = math.inf if self._enquiry is not None else self._heard_at + self.timers.enquire_s
        return min(answer, enquire, whole_by, self._close_by, self._active_at + self.timers.inactive_s)

    def tick(self, now: float) -> list[Event]:
        if self.is_over:
            return []
        if now >= self._close_by:
            return self._close()
        events = self._overdue(now)
        if self.is_over:
            return events
        if self.role is None:
            return events + (self._end("no bind in time") if now >= self._init_by else [])
        if now >= self._begun_at + self.timers.response_s:
            return events + self._end("a PDU that was begun did not end in time")
        if self._enquiry is None and now >= self._heard_at + self.timers.enquire_s:
            self._enquiry = self._request(EnquireLink(), None, now)
        if now >= self._active_at + self.timers.inactive_s:
            self._active_at = now
            self.unbind(now)
        return events

    # -- for the application

    @property
    def is_bound(self) -> bool:
        return self.role is not None and not self.is_over and not self._is_unbinding and self._unbound is None

    @property
    def under_way(self) -> int:
        """Our requests without an answer yet."""
        return len(self._pending) - (self._enquiry is not None) - self._is_unbinding

    @property
    def unanswered(self) -> int:
        """The peer's requests that wait for `answer`."""
        return self._asked.total()

    def room(self, now: float) -> int:
        """How many requests may be sent now."""
        if not self.is_bound or now < self.pause.until:
            return 0
        return max(0, self.timers.window - self.under_way)

    def send(self, pdu: Pdu, now: float, token: Any = None) -> int:
        """Our request; its sequence_number. Raises LocalError beyond the window, or where the bind forbids it."""
        roles = self._ours.get(pdu.command)
        if roles is None or self.role not in roles:
            raise LocalError(f"{pdu.command.name.lower()} may not be sent by who is bound as {self.role}")
        if self.room(now) < 1:
            raise LocalError(f"{self.under_way} requests are under way of {self.timers.window}, or it is not the time")
        self._active_at = now
        self.counts.requests += 1
        if isinstance(pdu, UNANSWERED):
            return self._tell(pdu)
        return self._request(pdu, token, now)

    def answer(self, request: Pdu, status: int = Status.ESME_ROK, **fields: Any) -> bool:
        """Answers what the peer asked. False where the session is over: the peer will never know.

        Raises LocalError where it was answered already.
        """
        if self.is_over:
            return False
        if not self._asked[request.sequence_number]:
            raise LocalError(f"request {request.sequence_number} was not asked, or is answered already")
        self._asked[request.sequence_number] -= 1
        if not self._asked[request.sequence_number]:
            del self._asked[request.sequence_number]
        self.counts.answers[status] += 1
        self._write(response_to(request, status, **fields))
        return True

    def settle(self) -> list[Event]:
        """After answers: an unbind of the peer's that waited for them is answered, and the session ends."""
        if self._unbound is None or self._asked or self.under_way or self.is_over:
            return []
        return self._close()

    def _close(self) -> list[Event]:
        if self._unbound is None:
            return self._end("no answer to unbind")
        self._write(response_to(self._unbound))
        return self._end("the peer unbound")

    def unbind(self, now: float) -> None:
        """Asks for the end. What is under way is still answered, both ways."""
        if not self.is_over and self.role is not None and not self._is_unbinding:
            self._is_unbinding, self._close_by = True, now + self.timers.response_s
            self._request(Unbind(), None, now)

    # -- what comes

    def _pdu(self, pdu: Pdu, now: float) -> list[Event]:
        self._errors = 0
        if pdu.is_response:
            return self._answered(pdu, now)
        if isinstance(pdu, EnquireLink):
            self._write(response_to(pdu))
            return []
        if isinstance(pdu, Unbind):
            self._unbound, self._close_by = pdu, min(self._close_by, now + GRACE_S)
            return self.settle()
        return self._asks(pdu, now)

    def _asks(self, pdu: Pdu, now: float) -> list[Event]:
        roles = self._theirs.get(pdu.command)
        if roles is None or self.role not in roles or self._unbound is not None:
            return self._refuse(pdu, Status.ESME_RINVBNDSTS, f"{pdu.command.name.lower()} while bound as {self.role}")
        if isinstance(pdu, UNANSWERED):
            return [Told(pdu)]
        refusal = self._admits(pdu, now)
        if refusal is not None:
            return self._refuse(pdu, refusal, f"{self.unanswered} requests wait for their answer")
        self._active_at = now
        self._asked[pdu.sequence_number] += 1
        return [Asked(pdu)]

    def _admits(self, pdu: Pdu, now: float) -> Status | None:
        return Status.ESME_RMSGQFUL if self.unanswered >= self.timers.peer_window else None

    def _refuse(self, pdu: Pdu, status: Status, reason: str) -> list[Event]:
        if not isinstance(pdu, UNANSWERED):
            self.counts.answers[status] += 1
            self._write(response_to(pdu, status))
        return [Noise(f"{status.name}: {reason}")]

    def _answered(self, pdu: Pdu, now: float) -> list[Event]:
        number = pdu.sequence_number
        pending = self._pending.get(number) or self._late.get(number)
        if pending is None or pdu.command not in (pending.request.command | RESPONSE, Command.GENERIC_NACK):
            return [Noise(f"{pdu.command.name.lower()} {number} answers nothing")]
        is_late = self._pending.pop(number, None) is None
        self._late.pop(number, None)
        if number == self._enquiry:
            self._enquiry = None
            return []
        if isinstance(pending.request, Unbind):
            return self._end("unbound")
        return [*self._heard(pending, pdu, now, is_late=is_late), *self.settle()]

    def _heard(self, pending: Pending, response: Pdu, now: float, *, is_late: bool) -> list[Event]:
        self.pause.heard(response.command_status, now)
        if not is_late:
            self.counts.heard(response.command_status, now - pending.until + self.timers.response_s)
        self._active_at = now
        return [Answered(pending.token, pending.request, response, is_late)]

    def _unreadable(self, error: PeerError, now: float) -> list[Event]:
        answer = answer_to(error)
        if answer is not None:
            self._write(answer)
        self._errors += 1
        if error.closes or self._errors > MOST_ERRORS:
            return self._end(error.reason)
        events: list[Event] = [Noise(f"{error.status.name}: {error.reason}")]
        if error.command_id & RESPONSE and error.sequence_number in self._pending:
            events += self._give_up(error.sequence_number, error.reason, now)
        return events

    # -- time

    def _overdue(self, now: float) -> list[Event]:
        """Pending requests lie in the order of their moments: all have the same patience."""
        events: list[Event] = []
        while self._pending and not self.is_over:
            number, first = next(iter(self._pending.items()))
            if first.until > now:
                break
            events += self._give_up(number, f"no answer within {self.timers.response_s:g} s", now)
        return events

    def _give_up(self, number: int, reason: str, now: float) -> list[Event]:
        given_up = self._pending.pop(number)
        if number == self._enquiry or self.role is None or isinstance(given_up.request, Unbind):
            return self._end(f"{given_up.request.command.name.lower()}: {reason}")
        self.counts.unanswered += 1
        self._late[number] = Pending(given_up.token, given_up.request, now + self.timers.late_s)
        while len(self._late) > MOST_LATE or next(iter(self._late.values())).until < now:
            del self._late[next(iter(self._late))]
        return [Unanswered(given_up.token, given_up.request, reason)]

    def _end(self, reason: str, status: int | None = None) -> list[Event]:
        self.is_over = True
        left = [one for one in self._pending.values() if not isinstance(one.request, (EnquireLink, Unbind))]
        self._pending, self._late, self._asked = {}, {}, Counter()
        self.counts.unanswered += len(left) if self.role is not None else 0
        lost: list[Event] = [Unanswered(one.token, one.request, reason) for one in left if self.role is not None]
        return [*lost, Ended(reason, status)]

    # -- out

    def _request(self, pdu: Pdu, token: Any, now: float) -> int:
        numbered = self._numbered(pdu)
        self._write(numbered)
        self._pending[numbered.sequence_number] = Pending(token, numbered, now + self.timers.response_s)
        return numbered.sequence_number

    def _tell(self, pdu: Pdu) -> int:
        numbered = self._numbered(pdu)
        self._write(numbered)
        return numbered.sequence_number

    def _numbered(self, pdu: Pdu) -> Pdu:
        """Numbers go from 1, and begin again after 0x7FFFFFFF: §5.1.4."""
        self._sequence = self._sequence % MOST_SEQUENCE + 1
        return msgspec.structs.replace(pdu, sequence_number=self._sequence)

    def _write(self, pdu: Pdu) -> None:
        self._out.append(bytes(pdu))
