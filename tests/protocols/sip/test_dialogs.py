"""Dialogs, forks, routes, reliable progress, and who may change a session."""

import msgspec
import pytest

from ringback.protocols.sip.dialog import Dialog, Phase, id_of_request, id_of_response, replaced_id
from ringback.protocols.sip.errors import LocalError, PeerError
from ringback.protocols.sip.headers import Address, parse_address
from ringback.protocols.sip.invited import Confirmed, Invited, Pracked, Respond, Unpracked
from ringback.protocols.sip.inviting import Accepted, AckAgain, Inviting, Progress, Rejected, SendCancel, Unwanted
from ringback.protocols.sip.renegotiation import Renegotiation, retry_in
from ringback.protocols.sip.routing import arrived, request_hop, response_hop, stamped, via_hop
from ringback.protocols.sip.uri import SipUri, parse_uri
from tests.protocols.sip.sample import BOB, names, reply, request, rewire

VIA = "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKnext"
OTHER = Address(parse_uri("sip:bob@192.0.2.3"))


def dialogs(*routes: str) -> tuple[Dialog, Dialog]:
    """The caller's and the called side's, of one answered INVITE."""
    invite = request()
    for route in routes:
        invite = invite.with_first("Record-Route", route)
    seen = rewire(invite)
    theirs = Dialog.from_request(seen, "bob", BOB)
    response = rewire(Invited(seen, theirs).accept(0.0)[0].response)
    return Dialog.from_response(invite, response), theirs


def test_both_sides_have_the_same_dialog_the_other_way_round():
    ours, theirs = dialogs()
    assert ours.id == theirs.id[:1] + theirs.id[:0:-1] and ours.phase is theirs.phase is Phase.CONFIRMED
    assert str(ours.target) == "sip:bob@192.0.2.2" and str(theirs.target) == "sip:alice@192.0.2.1"
    bye = rewire(ours.request("BYE", via=VIA))
    assert id_of_request(bye) == theirs.id and theirs.receive(bye) is None
    assert id_of_response(reply(bye, 200)) == ours.id


def test_route_sets_run_opposite_ways():
    ours, theirs = dialogs("<sip:p1.example.com;lr>", "<sip:p2.example.com;lr>")
    assert [str(a.uri) for a in ours.routes] == ["sip:p1.example.com;lr", "sip:p2.example.com;lr"]
    assert [str(a.uri) for a in theirs.routes] == ["sip:p2.example.com;lr", "sip:p1.example.com;lr"]
    bye = rewire(theirs.request("BYE", via=VIA))
    assert bye.request_uri == "sip:alice@192.0.2.1" and request_hop(bye).host == "p2.example.com"


def test_a_strict_router_gets_its_own_address_and_the_target_comes_last():  # §12.2.1.1
    ours, _ = dialogs("<sip:p1.example.com>", "<sip:p2.example.com;lr>")
    bye = rewire(ours.request("BYE", via=VIA))
    assert bye.request_uri == "sip:p1.example.com"
    assert [str(a.uri) for a in bye.routes] == ["sip:p2.example.com;lr", "sip:bob@192.0.2.2"]


def test_what_a_strict_router_did_is_undone_at_its_goal():  # §16.4
    own = SipUri("edge.example.com", params={"lr": None})
    asked = request("BYE").with_uri(str(own)).with_added("Route", "<sip:bob@192.0.2.2>")
    assert arrived(asked, [own]).request_uri == "sip:bob@192.0.2.2" and not arrived(asked, [own]).routes
    plain = request("BYE").with_added("Route", "<sip:edge.example.com;lr>, <sip:next.example.com;lr>")
    assert [str(a.uri) for a in arrived(plain, [own]).routes] == ["sip:next.example.com;lr"]


def test_sequence_numbers_rise_and_old_ones_are_refused():
    ours, theirs = dialogs()
    first, second = ours.request("INFO", via=VIA), ours.request("INFO", via=VIA)
    assert (first.cseq.number, second.cseq.number) == (2, 3)
    assert theirs.receive(second) is None
    late = theirs.receive(first)
    assert isinstance(late, PeerError) and late.status == 500


def test_an_ack_repeats_number_and_credentials_of_its_invite():
    ours, _ = dialogs()
    ack = ours.ack(request(fields=[("Authorization", "Digest x=y")]), via=VIA)
    assert str(ack.cseq) == "1 ACK" and ack.first("Authorization") == "Digest x=y" and ours.local_seq == 1


def test_a_new_contact_moves_the_target():
    ours, theirs = dialogs()
    moved = ours.request("UPDATE", via=VIA).with_field("Contact", "<sip:alice@198.51.100.7>")
    assert theirs.receive(rewire(moved)) is None and str(theirs.target) == "sip:alice@198.51.100.7"
    ours.answered(moved, reply(moved, 200, contact=OTHER))
    assert ours.target == OTHER.uri


@pytest.mark.parametrize("method, status", [("BYE", 200), ("INFO", 481), ("INVITE", 408)])
def test_a_dialog_ends(method, status):
    ours, _ = dialogs()
    asked = ours.request(method, via=VIA)
    ours.answered(asked, reply(asked, status))
    assert ours.phase is Phase.ENDED
    with pytest.raises(LocalError):
        ours.request("INFO", via=VIA)


def test_replaces_names_a_dialog_of_the_receiver():  # RFC 3891
    _, theirs = dialogs()
    call_id, local, remote = theirs.id
    asked = rewire(request(fields=[("Replaces", f"{call_id};to-tag={local};from-tag={remote}")]))
    assert replaced_id(asked) == theirs.id


# Forks: §13.2.2.4


def outcome(found) -> list[type]:
    return [type(one) for one in found]


def test_the_first_of_several_phones_wins_and_the_others_are_hung_up_on():
    invite = request()
    calling = Inviting(invite)
    for tag in ("a", "b"):
        assert outcome(calling.receive(reply(invite, 180, tag=tag))) == [Progress]
    (won,) = calling.receive(reply(invite, 200, tag="b"))
    (lost,) = calling.receive(reply(invite, 200, tag="a"))
    (new,) = calling.receive(reply(invite, 200, tag="c"))
    assert isinstance(won, Accepted) and won.dialog.remote.tag == "b" and won.dialog is calling.accepted
    assert isinstance(lost, Unwanted) and isinstance(new, Unwanted) and new.dialog.remote.tag == "c"
    assert outcome(calling.receive(reply(invite, 200, tag="b"))) == [AckAgain]
    assert outcome(calling.receive(reply(invite, 200, tag="a"))) == [AckAgain]


def test_a_provisional_answer_without_a_tag_makes_no_dialog():
    calling = Inviting(request())
    assert calling.receive(reply(calling.invite, 100)) == []
    (told,) = calling.receive(reply(calling.invite, 180, tag=None))
    assert isinstance(told, Progress) and told.dialog is None


def test_made_up_tags_are_bounded():
    calling = Inviting(request())
    for number in range(1000):
        calling.receive(reply(calling.invite, 183, tag=f"t{number}"))
    assert len(calling.dialogs) == 16


def test_a_cancel_crossing_the_answer_hangs_up():
    invite = request()
    calling = Inviting(invite)
    calling.receive(reply(invite, 180))
    (cancel,) = calling.cancel()
    assert isinstance(cancel, SendCancel) and cancel.cancel.via == invite.via and str(cancel.cancel.cseq) == "1 CANCEL"
    assert calling.cancel() == []
    assert outcome(calling.receive(reply(invite, 200))) == [Unwanted]
    assert outcome(calling.receive(reply(invite, 200))) == [AckAgain]


def test_a_refusal_ends_every_early_dialog():
    invite = request()
    calling = Inviting(invite)
    calling.receive(reply(invite, 183, tag="a"))
    assert outcome(calling.receive(reply(invite, 603))) == [Rejected]
    assert {d.phase for d in calling.dialogs.values()} == {Phase.ENDED} and calling.cancel() == []


# Being called: reliable progress (RFC 3262)


def called(*fields: tuple[str, str]) -> Invited:
    invite = rewire(request(fields=fields))
    return Invited(invite, Dialog.from_request(invite, "bob", BOB), rseq=9021)


def prack(of, rseq: int | None = None, cseq: int = 1):
    return request("PRACK", seed=3, fields=[("RAck", f"{rseq or of.response.rseq} {cseq} INVITE")])


def test_progress_is_reliable_only_where_both_want_it():
    assert called().progress(183, 0.0, reliable=True)[0].response.rseq is None
    assert called(("Supported", "100rel")).progress(183, 0.0)[0].response.rseq is None
    (sent,) = called(("Supported", "100rel")).progress(183, 0.0, reliable=True)
    assert sent.response.rseq == 9021 and sent.response.require == ("100rel",)
    assert called(("Require", "100rel")).progress(180, 0.0)[0].response.rseq == 9021


def test_reliable_progress_is_resent_until_its_prack():
    call = called(("Require", "100rel"))
    (first,) = call.progress(180, 0.0)
    assert call.progress(183, 0.1) == []  # waits for its turn
    times = []
    while call.wake_at < 8:
        times.append(call.wake_at)
        assert call.tick(call.wake_at) == [first]
    assert times == [0.5, 1.5, 3.5, 7.5]
    pracked, second = call.prack(prack(first), 8.0)  # type: ignore[misc]
    assert isinstance(pracked, Pracked) and second.response.status == 183 and second.response.rseq == 9022


def test_a_prack_of_nothing_is_481():
    call = called(("Require", "100rel"))
    (first,) = call.progress(180, 0.0)
    for wrong in (prack(first, rseq=1), prack(first, cseq=2), request("PRACK")):
        refusal = call.prack(wrong, 1.0)
        assert isinstance(refusal, PeerError) and refusal.status == 481
    assert not isinstance(call.prack(prack(first), 1.0), PeerError)
    assert isinstance(call.prack(prack(first), 1.0), PeerError)


def test_progress_that_is_never_pracked_is_given_up_after_32_seconds():
    call = called(("Require", "100rel"))
    call.progress(180, 0.0)
    found = []
    while call.wake_at < 100:
        at = call.wake_at
        found += [(at, step) for step in call.tick(at)]
    assert found[-1] == (32.0, Unpracked())


def test_an_answer_waits_for_the_prack_of_a_description():  # RFC 3262 §3
    call = called(("Require", "100rel"))
    (early,) = call.progress(183, 0.0, body=b"v=0")
    assert call.accept(0.1) == []
    with pytest.raises(LocalError):
        call.accept(0.2)
    assert [type(step) for step in call.prack(prack(early), 0.3)] == [Pracked, Respond]
    assert call.is_answered


def test_a_prack_may_come_after_the_answer():
    call = called(("Require", "100rel"))
    (ringing,) = call.progress(180, 0.0)
    (answered,) = call.accept(0.1)
    assert answered.response.status == 200 and call.tick(0.5) == []
    assert outcome(call.prack(prack(ringing), 0.5)) == [Pracked]


def test_ringing_is_said_again_every_minute():  # §13.3.1.1
    call = called()
    (ringing,) = call.progress(180, 0.0)
    assert call.wake_at == 60.0 and call.tick(60.0) == [ringing] and call.wake_at == 120.0


def test_an_answer_carries_record_route_contact_and_tag():
    invite = rewire(request(fields=[("Record-Route", "<sip:p;lr>")]))
    (step,) = Invited(invite, Dialog.from_request(invite, "bob", BOB)).accept(0.0, body=b"x")
    assert isinstance(step, Respond)
    assert step.response.all("Record-Route") == ["<sip:p;lr>"] and step.response.to.tag == "bob"
    assert step.response.contacts[0].uri == BOB.uri


def test_an_ack_of_another_invite_does_not_stop_the_resending():
    call = called()
    call.accept(0.0)
    assert call.acknowledged(request("ACK", cseq=2)) == [] and call.wake_at == 0.5
    assert outcome(call.acknowledged(request("ACK"))) == [Confirmed] and call.wake_at > 1e9
    with pytest.raises(LocalError):
        call.accept(1.0)
    assert call.reject(486) == []


def test_a_bye_before_the_ack_stops_the_resending():
    call = called()
    call.accept(0.0)
    call.hung_up()
    assert call.wake_at > 1e9 and call.acknowledged(request("ACK")) == []


# Glare: §14


def test_two_offers_that_cross_are_both_refused_and_tried_again_apart():
    ours, theirs = Renegotiation(), Renegotiation()
    ours.begin("INVITE")
    theirs.begin("INVITE")
    asked = request()
    assert [side.arrives(asked, names()).status for side in (ours, theirs)] == [491, 491]
    owner = ours.ours_done(491, 10.0, names(1), owns_call_id=True)
    other = theirs.ours_done(491, 10.0, names(2), owns_call_id=False)
    assert 12.1 <= owner <= 14.0 and 10.0 <= other <= 12.0 and ours.is_free


def test_retry_times_are_in_their_ranges_and_steps_of_10_ms():
    for seed in range(300):
        for owns, least, most in ((True, 2.1, 4.0), (False, 0.0, 2.0)):
            wait = retry_in(names(seed), owns_call_id=owns)
            assert least <= wait <= most and round(wait * 100) == pytest.approx(wait * 100)


def test_a_second_offer_before_the_first_is_answered_is_500_with_retry_after():
    talk = Renegotiation()
    assert talk.arrives(request(), names()) is None
    again = talk.arrives(request("UPDATE"), names())
    assert again is not None and again.status == 500 and 0 <= int(dict(again.fields)["Retry-After"]) <= 10
    with pytest.raises(LocalError):
        talk.begin("INVITE")
    talk.theirs_done()
    talk.begin("UPDATE")
    assert talk.ours_done(200, 1.0, names(), owns_call_id=True) is None


# Where messages go: §18.2, RFC 3581


def test_rport_brings_answers_back_through_a_nat():
    seen = stamped(rewire(request("OPTIONS")), "203.0.113.5", 40_001)
    hop = response_hop(rewire(reply(seen, 200)))
    assert (hop.host, hop.port) == ("203.0.113.5", 40_001)


def test_without_rport_answers_go_to_the_port_of_the_via():
    plain = (
        request("OPTIONS").without_first("Via").with_first("Via", "SIP/2.0/UDP phone.example.com:5070;branch=z9hG4bKx")
    )
    seen = stamped(plain, "203.0.113.5", 40_001)
    assert seen.via.params["received"] == "203.0.113.5"
    assert (via_hop(seen.via).host, via_hop(seen.via).port) == ("203.0.113.5", 5070)


def test_maddr_counts_more_than_where_it_came_from():
    via = msgspec.structs.replace(request().via, params={"maddr": "239.1.1.1", "received": "1.2.3.4", "rport": "9"})
    assert (via_hop(via).host, via_hop(via).port) == ("239.1.1.1", 5060)


def test_a_request_goes_to_its_first_route_else_to_its_uri():
    assert request_hop(request()).host == "192.0.2.2"
    assert request_hop(request(routes=[parse_address("<sip:proxy:5080;transport=tcp;lr>")])).port == 5080
    assert request_hop(request().with_uri("sips:[2001:db8::1]:5061")) == via_hop(request().via).__class__(
        "2001:db8::1", 5061, None, True
    )


def test_a_received_that_the_sender_wrote_itself_is_not_believed():
    plain = rewire(request("OPTIONS"))
    lying = plain.with_via(plain.via.with_params(received="198.51.100.1"))
    assert stamped(lying, plain.via.host, 5060).via.params["received"] == plain.via.host


def test_a_via_put_in_place_of_the_topmost_leaves_those_below_it():
    two = rewire(request("OPTIONS")).with_first("Via", "SIP/2.0/UDP a.example;branch=z9hG4bKa, SIP/2.0/UDP b.example")
    replaced = two.with_via(two.via.with_params(received="192.0.2.9"))
    assert [via.host for via in replaced.vias[:2]] == ["a.example", "b.example"] and len(replaced.vias) == len(two.vias)
    assert replaced.via.params["received"] == "192.0.2.9"
