"""A short run of the fuzzer, so that it does not rot."""

from tests.signalling import fuzz


async def test_two_seconds_of_nonsense_leave_the_endpoint_up():
    assert await fuzz.run(2.0, seed=7) > 200
