"""Both ends wired back to back: a call is set up and ended whatever the link does to its datagrams."""

import pytest

from tests.protocols.sip.link import pair

LOSSES = [(seed, loss) for seed in range(25) for loss in (0.1, 0.3)]


def test_a_call_on_a_good_link():
    link, alice, bob = pair(reliable=True)
    alice.call()
    alice.plan(5.0, alice.hang_up)
    link.run()
    assert alice.log == ["accepted", "BYE 200"] and bob.log == ["answers", "confirmed", "hung up on"]
    assert [line.split(" sip:")[0] for _, _, line in link.sent] == [
        "INVITE", "SIP/2.0 180 Ringing", "SIP/2.0 200 OK", "ACK", "BYE", "SIP/2.0 200 OK",
    ]  # fmt: skip
    assert (len(alice.layer), len(bob.layer)) == (0, 0)


@pytest.mark.parametrize("seed, loss", LOSSES)
def test_a_call_on_a_bad_link_ends_the_same(seed, loss):
    link, alice, bob = pair(seed, loss=loss, double=0.2)
    alice.call()
    alice.plan(60.0, alice.hang_up)
    link.run()
    assert alice.log == ["accepted", "BYE 200"]
    assert [word for word in bob.log if word != "hung up on"] == ["answers", "confirmed"] and bob.log[
        -1
    ] == "hung up on"
    assert (len(alice.layer), len(bob.layer)) == (0, 0)


@pytest.mark.parametrize("seed, loss", LOSSES)
def test_both_sides_agree_whether_a_cancelled_call_was_answered(seed, loss):
    link, alice, bob = pair(seed, loss=loss, double=0.2)
    alice.call()
    alice.plan(0.9 + seed / 100, alice.cancel)
    link.run()
    was_answered = "answers" in bob.log
    assert ("unwanted" in alice.log or "accepted" in alice.log) == was_answered, (alice.log, bob.log)
    assert ("rejected 487" in alice.log) == ("cancelled" in bob.log)
    assert not was_answered or "hung up on" in bob.log or "accepted" in alice.log
    assert (len(alice.layer), len(bob.layer)) == (0, 0)


def test_a_cancel_waits_for_a_provisional_answer():
    link, alice, bob = pair(reliable=True)
    alice.call()
    alice.cancel()
    assert alice.log == []
    link.run()
    assert alice.log == ["CANCEL", "rejected 487"] and bob.log == ["cancelled"]


def test_a_peer_that_is_gone_is_given_up():
    link, alice, bob = pair(loss=1.0)
    alice.call()
    link.run()
    assert alice.log == ["lost INVITE 408"] and bob.log == []


def test_an_answer_that_is_never_acknowledged_is_hung_up_on():
    link, alice, bob = pair(reliable=True)
    alice.acknowledge = lambda dialog: None
    alice.call()
    link.run()
    assert bob.log == ["answers", "unconfirmed", "BYE 200"] and alice.log == ["accepted", "hung up on"]
    resent = [at for at, to, line in link.sent if line == "SIP/2.0 200 OK" and to == "alice"]
    assert [round(at - resent[0], 1) for at in resent[:7]] == [0.0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5]
