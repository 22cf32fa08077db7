"""A server that is killed in the middle of its work keeps what it promised (the whole of it: `make chaos`)."""

from pathlib import Path

import pytest

from bench.chaos import crash
from bench.world.house import House


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_answered_is_lost_and_nothing_is_done_twice(engine, tmp_path: Path, request: pytest.FixtureRequest):
    postgres = request.getfixturevalue("postgres_server") if engine == "postgresql" else None
    house = House(engine, tmp_path, postgres)
    found = crash(house, accepts=900, kills=3, seed=20)
    assert {what: count for what, count, allowed in found if allowed is not None and count != allowed} == {}
    counted = {what: count for what, count, _ in found}
    assert counted["kills"] == 3 and counted["answered 201"] >= 900 and counted["callbacks"] >= 1800
