"""A server killed while people confer: every record ends truthfully, and who waits to be dialled still comes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ringback.testing.clock import Clock
from ringback.testing.handset import Handset
from tests.peers.house import PeerHouse

pytestmark = pytest.mark.slow
ANN, BEN, CAT = "+14155550161", "+14155550162", "+14155550163"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[PeerHouse]:
    running = PeerHouse(tmp_path)
    yield running
    running.stop()


def invited(house: PeerHouse, room: str, number: str, **wished: str) -> dict[str, Any]:
    Handset(house.api, Clock(house.api), number).script(answer_after_s=0, then=[{"wait_s": 60}])
    return house.api.core("POST", f"Conferences/{room}/Participants", To=number, From=house.number, **wished)


def conference(house: PeerHouse, sid: str) -> dict[str, Any]:
    return house.api.core("GET", f"Conferences/{sid}")


def there(house: PeerHouse, sid: str) -> list[dict[str, Any]]:
    return house.api.core("GET", f"Conferences/{sid}/Participants")["participants"]


def test_a_room_is_over_with_the_process_and_one_that_is_only_awaited_is_not(house: PeerHouse):
    house.api.post(f"/Accounts/{house.ready.account_sid}/VoicePermissions", {"max_calls": 2})
    on = [invited(house, "on", number) for number in (ANN, BEN)]
    room = on[0]["conference_sid"]
    house.until(lambda: conference(house, room)["status"] == "in-progress", "two in a room")
    house.until(lambda: [one["status"] for one in there(house, room)] == ["connected"] * 2, "both connected")
    awaited = invited(house, "awaited", CAT)
    assert awaited["status"] == "queued"
    house.server.kill()
    house.start()
    ended = conference(house, room)
    assert (ended["status"], ended["reason_conference_ended"]) == ("completed", None)
    assert there(house, room) == []
    assert [house.call(one["call_sid"])["status"] for one in on] == ["completed"] * 2
    assert conference(house, awaited["conference_sid"])["status"] == "init"
    house.until(
        lambda: [one["status"] for one in there(house, awaited["conference_sid"])] == ["connected"], "the third one"
    )
