"""A server killed in the middle of calls: what it comes back with is true."""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from ringback.testing.clock import Clock
from ringback.testing.handset import Handset
from tests.media import signal
from tests.peers.baresip import Baresip, needs_baresip
from tests.peers.house import PASSWORD, PeerHouse

pytestmark = pytest.mark.slow
HZ = 440
RECORDED = "<Response><Record maxLength='600' timeout='0' playBeep='false' trim='do-not-trim'/></Response>"
TALK = "<Response><Say>Ahoy!</Say><Pause length='60'/></Response>"


@needs_baresip
async def test_a_recorded_call_is_completed_and_its_recording_is_kept(house: PeerHouse, tmp_path: Path):
    domain = await asyncio.to_thread(house.domain, "acme", house.answers("/record", RECORDED), "alice")
    async with Baresip(tmp_path / "alice", "alice", PASSWORD, domain, house.sip[1], hz=HZ) as alice:
        await alice.dial(f"sip:memo@{domain}")
        await alice.until("CALL_ESTABLISHED")
        await asyncio.to_thread(house.until, lambda: house.recordings(), "a recording")
        [call] = house.calls()
        assert call["status"] == "in-progress"
        await asyncio.sleep(4)  # sound takes its time
        house.server.kill()
        killed_at = datetime.now(UTC)
        await asyncio.sleep(2)  # how long it is down is no part of the call
        await asyncio.to_thread(house.start)
    [recording] = await asyncio.to_thread(house.finished_recordings, 1)
    [call] = house.calls()
    assert call["status"] == "completed"
    ended = parsedate_to_datetime(call["end_time"])
    assert -2.5 <= (ended - killed_at).total_seconds() <= 0.5
    assert 3 <= int(call["duration"]) <= 6
    [sound] = signal.tracks(house.sound(recording["sid"]))
    assert signal.has_tones(sound, HZ)
    assert 2.9 <= signal.duration_s(sound) <= 6 and 3 <= int(recording["duration"]) <= 6


def test_a_call_that_waits_is_dialled_once_and_one_that_rang_has_failed(house: PeerHouse):
    rings, waits = "+14155550171", "+14155550172"
    for number in (rings, waits):
        phone_of(house, number).script(answer_after_s=None)
    house.api.post(f"/Accounts/{house.ready.account_sid}/VoicePermissions", {"max_calls": 1})
    dialled = house.api.core("POST", "Calls", To=rings, From=house.number, Twiml=TALK)["sid"]
    house.until(lambda: house.call(dialled)["status"] == "ringing", "the first call's ringing")
    queued = house.api.core("POST", "Calls", To=waits, From=house.number, Twiml=TALK)["sid"]
    assert house.call(queued)["status"] == "queued"
    house.server.kill()
    house.start()
    assert house.call(dialled)["status"] == "failed"
    phone_of(house, waits).wait_for_call()
    house.until(lambda: house.call(queued)["status"] == "ringing", "the second call's ringing")
    assert (invites(house, dialled), invites(house, queued)) == (1, 1)
    assert len(phone_of(house, rings).calls) == len(phone_of(house, waits).calls) == 1


def phone_of(house: PeerHouse, number: str) -> Handset:
    return Handset(house.api, Clock(house.api), number)


def invites(house: PeerHouse, sid: str) -> int:
    """How often it was dialled: from what is kept of its signalling."""
    shown = house.api.get(f"/Calls/{sid}/Timeline")
    return sum("INVITE" in str(step.get("text")) for step in shown.get("items") or shown.get("steps") or [])
