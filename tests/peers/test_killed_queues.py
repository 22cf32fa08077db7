"""A server killed while a hundred callers wait in a queue: every record ends truthfully."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from tests.peers.house import PeerHouse

pytestmark = pytest.mark.slow
CALLERS, FRACTION = 100, 0.5
WITH_MUSIC = "<Response><Enqueue>support</Enqueue></Response>"


def queue_of(house: PeerHouse) -> dict[str, Any]:
    [queue] = house.api.core("GET", "Queues")["queues"]
    return queue


def sizes(house: PeerHouse) -> list[int]:
    """How many wait in each queue; none before the first caller has made it."""
    return [queue["current_size"] for queue in house.api.core("GET", "Queues")["queues"]]


def waits(house: PeerHouse) -> list[dict[str, Any]]:
    return list(house.api.get("/QueueWaits?page_size=1000")["items"])


def test_a_hundred_waiting_callers_are_written_off_as_far_as_they_came(house: PeerHouse):
    hold = house.answers("/hold", "<Response><Pause length='1'/></Response>")
    with_document = f"<Response><Enqueue waitUrl='{hold}'>support</Enqueue></Response>"
    calls = [
        house.api.core(
            "POST", "Calls", To=f"+1415556{n:04}", From=house.number, Twiml=with_document if n % 2 else WITH_MUSIC
        )["sid"]
        for n in range(CALLERS)
    ]
    house.until(lambda: sizes(house) == [CALLERS], "a hundred who wait", within_s=60)
    house.server.kill()
    killed_at = datetime.now(UTC)
    house.start()
    assert queue_of(house)["current_size"] == 0
    assert house.api.core("GET", f"Queues/{queue_of(house)['sid']}/Members")["queue_members"] == []
    ended = {wait["call_sid"]: wait for wait in waits(house)}
    assert set(ended) == set(calls)
    for wait in ended.values():
        assert (wait["status"], wait["result"]) == ("over", "system-error")
        lasted = datetime.fromisoformat(wait["left_at"]) - datetime.fromisoformat(wait["enqueued_at"])
        assert abs(lasted.total_seconds() * 1000 - wait["wait_ms"]) <= 2
        left = datetime.fromisoformat(wait["left_at"])
        assert -2.5 <= (left - killed_at).total_seconds() <= FRACTION
    for sid in calls:
        call = house.call(sid)
        assert call["status"] == "completed"
        assert -2.5 <= (parsedate_to_datetime(call["end_time"]) - killed_at).total_seconds() <= FRACTION
    house.api.core("POST", "Calls", To="+14155569999", From=house.number, Twiml=WITH_MUSIC)
    house.until(lambda: sizes(house) == [1], "a caller in the queue that is there still")
