"""A loop that stands still is noticed, with what it was doing."""

import asyncio
import threading

from structlog.testing import capture_logs

from ringback.products.monitor.stalls import STILL_S, STOOD_STILL, Stalls


def stand_still() -> None:
    threading.Event().wait(2 * STILL_S)  # nobody sets it: the loop's own thread waits, as in a fault


async def test_the_log_tells_when_the_loop_stood_still_and_where():
    stalls = Stalls()
    with capture_logs() as logs:
        stalls.start()
        try:
            stand_still()
            async with asyncio.timeout(5):
                while not stalls.count:  # noqa: ASYNC110 - another thread counts
                    await asyncio.sleep(0.01)
                while not logs:  # noqa: ASYNC110 - and then writes
                    await asyncio.sleep(0.01)
        finally:
            stalls.stop()
    (told,) = [line for line in logs if line["event"] == STOOD_STILL]
    assert told["still_ms"] >= 1000 * STILL_S and "test_stalls.stand_still" in told["where"]


async def test_a_loop_that_turns_is_left_alone():
    stalls = Stalls()
    stalls.start()
    await asyncio.sleep(0)
    stalls.stop()
    assert stalls.count == 0
