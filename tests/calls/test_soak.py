"""`make soak` in small: twenty seconds of calls, none of which fails or leaves anything behind."""

from pathlib import Path

import pytest

from bench.soak import soak
from bench.world.house import House
from tests.peers.sipp import needs_sipp


@needs_sipp
@pytest.mark.slow
async def test_twenty_seconds_of_calls_leave_nothing_behind(tmp_path: Path):
    house = House("sqlite", tmp_path, None)
    try:
        found = await soak(house, 20, 10, warm_s=8, every_s=2)
    finally:
        house.stop()
    assert found.failed == found.untold == 0
    assert not any(fault for fault in found.faults if "memory" not in fault)  # too few calls to tell a slope by
    assert found.looks[-1].pss_mb - found.looks[3].pss_mb < 20
