"""A short run of the fuzzer, so that it does not rot."""

from tests.media import fuzz


def test_a_short_run_finds_nothing():
    assert fuzz.run(2.0, seed=7) > 200
