"""RTP packets: RFC 3550 §5.1. The files in tests/wire/rtp hold one datagram each, named for what is in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.rtp.errors import LocalError, PeerError
from ringback.protocols.rtp.packet import Extension, Packet, is_rtcp, parse

WIRE = Path(__file__).parents[2] / "wire" / "rtp"
WRONG = {
    "version-1": "version 1 is not 2",
    "eleven-octets": "11 octets are less than a header of 12",
    "no-octets": "0 octets are less than a header of 12",
    "sources-beyond-the-end": "15 contributing sources reach beyond the end",
    "extension-header-cut": "the header of an extension reaches beyond the end",
    "extension-beyond-the-end": "an extension of 65535 words reaches beyond the end",
    "padding-of-zero": "padding of 0 octets in a payload of 164",
    "padding-longer-than-the-payload": "padding of 255 octets in a payload of 4",
    "padding-without-a-payload": "padding of 239 octets in a payload of 0",
    "stun-binding-request": "version 0 is not 2",
    "dtls-client-hello-begins": "version 0 is not 2",
}
RIGHT = sorted(path.stem for path in WIRE.glob("*.bin") if path.stem not in WRONG)

words = st.binary(max_size=40).map(lambda data: data[: len(data) // 4 * 4])
packets = st.builds(
    Packet,
    payload_type=st.integers(0, 127),
    sequence=st.integers(0, 0xFFFF),
    timestamp=st.integers(0, 2**32 - 1),
    ssrc=st.integers(0, 2**32 - 1),
    payload=st.binary(max_size=200),
    marker=st.booleans(),
    sources=st.lists(st.integers(0, 2**32 - 1), max_size=15).map(tuple),
    extension=st.none() | st.builds(Extension, st.integers(0, 0xFFFF), words),
    padding_bytes=st.integers(0, 255),
)


def wire(name: str) -> bytes:
    return (WIRE / f"{name}.bin").read_bytes()


@pytest.mark.parametrize("name", WRONG)
def test_a_broken_packet_is_a_value_that_says_why(name):
    assert parse(wire(name)) == PeerError(WRONG[name])


@pytest.mark.parametrize("name", RIGHT)
def test_a_whole_packet_is_written_as_it_was_read(name):
    packet = parse(wire(name))
    assert isinstance(packet, Packet) and bytes(packet) == wire(name)


def test_every_field_is_found():
    packet = parse(wire("everything-at-once"))
    extension = Extension(0xBEDE, bytes.fromhex("10aa0000"))
    expected = Packet(0, 0xFFFF, 2**32 - 1, 2**32 - 1, b"\xff" * 20, True, (9,), extension, 2)
    assert packet == expected


def test_a_packet_of_nothing_but_padding_has_no_payload():
    packet = parse(wire("nothing-but-padding"))
    assert isinstance(packet, Packet) and (packet.payload, packet.padding_bytes) == (b"", 4)


@given(packets)
def test_what_was_written_is_read(packet):
    assert parse(bytes(packet)) == packet


@given(st.binary(max_size=80))
def test_no_octets_raise(data):
    packet = parse(data)
    assert isinstance(packet, PeerError) or parse(bytes(packet)) == packet


@pytest.mark.parametrize(
    "packet",
    [
        Packet(128, 0, 0, 0),
        Packet(0, 65536, 0, 0),
        Packet(0, 0, -1, 0),
        Packet(0, 0, 0, 2**32),
        Packet(0, 0, 0, 0, padding_bytes=256),
        Packet(0, 0, 0, 0, sources=(0,) * 16),
        Packet(0, 0, 0, 0, extension=Extension(0, b"abc")),
    ],
)
def test_what_does_not_fit_is_our_mistake(packet):
    with pytest.raises(LocalError):
        bytes(packet)


def test_reports_on_the_same_port_are_told_apart():  # RFC 5761 §4
    assert is_rtcp(bytes.fromhex("80c90001deadbeef")) and is_rtcp(bytes.fromhex("80c80006"))
    assert not is_rtcp(wire("plain-pcmu")) and not is_rtcp(wire("key-5-begins")) and not is_rtcp(b"\x80")
