"""Datagrams made to do harm."""

import time

from ringback.protocols.rtp import packet, rtcp
from ringback.protocols.rtp.errors import PeerError
from tests.protocols.rtp import fuzz


def test_damaged_datagrams_do_no_harm():  # `python -m tests.protocols.rtp.fuzz` takes as long as it is given
    tried, whole = fuzz.run(1.0, seed=1)
    assert tried > 1000 and whole > 100


def test_the_largest_datagram_costs_no_more_than_its_length():
    report = bytes.fromhex("80c90001deadbeef")
    stuffed = [
        b"\x80\xc8" * 32_000,
        report + bytes.fromhex("9fca") + (16_000).to_bytes(2, "big") + b"\x01\x00" * 32_000,
        report + bytes.fromhex("81ca") + (16_000).to_bytes(2, "big") + b"abcd" + b"\x01\x00" * 31_998,
        report * 8_000,
        b"\x9f\x65" + b"\xff" * 65_000,
    ]
    start = time.process_time()
    for data in stuffed:
        assert isinstance(rtcp.parse(data), PeerError)
        packet.parse(data)
    assert time.process_time() - start < 0.5
