"""Recordings written down: begun by a recording that is there, told to a callback, looked up, deleted."""

import msgspec
import numpy as np
import pytest

from ringback.speech.recognition import Busy, NotAvailable, RecognitionFailed, Sentence, Transcript
from ringback.store import Unit
from ringback.switch.events import RecordingAbsent
from ringback.switch.model import RecordingOptions, RecordingStatus
from tests.products.voice.exchange import told
from tests.world.house import API

SECOND = np.full(8000, 1000, dtype="<i2").tobytes()
SENTENCES = (Sentence(0.2, 1.4, "Please call me back."), Sentence(1.5, 2.1, "Thank you."))
SAID = Transcript("Please call me back. Thank you.", 0.92, SENTENCES)


async def left(world, seconds: int = 3, **more):
    """A voicemail that is to be written down: its recording."""
    call = await world.answered_call()
    made = await world.recording(call, SECOND * seconds, source="RecordVerb", transcribe=True, **more)
    await world.settle()
    return made


async def alerts(world) -> list[tuple[str, str]]:
    found = (await world.acme.get("/monitor/v1/Alerts")).json["alerts"]
    return [(alert["error_code"], alert["resource_sid"]) for alert in found]


async def only(world) -> dict:
    [one] = (await world.acme.get("Transcriptions")).json["transcriptions"]
    return one


async def test_a_voicemail_is_written_down_and_told(world):
    world.recogniser.hears = [SAID]
    recording = await left(world, 61, transcribe_callback=world.customer.says("/transcribed"))
    one = await only(world)
    assert (one["status"], one["transcription_text"], one["type"]) == ("completed", SAID.text, "fast")
    assert (one["duration"], one["price"], one["price_unit"]) == ("61", -0.06, "USD")
    assert one["recording_sid"] == recording.sid and one["uri"].endswith(f"/Transcriptions/{one['sid']}.json")
    assert world.recogniser.asked == [SECOND * 61]
    [told] = [request.form for request in world.customer.heard]
    assert (told["TranscriptionSid"], told["TranscriptionText"]) == (one["sid"], SAID.text)
    assert (told["TranscriptionStatus"], told["TranscriptionType"]) == ("completed", "fast")
    assert (told["CallSid"], told["RecordingSid"]) == (recording.call_sid, recording.sid)
    assert told["RecordingUrl"].endswith(f"/Recordings/{recording.sid}")
    assert told["TranscriptionUrl"].endswith(f"/Recordings/{recording.sid}/Transcriptions/{one['sid']}")
    assert {"AccountSid", "From", "To", "CallStatus", "ApiVersion", "Direction", "url"} <= told.keys()


async def test_a_recording_that_nobody_wants_written_down_is_not(world):
    await world.recording(await world.answered_call(), SECOND * 3, source="RecordVerb")
    await world.settle()
    assert (await world.acme.get("Transcriptions")).json["transcriptions"] == []
    assert world.recogniser.asked == []


async def test_two_channels_are_heard_as_one(world):
    both = np.column_stack([np.full(16_000, 300), np.full(16_000, 500)]).astype("<i2").tobytes()
    await world.recording(await world.answered_call(), both, channels=2, transcribe=True)
    await world.settle()
    assert world.recogniser.asked == [np.full(16_000, 800, dtype="<i2").tobytes()]


@pytest.mark.parametrize(("seconds", "code"), [(1, "16101"), (121, "13615")])
async def test_what_is_too_short_or_too_long_fails_and_the_debugger_says_why(world, seconds, code):
    await left(world, seconds, transcribe_callback=world.customer.says("/transcribed"))
    one = await only(world)
    assert (one["status"], one["transcription_text"], one["price"]) == ("failed", None, None)
    assert world.recogniser.asked == [] and await alerts(world) == [(code, one["sid"])]
    [told] = [request.form for request in world.customer.heard]
    assert (told["TranscriptionStatus"], told["TranscriptionText"]) == ("failed", "")


@pytest.mark.parametrize("seconds", [2, 120])
async def test_two_seconds_and_two_minutes_are_written_down(world, seconds):
    await left(world, seconds)
    assert (await only(world))["status"] == "completed"


async def test_without_a_recogniser_it_fails_at_once(world):
    world.recogniser.hears = [NotAvailable("install ringback[speech]")]
    await left(world)
    one = await only(world)
    assert one["status"] == "failed" and await alerts(world) == [("21501", one["sid"])]
    [alert] = (await world.acme.get("/monitor/v1/Alerts")).json["alerts"]
    assert "install+ringback%5Bspeech%5D" in alert["alert_text"] or "install ringback[speech]" in alert["alert_text"]


async def test_a_process_that_listens_to_no_speech_fails_it(world):
    world.recogniser = None
    await left(world)
    assert (await only(world))["status"] == "failed"


async def test_a_busy_recogniser_is_asked_again(world):
    world.recogniser.hears = [Busy("2 wait already"), SAID]
    await left(world)
    assert (await only(world))["status"] == "in-progress"
    await world.leap(seconds=30)
    one = await only(world)
    assert (one["status"], one["transcription_text"]) == ("completed", SAID.text)


async def test_a_recogniser_that_stays_busy_is_given_up_after_an_hour(world):
    world.recogniser.hears = [Busy("2 wait already")]
    await left(world)
    await world.leap(minutes=61)
    one = await only(world)
    assert one["status"] == "failed" and await alerts(world) == [("21501", one["sid"])]


async def test_a_recogniser_that_breaks_over_it_is_tried_three_times(world):
    world.recogniser.hears = [RecognitionFailed("it broke")]
    await left(world)
    await world.leap(minutes=5)
    one = await only(world)
    assert one["status"] == "failed" and await alerts(world) == [("21501", one["sid"])]
    assert len(world.recogniser.asked) == 3


async def test_of_a_recording_with_nothing_in_it_the_transcription_fails_and_nobody_is_told(world):
    call = await world.answered_call()
    options = RecordingOptions(
        source="RecordVerb", transcribe=True, transcribe_callback=world.customer.says("/transcribed")
    )
    begun = await world.exchange.start_recording(call, options)
    absent = msgspec.structs.replace(begun, status=RecordingStatus.ABSENT, duration=0)
    await world.store.commit(Unit(change=[(begun, absent)], events=[told(RecordingAbsent, absent)]))
    await world.settle()
    one = await only(world)
    assert (one["status"], one["recording_sid"]) == ("failed", begun.sid)
    assert await alerts(world) == [] and world.customer.heard == []


async def test_a_recording_deleted_meanwhile_is_not_written_down(world):
    world.recogniser.hears = [Busy("2 wait already"), SAID]
    recording = await left(world)
    assert (await world.acme.delete(f"Recordings/{recording.sid}")).status == 204
    await world.leap(seconds=30)
    assert (await only(world))["status"] == "failed"


async def test_a_transcription_deleted_meanwhile_stays_deleted(world):
    world.recogniser.hears = [Busy("2 wait already"), SAID]
    await left(world)
    assert (await world.acme.delete(f"Transcriptions/{(await only(world))['sid']}")).status == 204
    await world.leap(minutes=5)
    assert (await world.acme.get("Transcriptions")).json["transcriptions"] == []


async def test_a_transcription_outlives_its_recording_until_it_is_deleted_itself(world):
    recording = await left(world)
    sid = (await only(world))["sid"]
    assert (await world.acme.delete(f"Recordings/{recording.sid}")).status == 204
    path = f"Recordings/{recording.sid}/Transcriptions"
    assert [one["sid"] for one in (await world.acme.get(path)).json["transcriptions"]] == [sid]
    assert (await world.acme.get(f"{path}/{sid}")).json["transcription_text"] == "ahoy"
    assert (await world.acme.delete(f"{path}/{sid}")).status == 204
    gone = await world.acme.get(f"Transcriptions/{sid}")
    assert (gone.status, gone.code) == (404, 20404)


async def test_a_recordings_transcriptions_are_its_own(world):
    first, second = await left(world), await left(world)
    [of_first] = (await world.acme.get(f"Recordings/{first.sid}/Transcriptions")).json["transcriptions"]
    assert of_first["recording_sid"] == first.sid
    for method in (world.acme.get, world.acme.delete):
        assert (await method(f"Recordings/{second.sid}/Transcriptions/{of_first['sid']}")).status == 404
    assert (await world.acme.get(f"Recordings/RE{'0' * 32}/Transcriptions")).status == 404
    assert len((await world.acme.get("Transcriptions")).json["transcriptions"]) == 2


async def test_transcriptions_come_in_pages(world):
    for _ in range(3):
        await left(world)
    page = (await world.acme.get("Transcriptions", PageSize=2)).json
    assert len(page["transcriptions"]) == 2
    rest = (await world.acme.get(page["next_page_uri"])).json
    assert len(rest["transcriptions"]) == 1 and rest["next_page_uri"] is None


async def test_strangers_see_no_transcription(world):
    await left(world)
    sid, stranger = (await only(world))["sid"], await world.subaccount()
    assert (await stranger.get(f"Transcriptions/{sid}")).status == 404
    assert (await stranger.get("Transcriptions")).json["transcriptions"] == []
    assert (await stranger.get(f"{API}/{world.acme.sid}/Transcriptions/{sid}.json")).status == 401


async def test_sentences_stand_beside_the_player(world):
    world.recogniser.hears = [SAID]
    recording = await left(world)
    shown = (await world.acme.own("GET", f"Recordings/{recording.sid}/Transcript")).json
    assert (shown["text"], shown["confidence"]) == (SAID.text, 0.92)
    assert shown["transcription_sid"] == (await only(world))["sid"]
    assert shown["sentences"][1] == {"start_s": 1.5, "end_s": 2.1, "text": "Thank you."}


async def test_minutes_written_down_are_usage(world):
    await left(world, 61)
    await world.leap(seconds=5)
    [row] = (await world.acme.get("Usage/Records", Category="transcriptions")).json["usage_records"]
    assert (row["count"], row["usage"], row["price"]) == ("1", "2", "0.06")
