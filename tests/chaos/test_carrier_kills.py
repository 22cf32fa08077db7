"""A process that holds a carrier's binds is killed under load (the whole of it: `make chaos-messaging`)."""

from pathlib import Path

import pytest

from bench.chaos_messaging import crash
from bench.world.house import House


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("policy", ["hold", "resend"])
def test_nothing_is_lost_or_doubled_but_by_policy_and_marked(policy, tmp_path: Path):
    found = crash(House("sqlite", tmp_path, None), policy, accepts=600, kills=2, seed=20)
    assert {what: count for what, count, allowed in found if allowed is not None and count != allowed} == {}
    counted = {what: count for what, count, _ in found}
    assert counted["kills"] == 2 and counted["answered 201"] >= 600
