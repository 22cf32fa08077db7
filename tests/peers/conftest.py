"""A server of its own for each file of tests that real peers call."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers.house import PeerHouse


@pytest.fixture
def house(tmp_path: Path) -> Iterator[PeerHouse]:
    house = PeerHouse(tmp_path)
    yield house
    house.stop()
