"""Optional parameters: every one of the standard, by name."""

import pytest

from ringback.protocols.smpp import tlvs
from ringback.protocols.smpp.errors import LocalError, Malformed
from ringback.protocols.smpp.parse import parse
from ringback.protocols.smpp.pdus import DataSm
from ringback.protocols.smpp.status import Status
from tests.protocols.smpp import wire

# §5.3.2: name, tag, a value, its octets.
STANDARD = [
    ("dest_addr_subunit", 0x0005, 1, "01"),
    ("dest_network_type", 0x0006, 1, "01"),
    ("dest_bearer_type", 0x0007, 1, "01"),
    ("dest_telematics_id", 0x0008, 2, "0002"),
    ("source_addr_subunit", 0x000D, 1, "01"),
    ("source_network_type", 0x000E, 1, "01"),
    ("source_bearer_type", 0x000F, 1, "01"),
    ("source_telematics_id", 0x0010, 2, "02"),
    ("qos_time_to_live", 0x0017, 86_400, "00015180"),
    ("payload_type", 0x0019, 1, "01"),
    ("additional_status_info_text", 0x001D, "full", "66756c6c00"),
    ("receipted_message_id", 0x001E, "1a", "316100"),
    ("ms_msg_wait_facilities", 0x0030, 0x81, "81"),
    ("privacy_indicator", 0x0201, 3, "03"),
    ("source_subaddress", 0x0202, b"\xa0\x01", "a001"),
    ("dest_subaddress", 0x0203, b"\x80\x01", "8001"),
    ("user_message_reference", 0x0204, 1, "0001"),
    ("user_response_code", 0x0205, 1, "01"),
    ("source_port", 0x020A, 2948, "0b84"),
    ("destination_port", 0x020B, 2948, "0b84"),
    ("sar_msg_ref_num", 0x020C, 513, "0201"),
    ("language_indicator", 0x020D, 1, "01"),
    ("sar_total_segments", 0x020E, 2, "02"),
    ("sar_segment_seqnum", 0x020F, 1, "01"),
    ("sc_interface_version", 0x0210, 0x34, "34"),
    ("callback_num_pres_ind", 0x0302, 1, "01"),
    ("callback_num_atag", 0x0303, b"\x00Home", "00486f6d65"),
    ("number_of_messages", 0x0304, 99, "63"),
    ("callback_num", 0x0381, b"\x01\x01\x011415", "01010131343135"),
    ("dpf_result", 0x0420, 1, "01"),
    ("set_dpf", 0x0421, 1, "01"),
    ("ms_availability_status", 0x0422, 2, "02"),
    ("network_error_code", 0x0423, b"\x03\x00\x16", "030016"),
    ("message_payload", 0x0424, b"Ahoy!", "41686f7921"),
    ("delivery_failure_reason", 0x0425, 3, "03"),
    ("more_messages_to_send", 0x0426, 1, "01"),
    ("message_state", 0x0427, 2, "02"),
    ("ussd_service_op", 0x0501, b"\x02", "02"),
    ("display_time", 0x1201, 2, "02"),
    ("sms_signal", 0x1203, 1, "0001"),
    ("ms_validity", 0x1204, 3, "03"),
    ("alert_on_message_delivery", 0x130C, True, ""),
    ("its_reply_type", 0x1380, 8, "08"),
    ("its_session_info", 0x1383, b"\x01\x02", "0102"),
]


@pytest.mark.parametrize(("name", "tag", "value", "octets"), STANDARD)
def test_each_by_its_name(name, tag, value, octets):
    one = tlvs.BY_NAME[name]
    assert one(value) == (tag, bytes.fromhex(octets))
    assert one.of(((0x1500, b"another"), one(value))) == value
    assert one.of(()) is None and tlvs.name(tag) == name


def test_there_are_no_others():
    assert {tlv.tag for tlv in tlvs.BY_NAME.values()} == {tag for _, tag, _, _ in STANDARD}


def test_unknown_ones_are_kept_in_their_order():
    kept = ((0x1400, b"vendor"), (0x1400, b"again"), (0x9999, b""), tlvs.USER_MESSAGE_REFERENCE(5))
    sent = DataSm(sequence_number=1, tlvs=kept)
    assert parse(bytes(sent)) == sent
    assert tlvs.name(0x1400) == "0x1400"


@pytest.mark.parametrize("octets", [b"12ab", b"12ab\0", b"12ab\0\0\0", b"12ab\0junk"])
def test_a_string_is_read_with_and_without_its_end(octets):
    assert tlvs.RECEIPTED_MESSAGE_ID.of(((0x001E, octets),)) == "12ab"


def test_a_number_of_an_odd_size_is_read():
    assert tlvs.USER_MESSAGE_REFERENCE.of(((0x0204, b"\x07"),)) == 7
    assert tlvs.MESSAGE_STATE.of(((0x0427, b"\0\0\0\x02"),)) == 2


def test_what_does_not_fit_is_refused_at_once():
    for wrong in (
        lambda: tlvs.MESSAGE_STATE(256),
        lambda: tlvs.NETWORK_ERROR_CODE(b"12"),
        lambda: tlvs.RECEIPTED_MESSAGE_ID("x" * 65),
        lambda: tlvs.MESSAGE_PAYLOAD(b"x" * 65_536),
    ):
        with pytest.raises(LocalError):
            wrong()


def test_a_wrong_size_can_be_told():
    assert tlvs.fault((tlvs.MESSAGE_STATE(2), (0x1401, b"any"))) is None
    told = tlvs.fault(((0x0423, b"12"),))
    assert isinstance(told, Malformed) and told.status == Status.ESME_RINVPARLEN


@pytest.mark.parametrize(
    "rest", ["04", "0424", "042400", "04240005414141", "0424ffff"], ids=["one", "two", "three", "cut", "far"]
)
def test_a_stream_of_them_that_breaks_off(rest):  # §5.1.3
    body = wire.octets("data-sm")[16:] + bytes.fromhex(rest)
    assert parse(wire.pdu(0x103, body)).status == Status.ESME_RINVOPTPARSTREAM


def test_more_than_anybody_needs_are_refused():
    body = bytes(10) + b"\x14\x00\x00\x00" * 64
    assert len(parse(wire.pdu(0x103, body)).tlvs) == 64
    assert parse(wire.pdu(0x103, body + b"\x14\x00\x00\x00")).status == Status.ESME_RINVOPTPARSTREAM
