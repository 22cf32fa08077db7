"""Many calls at once by sipp: all succeed, no packet is lost either way. `python -m bench.sipp` has the long runs."""

from collections import Counter
from pathlib import Path

import pytest

from tests.peers.house import PeerHouse
from tests.peers.sipp import Capture, ended, free_media_port, needs_capture, needs_sipp, run

pytestmark = [needs_sipp, pytest.mark.slow]


def test_two_hundred_calls_at_fifty_a_second(house: PeerHouse, tmp_path: Path):
    house.number_answers_with(house.answers("/wait", "<Response><Gather timeout='30'/></Response>"))
    port = free_media_port()
    done = run(house.sip, house.number, calls=200, rate=50, lasts_s=0.2, media_port=port, folder=tmp_path)
    assert done.succeeded, done.errors
    house.until(lambda: {one["status"] for one in ended(house.api)} == {"completed"}, "the end of all calls")
    assert len(ended(house.api)) == len(house.heard("/wait")) == 200


@needs_capture
def test_twenty_calls_lose_nothing_either_way(house: PeerHouse, tmp_path: Path):
    house.number_answers_with(house.answers("/talk", "<Response><Say loop='0'>One, two, three.</Say></Response>"))
    port = free_media_port()
    with Capture(port) as capture:
        done = run(house.sip, house.number, calls=20, rate=20, lasts_s=4, media_port=port, folder=tmp_path)
    assert done.succeeded, done.errors
    streams = capture.streams()
    assert Counter(stream.source == port for stream in streams) == {True: 20, False: 20}
    assert sum(stream.lost for stream in streams) == 0
    assert (
        min(stream.packets for stream in streams) > 3 * 50
    )  # a packet each 20 ms, but for the first sentence's making
