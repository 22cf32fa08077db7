"""Two softphones and a menu: registration, keys, recording, whisper and bridge, told from the sound itself."""

import asyncio
from pathlib import Path

import pytest

from tests.media import signal
from tests.peers.baresip import Baresip, needs_baresip
from tests.peers.house import PASSWORD, PeerHouse

pytestmark = [needs_baresip, pytest.mark.slow]
FIRST_HZ, SECOND_HZ = 440, 700
TALK_S = 2.5

MENU = "<Response><Gather numDigits='1' action='/second' timeout='10'><Say>Press 1.</Say></Gather></Response>"
SECOND = "<Response><Gather action='/chosen' timeout='10'><Say>Now an extension, then pound.</Say></Gather></Response>"
RECORD = "<Response><Record maxLength='2' timeout='0' playBeep='false' action='/bridge'/></Response>"
WHISPER = "<Response><Say>A call for you.</Say></Response>"


def bridge(domain: str, whisper: str) -> str:
    return (
        "<Response><Dial record='record-from-answer-dual' action='/after' recordingStatusCallback='/recorded'>"
        f"<Sip url='{whisper}'>sip:bob@{domain}</Sip></Dial></Response>"
    )


def phone(house: PeerHouse, folder: Path, user: str, domain: str, hz: int, **more: object) -> Baresip:
    return Baresip(folder / user, user, PASSWORD, domain, house.sip[1], hz=hz, **more)  # type: ignore[arg-type]


def app(house: PeerHouse) -> str:
    """The customer's application; its first URL."""
    house.answers("/second", SECOND)
    house.answers("/chosen", RECORD)
    house.answers("/after", "<Response><Hangup/></Response>")
    house.answers("/recorded", "")
    return house.answers("/menu", MENU)


async def test_a_softphone_walks_a_menu_is_recorded_and_bridged_after_a_whisper(house: PeerHouse, tmp_path: Path):
    domain = await asyncio.to_thread(house.domain, "acme", app(house), "alice", "bob")
    house.answers("/bridge", bridge(domain, house.answers("/whisper", WHISPER)))
    async with (
        phone(house, tmp_path, "alice", domain, FIRST_HZ) as alice,
        phone(house, tmp_path, "bob", domain, SECOND_HZ, answers=True) as bob,
    ):
        await alice.dial(f"sip:menu@{domain}")
        await alice.until("CALL_ESTABLISHED")
        await asked(house, "/menu")
        await alice.press("1")
        await asked(house, "/second")
        await alice.press("427#")
        await asked(house, "/bridge")
        await bob.until("CALL_ESTABLISHED")
        await asked(house, "/whisper")
        await bridged(house)
        await asyncio.sleep(TALK_S)  # what the phones say takes its time, whatever the server does
        await alice.hang_up()
        await bob.until("CALL_CLOSED")
        recordings = await asyncio.to_thread(house.finished_recordings, 2)

    assert [one["Digits"] for one in house.heard("/second")] == ["1"]
    assert [one["Digits"] for one in house.heard("/chosen")] == ["427"]
    by_source = {one["source"]: one for one in recordings}
    [message] = signal.tracks(house.sound(by_source["RecordVerb"]["sid"]))
    assert signal.has_tones(message, FIRST_HZ)
    dual = by_source["DialVerb"]
    assert (dual["channels"], len(house.heard("/recorded"))) == (2, 1)
    ours, theirs = signal.tracks(house.sound(dual["sid"]))
    assert signal.has_tones(signal.stretch(ours, 1.0, 1.0 + TALK_S / 2), FIRST_HZ)
    assert signal.has_tones(signal.stretch(theirs, 1.0, 1.0 + TALK_S / 2), SECOND_HZ)
    [heard] = signal.tracks(bob.heard)
    whispered, bridged_to = signal.stretch(heard, 0, signal.duration_s(heard) - TALK_S), heard[-signal.RATE_HZ * 2 :]
    assert signal.level_dbfs(whispered) > signal.SILENT_DBFS and not signal.has_tones(whispered, FIRST_HZ)
    assert signal.has_tones(bridged_to, FIRST_HZ)


async def asked(house: PeerHouse, path: str) -> None:
    await asyncio.to_thread(house.until, lambda: house.heard(path), f"a request to {path}")


async def bridged(house: PeerHouse) -> None:
    def look() -> bool:
        return any(one["source"] == "DialVerb" for one in house.recordings())

    await asyncio.to_thread(house.until, look, "the recording of the two")
