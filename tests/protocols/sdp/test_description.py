"""Descriptions read and written; what is not understood is kept; what is too much is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sdp.codecs import codecs_of
from ringback.protocols.sdp.description import Description, parse
from ringback.protocols.sdp.errors import PeerError

PHONE = (
    b"v=0\r\no=alice 2890844526 2890844526 IN IP4 host.example.com\r\ns=\r\nc=IN IP4 192.0.2.10\r\nb=AS:84\r\nt=0 0\r\n"
    b"a=group:BUNDLE 0\r\nm=audio 49170 RTP/AVP 0 97 101\r\ni=speech\r\nb=AS:64\r\na=rtpmap:0 PCMU/8000\r\n"
    b"a=rtpmap:97 L16/44100/2\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\n"
    b"a=new-thing:of some later standard\r\na=sendrecv\r\n"
)


def described(text: bytes) -> Description:
    found = parse(text)
    assert isinstance(found, Description), found
    return found


def test_what_is_written_reads_the_same():
    first = described(PHONE)
    assert described(bytes(first)) == first


def test_lines_of_later_standards_are_kept():
    written = bytes(described(PHONE))
    for line in (b"a=new-thing:of some later standard", b"b=AS:84", b"b=AS:64", b"i=speech", b"a=group:BUNDLE 0"):
        assert line in written


def test_codecs_come_in_order_with_clock_channels_and_format():
    (media,) = described(PHONE).media
    assert [(c.payload_type, c.name, c.clock_hz, c.channels, c.format) for c in codecs_of(media)] == [
        (0, "PCMU", 8000, 1, None),
        (97, "L16", 44100, 2, None),
        (101, "telephone-event", 8000, 1, "0-16"),
    ]


def test_static_payload_types_need_no_rtpmap_and_unexplained_ones_are_left_out():
    text = PHONE.replace(b"RTP/AVP 0 97 101", b"RTP/AVP 8 9 77 0")
    assert [c.name for c in codecs_of(described(text).media[0])] == ["PCMA", "G722", "PCMU"]


def test_lines_may_end_in_a_bare_line_feed():
    assert described(PHONE.replace(b"\r\n", b"\n")) == described(PHONE)


def test_direction_of_the_medium_counts_more_than_that_of_the_session():
    text = PHONE.replace(b"a=group:BUNDLE 0", b"a=inactive")
    description = described(text)
    assert description.direction_of(description.media[0]) == "sendrecv"
    bare = described(text.replace(b"a=sendrecv\r\n", b""))
    assert bare.direction_of(bare.media[0]) == "inactive"


@pytest.mark.parametrize(
    "what, text",
    [
        ("no version", PHONE[5:]),
        ("version 1", PHONE.replace(b"v=0", b"v=1")),
        ("no origin", PHONE.replace(b"o=", b"x=")),
        ("two origins", PHONE.replace(b"s=\r\n", b"o=- 1 1 IN IP4 h\r\n")),
        ("an origin of five words", PHONE.replace(b" host.example.com", b"")),
        ("a version that is no number", PHONE.replace(b"526 IN", b"526x IN")),
        ("no address", PHONE.replace(b"c=IN IP4 192.0.2.10\r\n", b"")),
        ("a group address", PHONE.replace(b"192.0.2.10", b"224.2.1.1/127")),
        ("an unknown network", PHONE.replace(b"IN IP4 192.0.2.10", b"ATM NSAP 47")),
        ("a port that is no number", PHONE.replace(b"49170", b"-1")),
        ("a port beyond 65535", PHONE.replace(b"49170", b"65536")),
        ("digits of another alphabet", PHONE.replace(b"49170", "٤٩".encode())),
        ("a medium without formats", PHONE.replace(b" 0 97 101", b"")),
        ("a line without a letter", PHONE + b"nonsense\r\n"),
        ("a NUL", PHONE + b"a=x\0y\r\n"),
        ("1,000 codecs", PHONE.replace(b" 0 97 101", b" 0" * 1000)),
        ("1,000 attributes", PHONE + b"a=rtpmap:96 x/8000\r\n" * 1000),
        ("1,000 media", PHONE + b"m=audio 9 RTP/AVP 0\r\n" * 1000),
        ("a megabyte", PHONE + b"a=" + b"x" * 1_000_000),
        ("nothing", b""),
    ],
)
def test_refused(what, text):
    assert isinstance(parse(text), PeerError), what


@given(st.binary(max_size=300) | st.lists(st.sampled_from(PHONE.split(b"\r\n")), max_size=30).map(b"\r\n".join))
def test_whatever_comes_is_a_description_or_an_error(data):
    found = parse(data)
    if isinstance(found, Description):
        for media in found.media:
            codecs_of(media)
        assert isinstance(parse(bytes(found)), Description)
