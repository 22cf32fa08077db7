"""The figures say what happened."""

import asyncio
import time

from prometheus_client.parser import text_string_to_metric_families

from ringback.products.monitor.lag import EVERY_S, LoopLag
from tests.products.monitor.conftest import Room
from tests.products.monitor.test_on_the_wire import give_up


async def figures(room: Room) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families((await room.metrics.text()).decode())
    return {(s.name, *sorted(s.labels.values())): s.value for family in families for s in family.samples}


async def test_requests_commits_jobs_and_webhooks_are_counted(room: Room):
    await room.client().get("/monitor/v1/Alerts")
    await room.client().get("/monitor/v1/Nothing")
    await give_up(room)
    await room.webhook_fails()
    await room.tell(room.answered(), room.answered())
    await room.runner.settle()
    found = await figures(room)
    assert found["ringback_requests_total", "200", "ListAlert", "monitor_v1"] == 1
    assert found["ringback_requests_total", "", "", "404"] == 1
    assert found["ringback_request_seconds_bucket", "+Inf", "monitor_v1"] == 1
    assert found["ringback_request_seconds_count", "monitor_v1"] == 1
    assert found["ringback_jobs", "dead"] == 1
    assert found["ringback_webhooks_total", "failed", "message"] == 1
    assert found["ringback_webhooks_total", "message-status", "ok"] == 2
    before = found["ringback_commits",]
    await room.tell(room.alerted())
    assert (await figures(room))["ringback_commits",] == before + 1


async def test_health_tells_engine_jobs_and_lag(room: Room):
    await give_up(room)
    health = await room.metrics.health()
    assert (health["engine"], health["jobs_dead"], health["jobs_waiting"]) == (room.store.engine.name, 1, 0)
    assert health["loop_lag_ms"] == 0.0


async def test_a_loop_that_was_held_up_is_seen_to_have_been_late():
    seen: asyncio.Queue[float] = asyncio.Queue()
    lag = LoopLag(seen.put_nowait)
    lag.start()
    first = await seen.get()
    hold_up_the_loop(EVERY_S + 0.2)
    late = await seen.get()
    lag.stop()
    assert first < 0.15 < late
    assert lag.worst_s == max(first, late) and lag.last_s == late


def hold_up_the_loop(seconds: float) -> None:
    """What must never be done on it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass
