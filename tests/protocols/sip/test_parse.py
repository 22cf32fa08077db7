"""Bytes to messages and back: datagrams, streams, limits, attacks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringback.protocols.sip import limits
from ringback.protocols.sip.errors import LocalError, PeerError
from ringback.protocols.sip.message import Message, Request, Response
from ringback.protocols.sip.parse import KeepAlive, Stream, parse
from ringback.protocols.sip.screening import Abilities, fault_of, refusal
from tests.protocols.sip.sample import SDP, request, rewire

PLAIN = (
    b"INVITE sip:bob@example.com SIP/2.0\r\nv: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n"
    b"f: Alice <sip:alice@example.com>;tag=1\r\nt: <sip:bob@example.com>\r\ni: call-1\r\nCSeq: 1 INVITE\r\n"
    b"m: <sip:alice@192.0.2.1>\r\nc: application/sdp\r\nl: 4\r\n\r\nv=0\n"
)


def whole(data: bytes) -> Request | Response:
    message = parse(data)
    assert isinstance(message, Message), message
    assert fault_of(message) is None, fault_of(message)
    return message


def fault(data: bytes) -> PeerError:
    message = parse(data)
    found = message if isinstance(message, PeerError) else fault_of(message)  # type: ignore[arg-type]
    assert isinstance(found, PeerError), message
    return found


def test_compact_names_are_the_long_ones():
    message = whole(PLAIN)
    assert [name for name, _ in message.fields] == [
        "Via", "Max-Forwards", "From", "To", "Call-ID", "CSeq", "Contact", "Content-Type", "Content-Length",
    ]  # fmt: skip
    assert message.body == b"v=0\n" and message.contacts[0].uri.user == "alice"  # type: ignore[union-attr]


def test_what_is_written_reads_the_same():
    once = whole(PLAIN)
    twice = whole(bytes(once))
    assert twice.fields == [*[f for f in once.fields if f[0] != "Content-Length"], ("Content-Length", "4")]
    assert bytes(twice) == bytes(once)


def test_several_values_in_one_line_are_as_several_lines():
    joined = whole(PLAIN.replace(b"m: <", b'm: "Smith, A" <sip:a@h>;q=0.5, <sip:b@h>, <'))
    assert [c.uri.user for c in joined.contacts] == ["a", "b", "alice"]  # type: ignore[union-attr]
    assert joined.contacts[0].display_name == "Smith, A"


@pytest.mark.parametrize("name", ["José", "alice@example.com", "Alice (work) & Co.", "Bob/2", "張", ""])
def test_names_without_quotes_are_read_where_they_cannot_be_mistaken(name):
    told = whole(PLAIN.replace(b"f: Alice ", f"f: {name} ".encode()))
    assert told.from_.display_name == name and rewire(told).from_ == told.from_


def test_a_scheme_alone_and_empty_lists_are_no_fault():
    whole(PLAIN.replace(b"l: 4", b"WWW-Authenticate: NTLM\r\nSupported:\r\nRequire: \r\nl: 4"))


def test_a_body_without_length_reaches_to_the_end_of_the_datagram():
    assert whole(PLAIN.replace(b"l: 4\r\n", b"")).body == b"v=0\n"


def test_bytes_that_are_not_utf_8_survive():
    odd = PLAIN.replace(b"Alice", b'"Al\xffce"')
    assert b'"Al\xffce"' in bytes(whole(odd))


def test_blank_lines_before_a_message_are_skipped_and_alone_they_keep_a_way_open():
    assert isinstance(parse(b"\r\n\r\n" + PLAIN), Request)
    assert (parse(b"\r\n\r\n"), parse(b"\r\n"), parse(b"")) == (KeepAlive.PING, KeepAlive.PONG, KeepAlive.PING)


@pytest.mark.parametrize(
    "what, before, after",
    [
        ("a control character in a name", b"m: <", b"Contact\x01: <"),
        ("a blank in a name", b"m: <", b"Con tact: <"),
        ("no colon", b"Max-Forwards: 70", b"Max-Forwards 70"),
        ("a NUL in a value", b"Alice", b"Al\x00ce"),
        ("a bare line feed", b"Max-Forwards: 70\r\n", b"Max-Forwards: 70\n"),
        ("a bare carriage return", b"Alice", b"Al\rice"),
        ("two From", b"i: call-1", b"From: <sip:x@y>;tag=2\r\ni: call-1"),
        ("two Content-Length that agree", b"l: 4", b"l: 4\r\nContent-Length: 4"),
        ("a huge Content-Length", b"l: 4", b"l: 99999999999999999999"),
        ("a negative Content-Length", b"l: 4", b"l: -4"),
        ("a Content-Length in other digits", b"l: 4", "l: ٤".encode()),
        ("a length beyond the body", b"l: 4", b"l: 5"),
        ("no Via", b"v: ", b"x: "),
        ("a tag without a value", b"tag=1", b"tag"),
        ("an Accept that is never closed", b"l: 4", b'Accept: "a\r\nl: 4'),
        ("two tags", b"tag=1", b"tag=1;tag=2"),
        ("a Via without transport", b"SIP/2.0/UDP 192", b"SIP/2.0 192"),
        ("a CSeq of 2^31 and more", b"CSeq: 1 ", b"CSeq: 2147483648 "),
        ("an unclosed quote", b"Alice <", b'"Alice <'),
        ("an unclosed bracket", b"alice@example.com>", b"alice@example.com"),
        ("Max-Forwards 256", b"Forwards: 70", b"Forwards: 256"),
        ("a Contact that is no address", b"m: <sip:alice@192.0.2.1>", b"m: ,"),
        ("malformed Authorization", b"l: 4", b'Authorization: Digest username="a" realm\r\nl: 4'),
        ("a star to call back", b"m: <sip:alice@192.0.2.1>", b"m: *"),
    ],
)
def test_refused_with_400(what, before, after):
    assert before in PLAIN
    found = fault(PLAIN.replace(before, after, 1))
    assert found.status in (400, None) and found.reason, what
    assert (found.status is None) == (what == "no Via")


def test_too_many_fields_and_too_long_ones_are_refused():
    assert fault(PLAIN.replace(b"\r\nl: 4", b"\r\nX: y" * limits.FIELDS + b"\r\nl: 4")).status == 400
    assert fault(PLAIN.replace(b"Alice", b"A" * limits.LINE_CHARACTERS)).status == 400
    assert fault(PLAIN.replace(b"m: <", b"m: " + b"<sip:a@h>," * 500 + b"<")).status == 400
    assert fault(PLAIN.replace(b";tag=1", b";tag=1" + b"".join(b";p%d" % n for n in range(100)))).status == 400
    assert fault(PLAIN.replace(b"\r\nl: 4", (b"\r\nX: " + b"y" * 8000) * 6 + b"\r\nl: 4")).status is None


def test_garbage_is_dropped_without_an_answer():
    for data in (
        b"\x00\x01\x02\x03",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"nonsense",
        b"SIP/2.0 99 Low\r\n\r\n",
        b"\xff" * 50,
    ):
        assert fault(data).status is None


def test_a_line_break_in_a_field_of_ours_is_our_own_mistake():
    with pytest.raises(LocalError):
        bytes(request().with_added("Subject", "hi\r\nX-Injected: yes"))


def test_an_ack_is_never_answered_whatever_is_wrong_with_it():
    assert fault(PLAIN.replace(b"INVITE sip", b"ACK sip").replace(b"1 INVITE", b"2 BYE")).status is None


# What a server refuses


@pytest.mark.parametrize(
    "what, changed, status, field",
    [
        ("a method known and not taken", request("SUBSCRIBE"), 405, "Allow"),
        ("a method nobody knows", request("FLY"), 501, "Allow"),
        ("a scheme", request().with_uri("im:bob@example.com"), 416, None),
        ("an extension", request(fields=[("Require", "100rel, flying")]), 420, "Unsupported"),
        ("an encoding", request(body=b"x", fields=[("Content-Encoding", "gzip")]), 415, "Accept-Encoding"),
        ("a content type", request(body=b"x", fields=[("Content-Type", "text/html")]), 415, "Accept"),
        ("a body of no type", request(body=b"x"), 415, "Accept"),
    ],
)
def test_refused_with(what, changed, status, field):
    found = refusal(rewire(changed), Abilities())
    assert found is not None and found.status == status, what
    assert field is None or dict(found.fields)[field]


def test_only_the_extensions_that_are_strange_are_named():
    found = refusal(rewire(request(fields=[("Require", "100rel, flying")])), Abilities())
    assert found is not None and found.fields == (("Unsupported", "flying"),)


def test_an_optional_body_need_not_be_understood():
    fields = [("Content-Type", "application/x"), ("Content-Disposition", "session; handling = optional")]
    assert refusal(rewire(request(body=b"x", fields=fields)), Abilities()) is None


def test_require_means_nothing_in_an_ack_or_cancel():
    assert refusal(rewire(request("ACK", fields=[("Require", "flying")])), Abilities()) is None


# Streams


def test_a_stream_is_cut_by_content_length_wherever_it_is_torn():
    data = b"\r\n\r\n" + PLAIN + PLAIN + b"\r\n" + bytes(request("BYE"))
    for size in (1, 2, 3, 7, 100, 10_000):
        stream, found = Stream(), []
        for at in range(0, len(data), size):
            found += stream.feed(data[at : at + size])
        kinds = [m.method if isinstance(m, Request) else m for m in found if m is not KeepAlive.PONG]
        assert kinds == [KeepAlive.PING, "INVITE", "INVITE", "BYE"], size
        assert [m.body for m in found if isinstance(m, Request)] == [b"v=0\n", b"v=0\n", b""]


@pytest.mark.parametrize(
    "what, data, status",
    [
        ("no Content-Length", PLAIN.replace(b"l: 4\r\n", b""), 400),
        ("a negative one", PLAIN.replace(b"l: 4", b"l: -1"), 400),
        ("a huge one", PLAIN.replace(b"l: 4", b"l: 70000"), 513),
        ("an endless head", b"INVITE sip:x SIP/2.0\r\nX: " + b"y" * 40_000, None),
        ("garbage", b"\x16\x03\x01\x02\x00\r\n\r\n", None),
        ("a bare carriage return", b"\rX\r\n", None),
    ],
)
def test_a_stream_that_cannot_be_followed_is_closed(what, data, status):
    stream = Stream()
    *_, last = stream.feed(data)
    assert isinstance(last, PeerError) and last.closes and last.status == status, what
    assert stream.feed(PLAIN) == []


def test_a_long_head_in_single_bytes_costs_no_more_than_its_length():
    stream = Stream()
    for _ in range(30_000):
        assert stream.feed(b"y") == []


# Whatever comes

LINES = st.sampled_from(
    [*PLAIN.split(b"\r\n"), b"", b" folded", b"Via: ,", b"To: <", b'From: "', b"Contact: *", b"l: 9", b"SIP/2.0 200 OK"]
)
MUTANT = st.lists(LINES, max_size=20).map(b"\r\n".join)


@st.composite
def damaged(draw):
    data = bytearray(PLAIN)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data) - 1))
        data[at : at + draw(st.integers(0, 3))] = draw(
            st.binary(max_size=4) | st.sampled_from([b",", b";", b'"', b"<", b"\r\n "])
        )
    return bytes(data)


@settings(max_examples=400)
@given(st.binary(max_size=200) | MUTANT | damaged())
def test_whatever_comes_is_a_message_or_an_error(data):
    message = parse(data)
    if isinstance(message, Message) and fault_of(message) is None:
        for name, what in vars(Message).items():
            if isinstance(what, property):
                getattr(message, name)
        if isinstance(message, Request):
            refusal(message, Abilities())
        again = parse(bytes(message))
        assert isinstance(again, Message) and again.body == message.body
    Stream().feed(data)


def test_the_body_of_a_request_is_untouched():
    sdp = request(body=SDP, fields=[("Content-Type", "application/sdp")])
    assert rewire(sdp).body == SDP
