"""The four transactions as tables: RFC 3261 §17 as amended by RFC 6026.

Each `now` is seconds on one monotonic clock, the caller's. Do what each call returns, and call `tick` by `wake_at`.
`Ended` is the last word: let go of the object. What a table does not list is ignored.
"""

import enum
import math
from typing import ClassVar, NamedTuple

import msgspec

from ringback.protocols.sip.message import Message, Request, Response


class Timing(msgspec.Struct, frozen=True):
    """Seconds. RFC 3261 table 4; the last two are ours, so that everything ends."""

    t1: float = 0.5  # the round trip
    t2: float = 4.0  # the longest gap between resent requests and responses
    t4: float = 5.0  # how long a message may linger in the network
    trying_in: float = 0.2  # 100 is sent unless the caller answers sooner: §17.2.1
    ringing_in: float = 660.0  # no INVITE rings longer: Twilio's Timeout reaches 600


class State(enum.Enum):
    CALLING = "Calling"
    TRYING = "Trying"
    PROCEEDING = "Proceeding"
    CANCELLING = "Cancelling"  # Proceeding once CANCEL is out: §9.1 has its own limit
    ACCEPTED = "Accepted"  # RFC 6026
    COMPLETED = "Completed"
    CONFIRMED = "Confirmed"
    TERMINATED = "Terminated"


class Send(msgspec.Struct, frozen=True):
    """To the transaction's peer."""

    message: Request | Response


class Answered(msgspec.Struct, frozen=True):
    """To whoever sent the request."""

    response: Response


class Acknowledged(msgspec.Struct, frozen=True):
    """An ACK of a 2xx that came on the INVITE's own branch, as RFC 2543 sends it."""

    request: Request


class TimedOut(msgspec.Struct, frozen=True):
    """The peer never answered, or never acknowledged. Count it as 408. `Ended` follows."""


class Failed(msgspec.Struct, frozen=True):
    """The transport could not carry it. Count it as 503."""


class Ended(msgspec.Struct, frozen=True):
    """Let go of the transaction."""


Effect = Send | Answered | Acknowledged | TimedOut | Failed | Ended


class Rule(NamedTuple):
    """What an input does: where it leads, and the deeds on the way (methods named `_<deed>`)."""

    to: State
    do: tuple[str, ...] = ()


Table = dict[tuple[State, str], Rule]
S = State


class Timer(NamedTuple):
    """How long, in multiples of a span of `Timing`; whether it repeats, doubling; 0 on reliable transports."""

    span: str
    times: int = 1
    doubles: bool = False
    most: str | None = None  # span that the doubled gap does not pass
    only_unreliable: bool = False  # not started on a reliable transport
    zero_if_reliable: bool = False


TIMERS = {
    "A": Timer("t1", doubles=True, only_unreliable=True),
    "B": Timer("t1", 64),
    "cancelled": Timer("t1", 64),  # §9.1: no final response to an INVITE that was cancelled
    "D": Timer("t1", 64, zero_if_reliable=True),
    "E": Timer("t1", doubles=True, most="t2", only_unreliable=True),
    "F": Timer("t1", 64),
    "G": Timer("t1", doubles=True, most="t2", only_unreliable=True),
    "H": Timer("t1", 64),
    "I": Timer("t4", zero_if_reliable=True),
    "J": Timer("t1", 64, zero_if_reliable=True),
    "K": Timer("t4", zero_if_reliable=True),
    "L": Timer("t1", 64),
    "M": Timer("t1", 64),
    "100": Timer("trying_in"),
    "ringing": Timer("ringing_in"),
    "overdue": Timer("t1", 64),  # our own side never answered: the client has given up by now
}


class Transaction:
    """The engine: a state, its timers, a table. A timer runs on while the next state lists it too."""

    table: ClassVar[Table]
    timers_of: ClassVar[dict[State, tuple[str, ...]]]
    first: ClassVar[State]

    def __init__(self, request: Request, now: float, *, reliable: bool, timing: Timing = Timing()) -> None:  # noqa: B008 (frozen)
        self.request, self.state = request, self.first
        self._reliable, self._timing = reliable, timing
        self._due: dict[str, float] = {}
        self._gaps: dict[str, float] = {}
        self._last: Response | None = None
        self._enter(self.first, now)

    @property
    def wake_at(self) -> float:
        return min(self._due.values()) if self._due else math.inf

    @property
    def has_ended(self) -> bool:
        return self.state is State.TERMINATED

    def tick(self, now: float) -> list[Effect]:
        effects: list[Effect] = []
        while self._due:
            name = min(self._due, key=self._due.__getitem__)
            if self._due[name] > now:
                break
            self._restart(name, now)
            effects += self._turn(name, now)
        return effects

    def failed(self, now: float) -> list[Effect]:
        """The transport could not send, or its connection broke."""
        return self._turn("failed", now)

    def _turn(self, what: str, now: float, message: Message | None = None) -> list[Effect]:
        rule = self.table.get((self.state, what))
        if rule is None:
            return []
        effects: list[Effect] = []
        for deed in rule.do:
            effects += getattr(self, "_" + deed)(message)
        if rule.to is not self.state:
            self._enter(rule.to, now)
            effects += [Ended()] if self.has_ended else self.tick(now) if self.wake_at <= now else []
        return effects

    def _enter(self, state: State, now: float) -> None:
        self.state = state
        names = self.timers_of.get(state, ())
        self._due = {name: at for name, at in self._due.items() if name in names}
        for name in names:
            if name not in self._due:
                self._start(name, now)

    def _start(self, name: str, now: float) -> None:
        timer = TIMERS[name]
        if timer.only_unreliable and self._reliable:
            return
        gap = timer.times * getattr(self._timing, timer.span)
        self._gaps[name] = gap
        self._due[name] = now if timer.zero_if_reliable and self._reliable else now + gap

    def _restart(self, name: str, now: float) -> None:
        """Takes a timer that went off away, or sets it again if it repeats."""
        timer = TIMERS[name]
        if not timer.doubles:
            del self._due[name]
            return
        most = getattr(self._timing, timer.most) if timer.most else math.inf
        self._gaps[name] = most if self._is_slow(name) else min(2 * self._gaps[name], most)
        self._due[name] = now + self._gaps[name]

    def _is_slow(self, name: str) -> bool:
        """Timer E runs at T2 once a provisional response came: §17.1.2.2."""
        return name == "E" and self.state is State.PROCEEDING

    def _send_request(self, _: Message | None) -> list[Effect]:
        return [Send(self.request)]

    def _pass_up(self, response: Response) -> list[Effect]:
        return [Answered(response)]

    def _send(self, response: Response) -> list[Effect]:
        self._last = response
        self._due.pop("100", None)
        return [Send(response)]

    def _send_again(self, _: Message | None) -> list[Effect]:
        return [Send(self._last)] if self._last is not None else []

    def _time_out(self, _: Message | None) -> list[Effect]:
        return [TimedOut()]

    def _fail(self, _: Message | None) -> list[Effect]:
        return [Failed()]


def class_of(status: int) -> str:
    return "1xx" if status < 200 else "2xx" if status < 300 else "3-6xx"


class ClientTransaction(Transaction):
    """`begin` sends the request."""

    def begin(self) -> list[Effect]:
        return [Send(self.request)]

    def receive(self, response: Response, now: float) -> list[Effect]:
        return self._turn(class_of(response.status), now, response)


class InviteClient(ClientTransaction):
    """RFC 3261 §17.1.1, figure 5, and RFC 6026 §8.4. The ACK of a 2xx is the caller's to send."""

    first = S.CALLING
    timers_of = {
        S.CALLING: ("A", "B"),
        S.PROCEEDING: ("ringing",),
        S.CANCELLING: ("cancelled",),
        S.ACCEPTED: ("M",),
        S.COMPLETED: ("D",),
    }
    table = {
        (S.CALLING, "A"): Rule(S.CALLING, ("send_request",)),
        (S.CALLING, "B"): Rule(S.TERMINATED, ("time_out",)),
        (S.CALLING, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.CALLING, "1xx"): Rule(S.PROCEEDING, ("pass_up",)),
        (S.CALLING, "2xx"): Rule(S.ACCEPTED, ("pass_up",)),
        (S.CALLING, "3-6xx"): Rule(S.COMPLETED, ("send_ack", "pass_up")),
        (S.PROCEEDING, "1xx"): Rule(S.PROCEEDING, ("pass_up",)),
        (S.PROCEEDING, "2xx"): Rule(S.ACCEPTED, ("pass_up",)),
        (S.PROCEEDING, "3-6xx"): Rule(S.COMPLETED, ("send_ack", "pass_up")),
        (S.PROCEEDING, "cancel"): Rule(S.CANCELLING),
        (S.PROCEEDING, "ringing"): Rule(S.TERMINATED, ("time_out",)),
        (S.PROCEEDING, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.CANCELLING, "1xx"): Rule(S.CANCELLING, ("pass_up",)),
        (S.CANCELLING, "2xx"): Rule(S.ACCEPTED, ("pass_up",)),
        (S.CANCELLING, "3-6xx"): Rule(S.COMPLETED, ("send_ack", "pass_up")),
        (S.CANCELLING, "cancelled"): Rule(S.TERMINATED, ("time_out",)),
        (S.CANCELLING, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.ACCEPTED, "2xx"): Rule(S.ACCEPTED, ("pass_up",)),
        (S.ACCEPTED, "M"): Rule(S.TERMINATED),
        (S.COMPLETED, "3-6xx"): Rule(S.COMPLETED, ("send_ack",)),
        (S.COMPLETED, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.COMPLETED, "D"): Rule(S.TERMINATED),
    }

    def cancelled(self, now: float) -> list[Effect]:
        """CANCEL was sent: a final response is due within 64*T1 (§9.1). Only after a provisional response."""
        return self._turn("cancel", now)

    def _send_ack(self, response: Response) -> list[Effect]:
        return [Send(ack_of_refusal(self.request, response))]


def ack_of_refusal(invite: Request, response: Response) -> Request:
    """§17.1.1.3: the top Via, From, Call-ID, Route and URI of the INVITE, the To of the response."""
    fields = [
        ("Via", str(invite.via)),
        ("Max-Forwards", "70"),
        *(("Route", line) for line in invite.all("Route")),
        ("From", invite.first("From") or ""),
        ("To", response.first("To") or ""),
        ("Call-ID", invite.call_id),
        ("CSeq", f"{invite.cseq.number} ACK"),
    ]
    return Request("ACK", invite.request_uri, fields)


class NonInviteClient(ClientTransaction):
    """RFC 3261 §17.1.2, figure 6."""

    first = S.TRYING
    timers_of = {S.TRYING: ("E", "F"), S.PROCEEDING: ("E", "F"), S.COMPLETED: ("K",)}
    table = {
        (S.TRYING, "E"): Rule(S.TRYING, ("send_request",)),
        (S.TRYING, "F"): Rule(S.TERMINATED, ("time_out",)),
        (S.TRYING, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.TRYING, "1xx"): Rule(S.PROCEEDING, ("pass_up",)),
        (S.TRYING, "2xx"): Rule(S.COMPLETED, ("pass_up",)),
        (S.TRYING, "3-6xx"): Rule(S.COMPLETED, ("pass_up",)),
        (S.PROCEEDING, "E"): Rule(S.PROCEEDING, ("send_request",)),
        (S.PROCEEDING, "F"): Rule(S.TERMINATED, ("time_out",)),
        (S.PROCEEDING, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.PROCEEDING, "1xx"): Rule(S.PROCEEDING, ("pass_up",)),
        (S.PROCEEDING, "2xx"): Rule(S.COMPLETED, ("pass_up",)),
        (S.PROCEEDING, "3-6xx"): Rule(S.COMPLETED, ("pass_up",)),
        (S.COMPLETED, "K"): Rule(S.TERMINATED),
    }


class ServerTransaction(Transaction):
    """The request has come; `receive` takes it again where it is resent."""

    def respond(self, response: Response, now: float) -> list[Effect]:
        """What is late (a second final response, say) is dropped."""
        return self._turn("send " + class_of(response.status), now, response)

    def receive(self, request: Request, now: float) -> list[Effect]:
        return self._turn("ACK" if request.method == "ACK" else "request", now, request)

    @property
    def can_answer(self) -> bool:
        """Whether no final response is out yet."""
        return self.state in (State.TRYING, State.PROCEEDING)

    @property
    def to_tag(self) -> str | None:
        """Of the last response."""
        return self._last.to.tag if self._last is not None else None


class InviteServer(ServerTransaction):
    """RFC 3261 §17.2.1, figure 7, and RFC 6026 §8.5, §8.7. Resending a 2xx is the caller's (`Invited`)."""

    first = S.PROCEEDING
    timers_of = {
        S.PROCEEDING: ("100", "ringing"),
        S.ACCEPTED: ("L",),
        S.COMPLETED: ("G", "H"),
        S.CONFIRMED: ("I",),
    }
    table = {
        (S.PROCEEDING, "request"): Rule(S.PROCEEDING, ("send_again",)),
        (S.PROCEEDING, "100"): Rule(S.PROCEEDING, ("send_trying",)),
        (S.PROCEEDING, "ringing"): Rule(S.TERMINATED, ("time_out",)),
        (S.PROCEEDING, "send 1xx"): Rule(S.PROCEEDING, ("send",)),
        (S.PROCEEDING, "send 2xx"): Rule(S.ACCEPTED, ("send",)),
        (S.PROCEEDING, "send 3-6xx"): Rule(S.COMPLETED, ("send",)),
        (S.PROCEEDING, "failed"): Rule(S.PROCEEDING, ("fail",)),
        (S.ACCEPTED, "send 2xx"): Rule(S.ACCEPTED, ("send",)),
        (S.ACCEPTED, "ACK"): Rule(S.ACCEPTED, ("pass_ack_up",)),
        (S.ACCEPTED, "failed"): Rule(S.ACCEPTED, ("fail",)),
        (S.ACCEPTED, "L"): Rule(S.TERMINATED),
        (S.COMPLETED, "request"): Rule(S.COMPLETED, ("send_again",)),
        (S.COMPLETED, "G"): Rule(S.COMPLETED, ("send_again",)),
        (S.COMPLETED, "ACK"): Rule(S.CONFIRMED),
        (S.COMPLETED, "H"): Rule(S.TERMINATED, ("time_out",)),
        (S.COMPLETED, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.CONFIRMED, "I"): Rule(S.TERMINATED),
    }

    def _send_trying(self, _: Message | None) -> list[Effect]:
        from_request = [pair for pair in self.request.fields if pair[0] in _IN_TRYING]
        return self._send(Response(100, None, from_request))

    def _pass_ack_up(self, request: Request) -> list[Effect]:
        return [Acknowledged(request)]


_IN_TRYING = frozenset(("Via", "From", "To", "Call-ID", "CSeq", "Timestamp"))


class NonInviteServer(ServerTransaction):
    """RFC 3261 §17.2.2, figure 8."""

    first = S.TRYING
    timers_of = {S.TRYING: ("overdue",), S.PROCEEDING: ("overdue",), S.COMPLETED: ("J",)}
    table = {
        (S.TRYING, "send 1xx"): Rule(S.PROCEEDING, ("send",)),
        (S.TRYING, "send 2xx"): Rule(S.COMPLETED, ("send",)),
        (S.TRYING, "send 3-6xx"): Rule(S.COMPLETED, ("send",)),
        (S.TRYING, "overdue"): Rule(S.TERMINATED, ("time_out",)),
        (S.TRYING, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.PROCEEDING, "request"): Rule(S.PROCEEDING, ("send_again",)),
        (S.PROCEEDING, "send 1xx"): Rule(S.PROCEEDING, ("send",)),
        (S.PROCEEDING, "send 2xx"): Rule(S.COMPLETED, ("send",)),
        (S.PROCEEDING, "send 3-6xx"): Rule(S.COMPLETED, ("send",)),
        (S.PROCEEDING, "overdue"): Rule(S.TERMINATED, ("time_out",)),
        (S.PROCEEDING, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.COMPLETED, "request"): Rule(S.COMPLETED, ("send_again",)),
        (S.COMPLETED, "failed"): Rule(S.TERMINATED, ("fail",)),
        (S.COMPLETED, "J"): Rule(S.TERMINATED),
    }
