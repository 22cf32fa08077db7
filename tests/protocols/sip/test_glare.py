"""Two phones that both change their call at the same moment, on a link that loses and reorders: RFC 3261 §14."""

import pytest

from ringback.protocols.sip.dialog import Dialog
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.headers import parse_address
from ringback.protocols.sip.invited import Invited, Respond
from ringback.protocols.sip.inviting import Accepted, AckAgain, Inviting, Rejected
from ringback.protocols.sip.layer import Arrived, Lost, Stray, Told, Transactions, Transmit
from ringback.protocols.sip.message import Message, Request, refused
from ringback.protocols.sip.parse import parse
from ringback.protocols.sip.renegotiation import Renegotiation
from ringback.protocols.sip.requests import via_of
from ringback.protocols.sip.screening import fault_of
from tests.protocols.sip.link import Link
from tests.protocols.sip.sample import BOB, names, reply, request, rewire


class Talker:
    """One side of an established call. It re-INVITEs when told to, and again after 491."""

    def __init__(self, link: Link, name: str, peer: str, dialog: Dialog) -> None:
        self.link, self.name, self.peer, self.dialog = link, name, peer, dialog
        self.layer, self.talk, self.names = Transactions(), Renegotiation(), names(len(name))
        self.ours: Inviting | None = None
        self.theirs: dict[int, tuple[Invited, object]] = {}
        self.want_at = float("inf")
        self.log: list[str] = []
        link.agents[name] = self  # type: ignore[assignment]

    @property
    def wake_at(self) -> float:
        return min([self.layer.wake_at, self.want_at, *(invited.wake_at for invited, _ in self.theirs.values())])

    def tick(self) -> None:
        now = self.link.now
        self.done(self.layer.tick(now))
        for invited, key in list(self.theirs.values()):
            self.steps(invited.tick(now), key)
        if now >= self.want_at:
            self.want_at = now + 0.5 if not self.talk.is_free else float("inf")
            if self.talk.is_free:
                self.change()

    def change(self) -> None:
        self.talk.begin("INVITE")
        invite = self.dialog.request("INVITE", via=self.via())
        self.ours = Inviting(invite, within=self.dialog)
        self.done(self.layer.request(invite, self.peer, self.link.now, reliable=False)[1])

    def via(self) -> str:
        return via_of(self.names, "udp", f"{self.name}.example.com", None)

    def receive(self, data: bytes) -> None:
        message = parse(data)
        assert isinstance(message, Message) and fault_of(message) is None, message
        self.done(self.layer.receive(message, self.peer, self.link.now, reliable=False))

    def done(self, events) -> None:
        for event in events:
            match event:
                case Transmit(message, flow, _):
                    self.link.send(flow, message)
                case Told(_, response) | Stray(response, _):
                    self.answered(response)
                case Arrived(message, _, key):
                    self.arrived(message, key)
                case Lost(_, status, message):
                    self.log.append(f"lost {status}")

    def answered(self, response) -> None:
        if self.ours is None or response.cseq != self.ours.invite.cseq:
            return
        for outcome in self.ours.receive(response):
            match outcome:
                case Accepted(_, dialog) | AckAgain(dialog):
                    self.link.send(self.peer, dialog.ack(self.ours.invite, via=self.via()))
            if isinstance(outcome, (Accepted, Rejected)):
                self.log.append(str(response.status))
                again = self.talk.ours_done(
                    response.status, self.link.now, self.names, owns_call_id=self.dialog.is_caller
                )
                self.want_at = again or self.want_at

    def arrived(self, message: Request, key) -> None:
        if message.method == "ACK":
            invited, _ = self.theirs.get(message.cseq.number, (None, None))
            if invited is not None and invited.acknowledged(message):
                self.talk.theirs_done()
            return
        fault = self.dialog.receive(message) or self.talk.arrives(message, self.names)
        if isinstance(fault, PeerError):
            self.done(self.layer.respond(key, refused(fault, "x"), self.link.now))  # type: ignore[arg-type]
            return
        invited = Invited(message, self.dialog)
        self.theirs[message.cseq.number] = invited, key
        self.steps(invited.accept(self.link.now), key)

    def steps(self, steps, key) -> None:
        for step in steps:
            if isinstance(step, Respond):
                self.done(self.layer.respond(key, step.response, self.link.now))
            else:
                self.log.append(type(step).__name__)
                self.talk.theirs_done()


def connected(seed: int, **link) -> tuple[Link, Talker, Talker]:
    invite = rewire(request())
    theirs = Dialog.from_request(invite, "bob", BOB)
    accepted = Invited(invite, theirs).accept(0.0)[0].response  # type: ignore[union-attr]
    between = Link(seed, **link)
    alice = Talker(between, "alice", "bobby", Dialog.from_response(invite, rewire(accepted)))
    return between, alice, Talker(between, "bobby", "alice", theirs)


def test_changes_that_cross_are_refused_with_491_and_both_succeed_later():
    link, alice, bob = connected(1, reliable=True)
    alice.want_at = bob.want_at = 1.0
    link.run()
    assert alice.log == ["491", "200"] and bob.log == ["491", "200"]


@pytest.mark.parametrize("seed", range(30))
def test_both_changes_succeed_in_the_end_on_a_bad_link(seed):
    link, alice, bob = connected(seed, loss=0.2, double=0.2)
    alice.want_at, bob.want_at = 1.0, 1.0 + seed / 50
    link.run(400.0)
    for side in (alice, bob):
        assert side.log[-1] == "200" and set(side.log) <= {"491", "500", "200"}, side.log
        assert side.talk.is_free and len(side.layer) == 0


def test_a_change_keeps_the_routes_and_moves_the_target():
    link, alice, bob = connected(1)
    routes, alice.dialog.contact = bob.dialog.routes, parse_address("<sip:alice@198.51.100.9>")
    alice.want_at = 1.0
    link.run()
    assert str(bob.dialog.target) == "sip:alice@198.51.100.9" and bob.dialog.routes == routes
    assert str(alice.dialog.target) == "sip:bob@192.0.2.2"


def test_a_change_by_the_called_side_does_not_turn_the_call_round():
    link, alice, bob = connected(1)
    bob.want_at = 1.0
    link.run()
    assert str(alice.dialog.target) == "sip:bob@192.0.2.2" and str(bob.dialog.target) == "sip:alice@192.0.2.1"
    assert bob.log == ["200"]


def test_a_refused_change_leaves_the_call_as_it_was_and_481_ends_it():
    _, alice, _ = connected(1)
    for status, ended in ((488, False), (481, True)):
        change = Inviting(alice.dialog.request("INVITE", via=alice.via()), within=alice.dialog)
        (outcome,) = change.receive(reply(change.invite, status))
        assert isinstance(outcome, Rejected) and (alice.dialog.phase.value == "ended") == ended


def test_a_change_that_is_taken_after_its_cancel_holds():
    _, alice, _ = connected(1)
    change = Inviting(alice.dialog.request("INVITE", via=alice.via()), within=alice.dialog)
    change.receive(reply(change.invite, 100))
    change.cancel()
    (outcome,) = change.receive(reply(change.invite, 200))
    assert isinstance(outcome, Accepted) and outcome.dialog is alice.dialog
