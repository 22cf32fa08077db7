"""User data headers: 3GPP TS 23.040 §9.2.3.24."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sms import segments, udh
from ringback.protocols.sms.udh import Concatenation, Header, MalformedHeader

narrow = st.integers(1, 255).flatmap(
    lambda total: st.builds(Concatenation, st.integers(0, 255), st.just(total), st.integers(1, total))
)
wide = st.builds(
    lambda part, high: Concatenation(part.reference + 256 * high, part.total, part.sequence, True),
    narrow,
    st.integers(0, 255),
)


def test_a_header_has_the_octets_of_the_standard():
    assert udh.encode(Concatenation(0x2A, 3, 1)).hex() == "0500032a0301"
    assert udh.encode(Concatenation(0x012A, 3, 2, wide=True)).hex() == "060804012a0302"


@given(narrow | wide, st.binary(max_size=140))
def test_what_was_written_is_read(part, text):
    assert udh.split(udh.encode(part) + text) == (Header(part, ()), text)


@given(st.binary(max_size=200))
def test_any_octets_are_read_or_called_malformed(octets):
    read = udh.split(octets)
    if not isinstance(read, MalformedHeader):
        assert len(read[1]) == len(octets) - 1 - octets[0]


@pytest.mark.parametrize(
    "octets, element",
    [
        ("0500032a0300", None),  # part 0
        ("0500032a0304", None),  # part 4 of 3
        ("0500032a0000", None),  # of none
        ("0400022a03", None),  # too short an element
        ("0a00032a030100032b0302", Concatenation(0x2B, 3, 2)),  # repeated: the last counts
        ("0a00032a030100032b0309", Concatenation(0x2A, 3, 1)),  # unless it is nonsense
    ],
)
def test_nonsense_about_parts_is_ignored(octets, element):
    header, text = udh.split(bytes.fromhex(octets) + b"hi")
    assert (header.concatenation, text) == (element, b"hi")


def test_other_elements_are_kept():
    header, _ = udh.split(bytes.fromhex("0b0504158a00000003a10201") + b"x")
    assert header == Header(Concatenation(0xA1, 2, 1), ((0x05, bytes.fromhex("158a0000")),))


@pytest.mark.parametrize("octets", ["", "05", "0500032a03", "03000401", "0100"])
def test_a_header_that_does_not_fit_is_a_value_and_no_exception(octets):
    assert isinstance(udh.split(bytes.fromhex(octets)), MalformedHeader)


@pytest.mark.parametrize("reference, total, sequence", [(256, 2, 1), (1, 2, 3), (1, 256, 1), (1, 2, 0)])
def test_a_place_no_header_can_say_is_refused(reference, total, sequence):
    with pytest.raises(ValueError, match="does not fit"):
        udh.encode(Concatenation(reference, total, sequence))


def test_payloads_carry_headers_only_where_there_are_several():
    assert udh.payloads(segments.cut("hi@"), 7) == [b"hi\x00"]
    first, second = udh.payloads(segments.cut("漢" * 71), 7)
    assert (first[:6].hex(), len(first)) == ("050003070201", 140)
    assert second == bytes.fromhex("050003070202") + "漢漢漢漢".encode("utf-16-be")


@given(st.text(min_size=71, max_size=400), st.booleans())
def test_every_payload_fits_into_a_short_message(body, use_wide):
    cut = segments.cut(body, wide_references=use_wide)
    for payload in udh.payloads(cut, 200, wide=use_wide):
        header = (7 if use_wide else 6) if cut.count > 1 else 0
        bits = 7 if cut.encoding == "GSM-7" else 8
        assert -(-(header * 8) // bits) * bits + (len(payload) - header) * bits <= 1120
