"""Calls and recordings, counted by the minute begun."""

from decimal import Decimal
from typing import Any

import pytest

from ringback.switch.events import CallEnded, RecordingCompleted
from tests.products.usage.conftest import OURS, THEIRS, Room


def ended(room: Room, **said: Any) -> CallEnded:
    given = {"from_": OURS, "to": THEIRS, "direction": "outbound-api", "duration": 61, "price": Decimal("0.028")}
    about = {"account_sid": room.account.sid, "subject_sid": "CA" + "0" * 32, "at": room.clock.now()}
    return CallEnded(**{**about, "status": "completed", **given, **said})


@pytest.mark.parametrize(
    ("said", "category"),
    [
        ({}, "calls-outbound"),
        ({"direction": "outbound-dial"}, "calls-outbound"),
        ({"direction": "inbound", "to": OURS, "from_": THEIRS}, "calls-inbound-local"),
        ({"direction": "inbound", "to": "+18005550123"}, "calls-inbound-tollfree"),
        ({"direction": "inbound", "to": "+447400123456"}, "calls-inbound-mobile"),
        ({"direction": "inbound", "to": "sip:bob@acme.example"}, "calls-sip-inbound"),
        ({"to": "sip:bob@example.org"}, "calls-sip-outbound"),
        ({"to": "client:alice"}, "calls-client"),
        ({"direction": "inbound", "from_": "client:alice", "to": OURS}, "calls-client"),
    ],
    ids=str,
)
async def test_each_kind_of_call_has_its_category(room: Room, said: dict, category: str):
    await room.tell(ended(room, **said))
    one, calls, total = [await room.one(name) for name in (category, "calls", "totalprice")]
    assert (one.count, one.usage, one.usage_unit, one.price) == ("1", "2", "minutes", "0.028")
    assert (calls.count, calls.usage, total.price) == ("1", "2", "0.028")


@pytest.mark.parametrize("duration", [None, 0])
async def test_a_call_that_nobody_answered_is_no_usage(room: Room, duration: int | None):
    await room.tell(ended(room, duration=duration, price=None, status="no-answer"))
    assert (await room.one("calls")).count == "0"


async def test_recorded_minutes_are_part_of_calls_and_of_recordings_and_paid_once(room: Room):
    about = {"account_sid": room.account.sid, "subject_sid": "RE" + "0" * 32, "at": room.clock.now()}
    made = {"status": "completed", "source": "OutboundAPI", "duration": 61, "price": Decimal("0.005")}
    await room.tell(RecordingCompleted(**about, **made))
    for category in ("calls-recordings", "recordings", "calls"):
        record = await room.one(category)
        assert (record.count, record.usage, record.price) == ("1", "2", "0.005"), category
    assert (await room.one("totalprice")).price == "0.005"
