"""Which message belongs to which transaction."""

import pytest

from ringback.protocols.sip.errors import LocalError
from ringback.protocols.sip.layer import Arrived, Cancelled, Lost, Over, Stray, Told, Transactions, Transmit
from ringback.protocols.sip.message import Request
from tests.protocols.sip.sample import reply, request


def into(layer: Transactions, message, now: float = 0.0, reliable: bool = False):
    return layer.receive(message, "flow", now, reliable=reliable)


def cancel_of(invite: Request) -> Request:
    return Request("CANCEL", invite.request_uri, invite.fields).with_field("CSeq", f"{invite.cseq.number} CANCEL")


def ack_of(invite: Request) -> Request:
    return Request("ACK", invite.request_uri, invite.fields).with_field("CSeq", f"{invite.cseq.number} ACK")


def statuses(events) -> list[int]:
    return [e.message.status for e in events if isinstance(e, Transmit)]


def test_an_answer_finds_its_request():
    layer, asked = Transactions(), request("OPTIONS")
    key, events = layer.request(asked, "flow", 0.0, reliable=False)
    assert events == [Transmit(asked, "flow", key)]
    (told,) = into(layer, reply(asked, 200))
    assert isinstance(told, Told) and told.key == key


def test_an_answer_to_nothing_is_stray():
    assert isinstance(into(Transactions(), reply(request(), 200))[0], Stray)


def test_an_answer_of_another_method_on_the_branch_is_stray():
    layer, invite = Transactions(), request()
    layer.request(invite, "flow", 0.0, reliable=False)
    other = reply(invite, 200).with_field("CSeq", "1 CANCEL")
    assert isinstance(into(layer, other)[0], Stray)


def test_a_branch_may_not_be_used_twice():
    layer = Transactions()
    layer.request(request(), "flow", 0.0, reliable=False)
    with pytest.raises(LocalError):
        layer.request(request(), "flow", 0.0, reliable=False)


def test_a_resent_request_arrives_once():
    layer, invite = Transactions(), request()
    (arrived,) = into(layer, invite)
    assert isinstance(arrived, Arrived) and into(layer, invite, 0.1) == []
    assert statuses(layer.respond(arrived.key, reply(invite, 180), 0.2)) == [180]
    assert statuses(into(layer, invite, 0.5)) == [180]


def test_the_ack_of_a_refusal_stays_below_and_that_of_a_2xx_comes_up():
    layer, invite = Transactions(), request()
    (arrived,) = into(layer, invite)
    layer.respond(arrived.key, reply(invite, 486), 0.1)
    assert into(layer, ack_of(invite), 0.2) == []
    other = request("ACK", seed=2)
    assert into(layer, other) == [Arrived(other, "flow", None)]


def test_a_cancel_is_answered_below_and_told():
    layer, invite = Transactions(), request()
    (arrived,) = into(layer, invite)
    answered, cancelled, *_ = into(layer, cancel_of(invite), 0.1)
    assert answered.message.status == 200 and cancelled == Cancelled(arrived.key, cancelled.cancel)
    assert statuses(layer.respond(arrived.key, reply(invite, 487), 0.1)) == [487]


def test_a_cancel_that_comes_too_late_is_answered_and_changes_nothing():
    layer, invite = Transactions(), request()
    (arrived,) = into(layer, invite)
    layer.respond(arrived.key, reply(invite, 200, tag="ours"), 0.1)
    (answered,) = into(layer, cancel_of(invite), 0.2)
    assert answered.message.status == 200 and answered.message.to.tag == "ours"


def test_a_cancel_of_nothing_is_481():
    assert statuses(into(Transactions(), cancel_of(request()))) == [481]


def test_a_cancel_from_elsewhere_does_not_match():
    layer, invite = Transactions(), request()
    into(layer, invite)
    spoofed = (
        cancel_of(invite).without_first("Via").with_first("Via", str(invite.via).replace("192.0.2.1", "192.0.2.66"))
    )
    assert statuses(into(layer, spoofed, 0.1)) == [481]


def test_the_same_request_by_two_ways_is_482():
    layer, invite = Transactions(), request()
    into(layer, invite)
    forked = invite.without_first("Via").with_first("Via", "SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKother")
    assert statuses(into(layer, forked, 0.1)) == [482]


def test_past_the_limit_requests_are_turned_away_without_state():
    layer = Transactions(most=3)
    for seed in range(3):
        into(layer, request("OPTIONS", seed=seed))
    (turned_away,) = into(layer, request("OPTIONS", seed=9))
    assert turned_away.message.status == 503 and turned_away.message.first("Retry-After") and len(layer) == 3


def test_a_connection_that_breaks_with_invites_pending_ends_them_all():
    layer, keys = Transactions(), []
    for seed in range(10):
        keys.append(layer.request(request(seed=seed), "tcp", 0.0, reliable=True)[0])
    told = [event for key in keys for event in layer.failed(key, 1.0)]
    assert [e.status for e in told if isinstance(e, Lost)] == [503] * 10 and len(layer) == 0
    assert layer.failed(keys[0], 1.0) == []


def test_a_storm_of_one_resent_request_is_one_transaction():
    layer, asked = Transactions(), request("OPTIONS")
    arrivals = [e for _ in range(1000) for e in into(layer, asked)]
    assert len(arrivals) == 1 and len(layer) == 1


def test_nothing_is_left_when_all_is_over():
    layer, now = Transactions(), 0.0
    for seed in range(200):
        message = request("INVITE" if seed % 2 else "OPTIONS", seed=seed)
        (arrived,) = into(layer, message, now)
        layer.respond(arrived.key, reply(message, (200, 486)[seed // 2 % 2]), now + 0.1)
        layer.request(request("INVITE" if seed % 3 else "BYE", seed=seed + 1000), "flow", now, reliable=False)
        now += 0.05
    ended = []
    while layer.wake_at < 10_000:
        now = max(now, layer.wake_at)
        ended += [e for e in layer.tick(now) if isinstance(e, Over)]
    assert len(ended) == 400 and len(layer) == 0 and not layer._merged and not layer._set_to
