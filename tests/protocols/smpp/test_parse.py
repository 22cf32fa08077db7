"""PDUs that are wrong, and what they are answered; PDUs off a stream."""

import pytest

from ringback.protocols.smpp.errors import PeerError
from ringback.protocols.smpp.parse import MOST_PDU_BYTES, Reader, answer_to, parse
from ringback.protocols.smpp.pdus import (
    BindReceiver,
    BindTransmitterResp,
    EnquireLink,
    GenericNack,
    QuerySmResp,
    SubmitMultiResp,
    SubmitSm,
    SubmitSmResp,
    response_to,
)
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import Command
from tests.protocols.smpp import wire


def refused(data: bytes) -> tuple[str, Status, int]:
    """What a malformed PDU is answered with: command, status and sequence_number."""
    error = parse(data)
    assert isinstance(error, PeerError), error
    answer = answer_to(error)
    assert answer is not None
    return answer.command.name, Status(answer.command_status), answer.sequence_number


@pytest.mark.parametrize(
    ("command", "body", "status"),
    [
        (Command.BIND_TRANSMITTER, b"x" * 66, Status.ESME_RINVSYSID),
        (Command.BIND_RECEIVER, b"me\0" + b"x" * 66, Status.ESME_RINVPASWD),
        (Command.BIND_TRANSCEIVER, b"me\0pw\0" + b"x" * 20, Status.ESME_RINVSYSTYP),
        (Command.BIND_TRANSCEIVER, b"me\0pw", Status.ESME_RINVCMDLEN),
        (Command.SUBMIT_SM, b"", Status.ESME_RINVCMDLEN),
        (Command.SUBMIT_SM, b"longer\0", Status.ESME_RINVSERTYP),
        (Command.SUBMIT_SM, b"\0\1\1" + b"1" * 30, Status.ESME_RINVSRCADR),
        (Command.SUBMIT_SM, b"\0\1\1\0\1\1" + b"1" * 30, Status.ESME_RINVDSTADR),
        (Command.SUBMIT_SM, bytes(10) + b"soon\0" + bytes(8), Status.ESME_RINVSCHED),
        (Command.SUBMIT_SM, bytes(11) + b"2611241200000000+\0" + bytes(8), Status.ESME_RINVEXPIRY),
        (Command.SUBMIT_SM, bytes(16) + b"\x05Ahoy", Status.ESME_RINVMSGLEN),
        (Command.SUBMIT_SM, bytes(16) + b"\xff" + b"x" * 255, Status.ESME_RINVMSGLEN),
        (Command.SUBMIT_MULTI, bytes(4) + b"\0", Status.ESME_RINVNUMDESTS),
        (Command.SUBMIT_MULTI, bytes(4) + b"\xff", Status.ESME_RINVNUMDESTS),
        (Command.SUBMIT_MULTI, bytes(4) + b"\1\3", Status.ESME_RINVDESTFLAG),
        (Command.SUBMIT_MULTI, bytes(4) + b"\1\2" + b"x" * 21, Status.ESME_RINVDLNAME),
        (Command.SUBMIT_MULTI, bytes(4) + b"\1\1\1\1" + b"1" * 21, Status.ESME_RINVDSTADR),
        (Command.QUERY_SM, b"x" * 66, Status.ESME_RINVMSGID),
        (Command.CANCEL_SM, b"\0" + b"x" * 66, Status.ESME_RINVMSGID),
        (Command.REPLACE_SM, b"x" * 66, Status.ESME_RINVMSGID),
        (Command.DATA_SM, b"\0\1\1" + b"1" * 66, Status.ESME_RINVSRCADR),
        (Command.DELIVER_SM, b"\0\1", Status.ESME_RINVCMDLEN),
    ],
)
def test_a_request_that_cannot_be_read_is_answered_in_kind(command, body, status):
    assert refused(wire.pdu(command, body, sequence=9)) == (f"{command.name}_RESP", status, 9)


def test_a_command_that_is_none_gets_a_generic_nack():  # §4.3.1
    assert refused(wire.pdu(0x7777, sequence=3)) == ("GENERIC_NACK", Status.ESME_RINVCMDID, 3)


@pytest.mark.parametrize("command", [Command.OUTBIND, Command.ALERT_NOTIFICATION])
def test_what_has_no_response_gets_a_generic_nack(command):
    assert refused(wire.pdu(command, b"x", sequence=3)) == ("GENERIC_NACK", Status.ESME_RINVCMDLEN, 3)


def test_a_response_is_never_answered():
    for command in (0x80000077, Command.QUERY_SM_RESP):
        error = parse(wire.pdu(command, b"12"))
        assert isinstance(error, PeerError) and answer_to(error) is None


@pytest.mark.parametrize("size", [0, 1, 15])
def test_less_than_a_header(size):
    assert parse(b"\0" * size).status == Status.ESME_RINVCMDLEN


def test_a_length_that_is_not_the_pdus_own():
    assert parse(wire.pdu(Command.ENQUIRE_LINK)[:-1] + b"\1\1").status == Status.ESME_RINVCMDLEN


# -- how responses differ from the standard


@pytest.mark.parametrize(
    ("command", "body", "expected"),
    [
        (Command.SUBMIT_SM_RESP, b"", SubmitSmResp(sequence_number=1)),
        (Command.SUBMIT_SM_RESP, b"12ab", SubmitSmResp(sequence_number=1, message_id="12ab")),
        (Command.SUBMIT_SM_RESP, b"12ab\0\xff", SubmitSmResp(sequence_number=1, message_id="12ab")),
        (Command.BIND_TRANSMITTER_RESP, b"SMSC", BindTransmitterResp(sequence_number=1, system_id="SMSC")),
    ],
    ids=["no body", "no NUL", "half a TLV", "bind without NUL"],
)
def test_answers_are_read_as_far_as_they_go(command, body, expected):
    assert parse(wire.pdu(command, body)) == expected


def test_an_error_may_have_any_body_or_none():
    assert parse(wire.pdu(Command.SUBMIT_SM_RESP, b"\xff" * 300, status=0x58)).command_status == 0x58
    assert parse(wire.pdu(Command.SUBMIT_SM_RESP, b"7\0", status=8)) == SubmitSmResp(
        sequence_number=1, command_status=8, message_id="7"
    )
    assert parse(wire.pdu(Command.SUBMIT_MULTI_RESP, b"", status=8)) == SubmitMultiResp(
        sequence_number=1, command_status=8
    )


def test_an_id_longer_than_the_standards_is_kept():
    long = "a" * 200
    assert parse(wire.pdu(Command.SUBMIT_SM_RESP, long.encode() + b"\0")).message_id == long


def test_a_system_id_longer_than_the_standards_is_read():
    found = parse(wire.pdu(Command.BIND_RECEIVER, b"AC" + b"a" * 32 + b"\0" + b"t" * 32 + b"\0" * 2 + b"\x34\0\0\0"))
    assert isinstance(found, BindReceiver) and (len(found.system_id), len(found.password)) == (34, 32)


def test_a_query_answered_without_its_last_octets_is_an_error():
    assert isinstance(parse(wire.pdu(Command.QUERY_SM_RESP, b"id\0\0\2")), QuerySmResp | PeerError)


# -- off a stream


def test_pdus_in_any_pieces():
    stream = b"".join(wire.octets(name) for name in ("bind-transceiver", "submit-sm", "enquire-link", "unbind"))
    whole = Reader().feed(stream)
    for size in (1, 3, 7, 16, 50):
        reader, found = Reader(), []
        for at in range(0, len(stream), size):
            found += reader.feed(stream[at : at + size])
        assert found == whole and not reader.is_within
    assert [pdu.command for pdu in whole] == [
        Command.BIND_TRANSCEIVER,
        Command.SUBMIT_SM,
        Command.ENQUIRE_LINK,
        Command.UNBIND,
    ]


def test_one_bad_pdu_does_not_take_the_next_with_it():
    reader = Reader()
    bad, good = reader.feed(wire.pdu(0x7777, b"what") + wire.octets("enquire-link"))
    assert isinstance(bad, PeerError) and not bad.closes and isinstance(good, EnquireLink)


@pytest.mark.parametrize("length", [0, 15, MOST_PDU_BYTES + 1, 0x47455420])
def test_a_length_that_cannot_be_ends_the_stream(length):  # 0x47455420 is "GET "
    reader = Reader()
    [error] = reader.feed(length.to_bytes(4, "big") + wire.octets("enquire-link")[4:] * 3)
    assert error.closes and error.status == Status.ESME_RINVCMDLEN
    answer = answer_to(error)
    assert isinstance(answer, GenericNack) and answer.command_status == Status.ESME_RINVCMDLEN
    assert reader.feed(wire.octets("unbind")) == []


def test_the_largest_payload_fits():
    sent = SubmitSm(sequence_number=1, tlvs=((0x0424, b"x" * 65_535),))
    assert Reader().feed(bytes(sent)) == [sent]


def test_a_begun_pdu_is_known_of():
    reader = Reader()
    assert reader.feed(wire.octets("unbind")[:10]) == [] and reader.is_within
    assert len(reader.feed(wire.octets("unbind")[10:])) == 1 and not reader.is_within


def test_the_answer_to_a_request_can_be_read():
    asked = wire.read("submit-sm")
    assert parse(bytes(response_to(asked, message_id="77"))).message_id == "77"
