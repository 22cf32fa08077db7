"""The four transactions, timer by timer: RFC 3261 §17 and RFC 6026."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringback.protocols.sip.message import Request, Response
from ringback.protocols.sip.transactions import (
    TIMERS,
    Acknowledged,
    Answered,
    Ended,
    Failed,
    InviteClient,
    InviteServer,
    NonInviteClient,
    NonInviteServer,
    Send,
    State,
    TimedOut,
)
from tests.protocols.sip.sample import reply, request

INVITE, OPTIONS = request("INVITE"), request("OPTIONS")
KINDS = (InviteClient, NonInviteClient, InviteServer, NonInviteServer)


def ticks(transaction, until: float = math.inf):
    """(moment, effect) for everything that time alone brings about."""
    found = []
    while (at := transaction.wake_at) <= until and at < math.inf:
        found += [(round(at, 3), effect) for effect in transaction.tick(at)]
    return found


def sent(found) -> list[float]:
    return [at for at, effect in found if isinstance(effect, Send)]


def told(effects) -> list[str | int]:
    return [
        effect.message.status if isinstance(effect, Send) and isinstance(effect.message, Response)
        else effect.message.method if isinstance(effect, Send)
        else effect.response.status if isinstance(effect, Answered)
        else type(effect).__name__
        for effect in effects
    ]  # fmt: skip


def ack(to: Request = INVITE) -> Request:
    return Request("ACK", to.request_uri, to.fields).with_field("CSeq", f"{to.cseq.number} ACK")


# The INVITE client: §17.1.1


def test_an_invite_is_resent_doubling_and_given_up_after_32_seconds():
    *resends, timed_out, ended = ticks(InviteClient(INVITE, 0.0, reliable=False))
    assert sent(resends) == [0.5, 1.5, 3.5, 7.5, 15.5, 31.5]
    assert (timed_out, ended) == ((32.0, TimedOut()), (32.0, Ended()))


def test_an_invite_on_a_stream_is_sent_once():
    assert ticks(InviteClient(INVITE, 0.0, reliable=True)) == [(32.0, TimedOut()), (32.0, Ended())]


def test_an_invite_that_rings_is_not_resent():
    client = InviteClient(INVITE, 0.0, reliable=False)
    assert told(client.receive(reply(INVITE, 180), 0.1)) == [180]
    assert ticks(client, until=600.0) == []


def test_a_refusal_is_acknowledged_each_time_it_comes_but_told_once():
    client = InviteClient(INVITE, 0.0, reliable=False)
    assert told(client.receive(reply(INVITE, 486), 1.0)) == ["ACK", 486]
    assert told(client.receive(reply(INVITE, 486), 1.5)) == ["ACK"]
    assert ticks(client) == [(33.0, Ended())]  # Timer D


def test_a_refusal_on_a_stream_ends_it_at_once():
    client = InviteClient(INVITE, 0.0, reliable=True)
    assert told(client.receive(reply(INVITE, 486), 1.0)) == ["ACK", 486, "Ended"]


def test_the_ack_of_a_refusal_is_made_of_invite_and_response():  # §17.1.1.3
    routed = INVITE.with_added("Route", "<sip:proxy.example.com;lr>")
    send = InviteClient(routed, 0.0, reliable=False).receive(reply(routed, 404, tag="x1"), 0.1)[0]
    message = send.message
    assert (message.method, message.request_uri, message.via) == ("ACK", INVITE.request_uri, INVITE.via)
    assert message.to.tag == "x1" and str(message.cseq) == "1 ACK" and message.all("Route") == routed.all("Route")


def test_every_2xx_is_told_for_32_seconds():  # RFC 6026 §8.4: forked answers, and resent ones
    client = InviteClient(INVITE, 0.0, reliable=False)
    assert told(client.receive(reply(INVITE, 200, tag="a"), 1.0)) == [200]
    assert told(client.receive(reply(INVITE, 200, tag="b"), 2.0)) == [200]
    assert told(client.receive(reply(INVITE, 486), 2.0)) == []
    assert ticks(client) == [(33.0, Ended())]  # Timer M


def test_a_cancelled_invite_is_given_up_32_seconds_later():  # §9.1
    client = InviteClient(INVITE, 0.0, reliable=False)
    client.receive(reply(INVITE, 180), 1.0)
    client.cancelled(5.0)
    assert ticks(client) == [(37.0, TimedOut()), (37.0, Ended())]


def test_a_cancelled_invite_may_be_answered_all_the_same():
    client = InviteClient(INVITE, 0.0, reliable=False)
    client.receive(reply(INVITE, 180), 1.0)
    client.cancelled(5.0)
    assert told(client.receive(reply(INVITE, 200), 5.1)) == [200] and client.state is State.ACCEPTED


def test_a_broken_transport_ends_an_invite():
    assert told(InviteClient(INVITE, 0.0, reliable=True).failed(1.0)) == ["Failed", "Ended"]


# The other client: §17.1.2


def test_a_request_is_resent_doubling_up_to_t2_and_given_up_after_32_seconds():
    *resends, timed_out, ended = ticks(NonInviteClient(OPTIONS, 0.0, reliable=False))
    assert sent(resends) == [0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5]
    assert (timed_out, ended) == ((32.0, TimedOut()), (32.0, Ended()))


def test_a_provisional_answer_slows_resending_to_t2():
    client = NonInviteClient(OPTIONS, 0.0, reliable=False)
    client.receive(reply(OPTIONS, 100), 0.2)
    assert sent(ticks(client))[:3] == [0.5, 4.5, 8.5]


def test_an_answer_is_told_once_and_soaked_up_for_t4():
    client = NonInviteClient(OPTIONS, 0.0, reliable=False)
    assert told(client.receive(reply(OPTIONS, 200), 1.0)) == [200]
    assert client.receive(reply(OPTIONS, 200), 2.0) == []
    assert ticks(client) == [(6.0, Ended())]  # Timer K


def test_an_answer_on_a_stream_is_the_end():
    assert told(NonInviteClient(OPTIONS, 0.0, reliable=True).receive(reply(OPTIONS, 200), 1.0)) == [200, "Ended"]


# The INVITE server: §17.2.1


def test_100_is_sent_where_the_caller_takes_longer_than_200_ms():
    server = InviteServer(INVITE, 0.0, reliable=False)
    ((at, effect),) = ticks(server, until=60.0)
    assert at == 0.2 and effect.message.status == 100 and effect.message.to.tag is None


def test_no_100_is_sent_where_it_rings_already():
    server = InviteServer(INVITE, 0.0, reliable=False)
    assert told(server.respond(reply(INVITE, 180), 0.1)) == [180]
    assert ticks(server, until=60.0) == []


def test_a_resent_invite_gets_the_last_provisional_answer_again():
    server = InviteServer(INVITE, 0.0, reliable=False)
    assert server.receive(INVITE, 0.05) == []
    server.respond(reply(INVITE, 180), 0.1)
    assert told(server.receive(INVITE, 0.5)) == [180]


def test_a_refusal_is_resent_until_its_ack_comes():
    server = InviteServer(INVITE, 0.0, reliable=False)
    assert told(server.respond(reply(INVITE, 486), 0.1)) == [486]
    assert sent(ticks(server, until=12.0)) == [0.6, 1.6, 3.6, 7.6, 11.6]  # Timer G
    assert server.receive(ack(), 12.0) == [] and server.state is State.CONFIRMED
    assert server.receive(ack(), 13.0) == [] and server.receive(INVITE, 13.0) == []
    assert ticks(server) == [(17.0, Ended())]  # Timer I


def test_a_refusal_without_an_ack_is_given_up_after_32_seconds():
    server = InviteServer(INVITE, 0.0, reliable=True)
    server.respond(reply(INVITE, 486), 1.0)
    assert ticks(server) == [(33.0, TimedOut()), (33.0, Ended())]  # Timer H, and no G on a stream


def test_an_accepted_invite_stays_to_soak_up_resends():  # RFC 6026 §8.5
    server = InviteServer(INVITE, 0.0, reliable=True)
    assert told(server.respond(reply(INVITE, 200), 1.0)) == [200]
    assert server.receive(INVITE, 1.5) == []
    assert told(server.respond(reply(INVITE, 200), 1.5)) == [200]  # the caller resends it
    assert server.respond(reply(INVITE, 486), 2.0) == []
    assert ticks(server) == [(33.0, Ended())]  # Timer L


def test_an_ack_on_the_branch_of_an_accepted_invite_is_told():
    server = InviteServer(INVITE, 0.0, reliable=False)
    server.respond(reply(INVITE, 200), 1.0)
    (effect,) = server.receive(ack(), 1.1)
    assert isinstance(effect, Acknowledged) and effect.request.method == "ACK"


def test_a_lost_way_is_told_but_does_not_end_an_open_invite():  # RFC 6026 §8.7
    server = InviteServer(INVITE, 0.0, reliable=True)
    assert server.failed(0.1) == [Failed()] and server.can_answer


# The other server: §17.2.2


def test_a_resent_request_is_ignored_then_answered_again():
    server = NonInviteServer(OPTIONS, 0.0, reliable=False)
    assert server.receive(OPTIONS, 0.5) == []
    assert told(server.respond(reply(OPTIONS, 200), 1.0)) == [200]
    assert told(server.receive(OPTIONS, 1.5)) == [200]
    assert server.respond(reply(OPTIONS, 500), 2.0) == []
    assert ticks(server) == [(33.0, Ended())]  # Timer J


def test_a_request_that_this_side_never_answers_ends_all_the_same():
    assert ticks(NonInviteServer(OPTIONS, 0.0, reliable=False)) == [(32.0, TimedOut()), (32.0, Ended())]


# The tables


@pytest.mark.parametrize("kind", KINDS)
def test_every_timer_of_a_state_has_its_rule_and_every_state_an_end(kind):
    for state, timers in kind.timers_of.items():
        for timer in timers:
            assert timer in TIMERS and (state, timer) in kind.table
    ends = {state for (state, _), rule in kind.table.items() if rule.to is State.TERMINATED}
    assert set(kind.timers_of) <= ends
    assert all(hasattr(kind, "_" + deed) for rule in kind.table.values() for deed in rule.do)


EVENTS = st.lists(
    st.tuples(st.sampled_from(["tick", "failed", "ACK", "request", "cancel", 100, 180, 200, 302, 486, 600]),
              st.floats(0, 40, allow_nan=False)),
    max_size=30,
)  # fmt: skip


def happen(transaction, what: str | int, now: float):
    told_to, is_client = transaction.request, isinstance(transaction, (InviteClient, NonInviteClient))
    if what == "tick":
        return transaction.tick(now)
    if what == "failed":
        return transaction.failed(now)
    if what == "cancel":
        return transaction.cancelled(now) if isinstance(transaction, InviteClient) else []
    if isinstance(what, int):
        response = reply(told_to, what)
        return transaction.receive(response, now) if is_client else transaction.respond(response, now)
    return [] if is_client else transaction.receive(ack(told_to) if what == "ACK" else told_to, now)


@settings(max_examples=150)
@given(st.sampled_from(KINDS), st.booleans(), EVENTS)
def test_in_any_order_nothing_is_raised_and_all_ends(kind, reliable, events):
    transaction = kind(INVITE if kind in (InviteClient, InviteServer) else OPTIONS, 0.0, reliable=reliable)
    now, effects = 0.0, []
    for what, pause in events:
        now += pause
        effects += happen(transaction, what, now)
    for _ in range(2000):
        if transaction.has_ended:
            break
        effects += transaction.tick(max(now, transaction.wake_at))
        now = max(now, transaction.wake_at)
    assert transaction.has_ended and transaction.wake_at == math.inf
    assert effects.count(Ended()) == 1 and effects[-1] == Ended()
    assert transaction.tick(now + 1000) == []
