"""Encoding choice and cutting: 160/153 septets, 70/67 UTF-16 units, nothing that belongs together split."""

import gsm0338
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sms import alphabet, segments, ucs2

ORACLE = gsm0338.Codec()
GSM_LETTERS = sorted(alphabet.CHARACTERS | alphabet.EXTENSION.keys())
gsm_texts = st.text(st.sampled_from(GSM_LETTERS), max_size=700)
mixed_texts = st.text(st.sampled_from([*"ab {€", "ç", "漢", "😀", "\r", "\n"]), max_size=400) | st.text(max_size=400)
any_texts = gsm_texts | mixed_texts


@pytest.mark.parametrize(
    "body, encoding, lengths",
    [
        ("", "GSM-7", [0]),
        ("a" * 160, "GSM-7", [160]),
        ("a" * 161, "GSM-7", [153, 8]),
        ("a" * 306, "GSM-7", [153, 153]),
        ("a" * 307, "GSM-7", [153, 153, 1]),
        ("a" * 158 + "€", "GSM-7", [159]),  # 160 septets
        ("a" * 159 + "€", "GSM-7", [153, 7]),  # 161
        ("a" * 152 + "€" + "a" * 10, "GSM-7", [152, 11]),  # the pair moves whole
        ("a" * 151 + "€" + "a" * 10, "GSM-7", [152, 10]),
        ("€" * 80, "GSM-7", [80]),
        ("€" * 81, "GSM-7", [76, 5]),
        ("漢" * 70, "UCS-2", [70]),
        ("漢" * 71, "UCS-2", [67, 4]),
        ("漢" * 134, "UCS-2", [67, 67]),
        ("漢" * 66 + "😀" + "漢" * 5, "UCS-2", [66, 6]),  # the pair moves whole
        ("漢" * 68 + "😀", "UCS-2", [69]),
        ("😀" * 36, "UCS-2", [33, 3]),
        ("a" * 70 + "ç", "UCS-2", [67, 4]),
        ("a" * 159 + "\r\n", "GSM-7", [153, 8]),  # two characters
        ("`", "UCS-2", [1]),
        ("\x1b", "UCS-2", [1]),  # the escape is no character of a text
    ],
)
def test_a_text_is_cut_where_the_standard_says(body, encoding, lengths):
    cut = segments.cut(body)
    assert (cut.encoding, [len(part) for part in cut.parts]) == (encoding, lengths)
    assert segments.encoding_of(body) == encoding
    assert segments.count(body) == cut.count == len(lengths)


@given(any_texts)
def test_parts_join_to_the_body_fit_and_are_as_many_as_counted(body):
    cut = segments.cut(body)
    assert "".join(cut.parts) == body
    assert segments.count(body) == cut.count == len(cut.parts)
    room = segments.ROOM[cut.encoding]
    limit = room.alone if cut.count == 1 else room.joined
    assert all(size(part, cut.encoding) <= limit for part in cut.parts)


@given(any_texts, st.booleans())
def test_no_part_ends_earlier_than_its_next_character_forces_it_to(body, wide):
    cut = segments.cut(body, wide_references=wide)
    room = segments.ROOM[cut.encoding]
    limit = room.joined_wide if wide else room.joined
    for part, following in zip(cut.parts, cut.parts[1:], strict=False):
        assert size(part, cut.encoding) <= limit < size(part + following[0], cut.encoding)


@given(st.text(st.sampled_from(["漢", "😀", "\ud83d", "\ude00"]), max_size=300))
def test_halves_of_pairs_neither_raise_nor_come_apart(body):
    cut = segments.cut(body)
    assert ucs2.encode("".join(cut.parts)) == ucs2.encode(body)
    assert segments.count(body) == cut.count
    for part, following in zip(cut.parts, cut.parts[1:], strict=False):
        joined = (part[-1] + following[0]).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        assert len(joined) == 2


@given(gsm_texts)
def test_septets_are_those_of_an_independent_codec(text):
    assert alphabet.encode(text) == ORACLE.encode(text)[0]
    assert alphabet.decode(alphabet.encode(text)) == text


def test_every_character_is_gsm_just_where_the_independent_codec_thinks_so():
    plane = [chr(point) for point in range(0xD800) if point != alphabet.ESCAPE]
    assert [c for c in plane if alphabet.is_gsm(c)] == [c for c in plane if oracle_takes(c)]
    assert [c for c in plane if alphabet.is_basic(c)] == sorted(alphabet.CHARACTERS)


@given(st.binary(max_size=300))
def test_reading_septets_and_ucs2_from_a_peer_never_raises(octets):
    assert isinstance(alphabet.decode(octets), str)
    ucs2.decode(octets).encode()  # no half pair is let in


def test_broken_escapes_are_shown_as_the_standard_asks():  # 3GPP TS 23.038 §6.2.1.1
    assert alphabet.decode(b"\x1b\x41") == "A"
    assert alphabet.decode(b"a\x1b\x1bb") == "a b"
    assert alphabet.decode(b"a\x1b") == "a "
    assert alphabet.decode(b"a\x80") == "a\ufffd"


def test_a_text_outside_the_alphabet_is_refused_with_the_character_and_its_place():
    with pytest.raises(ValueError, match=r"'漢' at 2"):
        alphabet.encode("ab漢")


@given(st.text(max_size=200))
def test_a_body_is_as_long_as_its_utf16_units(body):
    assert segments.length(body) == sum(2 if ord(c) > 0xFFFF else 1 for c in body)


def size(part: str, encoding: str) -> int:
    if encoding == "GSM-7":
        return sum(2 if c in alphabet.EXTENSION else 1 for c in part)
    return sum(2 if ord(c) > 0xFFFF else 1 for c in part)


def oracle_takes(character: str) -> bool:
    try:
        ORACLE.encode(character)
    except UnicodeError:
        return False
    return True
