"""Transactions on real flows: what calls and the registrar stand on. It knows flows, moments and keys, not calls."""

import itertools
from collections.abc import Callable, Hashable
from typing import NamedTuple, Protocol

from ringback.kernel import Clock
from ringback.protocols.sip.headers import Address
from ringback.protocols.sip.layer import (
    Arrived,
    Cancelled,
    Event,
    Lost,
    Over,
    Stray,
    Told,
    Transactions,
    Transmit,
    server_key,
)
from ringback.protocols.sip.message import Request, Response, answer
from ringback.protocols.sip.names import Names
from ringback.protocols.sip.requests import via_of
from ringback.protocols.sip.routing import Hop
from ringback.protocols.sip.transactions import Timing
from ringback.protocols.sip.uri import SipUri
from ringback.signalling.alarms import Alarms, Sleeper
from ringback.signalling.reach import Reach
from ringback.signalling.trace import Trace, Traced, word_of
from ringback.transports.flows import Flow

Key = tuple[Hashable, ...]
LATE_S = 32.0  # how long after its transaction a 2xx may still come: 64*T1


class Back(NamedTuple):
    """The way back of a request: RFC 3581 where it asks for that, else the port its Via names. §18.2.2

    Always to the address it came from. `maddr` is not followed: it would let a stranger aim our answers at another.
    """

    flow: Flow
    port: int


class Serving(Protocol):
    """Whoever answers an INVITE. `ip` is where it came from."""

    ip: str

    def cancelled(self, cancel: Request) -> None: ...
    def never_answered(self) -> None: ...


class Caller(Protocol):
    """Whoever sent an INVITE, for the 2xx that come after its transaction."""

    def told(self, response: Response) -> None: ...


Heard = Callable[[Response], None]


class Engine:
    def __init__(self, names: Names, reach: Reach, clock: Clock, timing: Timing, *, most: int) -> None:
        self.names, self.reach, self._clock = names, reach, clock
        self.timing, self.layer, self.alarms = timing, Transactions(timing=timing, most=most), Alarms()
        self.arrived: Callable[[Request, Flow, Key | None], None] = lambda request, flow, key: None
        self.trace: Trace | None = None
        self.user_agent = ""
        self.now: Callable[[], float] = lambda: 0.0
        self.wake: Callable[[float], None] = lambda at: None
        self.serving: dict[Key, Serving] = {}
        self.callers: dict[tuple[str, str], Caller] = {}
        self._heard: dict[Key, tuple[Heard, Flow]] = {}
        self._on_stream: dict[Flow, set[Key]] = {}
        self._serials = itertools.count()

    def serial(self) -> int:
        return next(self._serials)

    # what comes in

    def received(self, message: Request | Response, flow: Flow) -> None:
        if self.trace is not None:
            self._tell("received", message, flow)
        if isinstance(message, Request) and message.method == "CANCEL" and self._is_forged(message, flow):
            return
        way = _back(message, flow) if isinstance(message, Request) else flow
        self.done(self.layer.receive(message, way, self.now(), reliable=flow.is_reliable))
        self.arm()

    def _is_forged(self, cancel: Request, flow: Flow) -> bool:
        """A CANCEL from another address than its INVITE's. A caller sends both the same way: §9.1."""
        serving = self.serving.get(server_key(cancel, "INVITE"))
        return serving is not None and serving.ip != flow.ip

    def tick(self, now: float) -> None:
        self.done(self.layer.tick(now))
        self.alarms.tick(now)
        self.arm()

    def arm(self) -> None:
        self.wake(min(self.layer.wake_at, self.alarms.wake_at))

    def mind(self, sleeper: Sleeper) -> None:
        self.alarms.mind(sleeper, self.now())

    def gone(self, flow: Flow) -> None:
        """A connection broke: what waits for an answer on it waits in vain. §17.1.4"""
        now = self.now()
        for key in self._on_stream.pop(flow, ()):
            self.done(self.layer.failed(key, now))
        self.arm()

    # what goes out

    def ask(self, request: Request, flow: Flow, heard: Heard) -> Key:
        """Sends a request; `heard` gets every response, 408 where none came, 503 where it could not be sent."""
        key, events = self.layer.request(request, flow, self.now(), reliable=flow.is_reliable)
        self._heard[key] = heard, flow
        if flow.is_reliable:
            self._on_stream.setdefault(flow, set()).add(key)
        self.done(events)
        self.arm()
        return key

    def respond(self, key: Key, response: Response) -> None:
        if response.status >= 200:
            self.serving.pop(key, None)  # a CANCEL comes too late from now on
        self.done(self.layer.respond(key, response, self.now()))
        self.arm()

    def answer(self, key: Key, request: Request, status: int, **more: object) -> None:
        self.respond(key, answer(request, status, to_tag=self.names.tag(), **more))  # type: ignore[arg-type]

    def cancel_sent(self, invite: Key) -> None:
        self.done(self.layer.cancelled(invite, self.now()))
        self.arm()

    def send(self, request: Request, flow: Flow) -> None:
        """Without a transaction: an ACK of a 2xx."""
        if self.trace is not None:
            self._tell("sent", request, flow)
        flow.send(bytes(request))

    def via(self, flow: Flow) -> str:
        host, port = self.reach.own(flow)
        return via_of(self.names, flow.transport, host, port)

    def contact(self, flow: Flow, user: str | None) -> Address:
        host, port = self.reach.own(flow)
        params: dict[str, str | None] = {} if flow.transport == "udp" else {"transport": flow.transport}
        return Address(SipUri(host, user or None, port, params=params))

    def to(self, hop: Hop, then: Callable[[Flow | None], None]) -> None:
        """The flow to a hop, at once where its address is known; None where it leads nowhere."""
        self.reach.to(hop, then)

    # what the layer says

    def done(self, events: list[Event]) -> None:
        for event in events:
            match event:
                case Transmit():
                    self._transmit(event)
                case Arrived(request, way, key):
                    self.arrived(request, way.flow, key)
                case Told(key, response):
                    self._heard[key][0](response)
                case Over(key):
                    self._over(key)
                case Cancelled(key, cancel):
                    if key in self.serving:
                        self.serving[key].cancelled(cancel)
                case Lost(key, status, request):
                    self._lost(key, status, request)
                case Stray(response):
                    self._stray(response)

    def _transmit(self, event: Transmit) -> None:
        message, way = event.message, event.flow
        flow = way.flow if isinstance(way, Back) else way
        if self.trace is not None:
            self._tell("sent", message, flow)
        data = bytes(message)
        sent = flow.respond(data, way.port) if isinstance(way, Back) else flow.send(data)
        if not sent and not (isinstance(message, Response) and self._by_another_way(message, flow, data)):
            self.done(self.layer.failed(event.key, self.now()) if event.key is not None else [])

    def _by_another_way(self, response: Response, flow: Flow, data: bytes) -> bool:
        """The connection that a request came on is gone: one to the port its Via names. §18.2.2"""
        if not flow.is_reliable:
            return False
        again = self.reach.known(Hop(flow.ip, response.via.port or 5060, flow.transport))
        return again is not None and again.send(data)

    def _over(self, key: Key) -> None:
        self.serving.pop(key, None)
        _, flow = self._heard.pop(key, (None, None))
        keys = self._on_stream.get(flow) if flow is not None and flow.is_reliable else None
        if flow is not None and keys is not None:
            keys.discard(key)
            if not keys:
                del self._on_stream[flow]

    def _lost(self, key: Key, status: int, request: Request) -> None:
        if key in self._heard:
            self._heard[key][0](answer(request, status))
        elif key in self.serving:
            self.serving[key].never_answered()

    def _stray(self, response: Response) -> None:
        if response.is_success and response.cseq.method == "INVITE":
            caller = self.callers.get((response.call_id, response.from_.tag or ""))
            if caller is not None:
                caller.told(response)

    def forget_caller(self, call_id: str, tag: str) -> None:
        """Not at once: see LATE_S."""
        self.alarms.later(self.now() + LATE_S, lambda: self._forget(call_id, tag))

    def _forget(self, call_id: str, tag: str) -> None:
        self.callers.pop((call_id, tag), None)

    def _tell(self, direction: str, message: Request | Response, flow: Flow) -> None:
        assert self.trace is not None
        peer = f"[{flow.ip}]:{flow.port}" if ":" in flow.ip else f"{flow.ip}:{flow.port}"
        self.trace(message.call_id, Traced(self._clock.now(), direction, word_of(message), peer))


def _back(request: Request, flow: Flow) -> Back:
    via = request.via
    return Back(flow, flow.port if "rport" in via.params else via.port or 5060)
