"""Every PDU of the standard, as somebody else writes it."""

import pytest

from ringback.protocols.smpp import tlvs
from ringback.protocols.smpp.errors import LocalError
from ringback.protocols.smpp.parse import parse
from ringback.protocols.smpp.pdus import (
    BY_COMMAND,
    AlertNotification,
    BindReceiver,
    BindReceiverResp,
    BindTransceiver,
    BindTransceiverResp,
    BindTransmitter,
    BindTransmitterResp,
    CancelSm,
    CancelSmResp,
    DataSm,
    DataSmResp,
    DeliverSm,
    DeliverSmResp,
    DistributionList,
    EnquireLink,
    EnquireLinkResp,
    GenericNack,
    Outbind,
    QuerySm,
    QuerySmResp,
    ReplaceSm,
    ReplaceSmResp,
    SmeAddress,
    SubmitMulti,
    SubmitMultiResp,
    SubmitSm,
    SubmitSmResp,
    Unbind,
    UnbindResp,
    UnsuccessSme,
    response_to,
)
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import Command, MessageState
from tests.protocols.smpp import wire

FROM = {"source_addr_ton": 1, "source_addr_npi": 1, "source_addr": "14155550100"}
TO = {"dest_addr_ton": 1, "dest_addr_npi": 1, "destination_addr": "14155550123"}
BIND = {
    "system_id": "ACME", "password": "secret08", "system_type": "VMA", "interface_version": 0x34,
    "addr_ton": 1, "addr_npi": 1, "address_range": "^1415",
}  # fmt: skip
VERSION = (tlvs.SC_INTERFACE_VERSION(0x34),)


def is_(name, expected):
    found = wire.read(name)
    assert type(found) is type(expected)
    assert {**_fields(found), "sequence_number": 0} == {**_fields(expected), "sequence_number": 0}


def _fields(pdu):
    return {name: getattr(pdu, name) for name in pdu.__struct_fields__}


def test_every_command_of_the_standard_has_its_pdu():
    assert set(BY_COMMAND) == set(Command) and len(BY_COMMAND) == 27


def test_bind_transmitter():  # §4.1.1
    is_("bind-transmitter", BindTransmitter(**BIND))


def test_bind_transmitter_resp():  # §4.1.2
    is_("bind-transmitter-resp", BindTransmitterResp(system_id="RINGBACK", tlvs=VERSION))


def test_bind_receiver():  # §4.1.3
    is_("bind-receiver", BindReceiver(**BIND))


def test_bind_receiver_resp():  # §4.1.4
    is_("bind-receiver-resp", BindReceiverResp(system_id="RINGBACK", tlvs=VERSION))


def test_bind_transceiver():  # §4.1.5
    is_("bind-transceiver", BindTransceiver(**BIND))


def test_bind_transceiver_resp():  # §4.1.6
    is_("bind-transceiver-resp", BindTransceiverResp(system_id="RINGBACK", tlvs=VERSION))


def test_a_refused_bind_is_answered_without_a_body():
    is_("bind-refused", BindTransceiverResp(command_status=Status.ESME_RINVPASWD))


def test_outbind():  # §4.1.7
    is_("outbind", Outbind(system_id="RINGBACK", password="secret08"))


def test_unbind():  # §4.2.1
    is_("unbind", Unbind())


def test_unbind_resp():  # §4.2.2
    is_("unbind-resp", UnbindResp())


def test_generic_nack():  # §4.3.1
    is_("generic-nack", GenericNack(command_status=Status.ESME_RINVCMDID))


def test_submit_sm():  # §4.4.1
    sent = SubmitSm(**FROM, **TO, registered_delivery=1, validity_period="000002000000000R", short_message=b"Ahoy!")
    is_("submit-sm", sent)


def test_submit_sm_for_later():  # §4.4.1, §7.1.1
    sent = SubmitSm(
        **FROM, **TO, priority_flag=1, schedule_delivery_time="261124120000004+", short_message=b"later"
    )  # fmt: skip
    is_("submit-sm-scheduled", sent)


def test_submit_sm_resp():  # §4.4.2
    is_("submit-sm-resp", SubmitSmResp(message_id="SM0193"))


def test_submit_sm_resp_that_is_an_error_has_no_body():  # §4.4.2
    is_("submit-sm-throttled", SubmitSmResp(command_status=Status.ESME_RTHROTTLED))


def test_submit_multi():  # §4.5.1
    to = (SmeAddress(1, 1, "14155550123"), DistributionList("friends"))
    is_("submit-multi", SubmitMulti(source_addr_ton=5, source_addr="ACME", dest_addresses=to, short_message=b"All"))


def test_submit_multi_resp():  # §4.5.2
    lost = UnsuccessSme(1, 1, "14155550123", Status.ESME_RINVDSTADR)
    is_("submit-multi-resp", SubmitMultiResp(message_id="77", unsuccess_smes=(lost,)))


def test_deliver_sm():  # §4.6.1
    is_("deliver-sm", DeliverSm(**FROM, **TO, short_message=b"Hi"))


def test_deliver_sm_with_a_receipt():  # §4.6.1, §5.2.12
    found = wire.read("deliver-sm-receipt")
    assert isinstance(found, DeliverSm) and found.esm_class == 0x04
    assert tlvs.RECEIPTED_MESSAGE_ID.of(found.tlvs) == "0123456789"
    assert tlvs.MESSAGE_STATE.of(found.tlvs) == MessageState.DELIVERED
    assert tlvs.NETWORK_ERROR_CODE.of(found.tlvs) == b"\x03\0\0"


def test_deliver_sm_resp():  # §4.6.2
    is_("deliver-sm-resp", DeliverSmResp())


def test_data_sm():  # §4.7.1
    payload = (tlvs.MESSAGE_PAYLOAD(b"payload"),)
    is_("data-sm", DataSm(**FROM, **TO, registered_delivery=1, tlvs=payload))


def test_data_sm_resp():  # §4.7.2
    told = (tlvs.ADDITIONAL_STATUS_INFO_TEXT("fine"), tlvs.DPF_RESULT(1))
    is_("data-sm-resp", DataSmResp(message_id="99", tlvs=told))


def test_query_sm():  # §4.8.1
    is_("query-sm", QuerySm(message_id="SM0193", **FROM))


def test_query_sm_resp():  # §4.8.2
    is_("query-sm-resp", QuerySmResp(message_id="SM0193", final_date="261124031100000+", message_state=2))


def test_cancel_sm():  # §4.9.1
    is_("cancel-sm", CancelSm(message_id="SM0193", **FROM, **TO))


def test_cancel_sm_resp():  # §4.9.2
    is_("cancel-sm-resp", CancelSmResp())


def test_replace_sm():  # §4.10.1
    is_("replace-sm", ReplaceSm(message_id="SM0193", **FROM, short_message=b"Better"))


def test_replace_sm_resp():  # §4.10.2
    is_("replace-sm-resp", ReplaceSmResp())


def test_enquire_link():  # §4.11.1
    is_("enquire-link", EnquireLink())


def test_enquire_link_resp():  # §4.11.2
    is_("enquire-link-resp", EnquireLinkResp())


def test_alert_notification():  # §4.12.1
    is_(
        "alert-notification",
        AlertNotification(
            source_addr_ton=1, source_addr_npi=1, source_addr="14155550123", esme_addr_ton=5, esme_addr="ACME",
            tlvs=(tlvs.MS_AVAILABILITY_STATUS(0),),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("status", [Status.ESME_ROK, Status.ESME_RSYSERR])
def test_each_request_has_a_response_of_its_own_with_its_number(status):
    for command in Command:
        kind = BY_COMMAND[command]
        if command < 0x80000000 and kind not in (Outbind, AlertNotification):
            answer = parse(bytes(response_to(kind(sequence_number=7), status)))
            assert (answer.command, answer.sequence_number, answer.command_status) == (command | 1 << 31, 7, status)


@pytest.mark.parametrize("pdu", [Outbind(), AlertNotification(), GenericNack(), SubmitSmResp()])
def test_what_has_no_response_gets_none(pdu):
    with pytest.raises(LocalError, match="has no response"):
        response_to(pdu)


@pytest.mark.parametrize(
    "pdu",
    [
        SubmitSm(source_addr="1" * 21),
        SubmitSm(source_addr="a\0b"),
        SubmitSm(source_addr="Ω"),
        SubmitSm(short_message=b"x" * 255),
        SubmitSm(esm_class=256),
        SubmitSm(data_coding=-1),
        SubmitSm(sequence_number=1 << 32),
        SubmitSm(tlvs=((0x424, b"x" * 65_536),)),
        BindTransmitter(system_id="x" * 16),
        BindTransmitter(password="x" * 9),
        SubmitMulti(),
        SubmitMulti(dest_addresses=(SmeAddress(1, 1, "1"),) * 255),
        SubmitMultiResp(unsuccess_smes=(UnsuccessSme(1, 1, "1", 1),) * 256),
    ],
)
def test_what_does_not_fit_is_refused_at_once(pdu):
    with pytest.raises(LocalError):
        bytes(pdu)


def test_a_password_is_not_in_a_log():
    for kind in (BindTransmitter, BindReceiver, BindTransceiver, Outbind):
        assert "secret08" not in repr(kind(system_id="ACME", password="secret08"))


def test_the_largest_submit_multi():
    to = tuple(SmeAddress(1, 1, f"1415555{n:04}") for n in range(254))
    sent = SubmitMulti(dest_addresses=to, short_message=b"x" * 254, sequence_number=1)
    assert parse(bytes(sent)) == sent
