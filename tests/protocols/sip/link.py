"""Two user agents on a link that loses, doubles and reorders, driven by a clock that only this file moves."""

import heapq
import itertools
import math
import random

from ringback.protocols.sip.dialog import Dialog
from ringback.protocols.sip.invited import Confirmed, Invited, Respond, Unconfirmed
from ringback.protocols.sip.inviting import Accepted, AckAgain, Inviting, Rejected, SendCancel, Unwanted
from ringback.protocols.sip.layer import Arrived, Cancelled, Lost, Stray, Told, Transactions, Transmit
from ringback.protocols.sip.message import Message, answer
from ringback.protocols.sip.parse import parse
from ringback.protocols.sip.requests import via_of
from ringback.protocols.sip.screening import fault_of
from tests.protocols.sip.sample import BOB, names, request


class Link:
    """`loss` and `double` are chances of a datagram; delays are 1 to 300 ms, so they overtake each other."""

    def __init__(self, seed: int, *, loss: float = 0.0, double: float = 0.0, reliable: bool = False) -> None:
        self.now, self.reliable = 0.0, reliable
        self._chance, self._loss, self._double = random.Random(seed), loss, double
        self._air: list = []
        self._count = itertools.count()
        self.agents: dict[str, Agent] = {}
        self.sent: list[tuple[float, str, str]] = []

    def send(self, to: str, message: Message) -> None:
        self.sent.append((round(self.now, 3), to, message.start_line().removesuffix(" SIP/2.0")))
        for _ in range(1 + (self._chance.random() < self._double)):
            if self._chance.random() >= self._loss:
                delay = 0.001 if self.reliable else self._chance.uniform(0.001, 0.3)
                heapq.heappush(self._air, (self.now + delay, next(self._count), to, bytes(message)))

    def run(self, until: float = 200.0) -> None:
        while True:
            air_at = self._air[0][0] if self._air else math.inf
            wake_at = min(agent.wake_at for agent in self.agents.values())
            self.now = max(self.now, min(air_at, wake_at))
            if min(air_at, wake_at) > until:
                return
            if air_at <= wake_at:
                _, _, to, data = heapq.heappop(self._air)
                self.agents[to].receive(data)
            else:
                for agent in self.agents.values():
                    agent.tick()


class Agent:
    """A phone: rings after 0.2 s if called, answers `answers_at`; calls with `call`, hangs up with `hang_up`."""

    def __init__(self, link: Link, name: str, peer: str, **habits) -> None:
        self.link, self.name, self.peer, self.habits = link, name, peer, habits
        self.layer, self.names = Transactions(), names(len(name))
        self.log: list[str] = []
        self.inviting: Inviting | None = None
        self.invite_key = None
        self.invited: Invited | None = None
        self.invited_key = None
        self.dialog: Dialog | None = None
        self.plans: list = []
        self._count = itertools.count()
        link.agents[name] = self

    @property
    def wake_at(self) -> float:
        plans = self.plans[0][0] if self.plans else math.inf
        return min(self.layer.wake_at, plans, self.invited.wake_at if self.invited else math.inf)

    def plan(self, at: float, what) -> None:
        heapq.heappush(self.plans, (at, next(self._count), what))

    def tick(self) -> None:
        now = self.link.now
        self.done(self.layer.tick(now))
        if self.invited is not None:
            self.steps(self.invited.tick(now))
        while self.plans and self.plans[0][0] <= now:
            heapq.heappop(self.plans)[2]()

    def receive(self, data: bytes) -> None:
        message = parse(data)
        assert isinstance(message, Message) and fault_of(message) is None, message
        self.done(self.layer.receive(message, self.peer, self.link.now, reliable=self.link.reliable))

    def done(self, events) -> None:
        for event in events:
            match event:
                case Transmit(message, flow, _):
                    self.link.send(flow, message)
                case Arrived(message, _, key):
                    self.arrived(message, key)
                case Told(key, response) | Stray(response, key):
                    if response.cseq.method == "INVITE" and self.inviting is not None:
                        self.outcomes(self.inviting.receive(response))
                    elif response.cseq.method == "BYE" and response.status >= 200:
                        self.log.append(f"BYE {response.status}")
                case Cancelled():
                    self.log.append("cancelled")
                    self.steps(self.invited.reject(487))
                case Lost(_, status, message):
                    self.log.append(f"lost {message.method} {status}")

    def via(self) -> str:
        return via_of(self.names, "udp", f"{self.name}.example.com", None)

    def call(self) -> None:
        invite = request("INVITE", seed=7)
        self.inviting = Inviting(invite)
        self.invite_key, events = self.layer.request(invite, self.peer, self.link.now, reliable=self.link.reliable)
        self.done(events)

    def cancel(self) -> None:
        self.outcomes(self.inviting.cancel())

    def outcomes(self, outcomes) -> None:
        for outcome in outcomes:
            match outcome:
                case SendCancel(cancel):
                    self.log.append("CANCEL")
                    _, events = self.layer.request(cancel, self.peer, self.link.now, reliable=self.link.reliable)
                    self.done([*events, *self.layer.cancelled(self.invite_key, self.link.now)])
                case Accepted(_, dialog):
                    self.log.append("accepted")
                    self.dialog = dialog
                    self.acknowledge(dialog)
                case AckAgain(dialog):
                    self.acknowledge(dialog)
                case Unwanted(_, dialog):
                    self.log.append("unwanted")
                    self.acknowledge(dialog)
                    self.hang_up(dialog)
                case Rejected(response):
                    self.log.append(f"rejected {response.status}")

    def acknowledge(self, dialog: Dialog) -> None:
        self.link.send(self.peer, dialog.ack(self.inviting.invite, via=self.via()))

    def hang_up(self, dialog: Dialog | None = None) -> None:
        bye = (dialog or self.dialog).request("BYE", via=self.via())
        self.done(self.layer.request(bye, self.peer, self.link.now, reliable=self.link.reliable)[1])

    def arrived(self, message, key) -> None:
        now = self.link.now
        if message.method == "INVITE":
            self.invited_key = key
            self.invited = Invited(message, Dialog.from_request(message, self.names.tag(), BOB))
            self.plan(now + 0.1, self.ring)
            self.plan(now + self.habits.get("answers_in", 1.0), self.answer)
        elif message.method == "ACK" and self.invited is not None:
            self.steps(self.invited.acknowledged(message))
        elif message.method == "BYE":
            self.log.append("hung up on")
            self.done(self.layer.respond(key, answer(message, 200, to_tag="x"), now))

    def ring(self) -> None:
        if not self.invited.is_answered:
            self.steps(self.invited.progress(180, self.link.now))

    def answer(self) -> None:
        if not self.invited.is_answered:
            self.log.append("answers")
            self.dialog = self.invited.dialog
            self.steps(self.invited.accept(self.link.now))

    def steps(self, steps) -> None:
        for step in steps:
            match step:
                case Respond(response):
                    self.done(self.layer.respond(self.invited_key, response, self.link.now))
                case Confirmed():
                    self.log.append("confirmed")
                case Unconfirmed():
                    self.log.append("unconfirmed")
                    self.hang_up(self.invited.dialog)


def pair(seed: int = 1, *, answers_in: float = 1.0, **link) -> tuple[Link, Agent, Agent]:
    between = Link(seed, **link)
    return between, Agent(between, "alice", "bob"), Agent(between, "bob", "alice", answers_in=answers_in)
