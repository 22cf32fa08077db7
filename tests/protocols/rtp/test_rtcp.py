"""RTCP: RFC 3550 §6. The files in tests/wire/rtcp hold one datagram each, named for what is in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.rtp.errors import LocalError, PeerError
from ringback.protocols.rtp.rtcp import (
    Application,
    Chunk,
    Goodbye,
    ReceiverReport,
    ReportBlock,
    SenderReport,
    SourceDescription,
    Unread,
    compound,
    parse,
)

WIRE = Path(__file__).parents[2] / "wire" / "rtcp"
WRONG = {
    "empty-datagram": "0 octets are less than a header of 4",
    "three-octets": "3 octets are less than a header of 4",
    "version-0": "version 0 is not 2",
    "description-comes-first": "the first packet is of type 202, not a report",
    "goodbye-comes-first": "the first packet is of type 203, not a report",
    "length-beyond-the-end": "a packet of 24 octets where 8 are left",
    "receiver-without-its-source": "a receiver's report with 0 blocks in 0 octets",
    "blocks-cut-off": "a receiver's report with 31 blocks in 28 octets",
    "sender-cut-off": "a sender's report with 0 blocks in 12 octets",
    "padding-before-the-last-packet": "padding of 4 octets in a packet of 12, or before the last packet",
    "padding-of-zero": "padding of 0 octets in a packet of 12, or before the last packet",
    "padding-of-three": "padding of 3 octets in a packet of 12, or before the last packet",
    "padding-longer-than-the-packet": "padding of 240 octets in a packet of 12, or before the last packet",
    "item-beyond-the-end": "chunk 1 of 1 reaches beyond the end",
    "item-without-its-length": "chunk 1 of 1 reaches beyond the end",
    "items-without-an-end": "chunk 1 of 1 reaches beyond the end",
    "chunk-missing": "chunk 2 of 2 reaches beyond the end",
    "reason-beyond-the-end": "a goodbye of 1 sources and 255 octets of reason in 8",
    "sources-of-goodbye-cut-off": "a goodbye of 31 sources and 0 octets of reason in 4",
    "application-without-a-name": "an application's packet of 4 octets has no name",
    "octets-behind-the-last-packet": "2 octets are less than a header of 4",
    "sixty-five-packets": "more than 64 packets in one datagram",
}
RIGHT = sorted(path.stem for path in WIRE.glob("*.bin") if path.stem not in WRONG)
REWRITTEN = {  # read in full, and written without what is not kept
    "padding-in-the-last-packet": "80c90001deadbeef81cb0001deadbeef",
    "profile-extension-behind-the-blocks": "80c80006deadbeefe1a2b3c48000000000000fa00000006400003e80",
}

BLOCK = ReportBlock(0xCAFEBABE, 64, 5, 0x11234, 33, 0xB3C48000, 65536)
NAMED = SourceDescription((Chunk(0xDEADBEEF, ((1, b"a@example"),)),))

word = st.integers(0, 2**32 - 1)
lost = st.integers(-(2**23), 2**23 - 1)
blocks = st.lists(st.builds(ReportBlock, word, st.integers(0, 255), lost, word, word, word, word), max_size=31).map(
    tuple
)
senders = st.builds(SenderReport, word, st.integers(0, 2**64 - 1), word, word, word, blocks)
items = st.lists(st.tuples(st.integers(1, 255), st.binary(max_size=40)), max_size=4).map(tuple)
reports = st.one_of(
    senders,
    st.builds(ReceiverReport, word, blocks),
    st.builds(SourceDescription, st.lists(st.builds(Chunk, word, items), max_size=5).map(tuple)),
    st.builds(Goodbye, st.lists(word, max_size=31).map(tuple), st.binary(max_size=255)),
    st.builds(
        Application, st.integers(0, 31), word, st.binary(min_size=4, max_size=4), st.just(b"") | st.just(b"data")
    ),
)


def wire(name: str) -> bytes:
    return (WIRE / f"{name}.bin").read_bytes()


@pytest.mark.parametrize("name", WRONG)
def test_a_broken_report_is_a_value_that_says_why(name):
    assert parse(wire(name)) == PeerError(WRONG[name])


@pytest.mark.parametrize("name", RIGHT)
def test_whole_reports_are_written_as_they_were_read(name):
    packets = parse(wire(name))
    assert not isinstance(packets, PeerError)
    expected = bytes.fromhex(REWRITTEN[name]) if name in REWRITTEN else wire(name)
    assert b"".join(map(bytes, packets)) == expected


def test_a_sender_that_hears_one_says_all_this():
    sender = SenderReport(0xDEADBEEF, 0xE1A2B3C480000000, 4000, 100, 16000, (BLOCK,))
    assert parse(wire("sender-that-hears-one")) == (sender, NAMED)
    assert compound(sender, NAMED) == wire("sender-that-hears-one")


def test_losses_below_zero_come_through():
    packets = parse(wire("more-packets-than-were-sent"))
    assert isinstance(packets, tuple) and isinstance(packets[0], ReceiverReport)
    assert packets[0].reports[0].lost == -2


def test_two_chunks_each_begin_on_a_word():
    packets = parse(wire("two-names-and-a-note"))
    assert isinstance(packets, tuple) and isinstance(packets[1], SourceDescription)
    first, second = packets[1].chunks
    assert (first.cname, second.cname, second.items[1]) == (b"a", b"b", (7, b"hi"))


def test_a_goodbye_and_its_reason():
    packets = parse(wire("goodbye-with-a-reason"))
    assert isinstance(packets, tuple) and packets[-1] == Goodbye((0xDEADBEEF,), b"peace")


def test_kinds_that_are_not_read_keep_their_octets():
    packets = parse(wire("picture-loss-unread"))
    assert isinstance(packets, tuple) and packets[1] == Unread(206, 1, bytes.fromhex("deadbeefcafebabe"))


@given(st.lists(reports, max_size=6), senders)
def test_what_was_written_is_read(rest, first):
    assert parse(b"".join(map(bytes, [first, *rest]))) == (first, *rest)


@given(st.binary(max_size=120), st.booleans())
def test_no_octets_raise(data, begins_well):
    found = parse(b"\x80\xc9\x00\x01abcd" * begins_well + data)
    if not isinstance(found, PeerError):
        assert parse(b"".join(map(bytes, found))) == found


def test_a_compound_packet_begins_with_a_report_and_names_its_source():
    with pytest.raises(LocalError, match="begins with"):
        compound(NAMED)
    with pytest.raises(LocalError, match="CNAME"):
        compound(ReceiverReport(1), SourceDescription((Chunk(1, ((2, b"name"),)),)))


@pytest.mark.parametrize(
    "packet",
    [
        ReceiverReport(2**32),
        ReceiverReport(1, (BLOCK,) * 32),
        Goodbye((1,), b"x" * 256),
        Application(0, 1, b"abc"),
        Application(0, 1, b"abcd", b"x"),
        SourceDescription((Chunk(1, ((0, b""),)),)),
        SourceDescription((Chunk(1, ((1, b"x" * 256),)),)),
    ],
)
def test_what_does_not_fit_is_our_mistake(packet):
    with pytest.raises(LocalError):
        bytes(packet)
