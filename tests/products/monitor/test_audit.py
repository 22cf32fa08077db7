"""What is changed stands in the audit log: by whom, from where, and what was there before."""

import pytest

from ringback.kernel.refused import NotFound
from tests.products.monitor.conftest import Room, caller_of


async def test_making_changing_and_deleting_are_three_entries(room: Room):
    made = await room.applications.create(room.caller, friendly_name="one")
    await room.applications.update(room.caller, sid=made.sid, friendly_name="two")
    await room.applications.delete(room.caller, sid=made.sid)
    entries = await room.entries(resource_sid=made.sid)
    assert [entry.event_type for entry in entries] == [
        "application.deleted",
        "application.updated",
        "application.created",
    ]
    assert entries[1].event_data == {"friendly_name": {"previous": "one", "updated": "two"}}
    assert entries[2].event_data["friendly_name"] == "one"
    assert {(e.actor_sid, e.source, e.source_ip_address) for e in entries} == {(room.account.sid, "api", "192.0.2.7")}


async def test_the_log_is_narrowed_by_type_actor_address_and_time(room: Room):
    made = await room.applications.create(room.caller, friendly_name="one")
    assert [e.resource_sid for e in await room.entries(event_type="application.created")] == [made.sid]
    assert [e.event_type for e in await room.entries(source_ip_address="192.0.2.7")] == ["application.created"]
    assert await room.entries(source_ip_address="192.0.2.8") == []
    everything = await room.entries()
    assert await room.entries(actor_sid=room.account.sid) == everything
    assert await room.entries(actor_sid="US" + room.account.sid[2:]) == everything
    assert await room.entries(actor_sid="US" + "0" * 32) == []
    await room.leap(days=2)
    await room.applications.create(room.caller, friendly_name="later")
    today = room.clock.now().date().isoformat()
    assert len(await room.entries(start_date=today)) == 1
    assert len(await room.entries(end_date=today)) == len(everything) + 1


async def test_another_account_sees_none_of_it(room: Room):
    await room.applications.create(room.caller, friendly_name="one")
    entry = (await room.entries())[0]
    stranger = caller_of(await room.accounts.create(room.caller))
    assert await room.entries(stranger) == []
    with pytest.raises(NotFound):
        await room.audit.get(stranger, sid=entry.sid)
    assert await room.audit.get(room.caller, sid=entry.sid) == entry


async def test_entries_are_there_for_thirteen_months(room: Room):
    await room.applications.create(room.caller, friendly_name="one")
    await room.leap(days=390)
    assert len(await room.entries(event_type="application.created")) == 1
    await room.leap(days=6)
    assert await room.entries() == []
