"""Texts in short messages, both ways, in every alphabet and every way of joining parts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.smpp import codings, content, tlvs
from ringback.protocols.smpp.codings import DataCoding, Default
from ringback.protocols.smpp.content import Joining, Style
from ringback.protocols.smpp.pdus import DataSm, DeliverSm, SubmitSm
from ringback.protocols.smpp.values import UDHI
from ringback.protocols.sms import segments, udh
from ringback.protocols.sms.reassembly import Fragment, Reassembler, Whole
from tests.protocols.smpp import wire

LONG = "Long texts go in parts; each says which it is. " * 8
EMOJI = "Grüße aus Zürich 🏔️ " * 12


def sent(text: str, style: Style, reference: int = 0xABC) -> list[DeliverSm]:
    cut = segments.cut(text, wide_references=style.is_wide)
    return [
        DeliverSm(
            source_addr="1", destination_addr="2", esm_class=part.esm_class, data_coding=part.data_coding,
            short_message=part.short_message, tlvs=part.tlvs,
        )
        for part in content.parts(cut.parts, cut.encoding, style, reference=reference)
    ]  # fmt: skip


def joined(pdus: list[DeliverSm], default: Default) -> str:
    """As the far side reads them, the last part first."""
    reassembler, found = Reassembler(), [content.read(pdu, default) for pdu in pdus]
    if len(found) == 1:
        return found[0].text
    texts = []
    for one in reversed(found):
        assert one.place is not None
        texts += reassembler.receive(Fragment("1", "2", one.place, one.encoding, one.octets), 0.0)
    [whole] = texts
    assert isinstance(whole, Whole)
    return whole.text


STYLES = [Style(joining, default) for joining in Joining for default in Default]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.joining}, {style.default}")
@pytest.mark.parametrize("text", ["Ahoy!", "", "7 chars", LONG, EMOJI, "{€} " * 60, "Δ" * 200, "Ж" * 71, "é" * 161])
def test_a_text_arrives_as_it_was(style, text):
    assert joined(sent(text, style), style.default) == text


@given(st.text(st.sampled_from("aZ @€{^é\nΔж☎🏔\r"), max_size=500), st.sampled_from(STYLES))
def test_any_text_arrives_as_it_was(text, style):
    if style.default is Default.PACKED:
        text = re.sub("[@\r]", "a", text)  # which may be taken for filling, where a part ends
    assert joined(sent(text, style), style.default) == text


@given(st.text(max_size=300), st.sampled_from([Style(), Style(Joining.UDH_16), Style(Joining.SAR)]))
def test_no_part_is_longer_than_a_phone_takes(text, style):
    for pdu in sent(text, style):
        septets = 7 * (len(pdu.short_message) - 6) + 48 if pdu.esm_class else 7 * len(pdu.short_message)
        assert (septets if pdu.data_coding == 0 else 8 * len(pdu.short_message)) <= 8 * 140 + 1


def test_parts_with_a_header():
    first, *_ = sent(LONG, Style(), reference=0x12A)
    assert first.esm_class == UDHI and first.short_message[:6] == bytes.fromhex("0500032a0301")


def test_parts_with_a_wide_header():
    first, *_ = sent(LONG, Style(Joining.UDH_16), reference=0x12A)
    assert first.short_message[:7] == bytes.fromhex("060804012a0301")


def test_parts_with_sar():  # §5.3.2.22 to 24
    *_, last = sent(LONG, Style(Joining.SAR), reference=0x12A)
    assert last.esm_class == 0
    assert [tlv.of(last.tlvs) for tlv in (tlvs.SAR_MSG_REF_NUM, tlvs.SAR_TOTAL_SEGMENTS, tlvs.SAR_SEGMENT_SEQNUM)] == [
        0x12A, 3, 3,
    ]  # fmt: skip


def test_a_whole_text_in_message_payload():  # §5.3.2.32
    [only] = sent(LONG, Style(Joining.PAYLOAD))
    assert only.short_message == b"" and tlvs.MESSAGE_PAYLOAD.of(only.tlvs) == LONG.encode()


def test_what_another_encoder_wrote():
    first = content.read(wire.read("deliver-sm-udh"))
    assert (first.text, first.place) == ("first ", udh.Concatenation(0x2A, 2, 1))
    last = content.read(wire.read("deliver-sm-sar"))
    assert (last.text, last.place) == ("😀", udh.Concatenation(42, 2, 2, wide=True))
    assert content.read(wire.read("data-sm")).text == "payload"


def test_a_carrier_with_latin_1_gets_ucs_2_for_what_it_lacks():
    [euro] = sent("10 €", Style(default=Default.LATIN_1))
    assert (euro.data_coding, euro.short_message) == (DataCoding.UCS2, "10 €".encode("utf-16-be"))
    [pound] = sent("10 £", Style(default=Default.LATIN_1))
    assert (pound.data_coding, pound.short_message) == (0, b"10 \xa3")


@pytest.mark.parametrize(
    ("data_coding", "octets", "text"),
    [
        (0, b"\x00 \x1b\x65 \x02", "@ € $"),
        (1, b"Ahoy", "Ahoy"),
        (3, b"Z\xfcrich", "Zürich"),
        (2, b"\x00\xff", "\x00ÿ"),
        (4, b"\x00\xff", "\x00ÿ"),
        (5, "電話".encode("shift_jis"), "電話"),
        (6, "Привет".encode("iso8859-5"), "Привет"),
        (7, "שלום".encode("iso8859-8"), "שלום"),
        (8, "Привет 🏔".encode("utf-16-be"), "Привет 🏔"),
        (9, "絵".encode("shift_jis"), "絵"),
        (10, "音楽".encode("iso2022_jp"), "音楽"),
        (13, "漢字".encode("euc_jp"), "漢字"),
        (14, "안녕".encode("euc_kr"), "안녕"),
        (11, b"Hi", "Hi"),
        (0xF1, b"Hi\x00", "Hi@"),
        (0xF5, b"\x01\xff", "\x01ÿ"),
        (0xC8, b"Hi\x00", "Hi@"),
        (0xE0, "Ж".encode("utf-16-be"), "Ж"),
    ],
)
def test_each_data_coding(data_coding, octets, text):  # §5.2.19
    pdu = DeliverSm(data_coding=data_coding, short_message=octets)
    assert content.read(pdu).text == text
    if data_coding not in (11,):
        assert codings.encode(text, data_coding) == octets


def test_peers_that_mean_the_gsm_alphabet_by_ia5():  # npm smpp is one
    assert content.read(DeliverSm(data_coding=1, short_message=b"10 \x1be \x00home")).text == "10 € @home"
    assert content.read(DeliverSm(data_coding=1, short_message=b"{~}\r\n")).text == "{~}\r\n"


@pytest.mark.parametrize("data_coding", [2, 4, 0xF5])
def test_binary_is_no_text(data_coding):
    found = content.read(DeliverSm(data_coding=data_coding, short_message=b"\x01\xff"))
    assert not found.is_text and found.octets == b"\x01\xff"


@pytest.mark.parametrize("text", ["1234567", "12345678", "123456\r", "@@@@@@@", ""])
def test_packed_septets(text):
    pdu = DeliverSm(short_message=codings.encode(text, 0, Default.PACKED))
    assert content.read(pdu, Default.PACKED).text == text


def test_ports_in_a_header_are_kept():
    pdu = DeliverSm(esm_class=UDHI, data_coding=4, short_message=bytes.fromhex("0605040b8423f0") + b"wap")
    found = content.read(pdu)
    assert found.header is not None and found.header.others == ((5, bytes.fromhex("0b8423f0")),)
    assert (found.octets, found.place) == (b"wap", None)


def test_a_header_that_cannot_be_read_is_text():
    pdu = SubmitSm(esm_class=UDHI, short_message=b"\x7fAhoy")
    assert content.read(pdu).text == "àAhoy"


def test_a_place_that_cannot_be_is_none():
    for total, sequence in ((0, 0), (2, 3), (2, 0)):
        found = (tlvs.SAR_MSG_REF_NUM(1), tlvs.SAR_TOTAL_SEGMENTS(total), tlvs.SAR_SEGMENT_SEQNUM(sequence))
        assert content.read(DataSm(tlvs=found)).place is None
    assert content.read(DataSm(tlvs=(tlvs.SAR_MSG_REF_NUM(1),))).place is None


@given(st.binary(max_size=254), st.integers(0, 255), st.integers(0, 255), st.sampled_from(Default))
def test_octets_of_any_kind_do_no_harm(octets, esm_class, data_coding, default):
    found = content.read(DeliverSm(esm_class=esm_class, data_coding=data_coding, short_message=octets), default)
    assert isinstance(found.text, str)
