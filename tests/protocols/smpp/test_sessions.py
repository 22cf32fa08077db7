"""Both ends of a session: binds, windows, timers, the end."""

import pytest

from ringback.protocols.smpp import tlvs
from ringback.protocols.smpp.errors import LocalError
from ringback.protocols.smpp.esme import Bound, EsmeSession
from ringback.protocols.smpp.pacing import Bucket
from ringback.protocols.smpp.pdus import (
    AlertNotification,
    BindTransceiver,
    BindTransmitter,
    CancelSm,
    DataSm,
    DeliverSmResp,
    EnquireLink,
    EnquireLinkResp,
    GenericNack,
    Outbind,
    QuerySm,
    QuerySmResp,
    ReplaceSm,
    SmeAddress,
    SubmitMulti,
    SubmitSmResp,
    Unbind,
    UnbindResp,
)
from ringback.protocols.smpp.session import Answered, Asked, Ended, Noise, Role, Timers, Told, Unanswered
from ringback.protocols.smpp.smsc import BindAsked, SmscSession
from ringback.protocols.smpp.status import Status
from tests.protocols.smpp import wire
from tests.protocols.smpp.link import DELIVER, SUBMIT, Link, pdus

MULTI = SubmitMulti(dest_addresses=(SmeAddress(1, 1, "1"),))


# -- binds


@pytest.mark.parametrize("role", Role)
def test_a_bind_stands_once_the_application_takes_it(role):
    link = Link().bound(role)
    assert link.esme.role is link.smsc.role is role and link.esme.is_bound and link.smsc.is_bound


def test_what_a_bind_says_comes_to_the_application():
    link = Link()
    link.esme.bind(BindTransceiver(system_id="acme", password="secret", interface_version=0x34), 0.0)
    link.run()
    [asked] = link.at_smsc
    assert isinstance(asked, BindAsked) and (asked.request.system_id, asked.request.password) == ("acme", "secret")
    assert not link.smsc.is_bound and not link.esme.is_bound
    link.smsc.accept("RINGBACK", 0.0)
    link.run()
    assert link.at_esme == [Bound(Role.TRANSCEIVER, "RINGBACK", 0x34)]


@pytest.mark.parametrize("status", [Status.ESME_RINVPASWD, Status.ESME_RINVSYSID, Status.ESME_RBINDFAIL])
def test_a_refused_bind_ends_both_ends_and_says_why(status):
    link = Link()
    link.esme.bind(BindTransmitter(system_id="acme"), 0.0)
    link.run()
    [ended] = link.smsc.refuse(status)
    link.run()
    assert link.at_esme == [ended] and ended.status == status
    assert link.esme.is_over and link.smsc.is_over


def test_an_esme_of_an_older_version_gets_no_optional_parameters():  # §3.4
    smsc = SmscSession(0.0)
    smsc.receive(bytes(BindTransceiver(system_id="old", interface_version=0x33, sequence_number=1)), 0.0)
    smsc.accept("RINGBACK", 0.0)
    [answer] = pdus(smsc)
    assert answer.tlvs == () and not smsc.takes_tlvs


def test_a_second_bind_is_refused_and_the_first_stands():  # ESME_RALYBND
    link = Link().bound()
    link.smsc.receive(bytes(BindTransmitter(system_id="acme", sequence_number=9)), 0.0)
    [answer] = pdus(link.smsc)
    assert (answer.sequence_number, answer.command_status) == (9, Status.ESME_RALYBND) and link.smsc.is_bound


def test_a_bind_is_decided_once():
    link = Link().bound()
    for wrong in (lambda: link.smsc.accept("x", 0.0), lambda: link.smsc.refuse(Status.ESME_RBINDFAIL)):
        with pytest.raises(LocalError):
            wrong()
    with pytest.raises(LocalError):
        link.esme.bind(BindTransmitter(), 0.0)


def test_who_does_not_bind_is_let_go_of():  # session_init_timer, §7.2
    smsc = SmscSession(0.0, Timers(init_s=10))
    assert smsc.wake_at == 10.0 and smsc.tick(9.9) == []
    assert smsc.tick(10.0) == [Ended("no bind in time")]


def test_a_bind_that_nobody_answers_is_given_up():
    esme = EsmeSession(0.0, Timers(response_s=5))
    esme.bind(BindTransmitter(system_id="acme"), 0.0)
    assert esme.wake_at == 5.0
    [ended] = esme.tick(5.0)
    assert isinstance(ended, Ended) and esme.is_over


def test_an_smsc_that_knows_no_transceivers_refuses_with_a_generic_nack():
    esme = EsmeSession(0.0)
    esme.bind(BindTransceiver(system_id="acme"), 0.0)
    [bind] = pdus(esme)
    nack = GenericNack(sequence_number=bind.sequence_number, command_status=Status.ESME_RINVCMDID)
    [ended] = esme.receive(bytes(nack), 0.0)
    assert isinstance(ended, Ended) and ended.status == Status.ESME_RINVCMDID


def test_an_outbind_asks_for_a_bind():  # §2.2.1
    link = Link()
    link.smsc.outbind("RINGBACK", "secret")
    link.run()
    [told] = link.at_esme
    assert isinstance(told, Told) and isinstance(told.pdu, Outbind) and told.pdu.system_id == "RINGBACK"
    link.heard()
    assert link.bound(Role.RECEIVER).smsc.role is Role.RECEIVER


# -- who may send what: §2.3


@pytest.mark.parametrize("pdu", [SUBMIT, MULTI, DataSm(), QuerySm(), CancelSm(), ReplaceSm()])
@pytest.mark.parametrize("role", Role)
def test_what_an_esme_may_send(pdu, role):
    link = Link().bound(role)
    if role is Role.RECEIVER:
        with pytest.raises(LocalError, match="bound as receiver"):
            link.esme.send(pdu, 0.0)
        return
    link.esme.send(pdu, 0.0)
    link.run()
    [asked] = link.at_smsc
    assert isinstance(asked, Asked) and type(asked.request) is type(pdu)


@pytest.mark.parametrize("pdu", [DELIVER, DataSm(), AlertNotification()])
@pytest.mark.parametrize("role", Role)
def test_what_an_smsc_may_send(pdu, role):
    link = Link().bound(role)
    if role is Role.TRANSMITTER:
        with pytest.raises(LocalError):
            link.smsc.send(pdu, 0.0)
        return
    link.smsc.send(pdu, 0.0)
    link.run()
    [heard] = link.at_esme
    assert isinstance(heard, Told if isinstance(pdu, AlertNotification) else Asked)


@pytest.mark.parametrize("name", ["submit-sm", "data-sm", "query-sm", "deliver-sm", "submit-multi"])
def test_before_the_bind_nothing_is_taken(name):
    smsc = SmscSession(0.0)
    [noise] = smsc.receive(wire.octets(name), 0.0)
    [answer] = pdus(smsc)
    assert isinstance(noise, Noise) and answer.command_status == Status.ESME_RINVBNDSTS


def test_a_receiver_that_submits_is_answered_so():
    link = Link().bound(Role.RECEIVER)
    link.smsc.receive(wire.octets("submit-sm"), 0.0)
    [answer] = pdus(link.smsc)
    assert isinstance(answer, SubmitSmResp) and answer.command_status == Status.ESME_RINVBNDSTS


# -- answers


def test_an_answer_leaves_when_the_application_says_so():
    link = Link().bound()
    link.esme.send(SUBMIT, 0.0, token="SM1")
    link.run()
    [asked] = link.at_smsc
    assert link.at_esme == [] and pdus(link.smsc) == []
    assert link.smsc.answer(asked.request, message_id="77")
    link.run()
    [answered] = link.at_esme
    assert isinstance(answered, Answered) and (answered.token, answered.response.message_id) == ("SM1", "77")


def test_answers_may_come_in_any_order():
    link = Link().bound()
    for name in "abc":
        link.esme.send(SUBMIT, 0.0, token=name)
    link.run()
    for asked, number in zip(reversed(link.at_smsc), "321", strict=True):
        link.smsc.answer(asked.request, message_id=number)
    link.run()
    assert [(a.token, a.response.message_id) for a in link.at_esme] == [("c", "3"), ("b", "2"), ("a", "1")]


def test_a_request_is_answered_once():
    link = Link().bound()
    link.esme.send(SUBMIT, 0.0)
    link.run()
    [asked] = link.at_smsc
    link.smsc.answer(asked.request)
    with pytest.raises(LocalError):
        link.smsc.answer(asked.request)


def test_two_requests_with_one_number_get_two_answers():
    link = Link().bound()
    asked = link.smsc.receive(wire.octets("submit-sm") * 2, 0.0)
    for one in asked:
        link.smsc.answer(one.request)
    assert len(pdus(link.smsc)) == 2


def test_a_response_to_nothing_is_noise():
    link = Link().bound()
    for stray in (SubmitSmResp(sequence_number=99), GenericNack(sequence_number=0), DeliverSmResp(sequence_number=5)):
        [noise] = link.esme.receive(bytes(stray), 0.0)
        assert isinstance(noise, Noise)
    assert link.esme.is_bound


def test_a_response_of_another_kind_is_noise_and_the_request_waits():
    link = Link().bound()
    number = link.esme.send(SUBMIT, 0.0)
    [noise] = link.esme.receive(bytes(QuerySmResp(sequence_number=number)), 0.0)
    assert isinstance(noise, Noise) and link.esme.under_way == 1


def test_a_generic_nack_answers_the_request_it_names():
    link = Link().bound()
    number = link.esme.send(SUBMIT, 0.0, token="SM1")
    nack = GenericNack(sequence_number=number, command_status=Status.ESME_RINVCMDID)
    [answered] = link.esme.receive(bytes(nack), 0.0)
    assert isinstance(answered, Answered) and answered.response.command_status == Status.ESME_RINVCMDID


def test_no_answer_in_time_leaves_it_unknown_and_a_late_one_settles_it():  # response_timer, §7.2
    link = Link(Timers(response_s=10, enquire_s=1000)).bound()
    link.esme.send(SUBMIT, 0.0, token="SM1")
    link.run()
    [asked] = link.at_smsc
    link.pass_(10)
    [unanswered] = link.at_esme
    assert isinstance(unanswered, Unanswered) and unanswered.token == "SM1" and link.esme.under_way == 0
    link.heard()
    link.smsc.answer(asked.request, message_id="77")
    link.run()
    [late] = link.at_esme
    assert isinstance(late, Answered) and late.is_late and late.response.message_id == "77"


def test_an_answer_that_cannot_be_read_leaves_it_unknown():
    link = Link().bound()
    number = link.esme.send(QuerySm(message_id="7"), 0.0, token="Q")
    _, unanswered = link.esme.receive(wire.pdu(0x80000003, b"77\0", sequence=number), 0.0)
    assert isinstance(unanswered, Unanswered) and unanswered.token == "Q"


def test_a_connection_lost_leaves_all_under_way_unknown():
    link = Link().bound()
    for name in "ab":
        link.esme.send(SUBMIT, 0.0, token=name)
    *unknown, ended = link.esme.lost("reset by peer")
    assert [one.token for one in unknown] == ["a", "b"] and ended == Ended("reset by peer")
    assert link.esme.lost() == [] and link.esme.tick(1e9) == []


def test_an_answer_after_the_end_goes_nowhere():
    link = Link().bound()
    link.esme.send(SUBMIT, 0.0)
    link.run()
    [asked] = link.at_smsc
    link.smsc.lost()
    assert not link.smsc.answer(asked.request, message_id="77") and link.smsc.take() == b""


# -- windows


def test_no_more_are_under_way_than_the_window_has_room_for():
    link = Link(Timers(window=3)).bound()
    for left in (2, 1, 0):
        link.esme.send(SUBMIT, 0.0)
        assert link.esme.room(0.0) == left
    with pytest.raises(LocalError, match="3 requests are under way of 3"):
        link.esme.send(SUBMIT, 0.0)
    link.run()
    link.smsc.answer(link.at_smsc[1].request)
    link.run()
    assert link.esme.room(0.0) == 1


def test_enquire_link_needs_no_room():
    link = Link(Timers(window=1, enquire_s=5, response_s=100), smsc=Timers(enquire_s=1000)).bound()
    link.esme.send(SUBMIT, 0.0)
    link.pass_(5)
    assert link.esme.under_way == 1 and not link.esme.is_over


def test_more_than_the_peers_window_is_answered_queue_full():  # ESME_RMSGQFUL
    link = Link(Timers(window=5), smsc=Timers(peer_window=2)).bound()
    for name in "abc":
        link.esme.send(SUBMIT, 0.0, token=name)
    link.run()
    [answered] = link.at_esme
    assert (answered.token, answered.response.command_status) == ("c", Status.ESME_RMSGQFUL)
    assert link.smsc.unanswered == 2 and sum(isinstance(one, Asked) for one in link.at_smsc) == 2


def test_more_than_the_rate_is_answered_throttled():  # ESME_RTHROTTLED
    link = Link(Timers(window=9)).bound()
    link.smsc.rate = Bucket(2.0, 2.0, 0.0)
    for _ in range(3):
        link.esme.send(SUBMIT, 0.0)
    link.esme.send(QuerySm(message_id="7"), 0.0)  # no message, no token
    link.run()
    assert [one.response.command_status for one in link.at_esme] == [Status.ESME_RTHROTTLED]
    assert sum(isinstance(one, Asked) for one in link.at_smsc) == 3


def test_a_throttled_esme_pauses_longer_each_time():
    link = Link(Timers(enquire_s=1000)).bound()
    gaps = []
    for _ in range(4):
        link.esme.send(SUBMIT, link.now)
        link.run()
        link.smsc.answer(link.at_smsc[-1].request, Status.ESME_RTHROTTLED)
        link.run()
        assert link.esme.room(link.now) == 0
        gaps.append(link.esme.pause.until - link.now)
        link.now = link.esme.pause.until
    assert gaps == [1.0, 2.0, 4.0, 8.0]
    link.esme.send(SUBMIT, link.now)
    link.run()
    link.smsc.answer(link.at_smsc[-1].request)
    link.run()
    link.esme.pause.heard(Status.ESME_RMSGQFUL, link.now)
    assert link.esme.pause.until - link.now == 1.0


def test_a_whole_window_throttled_is_one_pause():
    link = Link(Timers(window=5)).bound()
    for _ in range(5):
        link.esme.send(SUBMIT, 0.0)
    link.run()
    for asked in link.at_smsc:
        link.smsc.answer(asked.request, Status.ESME_RTHROTTLED)
    link.run()
    assert link.esme.pause.until == 1.0


# -- numbers


def test_sequence_numbers_begin_again_at_one():  # §5.1.4
    link = Link().bound()
    link.esme._sequence = 0x7FFFFFFE
    assert [link.esme.send(SUBMIT, 0.0) for _ in range(2)] == [0x7FFFFFFF, 1]


# -- life


def test_silence_is_asked_about():  # enquire_link_timer, §7.2
    link = Link(Timers(enquire_s=30), smsc=Timers(enquire_s=10_000)).bound()
    assert link.esme.wake_at == 30.0
    link.now = 30.0
    link.esme.tick(30.0)
    [enquiry] = pdus(link.esme)
    assert isinstance(enquiry, EnquireLink)
    link.smsc.receive(bytes(enquiry), 30.0)
    [answer] = pdus(link.smsc)
    assert isinstance(answer, EnquireLinkResp)
    assert link.esme.receive(bytes(answer), 30.0) == [] and link.esme.wake_at == 60.0


def test_a_line_stays_up_for_a_day():
    link = Link().bound()
    link.pass_(86_400)
    assert link.esme.is_bound and link.smsc.is_bound and link.heard() == ([], [])


def test_a_peer_that_does_not_answer_is_gone():
    link = Link(Timers(enquire_s=30, response_s=10)).bound()
    link.is_cut = True
    link.pass_(40)
    [ended] = link.at_esme
    assert isinstance(ended, Ended) and "enquire_link" in ended.reason and link.esme.is_over and link.smsc.is_over


def test_enquire_link_is_answered_before_the_bind():  # §2.3: in any state
    smsc = SmscSession(0.0)
    assert smsc.receive(wire.octets("enquire-link"), 0.0) == []
    [answer] = pdus(smsc)
    assert isinstance(answer, EnquireLinkResp)


def test_who_sends_no_messages_is_unbound():  # inactivity_timer, §7.2
    link = Link(smsc=Timers(inactive_s=600)).bound()
    link.pass_(601)
    assert link.at_smsc == [Ended("unbound")] and link.at_esme == [Ended("the peer unbound")]


# -- the end


def test_an_unbind_is_answered():
    link = Link().bound()
    link.esme.unbind(0.0)
    assert not link.esme.is_bound and link.esme.room(0.0) == 0
    link.run()
    assert link.at_smsc == [Ended("the peer unbound")] and link.at_esme == [Ended("unbound")]


def test_an_unbind_waits_for_what_was_asked_before_it():
    link = Link().bound()
    link.esme.send(SUBMIT, 0.0, token="SM1")
    link.esme.unbind(0.0)
    link.run()
    [asked] = link.at_smsc
    assert not link.smsc.is_over
    link.smsc.answer(asked.request, message_id="77")
    link.at_smsc += link.smsc.settle()
    link.run()
    answered, ended = link.at_esme
    assert isinstance(answered, Answered) and answered.response.message_id == "77" and ended == Ended("unbound")


def test_an_unbind_waits_for_our_own_answers_too():
    link = Link().bound()
    link.smsc.send(DELIVER, 0.0, token="D1")
    link.smsc.receive(wire.octets("unbind"), 0.0)
    assert not link.smsc.is_over and link.smsc.room(0.0) == 0
    answered, ended = link.smsc.receive(bytes(DeliverSmResp(sequence_number=1)), 0.0)
    assert isinstance(answered, Answered) and isinstance(ended, Ended)
    assert isinstance(pdus(link.smsc)[-1], UnbindResp)


def test_an_unbind_does_not_wait_for_ever():
    link = Link().bound()
    link.smsc.send(DELIVER, 0.0, token="D1")
    link.smsc.receive(wire.octets("unbind"), 0.0)
    unknown, ended = link.smsc.tick(link.smsc.wake_at)
    assert isinstance(unknown, Unanswered) and isinstance(ended, Ended)


def test_after_an_unbind_nothing_more_is_taken():
    link = Link().bound()
    link.smsc.send(DELIVER, 0.0)
    link.smsc.receive(wire.octets("unbind") + wire.octets("submit-sm"), 0.0)
    assert pdus(link.smsc)[-1].command_status == Status.ESME_RINVBNDSTS


def test_an_unbind_without_an_answer_ends_all_the_same():
    link = Link(Timers(response_s=10)).bound()
    link.is_cut = True
    link.esme.unbind(0.0)
    link.pass_(10)
    assert isinstance(link.at_esme[-1], Ended) and link.esme.is_over


def test_both_unbind_at_once():
    link = Link().bound()
    link.esme.unbind(0.0)
    link.smsc.unbind(0.0)
    link.run()
    assert link.esme.is_over and link.smsc.is_over


# -- noise


def test_a_length_that_cannot_be_ends_the_session_with_a_nack():
    link = Link().bound()
    [ended] = link.smsc.receive(b"GET / HTTP/1.1\r\n\r\n", 0.0)
    [nack] = pdus(link.smsc)
    assert isinstance(nack, GenericNack) and isinstance(ended, Ended) and link.smsc.is_over


def test_a_bad_request_is_answered_and_the_session_goes_on():
    link = Link().bound()
    [noise] = link.smsc.receive(wire.pdu(0x04, b"longer\0", sequence=4), 0.0)
    [answer] = pdus(link.smsc)
    assert isinstance(noise, Noise) and answer.command_status == Status.ESME_RINVSERTYP
    assert isinstance(link.smsc.receive(wire.octets("submit-sm"), 0.0)[0], Asked)


def test_nothing_but_nonsense_ends_the_session():
    link = Link().bound()
    events = link.smsc.receive(wire.pdu(0x7777) * 100, 0.0)
    assert isinstance(events[-1], Ended) and len(events) == 21


def test_unbind_before_the_bind():
    smsc = SmscSession(0.0)
    [ended] = smsc.receive(bytes(Unbind(sequence_number=1)), 0.0)
    assert isinstance(ended, Ended) and isinstance(pdus(smsc)[0], UnbindResp)


def test_a_later_version_is_told_ours():
    smsc = SmscSession(0.0)
    smsc.receive(bytes(BindTransceiver(system_id="new", interface_version=0x50, sequence_number=1)), 0.0)
    smsc.accept("RINGBACK", 0.0)
    assert tlvs.SC_INTERFACE_VERSION.of(pdus(smsc)[0].tlvs) == 0x34


def test_broadcasts_of_the_next_version_are_no_commands():
    link = Link().bound()
    [noise] = link.smsc.receive(wire.pdu(0x0111, bytes(40), sequence=5), 0.0)  # broadcast_sm
    [nack] = pdus(link.smsc)
    assert isinstance(noise, Noise) and isinstance(nack, GenericNack)
    assert (nack.command_status, nack.sequence_number) == (Status.ESME_RINVCMDID, 5)


def test_a_generic_nack_that_names_nothing_is_noise_and_has_no_answer():
    link = Link().bound()
    [noise] = link.smsc.receive(bytes(GenericNack(sequence_number=77)), 0.0)
    assert isinstance(noise, Noise) and pdus(link.smsc) == [] and link.smsc.is_bound


def test_an_alert_notification_is_told_and_has_no_answer():  # §4.12
    link = Link().bound()
    alert = AlertNotification(source_addr="14155550123", esme_addr="64646", tlvs=(tlvs.MS_AVAILABILITY_STATUS(0),))
    link.smsc.send(alert, 0.0)
    [told] = link.esme.receive(link.smsc.take(), 0.0)
    assert isinstance(told, Told) and told.pdu.source_addr == "14155550123"
    assert tlvs.MS_AVAILABILITY_STATUS.of(told.pdu.tlvs) == 0
    assert pdus(link.esme) == [] and link.smsc.under_way == 0


def test_an_outbind_to_who_is_no_esme_is_noise():
    smsc = SmscSession(0.0)
    [noise] = smsc.receive(bytes(Outbind(system_id="x", sequence_number=1)), 0.0)
    assert isinstance(noise, Noise) and pdus(smsc) == []


@pytest.mark.parametrize("role", Role)
def test_data_sm_goes_both_ways(role):  # §4.7
    link = Link().bound(role)
    pdu = DataSm(tlvs=(tlvs.MESSAGE_PAYLOAD(b"Ahoy!"),))
    for one, other, may in (
        (link.esme, link.smsc, role is not Role.RECEIVER),
        (link.smsc, link.esme, role is not Role.TRANSMITTER),
    ):
        if may:
            one.send(pdu, 0.0, token="it")
            [asked] = other.receive(one.take(), 0.0)
            other.answer(asked.request, message_id="7")
            [answered] = one.receive(other.take(), 0.0)
            assert (answered.token, answered.response.message_id) == ("it", "7")


# -- what dawdles


def test_a_pdu_that_is_begun_ends_in_time_or_the_session_does():
    link = Link(Timers(response_s=10, enquire_s=1000)).bound()
    octets = bytes(SUBMIT)
    for n in range(9):  # an octet a second is no silence
        link.smsc.receive(octets[n : n + 1], float(n))
        link.smsc.tick(float(n))
    assert not link.smsc.is_over
    assert isinstance(link.smsc.receive(octets[9:], 9.5)[0], Asked)
    assert link.smsc.wake_at > 20


def test_a_pdu_that_never_ends_ends_the_session():
    link = Link(Timers(response_s=10, enquire_s=1000)).bound()
    octets = bytes(SUBMIT)
    for n in range(11):
        link.smsc.receive(octets[n : n + 1], float(n))
    [ended] = link.smsc.tick(10.0)
    assert isinstance(ended, Ended) and "begun" in ended.reason


def test_a_pdu_after_a_whole_one_has_its_own_time():
    link = Link(Timers(response_s=10, enquire_s=1000)).bound()
    half = bytes(SUBMIT)[:5]
    link.smsc.receive(half, 0.0)
    link.smsc.receive(bytes(SUBMIT)[5:] + half, 9.0)
    assert not any(isinstance(one, Ended) for one in link.smsc.tick(15.0))
    assert isinstance(link.smsc.tick(19.0)[-1], Ended)


# -- figures


def test_what_goes_by_is_counted_on_both_sides():
    link = Link(Timers(response_s=10, enquire_s=1000)).bound()
    for _ in range(3):
        link.esme.send(SUBMIT, 0.0)
    link.run()
    first, second, _ = (event.request for event in link.at_smsc)
    link.smsc.answer(first)
    link.smsc.answer(second, Status.ESME_RINVDSTADR)
    link.now = 2.0
    link.run()
    link.pass_(10)
    theirs, ours = link.esme.counts, link.smsc.counts
    assert (theirs.requests, theirs.unanswered, theirs.round_trip_s) == (3, 1, 4.0)
    assert theirs.answered == ours.answers == {Status.ESME_ROK: 1, Status.ESME_RINVDSTADR: 1}
    assert sum(theirs.slow) == 2
