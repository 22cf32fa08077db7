"""Packing of septets: 3GPP TS 23.038 §6.1.2.1, with the fill bits a header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sms import alphabet, segments, septets

some_septets = st.lists(st.integers(0, 127), max_size=160).map(bytes)


def test_hello_packs_as_every_phone_packs_it():
    assert septets.pack(alphabet.encode("hellohello")).hex() == "e8329bfd4697d9ec37"
    assert septets.unpack(bytes.fromhex("e8329bfd4697d9ec37"), 10) == b"hellohello"


def test_160_septets_fill_140_octets_and_153_the_134_after_a_header():
    assert len(septets.pack(b"a" * 160)) == 140
    assert len(septets.pack(b"a" * segments.ROOM["GSM-7"].joined, header_octets=6)) == 134
    assert len(septets.pack(b"a" * segments.ROOM["GSM-7"].joined_wide, header_octets=7)) == 133


@given(some_septets, st.integers(0, 20))
def test_what_was_packed_is_unpacked(text, header_octets):
    packed = septets.pack(text, header_octets=header_octets)
    assert septets.unpack(packed, len(text), header_octets=header_octets) == text


def test_seven_spare_bits_are_no_at_sign_when_the_count_is_known():
    packed = septets.pack(b"1234567")
    assert (septets.unpack(packed, 7), septets.unpack(packed, 8)) == (b"1234567", b"1234567\x00")


@given(st.binary(max_size=200), st.integers(-5, 300), st.integers(0, 20))
def test_unpacking_gives_what_was_asked_for_or_says_how_much_there_is(octets, count, header_octets):
    if 0 <= count <= max(0, 8 * len(octets) - septets.fill_bits(header_octets)) // 7:
        assert len(septets.unpack(octets, count, header_octets=header_octets)) == count
    else:
        with pytest.raises(ValueError, match="septets, not"):
            septets.unpack(octets, count, header_octets=header_octets)


def test_an_octet_above_seven_bits_is_refused():
    with pytest.raises(ValueError, match="0x80"):
        septets.pack(b"\x80")
