"""Recordings over REST: begun, paused, fetched as sound, deleted."""

import io
import wave

import numpy as np
import pytest

from ringback.media.files import read_audio
from tests.rest.client import Client, basic
from tests.world.house import API

SECOND = np.full(8000, 1000, dtype="<i2").tobytes()


def path_of(world, sid: str, extension: str = "") -> str:
    return f"{API}/{world.acme.sid}/Recordings/{sid}{extension}"


async def test_a_call_in_progress_is_recorded_paused_and_stopped(world):
    call = await world.answered_call()
    begun = await world.acme.post(f"Calls/{call}/Recordings", RecordingChannels="dual", RecordingTrack="inbound")
    assert begun.status == 201, begun.text
    made = begun.json
    assert (made["status"], made["source"], made["channels"]) == ("in-progress", "StartCallRecordingAPI", 2)
    assert (made["track"], made["duration"], made["call_sid"]) == ("inbound", None, call)
    for name, status in (("Twilio.CURRENT", "paused"), (made["sid"], "in-progress"), ("Twilio.CURRENT", "stopped")):
        changed = await world.acme.post(f"Calls/{call}/Recordings/{name}", Status=status, PauseBehavior="skip")
        assert (changed.status, changed.json["status"]) == (200, status)
    gone = await world.acme.post(f"Calls/{call}/Recordings/Twilio.CURRENT", Status="paused")
    assert (gone.status, gone.code) == (404, 20404)


async def test_of_several_recordings_the_current_one_is_none(world):
    call = await world.answered_call()
    for _ in range(2):
        assert (await world.acme.post(f"Calls/{call}/Recordings")).status == 201
    refused = await world.acme.post(f"Calls/{call}/Recordings/Twilio.CURRENT", Status="stopped")
    assert (refused.status, refused.code) == (400, 16109)


async def test_a_call_that_nobody_has_answered_is_not_recorded(world):
    sid = (await world.call())["sid"]
    refused = await world.acme.post(f"Calls/{sid}/Recordings")
    assert (refused.status, refused.code) == (400, 21220)


async def test_a_recording_is_listed_with_its_call_and_its_account(world):
    call = await world.answered_call()
    made = await world.recording(call, SECOND * 61)
    one = (await world.acme.get(f"Recordings/{made.sid}")).json
    assert (one["duration"], one["status"], one["price"]) == ("61", "completed", "-0.00500")
    assert one["media_url"].endswith(path_of(world, made.sid)) and one["uri"].endswith(f"{made.sid}.json")
    of_call = (await world.acme.get(f"Calls/{call}/Recordings")).json["recordings"]
    assert [found["sid"] for found in of_call] == [made.sid] and of_call[0]["price"] == -0.005
    assert (await world.acme.get(f"Calls/{call}/Recordings/{made.sid}")).status == 200
    listed = (await world.acme.get("Recordings", CallSid=call)).json["recordings"]
    assert [found["sid"] for found in listed] == [made.sid]
    assert (await world.acme.get("Recordings", CallSid="CA" + "0" * 32)).json["recordings"] == []


@pytest.mark.parametrize("extension", ["", ".wav"])
async def test_the_sound_is_fetched_as_wav_by_whoever_has_the_url(world, extension):
    made = await world.recording(await world.answered_call(), SECOND)
    heard = await Client(world.api).get(path_of(world, made.sid, extension))
    assert (heard.status, heard.headers["content-type"]) == (200, "audio/x-wav")
    with wave.open(io.BytesIO(heard.body)) as sound:
        assert (sound.getframerate(), sound.getnframes(), sound.getnchannels()) == (8000, 8000, 1)


async def test_the_sound_is_fetched_as_mp3(world):
    tone = (np.sin(np.arange(8000) * 2 * np.pi * 440 / 8000) * 8000).astype("<i2").tobytes()
    made = await world.recording(await world.answered_call(), tone)
    heard = await world.acme.get(path_of(world, made.sid, ".mp3"))
    assert heard.headers["content-type"] == "audio/mpeg"
    pcm = np.frombuffer(read_audio(heard.body, "audio/mpeg"), dtype="<i2")
    assert 7500 < len(pcm) < 11_000
    spectrum = np.abs(np.fft.rfft(pcm[2000:6000]))
    assert abs(spectrum.argmax() * 2 - 440) <= 4


async def test_two_channels_are_fetched_as_one(world):
    both = np.column_stack([np.full(8000, 300), np.full(8000, 500)]).astype("<i2").tobytes()
    made = await world.recording(await world.answered_call(), both, channels=2)
    heard = await world.acme.get(path_of(world, made.sid, ".wav") + "?RequestedChannels=1")
    with wave.open(io.BytesIO(heard.body)) as sound:
        assert sound.getnchannels() == 1 and set(np.frombuffer(sound.readframes(8000), "<i2")) == {800}
    mono = await world.recording(await world.answered_call(), SECOND)
    refused = await world.acme.get(path_of(world, mono.sid, ".wav") + "?RequestedChannels=2")
    assert refused.status == 400 and "<Code>16113<" in refused.text


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("bytes=0-3", 206, b"RIFF"),
        ("bytes=8-11", 206, b"WAVE"),
        ("bytes=-2", 206, SECOND[-2:]),
        ("bytes=99999999-", 416, b""),
        ("lines=1-2", 200, None),
        ("bytes=a-b", 200, None),
        ("bytes=-", 200, None),
        ("bytes=\xb2-", 200, None),
        ("bytes=" + "9" * 5000 + "-", 200, None),
        ("bytes=0-1,4-5", 200, None),
        ("bytes=5-2", 416, b""),
    ],
)
async def test_a_part_of_the_sound_is_fetched(world, asked, status, said):
    made = await world.recording(await world.answered_call(), SECOND)
    heard = await world.api_client().ask("GET", path_of(world, made.sid), headers={"Range": asked})
    assert heard.status == status and (said is None or heard.body == said)


async def test_an_account_that_asks_for_credentials_is_the_only_one_to_hear(world):
    made = await world.recording(await world.answered_call(), SECOND)
    assert (await world.acme.own("POST", f"Accounts/{world.acme.sid}/Settings", http_auth_media=True)).status == 200
    assert (await Client(world.api).get(path_of(world, made.sid))).status == 401
    stranger = await world.subaccount()
    client = Client(world.api, auth=basic(stranger.sid, stranger.token))
    assert (await client.get(path_of(world, made.sid))).status == 401
    assert (await world.acme.get(path_of(world, made.sid))).status == 200


async def test_a_deleted_recording_has_no_sound_and_is_remembered_for_a_while(world):
    made = await world.recording(await world.answered_call(), SECOND)
    assert (await world.acme.delete(f"Recordings/{made.sid}")).status == 204
    assert (await world.acme.get(path_of(world, made.sid))).status == 404
    assert (await world.acme.get(f"Recordings/{made.sid}")).status == 404
    assert (await world.acme.get("Recordings")).json["recordings"] == []
    one = await world.acme.get(f"Recordings/{made.sid}", IncludeSoftDeleted="true")
    assert (one.status, one.json["status"]) == (200, "deleted")
    [listed] = (await world.acme.get("Recordings", IncludeSoftDeleted="true")).json["recordings"]
    assert listed["sid"] == made.sid
    await world.leap(days=41)
    assert (await world.acme.get("Recordings", IncludeSoftDeleted="true")).json["recordings"] == []


async def test_a_recording_that_runs_is_not_deleted(world):
    call = await world.answered_call()
    sid = (await world.acme.post(f"Calls/{call}/Recordings")).json["sid"]
    refused = await world.acme.delete(f"Recordings/{sid}")
    assert (refused.status, refused.code) == (409, 20009)


async def test_a_waveform_is_told_to_a_player(world):
    made = await world.recording(await world.answered_call(), SECOND * 2)
    drawn = (await world.acme.own("GET", f"Recordings/{made.sid}/Waveform")).json
    assert (drawn["duration"], drawn["channels"], drawn["peaks"]) == (2, 1, [0, 50, 100])
